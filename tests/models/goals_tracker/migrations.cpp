#include <rowan/models/goals_tracker/migrations.hpp>

#include "models/goals_tracker/expected_catalog.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/migrator.hpp>

using goals_tracker::migrations;
using rowan::test::containing;

namespace {

bool is_server(const rowan::session& db) { return db.dialect().can().enum_types; }

/// Without quotes, casts and parentheses, the current time by one name.
std::string plain_default(std::string text) {
    if (const auto cast = text.find("::"); cast != std::string::npos) text.resize(cast);
    std::erase(text, '\'');
    return text == "now()" || text.starts_with("strftime(") || text.starts_with("(strftime(") ? "CURRENT_TIMESTAMP"
                                                                                              : text;
}

std::string default_of(rowan::session& in, const std::string& table, const std::string& column) {
    const char* const sql =
        is_server(in) ? "select coalesce(pg_get_expr(adbin, adrelid), '') from pg_attribute left join pg_attrdef "
                        "on adrelid = attrelid and adnum = attnum where attrelid = $1::regclass and attname = $2"
                      : "select coalesce(dflt_value, '') from pragma_table_info($1) where name = $2";
    return plain_default(in.query_value<std::string>(sql, table, column));
}

std::vector<goals_catalog::table> live_tables(rowan::session& in) {
    std::vector<goals_catalog::table> result;
    for (const catalog::table& each : catalog::live_tables(in)) {
        goals_catalog::table& added = result.emplace_back(goals_catalog::table{each.name, {}, each.rules});
        for (const catalog::column& one : each.columns)
            added.columns.push_back({one.name, one.type, one.nullable, default_of(in, each.name, one.name)});
        for (std::string& rule : added.rules) {
            if (!rule.starts_with("index ") || !is_server(in)) continue;
            const std::string name = rule.substr(6, rule.find(" (") - 6);
            const auto method = in.query_value<std::string>(
                "select amname::text from pg_class join pg_am on pg_am.oid = relam where relname = $1", name);
            if (method != "btree") rule.insert(6 + name.size() + 1, method + ' ');
        }
    }
    return result;
}

bool no_table_of_ours(rowan::session& db) { return catalog::live_tables(db).empty(); }

}  // namespace

DATABASE_TEST_CASE("the Goals Tracker's tables have every column, default, key, rule and index", "[goals_tracker]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    const auto live = live_tables(db);
    const auto expected = goals_catalog::expected_tables(db);
    REQUIRE(expected.size() == 7);
    REQUIRE(live.size() == expected.size());
    for (std::size_t i = 0; i != live.size(); ++i) {
        CHECK(live[i].name == expected[i].name);
        CAPTURE(live[i].name);
        REQUIRE(live[i].columns.size() == expected[i].columns.size());
        for (std::size_t c = 0; c != live[i].columns.size(); ++c) {
            CHECK(live[i].columns[c].name == expected[i].columns[c].name);
            CAPTURE(live[i].columns[c].name);
            CHECK(live[i].columns[c].type == expected[i].columns[c].type);
            CHECK(live[i].columns[c].nullable == expected[i].columns[c].nullable);
            CHECK(live[i].columns[c].otherwise == expected[i].columns[c].otherwise);
        }
        CHECK(live[i].rules == expected[i].rules);
    }
}

TEST_CASE("the Goals Tracker's enum types have their labels in order, dots among them", "[goals_tracker]") {
    rowan::test::test_database database("postgresql");
    rowan::migrator(database.session(), migrations()).upgrade("head");
    const auto live = catalog::live_enumerations(database.session());
    CHECK(live == goals_catalog::expected_enumerations());
    CHECK(live.size() == 6);
}

// The type of a column there is text, and its check has the labels.
TEST_CASE("on SQLite the columns of the Goals Tracker's enums have their labels in checks", "[goals_tracker]") {
    rowan::test::test_database database("memory");
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    const std::pair<std::string, std::string> columns[] = {{"courses", "status"}, {"events", "event_type"},
                                                           {"goals", "priority"}, {"goals", "status"},
                                                           {"tasks", "status"},   {"tasks", "task_type"}};
    const auto expected = goals_catalog::expected_enumerations();
    for (std::size_t i = 0; i != std::size(columns); ++i) {
        const auto& [table, column] = columns[i];
        std::string check = "constraint \"" + table + '_' + column + "_enum\" check (\"" + column + "\" in (";
        for (const std::string& label : expected[i].labels) check += (check.ends_with('(') ? "'" : ", '") + label + "'";
        CHECK_THAT(db.query_value<std::string>("select sql from sqlite_schema where name = $1", table),
                   containing(check + ")"));
    }
}

TEST_CASE("the Goals Tracker's revisions are seven in a line, a table each", "[goals_tracker]") {
    const auto all = migrations();
    REQUIRE(all.size() == 7);
    for (std::size_t i = 0; i != all.size(); ++i) {
        CHECK(all[i].id() == "00" + std::to_string(i + 1));
        CHECK(all[i].parents() == (i == 0 ? std::vector<std::string>{} : std::vector{all[i - 1].id()}));
        CHECK(std::count_if(all[i].up().begin(), all[i].up().end(), [](const rowan::schema::operation& each) {
                  return std::holds_alternative<rowan::schema::create_table>(each);
              }) == 1);
    }
}

DATABASE_TEST_CASE("each of the Goals Tracker's revisions can be undone and applied again", "[goals_tracker]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    for (std::size_t tables = 1; tables <= 7; ++tables) {
        runner.upgrade("+1");
        CHECK(catalog::live_tables(db).size() == tables);
        const auto before = live_tables(db);
        runner.downgrade("-1");
        CHECK(catalog::live_tables(db).size() == tables - 1);
        runner.upgrade("+1");
        CHECK(live_tables(db) == before);
    }
}

DATABASE_TEST_CASE("a downgrade of the Goals Tracker leaves no table, type or extension behind", "[goals_tracker]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    runner.upgrade("head");
    CHECK(runner.downgrade("base").notes.empty());
    CHECK(no_table_of_ours(db));
    if (!is_server(db)) return;
    CHECK(catalog::live_enumerations(db).empty());
    CHECK(db.query_value<std::int64_t>("select count(*) from pg_extension where extname = 'vector'") == 0);
}

DATABASE_TEST_CASE("an event's type is one of the labels with dots", "[goals_tracker]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    db.execute("insert into events (id, event_type, payload) values ('1', 'ai.feedback.generated', '{}')");
    CHECK(db.query_value<std::int64_t>("select count(*) from events where event_type = 'ai.feedback.generated'") == 1);
    CHECK_THROWS_AS(db.execute("insert into events (id, event_type, payload) values ('2', 'goal_created', '{}')"),
                    rowan::database_error);
}

TEST_CASE("a vector of another size than the column's is refused by pgvector", "[goals_tracker]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    db.execute_script(
        "insert into users (id, email, username, hashed_password, is_active, is_superuser) "
        "values ('u', 'u', 'u', 'u', true, false)");
    const std::string insert =
        "insert into embeddings (id, user_id, entity_type, entity_id, content, embedding) values ($1, 'u', 'goal', "
        "'g', "
        "'text', array_fill(0.5::real, array[$2::integer])::vector)";
    db.execute(insert, "1", 1536);
    CHECK_THROWS_AS(db.execute(insert, "2", 3), rowan::database_error);
}
