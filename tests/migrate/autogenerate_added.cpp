#include "changes.hpp"

#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>
#include <rowan/session/introspect.hpp>

#include <string>
#include <variant>

// Views, functions and the like that a program has added to what its structs describe.

using namespace rowan;
using rowan::migrate::autogenerate;

using rowan::test::carry_out;
using rowan::test::test_database;

namespace {

schema::database tasks() {
    migrate::table_builder t("tasks");
    t.bigint("id").primary_key();
    t.text("title");
    t.integer("rank").default_value("1");
    return {.tables = {t.table()}};
}

std::string text_of(const migrate::generated_changes& what) {
    std::string result;
    for (const auto& each : what.questions) result += "? " + schema::describe(each) + '\n';
    return result + migrate::cpp_source(what.up, 0);
}

/// From one to the other and back; what there was to do.
std::vector<schema::operation> goes(session& db, const schema::database& from, const schema::database& to) {
    carry_out(db, autogenerate(db, {from}).up);
    const auto none = autogenerate(db, {from});
    INFO("before:\n" << text_of(none));
    CHECK(none.empty());
    const schema::database before = introspect(db);
    const auto changes = autogenerate(db, {to});
    INFO("way there:\n" << text_of(changes));
    carry_out(db, changes.up);
    const auto again = autogenerate(db, {to});
    INFO("second run:\n" << text_of(again));
    CHECK(again.empty());
    for (auto each = changes.up.rbegin(); each != changes.up.rend(); ++each) db.apply(reverse(*each).value());
    CHECK(introspect(db) == before);
    return changes.up;
}

template <class Operation>
bool holds(const std::vector<schema::operation>& all) {
    return all.size() == 1 && std::holds_alternative<Operation>(all.front());
}

schema::function touch(const std::string& body) {
    return {"touch", "", {"returns trigger language plpgsql as $$ begin " + body + " return new; end $$"}};
}

}  // namespace

DATABASE_TEST_CASE("a view of the program comes, changes and goes back", "[autogenerate]") {
    schema::database from = tasks();
    from.views = {{"ranked", "select id, rank from tasks where rank > 0 and title <> ''"}};
    schema::database to = tasks();
    to.views = {{"ranked", "select id, rank + 1 as rank from tasks where rank in (1, 2)"}};
    CHECK(goes(database.session(), tasks(), from).size() == 1);
    goes(database.session(), from, to);
}

DATABASE_TEST_CASE("a view of the program changes under one that nobody speaks of", "[autogenerate]") {
    schema::database from = tasks();
    from.views = {{"ranked", "select id, rank from tasks"}};
    schema::database to = tasks();
    to.views = {{"ranked", "select id, rank from tasks where rank > 1"}};
    session& db = database.session();
    carry_out(db, schema::creation_of(from));
    db.execute_script("create view top as select id from ranked");
    goes(db, from, to);
    CHECK_NOTHROW(db.query("select * from top").next());
}

TEST_CASE("a function of the program whose body changes is altered", "[autogenerate]") {
    test_database on("postgresql");
    schema::database from = tasks();
    from.functions = {touch("")};
    from.triggers = {{"touched", "tasks", {"before insert or update"}, {"for each row execute function touch()"}}};
    schema::database to = from;
    to.functions = {touch("new.rank := 3;")};
    CHECK(goes(on.session(), tasks(), from).size() == 2);
    CHECK(holds<schema::alter_function>(goes(on.session(), from, to)));
}

TEST_CASE("a function of the program is the same however its arguments are written", "[autogenerate]") {
    test_database on("postgresql");
    schema::database from = tasks();
    from.functions = {{"more", "x int, y varchar default 'a'", {"returns int language sql as 'select x + 1'"}}};
    CHECK(goes(on.session(), tasks(), from).size() == 1);
}

TEST_CASE("policies, sequences, materialised views and domains of the program change", "[autogenerate]") {
    test_database on("postgresql");
    schema::database from = tasks();
    from.policies = {{.name = "mine", .table = "tasks", .command = "select", .using_expression = {"rank > 0"}}};
    from.sequences = {{.name = "numbers", .start = 5}};
    from.views = {
        {.name = "counted",
         .query = "select rank, count(*) as many from tasks group by rank",
         .materialized = true,
         .indexes = {{.name = "counted_rank", .table = "counted", .keys = {{.column = "rank"}}, .unique = true}}}};
    schema::database to = from;
    to.policies[0].using_expression = {"rank > 1 or title = 'x'"};
    to.sequences[0].increment = 2;
    to.views[0].query = "select rank, max(id) as many from tasks group by rank";
    goes(on.session(), tasks(), from);
    goes(on.session(), from, to);
}
