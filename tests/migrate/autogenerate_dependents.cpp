#include "changes.hpp"

#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>
#include <rowan/session/introspect.hpp>

#include <functional>

// What structs say nothing of, where it stands on something that goes, changes its type or gets another name.

using namespace rowan;
using rowan::migrate::autogenerate;
using rowan::migrate::generated_changes;
using rowan::migrate::table_builder;
using rowan::schema::answer;
using rowan::schema::database;
using rowan::test::carry_out;
using rowan::test::test_database;
using rowan::test::way_back;

namespace {

schema::table tasks(const std::function<void(table_builder&)>& how, const std::string& name = "tasks") {
    table_builder result(name);
    result.bigint("id").primary_key();
    how(result);
    return result.table();
}

const database full{.tables = {tasks([](auto& t) {
                        t.text("title");
                        t.integer("priority").nullable();
                    })}};
const database without_priority{.tables = {tasks([](auto& t) { t.text("title"); })}};

std::string text_of(const generated_changes& what) {
    std::string result;
    for (const auto& each : what.questions) result += "? " + schema::describe(each) + '\n';
    return result + migrate::cpp_source(what.up, 0) + what.inexact;
}

/// Everything that the database holds, as it writes it, save quotes that SQLite adds to names.
database everything(session& in) {
    database result = introspect(in);
    result.order.clear();
    for (schema::view& each : result.views) {
        std::string text = each.query.text();
        std::erase(text, '"');
        each.query = text;
    }
    return result;
}

/// What was asked, each by its key; after the answers the way there, nothing left, and back to what was.
std::vector<std::string> goes(session& db, const database& to, const std::vector<answer>& answers) {
    const database before = everything(db);
    std::vector<std::string> asked;
    for (const auto& each : autogenerate(db, {to}).questions) asked.push_back(key_of(each));
    const auto changes = autogenerate(db, {to}, {.answers = answers});
    INFO("way there:\n" << text_of(changes));
    CHECK(changes.questions.empty());
    CHECK_FALSE(changes.up.empty());
    carry_out(db, changes.up);
    const auto again = autogenerate(db, {to});
    INFO("second run:\n" << text_of(again));
    CHECK(again.empty());
    carry_out(db, way_back(changes));
    const database after = everything(db);
    CHECK(after.tables == before.tables);
    CHECK(after.views == before.views);
    CHECK(after.triggers == before.triggers);
    CHECK(after.functions == before.functions);
    CHECK(after.policies == before.policies);
    CHECK(after.others == before.others);
    return asked;
}

using keys = std::vector<std::string>;

}  // namespace

DATABASE_TEST_CASE("a view on a column that goes is asked about, and goes with it", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script(
        "create view overdue as select id, priority from tasks; create view plain as select id, title from tasks");
    CHECK(goes(db, without_priority, {{"replace view overdue", "dropped"}}) == keys{"replace view overdue"});
    carry_out(db, autogenerate(db, {without_priority}, {.answers = {{"replace view overdue", "dropped"}}}).up);
    CHECK_NOTHROW(db.query("select * from plain").next());
    CHECK(everything(db).views.size() == 1);
}

DATABASE_TEST_CASE("a view on a column that goes gets its new text", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script("create view overdue as select id, priority from tasks");
    db.execute_script("insert into tasks (id, title, priority) values (7, 'a', 2)");
    const std::vector<answer> answers{{"replace view overdue", "select id from tasks"}};
    carry_out(db, autogenerate(db, {without_priority}, {.answers = answers}).up);
    CHECK(db.query_value<std::int64_t>("select id from overdue") == 7);
    CHECK(autogenerate(db, {without_priority}).empty());
}

DATABASE_TEST_CASE("a view on a view that goes is asked about when that one's fate is known", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script(
        "create view overdue as select id, priority from tasks; create view top as select id from overdue");
    const auto asked = autogenerate(db, {without_priority}, {.answers = {{"replace view overdue", "dropped"}}});
    REQUIRE(asked.questions.size() == 1);
    CHECK(key_of(asked.questions.front()) == "replace view top");
    goes(db, without_priority, {{"replace view overdue", "dropped"}, {"replace view top", "select id from tasks"}});
}

DATABASE_TEST_CASE("a view on a table that goes is asked about", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script("create table old (a integer); create view olds as select a from old");
    CHECK(goes(db, full, {{"replace view olds", "dropped"}}) == keys{"replace view olds"});
}

DATABASE_TEST_CASE("a question about a view names what goes", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script("create view overdue as select id, priority from tasks");
    const auto asked = autogenerate(db, {without_priority});
    REQUIRE(asked.questions.size() == 1);
    CHECK(describe(asked.questions.front()) ==
          "view overdue uses \"tasks.priority\", which goes: does it go as well, or what is its new text?");
}

DATABASE_TEST_CASE("what was renamed is renamed in the views on it, also where they are made again", "[autogenerate]") {
    const schema::database now{.tables = {tasks(
                                   [](auto& t) {
                                       t.text("headline");
                                       t.bigint("priority").nullable();
                                   },
                                   "todos")}};
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script(
        "create view titles as select id, title from tasks; create view urgent as select title, priority from tasks "
        "where title <> 'title'; create view top as select priority from urgent");
    db.execute_script("insert into tasks (id, title, priority) values (7, 'a', 2)");
    const std::vector<answer> answers{{"rename table tasks", "todos"}, {"rename todos.title", "headline"}};
    const auto changes = autogenerate(db, {now}, {.answers = answers});
    INFO(text_of(changes));
    goes(db, now, answers);
    CHECK(db.query_value<std::string>("select title from urgent") == "a");
    carry_out(db, changes.up);
    CHECK(db.query_value<std::int64_t>("select priority from top") == 2);
}

DATABASE_TEST_CASE("a trigger on a column that goes is asked about", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    const bool on_postgresql = database.is("postgresql");
    const schema::table changes = tasks([](auto&) {}, "changes");
    db.apply(schema::create_table{changes});
    const schema::database now{.tables = {changes, without_priority.tables[0]}};
    const std::string body =
        on_postgresql ? "execute function note_it()" : "begin insert into changes values (new.id); end";
    if (on_postgresql)
        db.execute_script("create function note_it() returns trigger language plpgsql as $$ begin return new; end $$");
    db.execute_script("create trigger noted after update of priority on tasks for each row when (new.priority > 1) " +
                      body);
    db.execute_script("create trigger seen after update of title on tasks for each row " + body);
    CHECK(goes(db, now, {{"replace trigger tasks.noted", "after update for each row " + body}}) ==
          keys{"replace trigger tasks.noted"});
    CHECK_THROWS_AS(autogenerate(db, {now}, {.answers = {{"replace trigger tasks.noted", "none"}}}), mapping_error);
}

DATABASE_TEST_CASE("an index on an expression of a column that goes, goes with it", "[autogenerate]") {
    session& db = database.session();
    carry_out(db, creation_of(full));
    db.execute_script(
        "create index by_priority on tasks ((priority + 1)); create index by_title on tasks (lower(title))");
    CHECK(goes(db, without_priority, {}).empty());
}

TEST_CASE("policies, rules, functions, statistics and materialised views on a column that goes", "[autogenerate]") {
    test_database on("postgresql");
    session& db = on.session();
    carry_out(db, creation_of(full));
    db.execute_script(R"(
        alter table tasks enable row level security;
        create policy mine on tasks for select using (priority > 1);
        create policy others on tasks for insert with check (title <> '');
        create rule loud as on update to tasks where new.priority > 9 do also nothing;
        create statistics together on title, priority from tasks;
        create function highest() returns integer language sql begin atomic select max(priority) from tasks; end;
        create function told() returns bigint language sql as 'select count(*) from tasks';
        create materialized view counted as select priority, count(*) as many from tasks group by priority;
        create unique index counted_priority on counted (priority);
    )");
    const std::vector<answer> answers{{"replace policy tasks.mine", "using (id > 1)"},
                                      {"replace rule loud", "dropped"},
                                      {"replace function highest", "dropped"},
                                      {"replace view counted", "dropped"}};
    CHECK(goes(db, without_priority, answers) ==
          keys{"replace view counted", "replace function highest", "replace rule loud", "replace policy tasks.mine"});
}

TEST_CASE("a view that the text only seems to show on a column stays as it is", "[autogenerate]") {
    test_database on("postgresql");
    session& db = on.session();
    schema::database from = full;
    from.tables.push_back(tasks([](auto& t) { t.integer("priority"); }, "wishes"));
    schema::database to = without_priority;
    to.tables.push_back(from.tables.back());
    carry_out(db, creation_of(from));
    db.execute_script("create view wanted as select t.title, w.priority from tasks t join wishes w using (id)");
    CHECK(goes(db, to, {}).empty());
}

TEST_CASE("keys of several columns and exclude constraints on a column that goes, go with it", "[autogenerate]") {
    test_database on("postgresql");
    session& db = on.session();
    carry_out(db, creation_of(full));
    db.execute_script(R"(
        alter table tasks add unique (id, priority);
        alter table tasks add other integer, add foreign key (id, other) references tasks (id, priority);
        alter table tasks add exclude using btree (priority with =);
    )");
    CHECK(goes(db, without_priority, {{"rename tasks.other", "dropped"}}).empty());
}
