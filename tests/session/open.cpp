#include "support/database.hpp"

#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <chrono>
#include <fstream>

using namespace rowan;
using test::containing;

namespace {
database_error::details failure(const std::string& url) {
    try {
        open(url);
    } catch (const connection_error& fault) {
        return {.message = fault.what(), .sqlstate = fault.sqlstate(), .retryable = fault.retryable()};
    }
    return {.message = "it opened"};
}

struct server {
    std::string user, password, host, port;

    std::string url(std::string_view with_user, std::string_view with_password, std::string_view with_port,
                    std::string_view database) const {
        return fmt::format("postgresql://{}:{}@{}:{}/{}?connect_timeout=5", with_user, with_password, host, with_port,
                           database);
    }
};

// Of postgresql://user:password@host:port/…
server test_server() {
    const test::test_database database("postgresql");
    const std::string& url = database.url();
    const auto user = url.find("://") + 3;
    const auto password = url.find(':', user) + 1;
    const auto host = url.find('@') + 1;
    const auto port = url.find(':', host) + 1;
    return {url.substr(user, password - 1 - user), url.substr(password, host - 1 - password),
            url.substr(host, port - 1 - host), url.substr(port, url.find('/', port) - port)};
}
}  // namespace

TEST_CASE("a file is created where it is missing", "[open][sqlite]") {
    const test::temporary_folder folder;
    const auto url = test::sqlite_url(folder.path() / "new.db");
    open(url).execute_script("create table t (id integer)");
    CHECK(open(url + "?mode=rw").query_value<int>("select count(*) from t") == 0);
}

TEST_CASE("mode=rw refuses to create a file, and says so", "[open][sqlite]") {
    const test::temporary_folder folder;
    const auto file = folder.path() / "missing.db";
    const auto fault = failure(test::sqlite_url(file) + "?mode=rw");
    CHECK_THAT(fault.message, containing("there is no file " + file.string()));
    CHECK(fault.sqlstate == "08001");
    CHECK(!std::filesystem::exists(file));
}

TEST_CASE("a missing directory is named", "[open][sqlite]") {
    const test::temporary_folder folder;
    CHECK_THAT(failure(test::sqlite_url(folder.path() / "no" / "x.db")).message,
               containing("there is no directory " + (folder.path() / "no").string()));
}

TEST_CASE("a directory is no database", "[open][sqlite]") {
    const test::temporary_folder folder;
    CHECK_THAT(failure(test::sqlite_url(folder.path())).message, containing("it is a directory"));
}

TEST_CASE("a file that is no database is refused at once", "[open][sqlite]") {
    const test::temporary_folder folder;
    const auto mode = GENERATE(as<std::string>(), "", "?mode=rw", "?mode=ro");
    const auto file = folder.path() / "text.db";
    std::ofstream(file)
        << "this is a letter, and a long enough one to be taken for more than an empty file of a database";
    CHECK_THAT(failure(test::sqlite_url(file) + mode).message, containing("no SQLite database"));
}

TEST_CASE("mode=ro reads and refuses to write", "[open][sqlite]") {
    const test::temporary_folder folder;
    const auto url = test::sqlite_url(folder.path() / "x.db");
    open(url).execute_script("create table t (id integer)");
    auto db = open(url + "?mode=ro");
    CHECK(db.query_value<int>("select count(*) from t") == 0);
    try {
        db.execute("insert into t values (1)");
        FAIL("it wrote");
    } catch (const database_error& fault) { CHECK(fault.sqlstate() == "25006"); }
}

TEST_CASE("a transaction begins on a database that can only be read", "[open][sqlite]") {
    const test::temporary_folder folder;
    const auto url = test::sqlite_url(folder.path() / "x.db");
    open(url).execute_script("create table t (id integer)");
    auto db = open(url + "?mode=ro");
    transaction work(db);
    CHECK(db.query_value<int>("select count(*) from t") == 0);
    work.commit();
}

TEST_CASE("SQLite sessions check foreign keys, write files ahead and sync fully", "[open][sqlite]") {
    const test::temporary_folder folder;
    auto db = open(test::sqlite_url(folder.path() / "x.db"), {.busy_timeout_milliseconds = 1234});
    CHECK(db.query_value<int>("pragma foreign_keys") == 1);
    CHECK(db.query_value<std::string>("pragma journal_mode") == "wal");
    CHECK(db.query_value<int>("pragma synchronous") == 2);
    CHECK(db.query_value<int>("pragma busy_timeout") == 1234);
}

TEST_CASE("the URL's busy timeout goes before that of the options", "[open][sqlite]") {
    CHECK(open("sqlite://:memory:?busy_timeout=77", {.busy_timeout_milliseconds = 1234})
              .query_value<int>("pragma busy_timeout") == 77);
}

TEST_CASE("each session in memory is a database of its own", "[open][sqlite]") {
    auto one = open("sqlite://:memory:");
    one.execute_script("create table t (id integer)");
    auto other = open("sqlite://:memory:");
    CHECK_THROWS_AS(other.execute("insert into t values (1)"), database_error);
}

TEST_CASE("a server that does not answer is named, its password is not", "[open][postgresql]") {
    const auto start = std::chrono::steady_clock::now();
    const auto fault = failure("postgresql://someone:geheim@127.0.0.1:1/data");
    CHECK_THAT(fault.message, containing("postgresql://someone:***@127.0.0.1:1/data"));
    CHECK_THAT(fault.message, containing("port 1 failed"));
    CHECK(fault.message.find("geheim") == std::string::npos);
    CHECK(fault.sqlstate == "08001");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("a host that does not exist is named", "[open][postgresql]") {
    CHECK_THAT(failure("postgresql://someone:geheim@no-such-host.invalid/data").message,
               containing("no-such-host.invalid"));
}

TEST_CASE("a missing database is told as such", "[open][postgresql]") {
    const auto server = test_server();
    const auto fault = failure(server.url(server.user, server.password, server.port, "no_such_database"));
    CHECK(fault.sqlstate == "3D000");
    CHECK_THAT(fault.message, containing("\"no_such_database\" does not exist"));
    CHECK(fault.message.find(":" + server.password + "@") == std::string::npos);
}

TEST_CASE("a wrong password is told as such, and not shown", "[open][postgresql]") {
    const auto server = test_server();
    const auto fault = failure(server.url(server.user, "ge%68eim", server.port, "postgres"));
    CHECK(fault.sqlstate == "28P01");
    CHECK(fault.message.find("eim") == std::string::npos);
}

TEST_CASE("a password may hold whatever a URL escapes", "[open][postgresql]") {
    test::test_database database("postgresql");
    const auto server = test_server();
    auto administrator = database.open();
    administrator.execute_script(
        R"(drop role if exists rowan_odd; create role rowan_odd login password 'a b''c"d\e=f@g/h?i%j&k:l')");
    const auto url = server.url("rowan_odd", "a%20b%27c%22d%5Ce%3Df%40g%2Fh%3Fi%25j%26k%3Al", server.port, "postgres");
    CHECK(open(url).query_value<std::string>("select current_user::text") == "rowan_odd");
    administrator.execute_script("drop role rowan_odd");
}

TEST_CASE("a URL's options reach the server", "[open][postgresql]") {
    test::test_database database("postgresql");
    const auto with = [&](std::string_view options) { return open(fmt::format("{}?{}", database.url(), options)); };
    CHECK(with("application_name=one%20two").query_value<std::string>("select current_setting('application_name')") ==
          "one two");
    CHECK(with("sslmode=prefer&application_name=x")
              .query_value<std::string>("select current_setting('application_name')") == "x");
    CHECK(with("options=-c%20geqo%3Doff").query_value<std::string>("select current_setting('geqo')") == "off");
}
