#include "query/tenancy.hpp"

#include <rowan/query/selection.hpp>
#include <rowan/schema/blueprint.hpp>
#include <rowan/schema/diff.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/catch.hpp>
#include <support/recording_observer.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>

// Tables that are spread over machines where there are several (ROWAN_TEST_CITUS), and mean the same where there are
// not.

using namespace tenancy;
using rowan::field;

namespace {

void create_tables(rowan::session& db) {
    const auto create = [&]<class... T>(std::type_identity<T>...) {
        (db.apply(rowan::schema::create_table{rowan::schema_table<T>()}), ...);
    };
    create(std::type_identity<country>{}, std::type_identity<tenant>{}, std::type_identity<project>{},
           std::type_identity<task>{});
    // SQLite counts only keys of one column.
    if (db.dialect().can().sequences) create(std::type_identity<entry>{});
}

/// Three tenants with two projects each, by the same numbers, the first of which has three tasks.
struct fixture {
    explicit fixture(rowan::session& in) : db(in), tenants(in), projects(in), tasks(in), entries(in) {
        create_tables(db);
        rowan::repository<country>(db).insert({"de", "Germany"});
        for (int i = 0; i != 3; ++i) {
            const auto one = tenants.insert({.name = "tenant " + std::to_string(i), .country = "de"}).id;
            of.push_back(one);
            projects.insert_all(std::vector<project>{{one, 1, name(i, 1)}, {one, 2, name(i, 2)}});
            tasks.insert_all(std::vector<task>{{one, 1, 1, std::nullopt, title(i, 1), 10},
                                               {one, 2, 1, 1, title(i, 2), 30},
                                               {one, 3, 1, 2, title(i, 3), 20}});
        }
    }
    static std::string name(int tenant, int number) {
        return "project " + std::to_string(number) + " of " + std::to_string(tenant);
    }
    static std::string title(int tenant, int number) {
        return "task " + std::to_string(number) + " of " + std::to_string(tenant);
    }

    rowan::session& db;
    rowan::repository<tenant> tenants;
    rowan::repository<project> projects;
    rowan::repository<task> tasks;
    rowan::repository<entry> entries;
    std::vector<rowan::id<tenant>> of;
};

/// Statements that went to one machine, and to several, in this database.
struct routed {
    std::int64_t to_one = 0;
    std::int64_t to_many = 0;
};

routed counted(rowan::session& db) {
    auto row = db.query(
        "select query_execution_single_shard, query_execution_multi_shard from citus_stat_counters where "
        "name = current_database()");
    if (!row.next()) return {};
    return {row.get<std::int64_t>(0), row.get<std::int64_t>(1)};
}

/// What `work` sent to several machines though one would do. None where there is one only.
template <class Work>
std::int64_t sent_to_many(const rowan::test::test_database& database, rowan::session& db, Work work) {
    if (!database.is_distributed()) {
        work();
        return 0;
    }
    db.execute("set citus.enable_stat_counters = on");
    const routed before = counted(db);
    work();
    const routed after = counted(db);
    CHECK(after.to_one > before.to_one);
    return after.to_many - before.to_many;
}

}  // namespace

DATABASE_TEST_CASE("tables are spread over the machines, where there are several", "[distributed]") {
    const fixture with(database.session());
    if (!database.is_distributed()) return;
    const auto tables = [&](const char* sql) { return with.db.query_value<std::int64_t>(sql); };
    CHECK(tables("select count(*) from pg_dist_partition where partmethod = 'h'") == 4);
    CHECK(tables("select count(distinct colocationid) from pg_dist_partition where partmethod = 'h'") == 1);
    CHECK(tables("select count(*) from pg_dist_partition where repmodel = 't'") == 1);
}

DATABASE_TEST_CASE("rows of tables with keys of several columns are written and read by them", "[distributed]") {
    fixture with(database.session());
    CHECK(with.tasks.get({with.of[1], 2}).title == fixture::title(1, 2));
    CHECK_FALSE(with.tasks.find({with.of[1], 9}));
    task changed = with.tasks.get({with.of[1], 2});
    changed.title = "changed";
    with.tasks.update(changed);
    CHECK(with.tasks.get({with.of[1], 2}).title == "changed");
    CHECK(with.tasks.get({with.of[0], 2}).title == fixture::title(0, 2));
    CHECK(with.tasks.remove({with.of[1], 3}));
    CHECK(with.tasks.count() == 8);
}

DATABASE_TEST_CASE("children come by a foreign key of several columns", "[distributed][relation]") {
    fixture with(database.session());
    const auto boards = with.projects.get_all<project_board>({{with.of[2], 1}, {with.of[0], 1}, {with.of[0], 2}});
    REQUIRE(boards.size() == 3);
    REQUIRE(boards[0].tasks.size() == 3);
    CHECK(boards[0].tasks[0].title == fixture::title(2, 1));
    REQUIRE(boards[1].tasks.size() == 3);
    CHECK(boards[1].tasks[2].title == fixture::title(0, 3));
    CHECK(boards[2].tasks.empty());
}

DATABASE_TEST_CASE("of keys of several columns, rows of other combinations are nobody's", "[distributed][relation]") {
    fixture with(database.session());
    with.tasks.insert({with.of[0], 7, 2, std::nullopt, "of project 2", 1});
    const auto boards = with.projects.get_all<project_board>({{with.of[0], 1}, {with.of[1], 2}});
    CHECK(boards[0].tasks.size() == 3);
    CHECK(boards[1].tasks.empty());
}

DATABASE_TEST_CASE("the row that one refers to comes by a foreign key of several columns", "[distributed][relation]") {
    fixture with(database.session());
    const auto page = with.tasks.get<task_page>({with.of[1], 3});
    CHECK(page.of.name == fixture::name(1, 1));
    REQUIRE(page.before);
    CHECK(page.before->title == fixture::title(1, 2));
    CHECK_FALSE(with.tasks.get<task_page>({with.of[1], 1}).before);
}

DATABASE_TEST_CASE("related rows are counted and limited by keys of several columns", "[distributed][relation]") {
    fixture with(database.session());
    const auto lines = with.projects.get_all<project_line>({{with.of[0], 1}, {with.of[1], 2}, {with.of[2], 1}});
    CHECK(lines[0].tasks == 3);
    CHECK(lines[1].tasks == 0);
    REQUIRE(lines[2].largest.size() == 2);
    CHECK(lines[2].largest[0].points == 30);
    CHECK(lines[2].largest[1].points == 20);
}

DATABASE_TEST_CASE("a join follows a foreign key of several columns", "[distributed][join]") {
    fixture with(database.session());
    const auto names = rowan::from<project>(with.db)
                           .join<task>()
                           .where(field<&project::tenant_id> == with.of[1])
                           .order_by(field<&task::number>)
                           .select(field<&project::name>, field<&task::title>)
                           .all();
    REQUIRE(names.size() == 3);
    CHECK(std::get<0>(names[0]) == fixture::name(1, 1));
    CHECK(std::get<1>(names[2]) == fixture::title(1, 3));
}

DATABASE_TEST_CASE("many rows of many tenants are written in one call", "[distributed][bulk]") {
    fixture with(database.session());
    std::vector<task> tasks = with.tasks.all();
    for (task& one : tasks) one.points += 1;
    with.tasks.update_all(tasks);
    CHECK(with.tasks.get({with.of[2], 2}).points == 31);

    tasks.push_back({with.of[0], 8, 2, std::nullopt, "new", 0});
    const auto outcomes = with.tasks.upsert_all(tasks);
    CHECK(outcomes.back().outcome == rowan::upsert_outcome::inserted);
    CHECK(outcomes.front().outcome == rowan::upsert_outcome::updated);

    CHECK(with.tasks.remove_all({{with.of[0], 8}, {with.of[1], 3}, {with.of[1], 9}}) == 2);
    const auto found = with.tasks.find_all({{with.of[2], 1}, {with.of[1], 3}, {with.of[0], 1}});
    REQUIRE(found.size() == 2);
    CHECK(found[0].title == fixture::title(2, 1));
}

DATABASE_TEST_CASE("many rows of many tenants, in any order, are upserted by as many statements as few are",
                   "[distributed][bulk][upsert]") {
    if (!database.session().dialect().can().tells_inserted) return;  // there each row is asked for
    fixture with(database.session());
    const auto statements_for = [&](std::int64_t count, const rowan::conflict<task>& rule,
                                    std::vector<rowan::upserted<task>>& outcomes) {
        std::vector<task> tasks;
        for (std::int64_t number = count; number != 0; --number) {
            for (const auto& tenant : with.of) tasks.push_back({tenant, number, 1, std::nullopt, "upserted", 40});
        }
        const auto seen = std::make_shared<rowan::test::recording_observer>();
        with.db.observe(seen);
        outcomes = with.tasks.upsert_all(tasks, rule);
        with.db.stop_observing(*seen);
        return seen->events.size();
    };
    std::vector<rowan::upserted<task>> outcomes;
    const auto few = statements_for(4, rowan::on_key<task>(), outcomes);
    REQUIRE(outcomes.size() == 12);
    CHECK(outcomes[0].outcome == rowan::upsert_outcome::inserted);
    CHECK(outcomes[2].outcome == rowan::upsert_outcome::inserted);
    CHECK(outcomes[3].outcome == rowan::upsert_outcome::updated);
    CHECK(outcomes[11].outcome == rowan::upsert_outcome::updated);
    for (std::size_t i = 0; i != 12; ++i) {
        CHECK(outcomes[i].row.tenant_id == with.of[i % 3]);
        CHECK(outcomes[i].row.number == 4 - static_cast<std::int64_t>(i) / 3);
        CHECK(outcomes[i].row.title == "upserted");
    }
    CHECK(statements_for(400, rowan::on_key<task>(), outcomes) == few);
    CHECK(with.tasks.count() == 1200);
}

DATABASE_TEST_CASE("of many tenants' rows those that are there are left as they are, and come back",
                   "[distributed][bulk][upsert]") {
    fixture with(database.session());
    std::vector<task> tasks;
    for (std::int64_t number = 5; number != 0; --number) {
        for (const auto& tenant : with.of) tasks.push_back({tenant, number, 1, std::nullopt, "new", 0});
    }
    const auto outcomes = with.tasks.upsert_all(tasks, rowan::on_conflict<&task::tenant_id, &task::number>().nothing());
    for (std::size_t i = 0; i != 15; ++i) {
        const bool there = tasks[i].number <= 3;
        CHECK(outcomes[i].outcome == (there ? rowan::upsert_outcome::unchanged : rowan::upsert_outcome::inserted));
        CHECK(outcomes[i].row.tenant_id == tasks[i].tenant_id);
        CHECK((outcomes[i].row.title == "new") != there);
    }
}

DATABASE_TEST_CASE("rows of many tenants come back with the numbers that they got", "[distributed][bulk]") {
    if (!database.is("postgresql")) return;  // SQLite counts only keys of one column
    fixture with(database.session());
    for (const std::size_t count : {std::size_t{50}, std::size_t{1000}}) {
        std::vector<entry> all;
        for (std::size_t i = 0; i != count; ++i)
            all.push_back({.tenant_id = with.of[i % 3], .text = std::to_string(i)});
        const auto written = with.entries.insert_all(all);
        REQUIRE(written.size() == count);
        for (const std::size_t i : {std::size_t{0}, count / 2, count - 1})
            CHECK(with.entries.get({written[i].tenant_id, written[i].id}).text == std::to_string(i));
    }
    CHECK(with.entries.count() == 1050);
}

DATABASE_TEST_CASE("a row that is there is told by the names of the whole table", "[distributed][error]") {
    fixture with(database.session());
    try {
        with.projects.insert({with.of[0], 1, "again"});
        FAIL("the key is taken");
    } catch (const rowan::constraint_error& fault) {
        if (database.is("postgresql")) CHECK(fault.constraint() == "projects_pkey");
        CHECK(std::string(fault.what()).find("projects_pkey_") == std::string::npos);
    }
}

DATABASE_TEST_CASE("a savepoint keeps what was done before an error on another machine", "[distributed]") {
    fixture with(database.session());
    rowan::transaction work(with.db);
    with.projects.insert({with.of[0], 3, "kept"});
    {
        rowan::savepoint point(with.db);
        CHECK_THROWS_AS(with.projects.insert({with.of[1], 1, "again"}), rowan::constraint_error);
    }
    with.projects.insert({with.of[2], 3, "kept"});
    work.commit();
    CHECK(with.projects.count() == 8);
}

DATABASE_TEST_CASE("statements by key go to the one machine that has the row", "[distributed]") {
    fixture with(database.session());
    CHECK(sent_to_many(database, with.db, [&] {
              task one = with.tasks.get({with.of[0], 2});
              one.points = 5;
              with.tasks.update(one);
              with.tasks.upsert(one);
              with.tasks.exists({with.of[0], 2});
              with.tasks.insert({with.of[0], 9, 1, std::nullopt, "new", 1});
              with.tasks.remove({with.of[0], 9});
          }) == 0);
}

DATABASE_TEST_CASE("relations of one tenant's rows go to the one machine that has them", "[distributed][relation]") {
    fixture with(database.session());
    CHECK(sent_to_many(database, with.db, [&] {
              CHECK(with.projects.get<project_board>({with.of[0], 1}).tasks.size() == 3);
              CHECK(with.projects.get<project_line>({with.of[0], 1}).largest.size() == 2);
              CHECK(with.tasks.get<task_page>({with.of[0], 2}).before);
          }) == 0);
}

DATABASE_TEST_CASE("many rows of one tenant, by their keys, go to the one machine that has them",
                   "[distributed][bulk]") {
    fixture with(database.session());
    CHECK(sent_to_many(database, with.db, [&] {
              auto some = with.tasks.find_all({{with.of[0], 1}, {with.of[0], 2}});
              REQUIRE(some.size() == 2);
              with.tasks.update_all(some);
              with.tasks.upsert_all(some);
              CHECK(with.tasks.remove_all({{with.of[0], 3}, {with.of[0], 7}}) == 1);
          }) == 0);
}

DATABASE_TEST_CASE("a table is spread and gathered again by operations", "[distributed]") {
    auto& db = database.session();
    db.execute_script(
        "create table notes (tenant bigint, id bigint, primary key (tenant, id)); insert into notes values (1, 2)");
    const rowan::schema::distribute_table spread{"notes", std::nullopt, rowan::schema::distribution{"tenant", {}}};
    const auto is_spread = [&] {
        return database.is_distributed() && db.query_value<bool>("select exists (select from pg_dist_partition)");
    };
    db.apply(spread);
    CHECK(is_spread() == database.is_distributed());
    CHECK(db.query_value<std::int64_t>("select count(*) from notes") == 1);
    db.apply(*rowan::schema::reverse(spread));
    CHECK_FALSE(is_spread());
    CHECK(db.query_value<std::int64_t>("select count(*) from notes") == 1);
}

DATABASE_TEST_CASE("where the rows of each table lie is read from the live database, and made anew from that",
                   "[distributed][introspect]") {
    auto& db = database.session();
    create_tables(db);
    const auto all = rowan::introspect(db);
    CHECK(all.distributed == database.is_distributed());
    CHECK(all.tables.size() == (db.dialect().can().sequences ? 5 : 4));
    CHECK(all.views.empty());
    CHECK(all.functions.empty());
    CHECK(all.triggers.empty());
    CHECK(all.others.empty());
    std::map<std::string, std::optional<rowan::schema::distribution>> expected;
    if (database.is_distributed())
        expected = {{"countries", rowan::schema::distribution{}},
                    {"tenants", rowan::schema::distribution{"id", {}}},
                    {"projects", rowan::schema::distribution{"tenant_id", "tenants"}},
                    {"tasks", rowan::schema::distribution{"tenant_id", "tenants"}},
                    {"entries", rowan::schema::distribution{"tenant_id", "tenants"}}};
    for (const auto& table : all.tables) {
        INFO(table.name);
        CHECK(table.distribution == expected[table.name]);
    }
    for (const char* table : {"tasks", "entries", "projects", "tenants", "countries"})
        db.execute_script(std::string("drop table if exists ") + table);
    auto only_tables = all;
    only_tables.extensions.clear();
    for (const auto& each : rowan::schema::creation_of(only_tables)) db.apply(each);
    CHECK(rowan::introspect(db) == all);
}

DATABASE_TEST_CASE("tables that are distributed as their structs say are no difference", "[distributed][introspect]") {
    auto& db = database.session();
    create_tables(db);
    const auto live = rowan::introspect(db);
    auto wanted = live;
    for (auto& each : wanted.tables) {
        each.distribution.reset();
        if (each.name == "countries") each.distribution.emplace();
        if (each.name == "tenants") each.distribution = {"id", {}};
        if (each.name == "projects") each.distribution = {"tenant_id", "tasks"};
        if (each.name == "tasks") each.distribution = {"tenant_id", {}};
        if (each.name == "entries") each.distribution = {"tenant_id", "projects"};
    }
    CHECK(rowan::schema::diff(live, rowan::schema::completed(wanted, live)).empty());
}

DATABASE_TEST_CASE("a table that is distributed otherwise than its struct says is a difference, and is moved",
                   "[distributed][introspect]") {
    auto& db = database.session();
    create_tables(db);
    db.execute_script("drop table if exists entries");  // with an identity column, Citus gathers no table
    rowan::repository<country>(db).insert({"de", "Germany"});
    const auto live = rowan::introspect(db);
    auto wanted = live;
    for (auto& each : wanted.tables) each.distribution.reset();
    const auto way = rowan::schema::diff(live, rowan::schema::completed(wanted, live));
    CHECK(way.operations.empty() != database.is_distributed());
    {
        rowan::transaction all(db);
        for (const auto& each : way.operations) db.apply(each);
        all.commit();
    }
    const auto gathered = rowan::introspect(db);
    for (const auto& each : gathered.tables) CHECK_FALSE(each.distribution);
    const auto back = rowan::schema::diff(gathered, rowan::schema::completed(live, gathered));
    {
        rowan::transaction all(db);
        for (const auto& each : back.operations) db.apply(each);
        all.commit();
    }
    CHECK(rowan::introspect(db).tables == live.tables);
    CHECK(rowan::repository<country>(db).count() == 1);
}
