#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <future>

#include "call.hpp"

// Services that start beside the program that migrates.

using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;

namespace {

rowan::cli::program shop() {
    return {.name = "shop", .migrations = {revision("001", "One"), revision("002", "Two").after("001")}};
}

auto wait_in_background(rowan::test::words line, const rowan::test::test_database& on) {
    line.insert(line.begin(), {"wait", "-d", on.url(), "--timeout", "60"});
    return std::async(std::launch::async, [line] { return call(line, shop()); });
}

}  // namespace

DATABASE_TEST_CASE("wait ends at once where the database is there", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "001", "-d", database.url()}, shop());
    const auto there = call({"wait", "001", "--timeout", "0", "-d", database.url()}, shop());
    CHECK(there.code == 0);
    CHECK_THAT(there.out, containing(" is at 001\n"));
    CHECK_THAT(call({"wait", "001", "--json", "-d", database.url()}, shop()).out,
               containing(R"("at":["001"],"waited_milliseconds":)"));
}

DATABASE_TEST_CASE("wait that was in vain has an exit code of its own, says what is missing, and writes nothing",
                   "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const auto empty = call({"wait", "--timeout", "0", "-d", database.url()}, shop());
    CHECK(empty.code == 5);
    CHECK_THAT(empty.error, containing(" is at base: 2 revisions are to apply up to heads\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "rowan_heads"));
    call({"upgrade", "001", "-d", database.url()}, shop());
    CHECK_THAT(call({"wait", "--timeout", "0.1", "-d", database.url()}, shop()).error,
               containing("waited 0.1 s in vain: "));
}

DATABASE_TEST_CASE("wait sees another program arrive", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    auto waiting = wait_in_background({}, database);
    call({"upgrade", "001", "-d", database.url()}, shop());
    CHECK(waiting.wait_for(std::chrono::milliseconds(0)) == std::future_status::timeout);
    call({"upgrade", "-d", database.url()}, shop());
    const auto done = waiting.get();
    CAPTURE(done.error);
    CHECK(done.code == 0);
    CHECK_THAT(done.out, containing("at head: 002\n"));
}

TEST_CASE("wait waits for a database that is not there yet", "[cli]") {
    const rowan::test::temporary_folder folder;
    const std::string url = rowan::test::sqlite_url(folder.path() / "shop.db");
    const auto missing = call({"wait", "--timeout", "0", "-d", url}, shop());
    CHECK(missing.code == 5);
    CHECK_THAT(missing.error, containing("the database does not exist yet"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "shop.db"));
    const auto refused =
        call({"wait", "--timeout", "0", "-d", "postgresql://nobody@localhost:1/shop?connect_timeout=1"}, shop());
    CHECK(refused.code == 5);
    auto waiting = std::async(std::launch::async, [&] { return call({"wait", "-d", url}, shop()); });
    call({"upgrade", "-d", url}, shop());
    CHECK(waiting.get().code == 0);
}

DATABASE_TEST_CASE("wait does not wait for what never comes", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK_THAT(call({"wait", "nothing", "-d", database.url()}, shop()).error, containing("there is no revision"));
    call({"upgrade", "-d", database.url()}, shop());
    auto older = shop();
    older.migrations.pop_back();
    CHECK(call({"wait", "-d", database.url()}, older).code == 8);
    CHECK(call({"wait", "--allow-ahead", "-d", database.url()}, older).code == 0);
}
