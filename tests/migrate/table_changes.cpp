#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <algorithm>

using rowan::migrate::operations;
using rowan::test::containing;
namespace schema = rowan::schema;

// Changes of populated tables, on every backend, and what SQLite's new table has to keep.
namespace {

using texts = std::vector<std::string>;

/// Runs what `describe` says, outside of any revision.
template <class Describe>
void apply(rowan::session& db, Describe describe) {
    operations all;
    describe(all);
    REQUIRE(all.faults().empty());
    rowan::transaction work(db);
    for (const schema::operation& each : all.list()) db.apply(each);
    work.commit();
}

/// … and then undoes it.
template <class Describe>
void undo(rowan::session& db, Describe describe) {
    operations all;
    describe(all);
    for (auto each = all.list().rbegin(); each != all.list().rend(); ++each) db.apply(*schema::reverse(*each));
}

/// The first column of each row, as text.
texts rows(rowan::session& db, const std::string& query) {
    texts result;
    for (auto row = db.query(query); row.next();) result.push_back(row.get<std::string>(0));
    return result;
}

std::int64_t number(rowan::session& db, const std::string& query) { return db.query_value<std::int64_t>(query); }

/// Parents 1 to 3 with children under each rule.
void create_family(rowan::session& db) {
    apply(db, [](operations& op) {
        op.create_table("parents", [](auto& t) {
            t.identity("id").primary_key();
            t.text("name").nullable();
        });
        const auto children = [&](const char* table, schema::referential_action rule) {
            op.create_table(table, [&](auto& t) {
                t.bigint("id").primary_key();
                t.bigint("parent_id").nullable().default_value("3").references("parents", "id", rule);
            });
        };
        children("cascaded", schema::referential_action::cascade);
        children("nulled", schema::referential_action::set_null);
        children("restricted", schema::referential_action::restrict);
        children("defaulted", schema::referential_action::set_default);
        children("plain", schema::referential_action::no_action);
    });
    db.execute_script("insert into parents (id, name) values (1, 'Ada'), (2, 'Bob'), (3, 'Eve')");
    for (const char* table : {"cascaded", "nulled", "restricted", "defaulted", "plain"})
        db.execute_script(std::string("insert into ") + table + " values (10, 1), (11, 2), (12, 2)");
}

void check_family(rowan::session& db) {
    CHECK(number(db, "select count(*) from parents") == 3);
    for (const char* table : {"cascaded", "nulled", "restricted", "defaulted", "plain"}) {
        INFO(table);
        CHECK(number(db, std::string("select sum(parent_id) from ") + table) == 5);
        CHECK(number(db, std::string("select count(*) from ") + table) == 3);
    }
}

bool foreign_keys_are_checked(rowan::session& db) {
    try {
        db.execute("insert into plain values (99, 99)");
    } catch (const rowan::constraint_error&) { return true; }
    return false;
}

/// What there is, byte for byte.
texts schema_of(rowan::session& db) {
    return rows(db, "select type || ' ' || name || ': ' || coalesce(sql, '') from sqlite_schema order by type, name");
}

void unique_names(operations& op) {
    op.add_constraint("parents", [](auto& t) {
        t.unique("name");
        t.check("parents_name_check", "name <> ''");
    });
}

}  // namespace

DATABASE_TEST_CASE("constraints are added to a populated table, and dropped again", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    apply(db, unique_names);
    check_family(db);
    CHECK_THROWS_AS(db.execute("insert into parents (id, name) values (4, 'Ada')"), rowan::constraint_error);
    CHECK_THROWS_AS(db.execute("insert into parents (id, name) values (4, '')"), rowan::constraint_error);
    undo(db, unique_names);
    check_family(db);
    CHECK_NOTHROW(db.execute("insert into parents (id, name) values (4, 'Ada'), (5, '')"));
}

DATABASE_TEST_CASE("a constraint that the rows break leaves everything as it was", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    db.execute("update parents set name = 'Ada' where id = 2");
    CHECK_THROWS_AS(apply(db, unique_names), rowan::constraint_error);
    check_family(db);
    CHECK(foreign_keys_are_checked(db));
    CHECK_NOTHROW(db.execute("insert into parents (id, name) values (4, 'Ada'), (5, '')"));
    if (database.is("sqlite")) CHECK(number(db, "select count(*) from sqlite_schema where name like 'rowan%'") == 0);
}

DATABASE_TEST_CASE("a foreign key is added to rows that have their parents, and refused to orphans", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    const auto key = [](operations& op) {
        op.add_constraint("parents", [](auto& t) {
            t.foreign_key("id")
                .references("cascaded", "id")
                .on_delete(schema::referential_action::cascade)
                .deferrable();
        });
    };
    CHECK_THROWS_AS(apply(db, key), rowan::constraint_error);
    check_family(db);
    CHECK(foreign_keys_are_checked(db));
    db.execute("insert into cascaded values (1, null), (2, null), (3, null)");
    CHECK_NOTHROW(apply(db, key));
    CHECK_THROWS_AS(db.execute("insert into parents (id) values (77)"), rowan::constraint_error);
    undo(db, key);
    CHECK_NOTHROW(db.execute("insert into parents (id) values (77)"));
}

DATABASE_TEST_CASE("a composite foreign key is added with its rules", "[migrate]") {
    rowan::session& db = database.session();
    apply(db, [](operations& op) {
        op.create_table("seats", [](auto& t) {
            t.integer("hall");
            t.integer("number");
            t.primary_key({"hall", "number"});
        });
        op.create_table("tickets", [](auto& t) {
            t.integer("hall");
            t.integer("seat");
        });
    });
    db.execute_script("insert into seats values (1, 1); insert into tickets values (1, 1)");
    apply(db, [](operations& op) {
        op.add_constraint("tickets", [](auto& t) {
            t.foreign_key({"hall", "seat"})
                .references("seats", {"hall", "number"})
                .on_update(schema::referential_action::cascade);
        });
    });
    db.execute("update seats set number = 7");
    CHECK(number(db, "select seat from tickets") == 7);
}

DATABASE_TEST_CASE("a column is altered in all that differs, and back", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    const auto change = [](operations& op) {
        op.alter_column(
            "parents", [](auto& t) { t.text("name").nullable(); },
            [](auto& t) { t.varchar("name", 5).default_value("'none'"); });
    };
    apply(db, change);
    check_family(db);
    db.execute("insert into parents (id) values (4)");
    CHECK(rows(db, "select name from parents where id = 4") == texts{"none"});
    CHECK_THROWS_AS(db.execute("insert into parents (id, name) values (5, null)"), rowan::constraint_error);
    CHECK_THROWS_AS(db.execute("insert into parents (id, name) values (5, 'longer')"), rowan::database_error);
    undo(db, change);
    CHECK_NOTHROW(db.execute("insert into parents (id, name) values (6, 'longer'), (7, null)"));
    CHECK(number(db, "select count(*) from parents where name is null") == 1);
}

DATABASE_TEST_CASE("a column that holds a NULL does not become not null", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    db.execute("update parents set name = null where id = 2");
    const auto change = [](operations& op) {
        op.alter_column(
            "parents", [](auto& t) { t.text("name").nullable(); }, [](auto& t) { t.text("name"); });
    };
    CHECK_THROWS_AS(apply(db, change), rowan::constraint_error);
    check_family(db);
    CHECK(number(db, "select count(*) from parents where name is null") == 1);
}

DATABASE_TEST_CASE("a type is converted as is said, and refused where a value does not fit", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    const auto numbers = [](operations& op) {
        op.alter_column(
              "parents", [](auto& t) { t.text("name").nullable(); }, [](auto& t) { t.integer("name").nullable(); })
            .converted("cast(name as integer)", "cast(name as text)");
    };
    const auto as_it_comes = [](operations& op) {
        op.alter_column(
            "parents", [](auto& t) { t.text("name").nullable(); }, [](auto& t) { t.integer("name").nullable(); });
    };
    CHECK_THROWS_AS(apply(db, as_it_comes), rowan::error);
    CHECK(rows(db, "select name from parents order by id") == texts{"Ada", "Bob", "Eve"});
    db.execute("update parents set name = '7'");
    apply(db, numbers);
    CHECK(number(db, "select sum(name) from parents") == 21);
    check_family(db);
    undo(db, numbers);
    CHECK(rows(db, "select name from parents") == texts{"7", "7", "7"});
}

DATABASE_TEST_CASE("a column that is part of a key is dropped with it", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    apply(db, [](operations& op) { op.drop_column("plain", [](auto& t) { t.bigint("parent_id").nullable(); }); });
    CHECK(number(db, "select count(*) from plain") == 3);
    CHECK_NOTHROW(db.execute("insert into plain values (99)"));
}

DATABASE_TEST_CASE("a required column is added to an empty table, and refused to rows", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    const auto add = [](operations& op) { op.add_column("parents", [](auto& t) { t.text("must"); }); };
    CHECK_THROWS_AS(apply(db, add), rowan::constraint_error);
    check_family(db);
    for (const char* table : {"cascaded", "nulled", "restricted", "defaulted", "plain"})
        db.execute(std::string("delete from ") + table);
    db.execute("delete from parents");
    CHECK_NOTHROW(apply(db, add));
}

DATABASE_TEST_CASE("columns are added with a computed default, generated, and with a foreign key", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    apply(db, [](operations& op) {
        op.add_column("plain", [](auto& t) {
            t.timestamp("at").default_value(schema::now());
            t.bigint("double").nullable().generated_as("id * 2");
            t.bigint("nulled_id").nullable().references("nulled", "id").unique();
        });
    });
    check_family(db);
    CHECK(number(db, "select double from plain where id = 10") == 20);
    CHECK(number(db, "select count(*) from plain where at is not null") == 3);
    CHECK_THROWS_AS(db.execute("update plain set nulled_id = 99"), rowan::constraint_error);
}

DATABASE_TEST_CASE("a constraint is renamed", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    apply(db, unique_names);
    const auto rename = [](operations& op) { op.rename_constraint("parents", "parents_name_check", "named \"well\""); };
    apply(db, rename);
    try {
        db.execute("insert into parents (name) values ('')");
        FAIL("the rule is gone");
    } catch (const rowan::constraint_error& refused) { CHECK(refused.constraint() == "named \"well\""); }
    undo(db, rename);
    apply(db, [](operations& op) {
        op.drop_constraint("parents", [](auto& t) { t.check("parents_name_check", "name <> ''"); });
    });
}

DATABASE_TEST_CASE("a constraint that is not there is not dropped silently", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    CHECK_THROWS_AS(undo(db, unique_names), rowan::error);
}

namespace {

/// Runs on SQLite in memory and in a file.
template <class Test>
void on_sqlite(Test test) {
    for (const char* backend : {"memory", "file"}) {
        DYNAMIC_SECTION("on " << backend) {
            rowan::test::test_database database(backend);
            test(database.session());
        }
    }
}

void check_name(operations& op) {
    op.add_constraint("t", [](auto& t) { t.check("t_name_check", "name <> 'x'"); });
}

/// The entries of the schema that a new check of `t` has changed.
texts changed_by_check(rowan::session& db) {
    const texts before = schema_of(db);
    apply(db, check_name);
    texts result;
    for (const std::string& each : schema_of(db)) {
        if (std::find(before.begin(), before.end(), each) == before.end()) result.push_back(each);
    }
    CHECK(schema_of(db).size() == before.size());
    return result;
}

}  // namespace

TEST_CASE("a new table on SQLite keeps indexes, triggers and views byte for byte", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(R"(
            create table t (id integer primary key, name text, "odd ""name" int);
            create table other (id integer primary key, n int default 0);
            create  unique  index "Ix One" on t ( name  collate nocase desc ) where name is not null;
            create index if not exists ix_two on [t] (lower(name), "odd ""name");
            create trigger own after insert on t begin update other set n = n + 1; select ';'; end;
            create trigger foreign_one after insert on other begin insert into t (name) values ('from other'); end;
            create view v as select t.name, "odd ""name" from t join other on other.id = t.id;
            create trigger on_view instead of insert on v begin insert into t (name) values (new.name); end;
            insert into t (id, name) values (5, 'a'), (9, 'b'); insert into other values (5, 0))");
        const texts changed = changed_by_check(db);
        REQUIRE(changed.size() == 1);
        CHECK(changed.front() ==
              "table t: CREATE TABLE \"t\" (id integer primary key, name text, \"odd \"\"name\" int,\n"
              "    constraint \"t_name_check\" check (name <> 'x'))");
        CHECK(rows(db, "select name from v") == texts{"a"});
        db.execute("insert into v (name) values ('c')");
        CHECK(number(db, "select n from other") == 2);
        CHECK_THROWS_AS(db.execute("insert into t (name) values ('A'), ('a')"), rowan::constraint_error);
    });
}

TEST_CASE("a new table on SQLite keeps what the old one said of itself", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(R"(
            create table t (
                id integer not null /* the ) key */, -- of t, not of others
                name text collate nocase default ('a' || ',') check (t.name <> ')') unique on conflict ignore,
                up text generated always as (upper(name)) virtual,
                low text as (lower(name)) stored,
                parent int references t(id) on delete set null on update cascade deferrable initially deferred,
                constraint "the key" primary key (id desc) on conflict replace
            ) strict, without rowid;
            insert into t (id, name) values (1, 'One'); insert into t (id, parent) values (2, 1))");
        const texts changed = changed_by_check(db);
        REQUIRE(changed.size() == 1);
        CHECK(changed.front() == R"(table t: CREATE TABLE "t" (
                id integer not null /* the ) key */, -- of t, not of others
                name text collate nocase default ('a' || ',') check (name <> ')') unique on conflict ignore,
                up text generated always as (upper(name)) virtual,
                low text as (lower(name)) stored,
                parent int references t(id) on delete set null on update cascade deferrable initially deferred,
                constraint "the key" primary key (id desc) on conflict replace,
    constraint "t_name_check" check (name <> 'x')
            ) strict, without rowid)");
        CHECK(rows(db, "select up || low from t order by id") == texts{"ONEone", "A,a,"});
        CHECK(number(db, "select parent from t where id = 2") == 1);
        undo(db, check_name);
        CHECK(number(db, "select count(*) from t") == 2);
    });
}

TEST_CASE("a new table on SQLite gives no number twice", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key autoincrement, name text);"
            "insert into t values (99, 'gone'); delete from t");
        apply(db, check_name);
        db.execute("insert into t (name) values ('next')");
        CHECK(number(db, "select id from t") == 100);
        CHECK(number(db, "select count(*) from sqlite_sequence") == 1);
    });
}

TEST_CASE("a new table on SQLite keeps the numbers of its rows", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (name text, rowid text); insert into t (_rowid_, name, rowid) values (7, 'a', 'r'), (70, "
            "'b', 's')");
        apply(db, check_name);
        CHECK(number(db, "select sum(_rowid_) from t") == 77);
        CHECK(rows(db, "select rowid from t order by name") == texts{"r", "s"});
    });
}

TEST_CASE("a new table on SQLite keeps temporary triggers and views of the session", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key, name text); create temp table seen (n int);"
            "create temp trigger watch after insert on main.t begin insert into seen values (new.id); end;"
            "create temp view names as select name from main.t");
        apply(db, check_name);
        db.execute("insert into t values (4, 'a')");
        CHECK(number(db, "select n from seen") == 4);
        CHECK(rows(db, "select name from names") == texts{"a"});
    });
}

TEST_CASE("rows that were wrong before do not stop a change on SQLite", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        create_family(db);
        db.execute_script(
            "pragma foreign_keys = off; insert into cascaded values (50, 50), (51, 50); pragma foreign_keys = on");
        CHECK_NOTHROW(apply(db, unique_names));
        CHECK(number(db, "select count(*) from cascaded") == 5);
        CHECK(foreign_keys_are_checked(db));
    });
}

TEST_CASE("views and triggers that did not work before do not stop a change on SQLite", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key, name text); create view v as select gone from t;"
            "create trigger r after delete on t begin delete from nowhere; end");
        CHECK(changed_by_check(db).size() == 1);
    });
}

TEST_CASE("what would break a view or a trigger is refused on SQLite", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key, name text unique, note text unique);"
            "create table u (n int); create view v as select name from t;"
            "create trigger r after insert on u begin update t set note = ''; end; insert into t values (1, 'a', 'b')");
        const auto drop = [](const char* column) {
            return [=](operations& op) { op.drop_column("t", [&](auto& t) { t.text(column).nullable(); }); };
        };
        const texts before = schema_of(db);
        CHECK_THROWS_WITH(apply(db, drop("name")), containing("view \"v\" would not work"));
        CHECK_THROWS_WITH(apply(db, drop("note")), containing("triggers of \"u\""));
        CHECK(schema_of(db) == before);
        CHECK(rows(db, "select note from t") == texts{"b"});
    });
}

TEST_CASE("a key that children refer to is not dropped on SQLite", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id int, name text, constraint t_pkey primary key (id));"
            "create table c (t_id int references t (id)); insert into t values (1, 'a'); insert into c values (1)");
        const auto drop = [](operations& op) { op.drop_constraint("t", [](auto& t) { t.primary_key("id"); }); };
        CHECK_THROWS_WITH(apply(db, drop), containing("foreign keys of \"c\""));
        CHECK(number(db, "select count(*) from c") == 1);
    });
}

TEST_CASE("settings are as before after a change on SQLite, done or failed", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script("pragma legacy_alter_table = on; create table t (id integer primary key, name text)");
        apply(db, check_name);
        CHECK(number(db, "pragma foreign_keys") == 1);
        CHECK(number(db, "pragma legacy_alter_table") == 1);
        db.execute_script("pragma legacy_alter_table = off");
        undo(db, check_name);
        db.execute("insert into t values (1, 'x')");
        CHECK_THROWS_AS(apply(db, check_name), rowan::constraint_error);
        CHECK(number(db, "pragma foreign_keys") == 1);
        CHECK(number(db, "pragma legacy_alter_table") == 0);
    });
}

TEST_CASE("a table is not made anew while a deferred foreign key is broken", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key, name text, parent int references t (id) deferrable initially "
            "deferred)");
        rowan::transaction work(db);
        db.execute("insert into t values (1, 'a', 2)");
        operations all;
        check_name(all);
        CHECK_THROWS_WITH(db.apply(all.list().front()), containing("still break a foreign key"));
        db.execute("insert into t values (2, 'b', 2)");
        CHECK_NOTHROW(db.apply(all.list().front()));
        CHECK_NOTHROW(work.commit());
    });
}

TEST_CASE("constraints without a name are dropped by what they say on SQLite", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "create table t (id integer primary key, a text unique, b int check (b > 0) references t, unique (a, b) "
            "check "
            "(a<>'')); insert into t values (1, 'a', 1)");
        apply(db, [](operations& op) {
            op.drop_constraint("t", [](auto& t) {
                t.unique("a");
                t.unique({"a", "b"});
                t.check("some", "B > 0");
                t.check("other", "a <> ''");
                t.foreign_key("b").references("t", "id");
            });
        });
        CHECK(rows(db, "select sql from sqlite_schema where name = 't'") ==
              texts{"CREATE TABLE \"t\" (id integer primary key, a text , b int)"});
    });
}

TEST_CASE("a table of an attached database is changed where it is", "[migrate][sqlite]") {
    on_sqlite([](rowan::session& db) {
        db.execute_script(
            "attach ':memory:' as app; create table app.t (id integer primary key autoincrement, name text);"
            "create index app.ix on t (name); create trigger app.r after insert on t begin update t set name = 'y'; "
            "end;"
            "create table t (id int); insert into app.t values (8, 'a')");
        operations all;
        check_name(all);
        auto what = std::get<schema::alter_table>(all.list().front());
        what.schema_name = "app";
        db.apply(what);
        CHECK(number(db, "select count(*) from app.sqlite_schema") == 4);
        CHECK(rows(db, "select sql from app.sqlite_schema where name = 'ix'") == texts{"CREATE INDEX ix on t (name)"});
        CHECK_THROWS_AS(db.execute("insert into app.t values (9, 'x')"), rowan::constraint_error);
        CHECK(rows(db, "select sql from main.sqlite_schema") == texts{"CREATE TABLE t (id int)"});
    });
}

namespace {

using rowan::migrate::revision;

/// A revision that changes the enum of people's moods, which are sad and glad.
revision moods(std::vector<std::string> to, std::vector<std::pair<std::string, std::string>> instead = {}) {
    return revision("002", "Other moods").after("001").change([&](operations& op) {
        op.alter_enum("mood", {"sad", "glad"}, to, instead);
    });
}

rowan::migrator with_moods(rowan::session& db, revision last) {
    revision first("001", "People");
    first.change([](operations& op) {
        op.create_enum("mood", {"sad", "glad"});
        op.create_table("people", [](auto& t) {
            t.identity("id").primary_key();
            t.enumeration("mood", "mood").default_value("'glad'").index();
            t.enumeration("others", "mood").array().nullable();
        });
        op.rename_column("people", "mood", "state");
        op.rename_table("people", "persons");
    });
    return rowan::migrator(db, rowan::migrate::graph({std::move(first), std::move(last)}));
}

void populate(rowan::migrator& migrations, rowan::session& db) {
    migrations.upgrade("001");
    db.execute("insert into persons (state) values ('sad'), ('glad')");
    const bool arrays = db.dialect().can().arrays;
    db.execute_script(std::string("update persons set others = ") + (arrays ? "'{glad,sad}'" : "'[\"glad\",\"sad\"]'") +
                      " where id = 1");
}

const char* const states = "select cast(state as text) from persons order by id";

}  // namespace

DATABASE_TEST_CASE("labels are added to an enum at every place, and taken away again", "[migrate]") {
    rowan::session& db = database.session();
    auto migrations = with_moods(db, moods({"dead", "sad", "so-so", "glad", "high"}));
    populate(migrations, db);
    migrations.upgrade();
    for (const char* label : {"dead", "so-so", "high"})
        CHECK_NOTHROW(db.execute(std::string("insert into persons (state) values ('") + label + "')"));
    CHECK_THROWS_AS(db.execute("insert into persons (state) values ('bored')"), rowan::database_error);
    CHECK_THROWS_AS(migrations.downgrade("001"), rowan::migrate::revision_error);
    CHECK(number(db, "select count(*) from persons") == 5);
    db.execute("delete from persons where cast(state as text) in ('dead', 'so-so', 'high')");
    migrations.downgrade("001");
    CHECK_THROWS_AS(db.execute("insert into persons (state) values ('high')"), rowan::database_error);
    CHECK(rows(db, states) == texts{"sad", "glad"});
}

DATABASE_TEST_CASE("a label is renamed in rows, arrays and defaults, and back", "[migrate]") {
    rowan::session& db = database.session();
    auto migrations = with_moods(db, moods({"sad", "it's fine"}, {{"glad", "it's fine"}}));
    populate(migrations, db);
    migrations.upgrade();
    db.execute("insert into persons (others) values (null)");
    CHECK(rows(db, states) == texts{"sad", "it's fine", "it's fine"});
    CHECK_THAT(rows(db, "select cast(others as text) from persons where id = 1").front(), containing("it's fine"));
    migrations.downgrade("001");
    db.execute("insert into persons (others) values (null)");
    CHECK(rows(db, states) == texts{"sad", "glad", "glad", "glad"});
    CHECK_THAT(rows(db, "select cast(others as text) from persons where id = 1").front(), containing("glad"));
}

DATABASE_TEST_CASE("a label is removed with its rows going to another one", "[migrate]") {
    rowan::session& db = database.session();
    auto migrations = with_moods(db, moods({"sad"}, {{"glad", "sad"}}));
    populate(migrations, db);
    migrations.upgrade();
    db.execute("insert into persons (others) values (null)");
    CHECK(rows(db, states) == texts{"sad", "sad", "sad"});
    CHECK_THROWS_AS(db.execute("insert into persons (state) values ('glad')"), rowan::database_error);
    migrations.downgrade("001");
    CHECK_NOTHROW(db.execute("insert into persons (state) values ('glad')"));
}

DATABASE_TEST_CASE("a label that rows have is not removed", "[migrate]") {
    rowan::session& db = database.session();
    auto migrations = with_moods(db, moods({"glad"}));
    populate(migrations, db);
    CHECK_THROWS_AS(migrations.upgrade(), rowan::migrate::revision_error);
    CHECK(rows(db, states) == texts{"sad", "glad"});
    db.execute("delete from persons where id = 1");
    CHECK_NOTHROW(migrations.upgrade());
}

TEST_CASE("an enum that has other labels than a change starts from is not changed", "[migrate][database]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    auto migrations = with_moods(db, moods({"glad"}));
    migrations.upgrade("001");
    db.execute_script("alter type mood add value 'new'");
    CHECK_THROWS_WITH(migrations.upgrade(), containing("sad, glad, new") && containing("other labels"));
}

DATABASE_TEST_CASE("indexes, views and enums get other names, and their old ones back", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    apply(db, [](operations& op) {
        op.create_index("ix_name", "parents", "name").unique().where("name <> 'Ada'");
        op.create_view("names", "select name from parents");
        op.create_materialized_view("totals", "select count(*) as n from parents");
        op.create_enum("mood", {"sad"});
    });
    const auto names = [](operations& op) {
        op.rename(schema::object_kind::index, "ix_name", "ix \"other\"");
        op.rename(schema::object_kind::view, "names", "people's");
        op.rename(schema::object_kind::materialized_view, "totals", "sums");
        op.rename(schema::object_kind::enum_type, "mood", "moods");
    };
    apply(db, names);
    CHECK(number(db, "select count(*) from \"people's\"") == 3);
    CHECK(number(db, "select n from sums") == 3);
    CHECK_THROWS_AS(db.execute("insert into parents (id, name) values (4, 'Bob')"), rowan::constraint_error);
    CHECK_NOTHROW(db.execute_script("drop index \"ix \"\"other\"\"\"; create index \"ix \"\"other\"\"\" on parents (name)"));
    undo(db, names);
    CHECK(number(db, "select count(*) from names") == 3);
    CHECK_NOTHROW(db.execute_script("drop index ix_name"));
}

DATABASE_TEST_CASE("what is renamed has to be there", "[migrate]") {
    rowan::session& db = database.session();
    CHECK_THROWS_AS(apply(db, [](operations& op) { op.rename(schema::object_kind::view, "none", "some"); }),
                    rowan::error);
}

DATABASE_TEST_CASE("a trigger with its function is made and taken away on each backend", "[migrate]") {
    rowan::session& db = database.session();
    create_family(db);
    const auto watch = [](operations& op) {
        op.create_function({.name = "shout",
                            .arguments = "",
                            .definition = "returns trigger language plpgsql as $$ begin "
                                          "update parents set name = upper(name) where id = new.id; return null; end $$"});
        op.create_trigger({.name = "shouted",
                           .table = "parents",
                           .event = "after insert",
                           .action = schema::sql_text("for each row execute function shout()")
                                         .on("sqlite", "begin update parents set name = upper(name) where id = new.id; end")});
    };
    apply(db, watch);
    db.execute("insert into parents (id, name) values (4, 'zoe')");
    CHECK(rows(db, "select name from parents where id = 4") == texts{"ZOE"});
    undo(db, watch);
    db.execute("insert into parents (id, name) values (5, 'zoe')");
    CHECK(rows(db, "select name from parents where id = 5") == texts{"zoe"});
}

TEST_CASE("an index is built and dropped concurrently on PostgreSQL only", "[migrate][database]") {
    for (const auto& backend : rowan::test::backends()) {
        rowan::test::test_database database(backend);
        rowan::session& db = database.session();
        create_family(db);
        operations all;
        all.create_index("ix_name", "parents", "name").concurrently();
        const schema::operation& build = all.list().front();
        CHECK(db.dialect().runs_outside_transaction(build) == database.is("postgresql"));
        CHECK_NOTHROW(db.apply(build));
        CHECK_NOTHROW(db.apply(*schema::reverse(build)));
    }
}

TEST_CASE("a plan for SQLite says where a table decides", "[migrate][sqlite]") {
    const revision changed = revision("001", "Names").change(unique_names);
    const texts plan = render(changed, rowan::migrate::direction::upgrade, rowan::sqlite_dialect());
    CHECK(plan == texts{R"(-- alter table "parents": add unique "parents_name_key", add check "parents_name_check": what is there decides how)"});
}
