#include "support/database.hpp"

#include <rowan/session/error.hpp>

#include <filesystem>

using namespace rowan;
using test::containing;

namespace {
std::string refusal(std::string_view url) {
    try {
        open(url);
    } catch (const usage_error& fault) { return fault.what(); }
    return "accepted";
}

bool shows_accepted_forms(const std::string& message) {
    return message.find("sqlite:///relative/file") != std::string::npos &&
           message.find("postgresql://") != std::string::npos;
}
}  // namespace

TEST_CASE("a malformed URL is refused with the accepted forms", "[url]") {
    const auto url =
        GENERATE(as<std::string>(), "", "rowan.db", "sqlite:", "sqlite:rowan.db", "sqlite://", "sqlite://rowan.db",
                 "sqlite:///", "sqlite:///?mode=ro", "sqlite:///:memory:", "sqlite:///a%2", "sqlite:///a%zz",
                 "sqlite:///a%00b", "mysql://u@h/d", "host=localhost dbname=x", "sqlite://:memory:?mode=ro",
                 "sqlite:///a?mode=", "sqlite:///a?mode=r", "sqlite:///a?busy_timeout=", "sqlite:///a?busy_timeout=-1",
                 "sqlite:///a?busy_timeout=5s", "sqlite:///a?cache=shared");
    CAPTURE(url);
    CHECK(shows_accepted_forms(refusal(url)));
}

TEST_CASE("an unknown option is refused with the known ones", "[url]") {
    CHECK_THAT(refusal("sqlite:///a?cache=shared"), containing("no option \"cache\", only mode and busy_timeout"));
}

TEST_CASE("no refusal of a URL shows its password", "[url]") {
    const auto url = GENERATE(
        as<std::string>(), "mysql://user:geheim@host/database", "user:geheim@host", "host=h password=geheim",
        "postgresql://user:geheim@host/database?nonsense=1", "postgresql://user:ge@heim@host/geheim",
        "postgresql://user:geheim/geheim@host/database", "postgresql://user:%67eheim%zz@host/database",
        "postgresql://host/database?password=geheim&nonsense=1",
        "postgresql://host/database?pass%77ord=geheim&nonsense=1",
        "postgresql://host/database?sslpassword=geheim&nonsense=1", "postgresql://host/database?password=geheim%zz",
        "postgresql://user:geheim@[::1/database", "postgresql://user:'geheim'@host/database?nonsense=1",
        "postgres://user:geheim?@host/database?nonsense=1", "sqlite://user:geheim@host/database");
    CAPTURE(url);
    const auto message = refusal(url);
    CHECK(message != "accepted");
    CHECK(message.find("eheim") == std::string::npos);
    CHECK(message.find("heim@") == std::string::npos);
}

TEST_CASE("a URL that libpq cannot read is a usage error", "[url]") {
    CHECK_THAT(refusal("postgresql://host/database?nonsense=1"), containing("nonsense"));
}

TEST_CASE("a session describes itself by its URL without the password", "[url]") {
    test::test_database database("postgresql");
    const auto& url = database.url();
    const auto colon = url.find(':', url.find("://") + 3);
    const auto at = url.find('@');
    REQUIRE(colon < at);
    REQUIRE(at != std::string::npos);
    CHECK(database.session().description() == url.substr(0, colon + 1) + "***" + url.substr(at));
    CHECK(open("sqlite://:memory:").description() == "sqlite://:memory:");
}

TEST_CASE("a file name may hold whatever the file system takes", "[url][sqlite]") {
    const test::temporary_folder folder;
    const auto name = GENERATE(as<std::string>(), "with blanks and  more.db", "it's.db", "say \"hi\".db", "a=b.db",
                               "dbname=x timeout=1.db", "per%cent.db", "what?.db", "semi;colon.db", "größe.db", "#1.db",
                               "a&b.db", " leading.db");
    CAPTURE(name);
    const auto file = folder.path() / name;
    open(test::sqlite_url(file)).execute_script("create table t (id integer)");
    CHECK(std::filesystem::file_size(file) > 0);
}

TEST_CASE("a file name that looks like SQLite's own notation is a file name", "[url][sqlite]") {
    const test::temporary_folder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    const auto name = GENERATE(as<std::string>(), "file:x.db", ":x:", "plain.db");
    open("sqlite:///" + name).execute_script("create table t (id integer)");
    CHECK(std::filesystem::exists(folder.path() / name));
    std::filesystem::current_path(before);
}
