// Whether a database is what it should be, and whether revisions are fit to be used. Run it:
// build/examples/verifying [URL]

#include <rowan/cli/cli.hpp>
#include <rowan/migrate/check.hpp>
#include <rowan/migrate/verify.hpp>
#include <rowan/rowan.hpp>

#include <iostream>
#include <string>
#include <vector>

using rowan::migrate::revision;

// [struct]
struct task {
    std::int64_t id = 0;
    std::string title;
    int rank = 0;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, title, rank))

template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
                                                  .primary_key<&task::id>()
                                                  .identity<&task::id>()
                                                  .default_value<&task::rank>("0")
                                                  .check("ck_tasks_rank", "rank >= 0")
                                                  .index<&task::rank>();
// [struct]

namespace {

// [revisions]
std::vector<revision> migrations() {
    return {revision("001", "Create tasks").change([](auto& op) {
        op.create_table("tasks", [](auto& t) {
            t.identity("id").primary_key();
            t.text("title");
            t.integer("rank").default_value("0").index();
            t.check("ck_tasks_rank", "rank >= 0");
        });
    })};
}
// [revisions]

void start(rowan::session& db) {
    // [start]
    rowan::migrator(db, migrations()).upgrade();
    const rowan::migrate::verify_options how{.structs = rowan::schema_of<task>()};
    rowan::migrate::verify(db, migrations(), how).require();
    std::cout << "as it should be\n";
    // [start]
}

void drift(rowan::session& db) {
    // [drift]
    db.execute_script("alter table tasks add column note text; drop index ix_tasks_rank");
    const auto found = rowan::migrate::verify(db, migrations(), {.structs = rowan::schema_of<task>()});
    for (const auto& each : found.from_migrations) std::cout << "migrations: " << subject_of(each) << '\n';
    for (const auto& each : found.from_structs) std::cout << "structs: " << subject_of(each) << '\n';
    // [drift]
}

void compare(rowan::session& db) {
    std::cout << "---\n";
    // [snapshot]
    const rowan::migrate::snapshot before = rowan::migrate::take_snapshot(db);
    db.execute_script("create table notes (id integer primary key)");
    const rowan::migrate::snapshot after = rowan::migrate::take_snapshot(db);
    for (const auto& each : rowan::migrate::differences(before.schema, after.schema, db.dialect()))
        std::cout << subject_of(each) << '\n';

    db.execute_script("drop table notes");
    const std::string now = rowan::migrate::fingerprint(rowan::migrate::take_snapshot(db).schema);
    std::cout << (now == rowan::migrate::fingerprint(before.schema) ? "the same again" : "another one") << '\n';
    // [snapshot]
}

void check() {
    std::cout << "---\n";
    // [check]
    std::vector<revision> next = migrations();
    next.push_back(revision("002", "Unique titles").after("001").change([](auto& op) {
        op.add_constraint("tasks", [](auto& t) { t.unique({"title"}); });
    }));
    const rowan::cli::program tasks{.name = "tasks", .migrations = next, .entities = rowan::schema_of<task>()};
    const int code = rowan::cli::run({"-d", "sqlite://:memory:", "check"}, tasks, std::cout, std::cerr);
    std::cout << "exit code " << code << '\n';
    // [check]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    start(db);
    drift(db);
    compare(db);
    check();
}
