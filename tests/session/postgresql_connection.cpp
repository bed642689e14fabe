#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include "host.hpp"

#include <thread>

// Errors, transactions and scripts as far as they are PostgreSQL's own.

using namespace rowan;
using rowan::test::containing;
using rowan::test::test_database;

namespace {
using names = std::vector<std::string>;

template <class Error, class F>
Error thrown_by(F&& f) {
    try {
        f();
    } catch (const Error& fault) { return fault; }
    throw std::runtime_error("nothing was thrown");
}

void end_connection(test_database& database, session& of) {
    const auto process = of.query_value<int>("select pg_backend_pid()");
    auto other = database.open();
    CHECK(other.query_value<bool>("select pg_terminate_backend($1::integer, 5000)", process));
}
}  // namespace

TEST_CASE("a lost connection is told as such, with the database and without the password", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open();
    end_connection(database, db);
    const auto fault = thrown_by<connection_error>([&] { db.query_value<int>("select 1"); });
    CHECK_THAT(fault.what(), containing(db.description()) && containing("was lost"));
    const auto again = thrown_by<connection_error>([&] { db.execute_script("select 1"); });
    CHECK(again.sqlstate().starts_with("08"));
    CHECK_THROWS_AS(db.bulk_insert({"", "things"}, names{"id"}), connection_error);
    CHECK_THROWS_AS(transaction(db), connection_error);
}

TEST_CASE("a connection lost within a transaction ends it quietly", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open();
    {
        transaction work(db);
        db.execute("create table things (id int)");
        end_connection(database, db);
        CHECK_THROWS_AS(db.execute("insert into things values (1)"), connection_error);
        CHECK_THROWS_AS(work.commit(), connection_error);
    }
    CHECK_FALSE(
        database.session().query_value<bool>("select exists(select from pg_tables where tablename = 'things')"));
}

TEST_CASE("a connection lost during commit leaves the outcome open, and says so", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open();
    transaction work(db);
    end_connection(database, db);
    const auto fault = thrown_by<commit_unknown>([&] { work.commit(); });
    CHECK(fault.sqlstate() == "08007");
    CHECK_THAT(fault.what(), containing("not known"));
}

TEST_CASE("a connection lost during a bulk insert is told as such", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open();
    db.execute_script("create table things (id int)");
    const auto process = db.query_value<int>("select pg_backend_pid()");
    auto insert = db.bulk_insert({"", "things"}, names{"id"});
    auto other = database.open();
    CHECK(other.query_value<bool>("select pg_terminate_backend($1::integer, 5000)", process));
    insert->set_integer(0, 1);
    insert->end_row();
    CHECK_THROWS_AS(insert->finish(), connection_error);
}

TEST_CASE("a host's connection in another encoding is refused, rowan's own is set to UTF-8", "[postgresql]") {
    test_database database("postgresql");
    soci::session host = rowan::test::open_host(database);
    host << "set client_encoding to 'LATIN1'";
    CHECK_THROWS_WITH(session(host), containing("LATIN1") && containing("client_encoding"));
    const std::string joint = database.url().find('?') == std::string::npos ? "?" : "&";
    session own(database.url() + joint + "client_encoding=LATIN1");
    CHECK(own.query_value<std::string>("show client_encoding") == "UTF8");
}

TEST_CASE("a host that changes the encoding later is told", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("set client_encoding to 'LATIN1'");
    CHECK_THROWS_AS(db.query_value<std::string>("select 'ü'"), usage_error);
}

TEST_CASE("a failed statement leaves a transaction that can only be rolled back", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int)");
    transaction work(db);
    db.execute("insert into things values (1)");
    CHECK_THROWS_AS(db.execute("select 1 / $1", 0), database_error);
    const auto fault = thrown_by<transaction_error>([&] { db.execute("insert into things values (2)"); });
    CHECK(fault.sqlstate() == "25P02");
    CHECK_FALSE(fault.retryable());
    CHECK_THROWS_AS(work.commit(), transaction_error);
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<int>("select count(*) from things") == 0);
}

TEST_CASE("a deferred constraint breaks at commit", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int unique deferrable initially deferred)");
    transaction work(db);
    db.execute("insert into things values (1), (1)");
    const auto fault = thrown_by<constraint_error>([&] { work.commit(); });
    CHECK(fault.constraint() == "things_id_key");
    CHECK(fault.columns() == names{"id"});
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("two transactions that cannot both be true: one may be run again", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int); insert into things values (1)");
    session other = database.open();
    transaction work(db);
    db.execute("set transaction isolation level repeatable read");
    CHECK(db.query_value<int>("select id from things") == 1);
    other.execute("update things set id = 2");
    const auto fault = thrown_by<transaction_error>([&] { db.execute("update things set id = 3"); });
    CHECK(fault.sqlstate() == "40001");
    CHECK(fault.retryable());
}

TEST_CASE("a deadlock and a lock that is taken may be tried again", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(
        "create table things (id int); insert into things values (1), (2); set deadlock_timeout = '20ms'");
    session other = database.open();
    transaction first(db);
    transaction second(other);
    db.execute("update things set id = id where id = 1");
    other.execute("update things set id = id where id = 2");
    const auto taken = thrown_by<transaction_error>([&] {
        savepoint part(db);
        db.query("select * from things where id = 2 for update nowait");
    });
    CHECK(taken.sqlstate() == "55P03");
    CHECK(taken.retryable());

    std::thread waits([&] {
        try {
            other.execute("update things set id = id where id = 1");
        } catch (const transaction_error&) {  // which of the two has to go is the server's choice
        }
    });
    std::optional<transaction_error> deadlock;
    auto third = database.open();
    while (!third.query_value<bool>("select exists(select from pg_locks where not granted)")) std::this_thread::yield();
    try {
        db.execute("update things set id = id where id = 2");
    } catch (const transaction_error& fault) { deadlock = fault; }
    if (deadlock) first.rollback();
    waits.join();
    REQUIRE(deadlock);
    CHECK(deadlock->sqlstate() == "40P01");
    CHECK(deadlock->retryable());
}

TEST_CASE("a read-only transaction refuses to write", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int)");
    transaction work(db, {.read_only = true});
    CHECK(thrown_by<database_error>([&] { db.execute("insert into things values (1)"); }).sqlstate() == "25006");
}

TEST_CASE("a cancelled statement says what may have cancelled it", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("set statement_timeout = '10ms'");
    const auto fault = thrown_by<database_error>([&] { db.execute("select pg_sleep(10)"); });
    CHECK(fault.sqlstate() == "57014");
    CHECK_THAT(fault.what(), containing("statement_timeout"));
}

TEST_CASE("a foreign key names its columns where the fault lies with them", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(R"(
        create table parents (a int, b int, primary key (a, b));
        create table children (pa int, "Pb" int, constraint parent_of foreign key (pa, "Pb") references parents);
        insert into parents values (1, 1); insert into children values (1, 1))");
    const auto missing = thrown_by<constraint_error>([&] { db.execute("insert into children values (2, 2)"); });
    CHECK(missing.which() == constraint_kind::foreign_key);
    CHECK(missing.constraint() == "parent_of");
    CHECK(missing.table() == "children");
    CHECK(missing.columns() == names{"pa", "Pb"});
    const auto used = thrown_by<constraint_error>([&] { db.execute("delete from parents"); });
    CHECK(used.constraint() == "parent_of");
    CHECK(used.table() == "children");
    CHECK(used.columns().empty());
}

TEST_CASE("each broken rule is told by kind, name, table and columns", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(R"(
        create table bookings (id int primary key, guest text not null check (guest <> ''), during int4range,
                               constraint one_at_a_time exclude using gist (during with &&));
        create unique index by_guest on bookings (lower(guest)))");
    const std::string insert = "insert into bookings values ($1, $2, $3)";
    const auto broken_by = [&](int id, std::optional<std::string> guest, const std::string& during) {
        return thrown_by<constraint_error>([&] { db.execute(insert, id, guest, during); });
    };
    db.execute(insert, 1, std::string("someone"), std::string("[1,5)"));
    const auto key = broken_by(1, "other", "[6,7)");
    CHECK((key.which() == constraint_kind::unique && key.columns() == names{"id"} && key.schema() == "public"));
    const auto expression = broken_by(2, "SOMEONE", "[6,7)");
    CHECK((expression.which() == constraint_kind::unique && expression.constraint() == "by_guest" &&
           expression.columns().empty()));
    const auto null = broken_by(2, std::nullopt, "[6,7)");
    CHECK(
        (null.which() == constraint_kind::not_null && null.table() == "bookings" && null.columns() == names{"guest"}));
    const auto check = broken_by(2, "", "[6,7)");
    CHECK((check.which() == constraint_kind::check && check.constraint() == "bookings_guest_check"));
    const auto exclusion = broken_by(2, "other", "[4,9)");
    CHECK((exclusion.which() == constraint_kind::exclusion && exclusion.constraint() == "one_at_a_time"));
    CHECK(exclusion.columns() == names{"during"});
    CHECK_THAT(exclusion.what(), !containing("[4,9)"));
}

TEST_CASE("what does not exist is named", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const auto table = thrown_by<database_error>([&] { db.prepare("select * from elsewhere.nothing"); });
    CHECK((table.sqlstate() == "42P01" && table.schema() == "elsewhere" && table.table() == "nothing"));
    const auto column = thrown_by<database_error>([&] { db.prepare("select nothing from pg_class"); });
    CHECK((column.sqlstate() == "42703" && column.columns() == names{"nothing"}));
}

TEST_CASE("an error within a script names statement and line", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const auto by_count = thrown_by<constraint_error>([&] {
        db.execute_script(
            "create table things (id int primary key);\ninsert into things values (1);\n\ninsert into things\nvalues "
            "(1);\n");
    });
    CHECK(by_count.statement() == "insert into things\nvalues (1)");
    CHECK_THAT(by_count.what(), containing("in line 4 of the script"));
    const auto by_position =
        thrown_by<database_error>([&] { db.execute_script("select 'ü';\nselect 1\n  from nowhere;"); });
    CHECK(by_position.statement() == "select 1\n  from nowhere");
    CHECK_THAT(by_position.what(), containing("in line 3 of the script"));
    CHECK(by_position.line() == 3);
}

TEST_CASE("a script brings the rows of its copy from stdin along", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(
        "create table things (id int primary key, name text);\n"
        "copy things (id, name) from stdin;\n1\tone;\n2\t\\N\n\\.\n"
        "copy things from stdin with (format csv);\n3,'\n\\.\n"
        "copy things from stdin;\n\\.\n"
        "insert into things values (4, 'four')");
    CHECK(db.query_value<std::string>("select string_agg(coalesce(name, '-'), '|' order by id) from things") ==
          "one;|-|'|four");
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("rows of a copy are in the transaction that is open", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int)");
    {
        const rowan::transaction discarded(db);
        db.execute_script("copy things from stdin;\n1\n\\.\nselect 1;");
        CHECK(db.in_transaction());
    }
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
}

TEST_CASE("a script with rows is all or nothing and says which statement failed", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int primary key)");
    const auto bad_row = thrown_by<database_error>([&] {
        db.execute_script("insert into things values (0);\n\ncopy things from stdin;\n1\nx\n\\.\nselect 1;");
    });
    CHECK(bad_row.statement() == "copy things from stdin");
    CHECK(bad_row.line() == 3);
    const auto behind = thrown_by<database_error>([&] {
        db.execute_script("copy things from stdin;\n1\n2\n\\.\nselect 1;\nselect nothing;");
    });
    CHECK(behind.line() == 6);
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
}

TEST_CASE("a script without its own transaction is all or nothing", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK_THROWS_AS(db.execute_script("create table things (id int); select 1 / 0"), database_error);
    db.execute_script("create table things (id int)");
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("an empty script does nothing", "[postgresql]") {
    test_database database("postgresql");
    database.session().execute_script("");
    database.session().execute_script(" -- nothing\n;");
    CHECK(database.session().query_value<int>("select 1") == 1);
}
