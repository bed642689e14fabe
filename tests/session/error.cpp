#include "support/database.hpp"

#include <rowan/schema/operation.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <sys/mount.h>
#include <unistd.h>

#include <functional>
#include <typeinfo>

using namespace rowan;
using test::containing;

namespace {
template <class Error = database_error>
std::optional<Error> thrown(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& fault) { return fault; }
    return std::nullopt;
}

// The class itself, not one that is derived from it.
template <class Error>
bool throws(const std::function<void()>& work) {
    try {
        work();
    } catch (const database_error& fault) {
        INFO(fault.what());
        CHECK(typeid(fault) == typeid(Error));
        return typeid(fault) == typeid(Error);
    }
    return false;
}

void create_things(session& db) { db.execute_script("create table things (id bigint primary key, name text)"); }
}  // namespace

DATABASE_TEST_CASE("a table that does not exist is named", "[error]") {
    auto& db = database.session();
    const auto fault = thrown([&] { db.execute("select * from nonsense"); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == "42P01");
    CHECK(fault->table() == "nonsense");
    CHECK(fault->statement() == "select * from nonsense");
}

DATABASE_TEST_CASE("a column that does not exist is named", "[error]") {
    auto& db = database.session();
    create_things(db);
    const auto sql = GENERATE(as<std::string>(), "select nonsense from things",
                              "insert into things (id, nonsense) values (1, 2)", "update things set nonsense = 1");
    CAPTURE(sql);
    const auto fault = thrown([&] { db.execute(sql); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == "42703");
    CHECK(fault->columns() == std::vector<std::string>{"nonsense"});
}

DATABASE_TEST_CASE("the same fault has the same SQLSTATE on each backend", "[error]") {
    auto& db = database.session();
    create_things(db);
    db.execute_script("create index on_name on things (name)");
    const auto [sql, sqlstate] = GENERATE(table<std::string, std::string>({
        {"selec 1", "42601"},
        {"select from where", "42601"},
        {"create table things (id bigint)", "42P07"},
        {"create index on_name on things (name)", "42P07"},
        {"select nonsense(1)", "42883"},
        {"select id from things a, things b", "42702"},
        {"create table x (id bigint, id bigint)", "42701"},
        {"release savepoint nonsense", "3B001"},
    }));
    CAPTURE(sql);
    const std::string text = sql;
    const bool needs_transaction = sqlstate == "3B001";
    std::optional<transaction> work;
    if (needs_transaction) work.emplace(db);
    const auto fault = thrown([&] { db.execute(text); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == sqlstate);
}

DATABASE_TEST_CASE("a failing statement of a script is told with its line", "[error]") {
    auto& db = database.session();
    const auto fault = thrown([&] {
        db.execute_script(
            "create table t (id bigint);\n\n-- a comment;\ninsert into t values (1);\nselect * from nonsense;\n");
    });
    REQUIRE(fault);
    CHECK_THAT(fault->what(), containing("line 5"));
    CHECK_THAT(fault->statement(), containing("select * from nonsense"));
    CHECK(fault->statement().find("create table") == std::string::npos);
    CHECK(fault->sqlstate() == "42P01");
}

DATABASE_TEST_CASE("a lock that another session holds can be waited for again", "[error][own_process]") {
    if (!database.can_be_shared()) return;  // there is no other session
    create_things(database.session());
    database.session().execute("insert into things values (1, 'one')");
    auto holder = database.open();
    transaction held(holder);
    holder.execute("update things set name = 'mine' where id = 1");

    auto waiting = database.open({.busy_timeout_milliseconds = 50});
    if (database.is("postgresql")) waiting.execute("set lock_timeout = 50");
    const auto fault =
        thrown<transaction_error>([&] { waiting.execute("update things set name = 'yours' where id = 1"); });
    REQUIRE(fault);
    CHECK(fault->retryable());
    CHECK(fault->sqlstate() == "55P03");
    held.commit();
    CHECK(waiting.execute("update things set name = 'yours' where id = 1") == 1);
}

TEST_CASE("a second writer on SQLite is refused when it begins, after the busy timeout", "[error][sqlite]") {
    const test::temporary_folder folder;
    const auto url = test::sqlite_url(folder.path() / "x.db");
    auto first = open(url);
    auto second = open(url, {.busy_timeout_milliseconds = 60});
    transaction held(first);
    const auto start = std::chrono::steady_clock::now();
    const auto fault = thrown<transaction_error>([&] { transaction refused(second); });
    REQUIRE(fault);
    CHECK(fault->retryable());
    CHECK_THAT(fault->what(), containing("busy timeout"));
    CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(50));
    transaction reads(second, {.read_only = true});
    CHECK(second.query_value<std::int64_t>("select count(*) from sqlite_master") == 0);
}

TEST_CASE("a read transaction that became too old to write may be run again", "[error][sqlite]") {
    const test::temporary_folder folder;
    const auto url = test::sqlite_url(folder.path() / "x.db");
    auto first = open(url);
    create_things(first);
    auto second = open(url);
    second.execute("begin");
    CHECK(second.query_value<std::int64_t>("select count(*) from things") == 0);
    first.execute("insert into things values (1, 'one')");
    const auto fault = thrown<transaction_error>([&] { second.execute("insert into things values (2, 'two')"); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == "40001");
    CHECK(fault->retryable());
    second.execute("rollback");
}

TEST_CASE("a table of a query that is still open cannot be dropped, and waiting does not help", "[error][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_things(db);
    db.execute("insert into things values (1, 'one')");
    auto rows = db.query("select * from things");
    REQUIRE(rows.next());
    const auto fault = thrown<transaction_error>([&] { db.execute("drop table things"); });
    REQUIRE(fault);
    CHECK_FALSE(fault->retryable());
    CHECK_THAT(fault->what(), containing("has not been read to its end"));
}

namespace {
// A database that cannot grow: on a small file system of its own where we may mount one, else by SQLite's own limit.
class full_disk {
public:
    full_disk() {
        mounted_ = mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=256k") == 0;
        db_.emplace(test::sqlite_url(folder_.path() / "x.db"));
        create_things(*db_);
        if (!mounted_) db_->query("pragma max_page_count = 20");
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;
    ~full_disk() {
        db_.reset();
        if (mounted_) umount(folder_.path().c_str());
    }
    session& db() { return *db_; }
    std::string by() const { return mounted_ ? "a full file system" : "pragma max_page_count"; }

private:
    test::temporary_folder folder_;
    bool mounted_ = false;
    std::optional<session> db_;
};
}  // namespace

TEST_CASE("a full disk is told as such, and nothing half done stays", "[error][sqlite]") {
    full_disk disk;
    auto& db = disk.db();
    INFO("the disk is full by " << disk.by());
    const std::string text(400'000, 'x');
    const auto fault = thrown([&] {
        transaction work(db);
        db.execute("insert into things values (1, 'small')");
        for (int i = 2; i != 100; ++i) db.execute("insert into things values ($1, $2)", i, text);
        work.commit();
    });
    REQUIRE(fault);
    CAPTURE(fault->what());
    CHECK((fault->sqlstate() == "53100" || fault->sqlstate() == "58030"));
    CHECK(throws<resource_error>([&] {
        for (int i = 2; i != 100; ++i) db.execute("insert into things values ($1, $2)", i, text);
    }));
    db.execute("delete from things");
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
    CHECK(db.execute("insert into things values (1, 'small')") == 1);
}

TEST_CASE("nothing runs outside of a transaction that SQLite has ended by itself", "[error][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_things(db);
    db.execute("insert into things values (1, 'one')");
    transaction work(db);
    db.execute("insert into things values (2, 'two')");
    // The one way to have SQLite end it without a broken disk.
    CHECK_THROWS_AS(db.execute("insert or rollback into things values (1, 'again')"), constraint_error);
    CHECK_THROWS_AS(db.execute("insert into things values (3, 'three')"), transaction_error);
    CHECK_THROWS_AS(db.execute_script("insert into things values (3, 'three')"), transaction_error);
    CHECK_THROWS_AS(work.commit(), transaction_error);
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 1);
    CHECK(db.execute("insert into things values (3, 'three')") == 1);
}

TEST_CASE("a server that goes away in mid-transaction is a connection error, then and afterwards",
          "[error][postgresql][own_process]") {
    test::test_database database("postgresql");
    create_things(database.session());
    auto db = database.open();
    const auto backend = db.query_value<std::int32_t>("select pg_backend_pid()");
    {
        transaction work(db);
        db.execute("insert into things values (1, 'one')");
        database.session().query_value<bool>("select pg_terminate_backend($1::integer)", backend);
        const auto fault = thrown<connection_error>([&] {
            for (int i = 2; i != 50; ++i) db.execute("insert into things values ($1, 'more')", i);
        });
        REQUIRE(fault);
        CHECK_THROWS_AS(db.query_value<int>("select 1"), connection_error);
        CHECK_THROWS_AS(work.commit(), connection_error);
    }
    CHECK_THROWS_AS(db.execute_script("select 1"), connection_error);
    CHECK_THROWS_AS(transaction(db), connection_error);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from things") == 0);
}

DATABASE_TEST_CASE("what the schema does not have is an undefined_error", "[error]") {
    auto& db = database.session();
    create_things(db);
    for (const auto* sql : {"select * from nonsense", "select nonsense from things", "select nonsense(1)",
                            "select * from nonsense.things", "drop index nonsense"}) {
        CAPTURE(sql);
        CHECK(throws<undefined_error>([&] { db.execute(sql); }));
    }
}

DATABASE_TEST_CASE("values that do not do are a data_error", "[error]") {
    auto& db = database.session();
    db.execute_script(db.dialect().render(schema::create_table{
        {.name = "notes", .columns = {{.name = "text", .type = {.kind = type_kind::varchar, .length = 5}}}}})[0]);
    const auto fault = thrown<data_error>([&] { db.execute("insert into notes values ($1)", std::string("much too long")); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == "22001");
    CHECK_THAT(fault->what(), !containing("much too long"));
    if (database.is("sqlite")) CHECK(fault->columns() == std::vector<std::string>{"text"});
    CHECK(throws<data_error>([&] { db.execute("insert into notes select $1 from (values ('x')) v where 1 = 1", "much too long"); }));
}

DATABASE_TEST_CASE("writing where only reading is possible is a read_only_error", "[error]") {
    auto& db = database.session();
    create_things(db);
    {
        transaction work(db, {.read_only = true});
        CHECK(throws<read_only_error>([&] { db.execute("insert into things values (1, 'one')"); }));
    }
    if (!database.is("file")) return;
    auto reader = open(database.url() + "?mode=ro");
    CHECK(throws<read_only_error>([&] { reader.execute("insert into things values (1, 'one')"); }));
}

DATABASE_TEST_CASE("locks that others hold for too long are a lock_error, lost races a conflict_error", "[error][own_process]") {
    if (!database.can_be_shared()) return;  // there is no other session
    create_things(database.session());
    database.session().execute("insert into things values (1, 'one')");
    auto db = database.open({.busy_timeout_milliseconds = 1});
    if (database.is("postgresql")) db.execute("set lock_timeout = 1");
    {
        transaction held(database.session());
        database.session().execute("update things set name = 'mine'");
        CHECK(throws<lock_error>([&] { db.execute("update things set name = 'yours'"); }));
    }
    transaction work(db, {.level = isolation::repeatable_read, .lock = write_lock::deferred});
    db.query_value<std::int64_t>("select count(*) from things");
    database.session().execute("update things set name = 'mine'");
    CHECK(throws<conflict_error>([&] { db.execute("update things set name = 'yours'"); }));
}

TEST_CASE("what the user may not do is a permission_error", "[error][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    db.execute_script("create role rowan_nobody; grant usage on schema public to rowan_nobody; set local role rowan_nobody");
    const auto fault = thrown<permission_error>([&] { db.execute("select * from things"); });
    REQUIRE(fault);
    CHECK(fault->sqlstate() == "42501");
}

DATABASE_TEST_CASE("errors of each kind keep bound values to themselves", "[error]") {
    auto& db = database.session();
    db.execute_script(
        "create table t (id bigint primary key, name text not null, n bigint check (n < 10), u text unique, "
        "p bigint references t (id))");
    db.execute("insert into t values (1, 'x', 1, 'geheim', null)");
    const auto text = [&](const std::string& sql, auto... values) {
        try {
            db.execute(sql, values...);
        } catch (const error& fault) { return std::string(fault.what()); }
        return std::string("nothing was thrown: geheim");
    };
    const std::string secret = "geheim";
    CHECK(text("insert into t values ($1, $2, 1, $3, null)", 2, secret, secret).find("geheim") == std::string::npos);
    CHECK(text("insert into t (id, name, n) values ($1, $2, $3)", 3, secret, 4711).find("4711") == std::string::npos);
    CHECK(text("insert into t (id, name, p) values ($1, $2, $3)", 3, secret, 4711).find("4711") == std::string::npos);
    CHECK(text("insert into t (id, name) values ($1, $2)", 3, std::string("gehe\0im", 7)).find("gehe") ==
          std::string::npos);
}

DATABASE_TEST_CASE("bulk_insert without COPY says what to do instead", "[error]") {
    if (database.is("postgresql")) return;  // has it
    const std::vector<std::string> columns{"id"};
    CHECK_THROWS_WITH(database.session().bulk_insert({"", "t"}, columns), containing("prepared statement"));
}
