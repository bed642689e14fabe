#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>

#include <functional>

// Somebody who may not make a schema to try things out in: texts are compared as they stand.

using namespace rowan;
using rowan::migrate::autogenerate;
using rowan::migrate::table_builder;
using rowan::schema::database;
using rowan::test::test_database;

namespace {

/// On PostgreSQL as a role that may use what is there and nothing else.
class limited {
public:
    limited() {
        session().execute_script(
            "drop role if exists rowan_limited; create role rowan_limited; grant all on schema public to "
            "rowan_limited; "
            "set role rowan_limited");
    }
    limited(const limited&) = delete;
    limited& operator=(const limited&) = delete;
    ~limited() { session().execute_script("reset role; drop owned by rowan_limited cascade; drop role rowan_limited"); }

    rowan::session& session() { return on_.session(); }

private:
    test_database on_{"postgresql"};
};

database tasks(const std::function<void(table_builder&)>& how, const std::string& name = "tasks") {
    table_builder result(name);
    result.bigint("id").primary_key();
    how(result);
    database all{.tables = {result.table()}};
    for (const schema::column& each : all.tables[0].columns) {
        if (each.type.kind == type_kind::enumeration) all.enums.push_back({each.type.name, each.type.labels});
        if (each.domain) all.domains.push_back(*each.domain);
    }
    return all;
}

database full() {
    return tasks([](auto& t) {
        t.varchar("state", 20).default_value("'new'");
        t.integer("rank").default_value("1 + 2");
        t.enumeration("mood", "mood", {"sad", "glad"}).default_value("'sad'");
        t.timestamp("at").default_value("now()");
        t.check("state_known", "state in ('new', 'done') and state != 'x'");
        t.check("rank_right", "(rank > 0 or rank = -1) and rank not in (7, 8)");
        t.index("rank").named("high").where("rank > 3 and state like 'n%'");
    });
}

void make(session& in, const database& what) {
    for (const schema::operation& each : creation_of(what)) in.apply(each);
}

std::string text_of(const migrate::generated_changes& what) {
    std::string result;
    for (const auto& each : what.questions) result += "? " + schema::describe(each) + '\n';
    return result + migrate::cpp_source(what.up, 0);
}

}  // namespace

TEST_CASE("without the right to make a schema the comparison is inexact, and says so", "[autogenerate]") {
    limited as;
    make(as.session(), full());
    const auto changes = autogenerate(as.session(), {full()});
    CHECK_THAT(changes.inexact, rowan::test::containing("permission denied"));
    INFO(text_of(changes));
    CHECK(changes.empty());
}

TEST_CASE("without the right to make a schema a rule that says something else is found", "[autogenerate]") {
    limited as;
    make(as.session(), tasks([](auto& t) {
             t.integer("rank");
             t.check("right", "rank > 0 and rank < 9");
         }));
    const auto changes = autogenerate(as.session(), {tasks([](auto& t) {
                                          t.integer("rank");
                                          t.check("right", "rank > 0 and rank < 10");
                                      })});
    INFO(text_of(changes));
    CHECK(changes.up.size() == 1);
}

TEST_CASE("without the right to make a schema what is renamed, dropped and new is right, there and back",
          "[autogenerate]") {
    limited as;
    const database from = tasks([](auto& t) {
        t.text("title");
        t.integer("rank").nullable();
        t.text("note").nullable();
    });
    const database to = tasks(
        [](auto& t) {
            t.text("headline");
            t.bigint("rank").nullable();
            t.date("due").nullable();
        },
        "todos");
    make(as.session(), from);
    as.session().execute_script("create view ranked as select rank from tasks; insert into tasks values (1, 'a', 2)");
    const std::vector<schema::answer> answers{
        {"rename table tasks", "todos"}, {"rename todos.title", "headline"}, {"rename todos.note", "dropped"}};
    const auto changes = autogenerate(as.session(), {to}, {.answers = answers});
    INFO(text_of(changes));
    REQUIRE(changes.questions.empty());
    for (const schema::operation& each : changes.up) as.session().apply(each);
    CHECK(as.session().query_value<std::string>("select headline from todos") == "a");
    CHECK(as.session().query_value<std::int64_t>("select rank from ranked") == 2);
    CHECK(autogenerate(as.session(), {to}).empty());
    for (auto each = changes.up.rbegin(); each != changes.up.rend(); ++each) as.session().apply(reverse(*each).value());
    CHECK(autogenerate(as.session(), {from}).empty());
}
