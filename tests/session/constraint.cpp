#include "support/database.hpp"

#include <rowan/session/transaction.hpp>

#include <functional>

using namespace rowan;
using test::containing;

namespace {
using names = std::vector<std::string>;

std::optional<constraint_error> broken(const std::function<void()>& work) {
    try {
        work();
    } catch (const constraint_error& fault) { return fault; }
    return std::nullopt;
}

constraint_error broken_by(session& db, const std::string& sql) {
    auto fault = broken([&] { db.execute(sql); });
    if (!fault) throw std::logic_error("nothing was broken by: " + sql);
    return *fault;
}

void create_shop(session& db) {
    db.execute_script(R"(
        create table suppliers (
            id bigint constraint pk_suppliers primary key,
            name text constraint nn_name not null,
            code varchar(10) constraint uq_code unique
        );
        create table "order" (
            "from" bigint, "the number" bigint, amount numeric(10, 2), note text,
            supplier_id bigint not null,
            constraint pk_order primary key ("from", "the number"),
            constraint fk_supplier foreign key (supplier_id) references suppliers (id),
            constraint ck_amount check (amount > 0 and note <> 'a, b) -- c'),
            check (note <> 'never')
        );
        create unique index ux_note on "order" (note, amount);
        create unique index ux_lower on suppliers (lower(name));
        create table items (
            id bigint primary key,
            order_from bigint, order_number bigint,
            supplier_id bigint,
            constraint fk_order foreign key (order_from, order_number) references "order" ("from", "the number"),
            constraint fk_item_supplier foreign key (supplier_id) references suppliers (id) on delete restrict
        );
        insert into suppliers values (1, 'One', 'a'), (2, 'Two', 'b');
        insert into "order" values (1, 1, 10, 'x', 1);
        insert into items values (1, 1, 1, 2);
    )");
}
}  // namespace

DATABASE_TEST_CASE("a broken rule is told by kind, name, table and columns", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    struct expected {
        std::string sql;
        constraint_kind kind;
        std::string sqlstate, constraint, table;
        names columns;
    };
    const bool server = database.is("postgresql");
    // PostgreSQL gives a check no columns where it has more than one, and a NOT NULL no name before version 18.
    const std::vector<expected> cases{
        {"insert into suppliers values (1, 'x', 'x')",
         constraint_kind::unique,
         "23505",
         "pk_suppliers",
         "suppliers",
         {"id"}},
        {"insert into suppliers values (3, 'x', 'a')",
         constraint_kind::unique,
         "23505",
         "uq_code",
         "suppliers",
         {"code"}},
        {"update suppliers set code = 'a' where id = 2",
         constraint_kind::unique,
         "23505",
         "uq_code",
         "suppliers",
         {"code"}},
        {"insert into suppliers values (3, 'ONE', 'x')", constraint_kind::unique, "23505", "ux_lower", "suppliers", {}},
        {R"(insert into "order" values (1, 1, 5, 'y', 1))",
         constraint_kind::unique,
         "23505",
         "pk_order",
         "order",
         {"from", "the number"}},
        {R"(insert into "order" values (1, 2, 10, 'x', 1))",
         constraint_kind::unique,
         "23505",
         "ux_note",
         "order",
         {"note", "amount"}},
        {"insert into suppliers values (3, null, 'x')",
         constraint_kind::not_null,
         "23502",
         server ? "" : "nn_name",
         "suppliers",
         {"name"}},
        {R"(update "order" set supplier_id = null)", constraint_kind::not_null, "23502", "", "order", {"supplier_id"}},
        {R"(insert into "order" values (1, 2, -1, 'y', 1))", constraint_kind::check, "23514", "ck_amount", "order", {}},
        {R"(insert into "order" values (1, 2, 1, 'never', 1))",
         constraint_kind::check,
         "23514",
         server ? "order_note_check" : "",
         "order",
         {}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.sql);
        const auto fault = broken_by(db, one.sql);
        CHECK(fault.which() == one.kind);
        CHECK(fault.sqlstate() == one.sqlstate);
        CHECK(fault.constraint() == one.constraint);
        CHECK(fault.table() == one.table);
        if (one.kind != constraint_kind::check) CHECK(fault.columns() == one.columns);
        CHECK(fault.statement() == one.sql);
        CHECK_FALSE(fault.retryable());
    }
}

DATABASE_TEST_CASE("a broken foreign key is told by name, table and columns", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    struct expected {
        std::string sql, constraint, table;
        names columns;
    };
    const auto which = GENERATE(values<expected>({
        {R"(insert into "order" values (2, 2, 10, 'z', 77))", "fk_supplier", "order", {"supplier_id"}},
        {"insert into items values (2, 1, 2, 1)", "fk_order", "items", {"order_from", "order_number"}},
        {"insert into items values (2, 1, 1, 77)", "fk_item_supplier", "items", {"supplier_id"}},
        {"update items set order_number = 9", "fk_order", "items", {"order_from", "order_number"}},
        {"update items set supplier_id = 9", "fk_item_supplier", "items", {"supplier_id"}},
        {"delete from suppliers where id = 1", "fk_supplier", "order", {"supplier_id"}},
        {R"(delete from "order")", "fk_order", "items", {"order_from", "order_number"}},
        {R"(update "order" set "the number" = 5)", "fk_order", "items", {"order_from", "order_number"}},
        {"delete from suppliers where id = 2", "fk_item_supplier", "items", {"supplier_id"}},  // restrict
    }));
    CAPTURE(which.sql);
    const bool in_transaction = GENERATE(false, true);
    CAPTURE(in_transaction);
    std::optional<transaction> work;
    if (in_transaction) work.emplace(db);
    const auto fault = broken_by(db, which.sql);
    CHECK(fault.which() == constraint_kind::foreign_key);
    CHECK(fault.sqlstate() == "23503");
    CHECK(fault.constraint() == which.constraint);
    CHECK(fault.table() == which.table);
    if (database.is("sqlite"))
        CHECK(fault.columns() == which.columns);  // PostgreSQL tells them only where the row is the one at fault
    CHECK(db.in_transaction() == in_transaction);
    work.reset();
    CHECK(db.query_value<std::int64_t>("select count(*) from items") == 1);
    CHECK(db.query_value<std::int64_t>("select count(*) from suppliers") == 2);
}

DATABASE_TEST_CASE("a broken rule is told for bound values as for written ones", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    const auto fault = broken([&] { db.execute("insert into items values ($1, $2, $3, $4)", 2, 1, 1, 4711); });
    REQUIRE(fault);
    CHECK(fault->constraint() == "fk_item_supplier");
    CHECK(std::string(fault->what()).find("4711") == std::string::npos);
}

DATABASE_TEST_CASE("a broken rule is told for a statement of a script", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    const auto fault =
        broken([&] { db.execute_script("select 1;\ninsert into items values (2, 1, 1, 77);\nselect 2;"); });
    REQUIRE(fault);
    CHECK(fault->constraint() == "fk_item_supplier");
    CHECK_THAT(fault->what(), containing("line 2"));
    CHECK(db.query_value<std::int64_t>("select count(*) from items") == 1);
}

DATABASE_TEST_CASE("a foreign key to its own table is told", "[constraint]") {
    auto& db = database.session();
    db.execute_script(
        "create table nodes (id bigint primary key, parent_id bigint, other_id bigint, "
        "constraint fk_parent foreign key (parent_id) references nodes (id), "
        "constraint fk_other foreign key (other_id) references nodes (id));"
        "insert into nodes values (1, null, null), (2, 1, null), (3, null, 2);");
    CHECK(broken_by(db, "insert into nodes values (4, null, 9)").constraint() == "fk_other");
    CHECK(broken_by(db, "insert into nodes values (4, 9, null)").constraint() == "fk_parent");
    CHECK(broken_by(db, "delete from nodes where id = 1").constraint() == "fk_parent");
    CHECK(broken_by(db, "delete from nodes where id = 2").constraint() == "fk_other");
}

DATABASE_TEST_CASE("a foreign key that a cascade runs into is told", "[constraint]") {
    auto& db = database.session();
    db.execute_script(
        "create table a (id bigint primary key);"
        "create table b (id bigint primary key, a_id bigint references a (id) on delete cascade);"
        "create table c (b_id bigint, constraint fk_c_b foreign key (b_id) references b (id));"
        "create table d (a_id bigint, constraint fk_d_a foreign key (a_id) references a (id));"
        "insert into a values (1), (2); insert into b values (1, 1); insert into c values (1); insert into d values "
        "(2);");
    CHECK(broken_by(db, "delete from a where id = 1").constraint() == "fk_c_b");
    CHECK(broken_by(db, "delete from a where id = 2").constraint() == "fk_d_a");
    CHECK(db.query_value<std::int64_t>("select count(*) from b") == 1);
}

DATABASE_TEST_CASE("the message holds rule, place, SQLSTATE and statement on one line", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    const std::string text = broken_by(db, "insert into suppliers\n  values (3, 'x', 'a')").what();
    CHECK_THAT(text, containing("constraint \"uq_code\" of table"));
    CHECK_THAT(text, containing("\"suppliers\", column code"));
    CHECK_THAT(text, containing("[23505]"));
    CHECK_THAT(text, containing("statement: insert into suppliers values (3, 'x', 'a')"));
    CHECK(text.find('\n') == std::string::npos);
}

DATABASE_TEST_CASE("a long statement is shortened in the message and whole in the error", "[constraint]") {
    auto& db = database.session();
    create_shop(db);
    std::string sql = "insert into suppliers values (1, '" + std::string(201, 'x');
    for (int i = 0; i != 200; ++i) sql += "ü";
    sql += "', 'x')";
    const auto fault = broken_by(db, sql);
    CHECK(fault.statement() == sql);
    CHECK(std::string(fault.what()).size() < 600);
    CHECK_THAT(fault.what(), containing("ü…"));  // and not half of one
}

// What follows is about the search that SQLite's bare "FOREIGN KEY constraint failed" asks for:
// a second run of the statement.

namespace {
void create_family(session& db) {
    db.execute_script(
        "create table parents (id integer primary key);"
        "create table children (id integer primary key autoincrement, one integer, two integer, "
        "constraint fk_one foreign key (one) references parents (id), constraint fk_two foreign key (two) references "
        "parents (id));"
        "insert into parents values (1); insert into children (one, two) values (1, 1);");
}
}  // namespace

TEST_CASE("the search for a foreign key leaves no trace", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_family(db);
    db.execute_script(
        "create table journal (what text);"
        "create trigger note after insert on children begin insert into journal values ('child'); end");
    const bool in_transaction = GENERATE(false, true);
    CAPTURE(in_transaction);
    std::optional<transaction> work;
    if (in_transaction) work.emplace(db);
    CHECK(broken_by(db, "insert into children (one, two) values (1, 2)").constraint() == "fk_two");
    CHECK(db.query_value<std::int64_t>("select count(*) from journal") == 0);
    CHECK(db.query_value<std::int64_t>("select count(*) from children") == 1);
    CHECK(db.query_value<std::int64_t>("select seq from sqlite_sequence") == 1);
    CHECK(db.query_value<int>("pragma defer_foreign_keys") == 0);
    CHECK(db.in_transaction() == in_transaction);
    CHECK_THROWS_AS(db.execute("insert into children (one, two) values (2, 1)"), constraint_error);
}

TEST_CASE("violations that were there before are not taken for the cause", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_family(db);
    db.execute_script(
        "pragma foreign_keys = off; insert into children (one, two) values (8, 1); pragma foreign_keys = on;");
    CHECK(broken_by(db, "insert into children (one, two) values (1, 2)").constraint() == "fk_two");
}

TEST_CASE("deferred keys of the open transaction stay deferred through the search", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_family(db);
    db.execute_script(
        "create table late (parent_id integer constraint fk_late references parents (id) deferrable initially "
        "deferred)");
    transaction work(db);
    db.execute("insert into late values (5)");
    CHECK(broken_by(db, "insert into children (one, two) values (1, 2)").constraint() == "fk_two");
    db.execute("insert into parents values (5)");
    work.commit();
    CHECK(db.query_value<std::int64_t>("select count(*) from late") == 1);
}

TEST_CASE("of several restricting keys the broken one is told", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    db.execute_script(
        "create table parents (id integer primary key);"
        "create table a (parent_id integer constraint fk_a references parents (id) on delete restrict);"
        "create table b (parent_id integer constraint fk_b references parents (id) on delete restrict);"
        "insert into parents values (1); insert into b values (1);");
    const auto fault = broken_by(db, "delete from parents");
    CHECK(fault.which() == constraint_kind::foreign_key);
    CHECK(fault.constraint() == "fk_b");
    CHECK(db.query_value<std::int64_t>("select count(*) from parents") == 1);
}

TEST_CASE("tables too large to be searched cost the error its name, not its kind", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_family(db);
    db.execute("insert into children values (3000000, 1, 1)");  // the largest rowid stands for the number of rows
    const auto fault = broken_by(db, "insert into children (one, two) values (1, 2)");
    CHECK(fault.which() == constraint_kind::foreign_key);
    CHECK(fault.constraint().empty());
    CHECK(fault.sqlstate() == "23503");
}

TEST_CASE("a query that is read meanwhile goes on after the search", "[constraint][sqlite]") {
    const test::temporary_folder folder;
    auto db = open(test::sqlite_url(folder.path() / "x.db"));
    create_family(db);
    db.execute_script("insert into children (one, two) values (1, 1), (1, 1)");
    int rows = 0;
    for (auto all = db.query("select id from children"); all.next(); ++rows)
        CHECK(broken_by(db, "insert into children (one, two) values (1, 2)").constraint() == "fk_two");
    CHECK(rows == 3);
}

TEST_CASE("a table without rowid, and one with a quoted name, are searched as well", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    db.execute_script(R"(create table parents (id text primary key) without rowid;
                         create table "the ""children""" (id text primary key, one text, two text,
                             constraint "fk one" foreign key (one) references parents (id),
                             constraint [fk two] foreign key (two) references parents (id)) without rowid;)");
    CHECK(broken_by(db, R"(insert into "the ""children""" values ('a', null, 'x'))").constraint() == "fk two");
    CHECK(broken_by(db, R"(insert into "the ""children""" values ('a', 'x', null))").constraint() == "fk one");
    CHECK(broken_by(db, R"(insert into main."the ""children""" values ('a', 'x', null))").table() ==
          "the \"children\"");
}

TEST_CASE("a trigger's own words come through", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    db.execute_script(
        "create table t (id integer); create trigger no before insert on t begin select raise(abort, 'not today'); "
        "end");
    try {
        db.execute("insert into t values (1)");
        FAIL("it was inserted");
    } catch (const database_error& fault) {
        CHECK(fault.message() == "not today");
        CHECK(fault.sqlstate() == "P0001");
    }
}

TEST_CASE("constraint names are found however SQLite's DDL is written", "[constraint][sqlite]") {
    auto db = open("sqlite://:memory:");
    db.execute_script(R"(
        create table /* unique (x) */ `t` ( -- constraint no check (1)
            [id] integer CONSTRAINT "pk t" PRIMARY KEY asc autoincrement,
            a text default (upper('constraint z unique')) CONSTRAINT nn NOT NULL constraint u_a unique on conflict abort collate nocase,
            b varchar(10, 2) default 'constraint' constraint c_b check (b <> ')' and (b <> '(')),
            "unique" integer default -1 constraint u_q unique,
            g generated always as (a || b) stored constraint u_g unique,
            constraint u_ab unique (a, b collate nocase desc)
            constraint t_check check ("unique" < 100)
        ))");
    db.execute("insert into t (id, a, b, \"unique\") values (1, 'a', 'b', 1)");
    CHECK(broken_by(db, "insert into t (id, a, b, \"unique\") values (1, 'x', 'b', 2)").constraint() == "pk t");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values ('A', 'x', 2)").constraint() == "u_a");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values (null, 'x', 2)").constraint() == "nn");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values ('x', 'x', 1)").constraint() == "u_q");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values ('x', '(', 2)").constraint() == "c_b");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values ('x', 'x', 200)").constraint() == "t_check");
    CHECK(broken_by(db, "insert into t (a, b, \"unique\") values ('x', 'x', 200)").table() == "t");
}
