#include <rowan/migrate/error.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <thread>

using rowan::migrate::history;
using rowan::migrate::position;
using rowan::test::containing;

DATABASE_TEST_CASE("a history is created once, however often it is asked for", "[migrate]") {
    history of(database.session());
    CHECK_FALSE(of.exists());
    of.create();
    of.create();
    CHECK(of.exists());
    CHECK(of.heads().empty());
}

DATABASE_TEST_CASE("a history that lost a table gets it back", "[migrate]") {
    history of(database.session());
    of.create();
    database.session().execute("drop table rowan_history");
    CHECK_FALSE(of.exists());
    of.create();
    CHECK(of.exists());
}

DATABASE_TEST_CASE("histories created at once do not hinder each other", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    constexpr std::size_t creators = 6;
    std::vector<std::string> failures(creators);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i != creators; ++i) {
        threads.emplace_back([&, i] {
            try {
                rowan::session db = database.open();
                history(db).create();
            } catch (const std::exception& error) { failures[i] = error.what(); }
        });
    }
    for (std::thread& each : threads) each.join();
    for (const std::string& each : failures) CHECK(each.empty());
    CHECK(history(database.session()).exists());
}

DATABASE_TEST_CASE("heads move from where they are", "[migrate]") {
    history of(database.session());
    of.create();
    of.move({}, {"b", "a"});
    CHECK(of.heads() == position{"a", "b"});
    of.move({"a", "b"}, {"c"});
    CHECK(of.heads() == position{"c"});
    of.move({"c"}, {});
    CHECK(of.heads().empty());
}

DATABASE_TEST_CASE("heads do not move from where they are not", "[migrate]") {
    history of(database.session());
    of.create();
    of.move({}, {"a"});
    CHECK_THROWS_WITH(of.move({"b"}, {"c"}), containing("its heads are not b any more; run again"));
    CHECK_THROWS_WITH(of.move({}, {"a"}), containing("its heads are not base any more; run again"));
    CHECK(of.heads() == position{"a"});
}

DATABASE_TEST_CASE("an entry of the history reads back as it was written", "[migrate]") {
    history of(database.session());
    of.create();
    rowan::migrate::history_entry entry;
    entry.revision = "001";
    entry.direction = rowan::migrate::direction::downgrade;
    entry.message = "it's done";
    entry.applied_at = rowan::timestamp::parse("2024-02-29T12:34:56.789012Z");
    entry.duration_milliseconds = 12;
    entry.statements = 3;
    entry.rowan_version = "1.2.3";
    entry.user = "ada";
    entry.host = "analytical";
    entry.pid = 42;
    entry.kind = rowan::migrate::entry_kind::stamp;
    entry.checksum = "1:00";
    entry.reason = "it was made by hand";
    of.append(entry);
    const auto entries = of.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].sequence == 1);
    CHECK(entries[0].revision == entry.revision);
    CHECK(entries[0].direction == entry.direction);
    CHECK(entries[0].message == entry.message);
    CHECK(entries[0].applied_at == entry.applied_at);
    CHECK(entries[0].duration_milliseconds == entry.duration_milliseconds);
    CHECK(entries[0].statements == entry.statements);
    CHECK(entries[0].rowan_version == entry.rowan_version);
    CHECK(entries[0].user == entry.user);
    CHECK(entries[0].host == entry.host);
    CHECK(entries[0].pid == entry.pid);
    CHECK(entries[0].kind == rowan::migrate::entry_kind::stamp);
    CHECK(entries[0].checksum == "1:00");
    CHECK(entries[0].reason == entry.reason);
}

DATABASE_TEST_CASE("an entry without a reason has none", "[migrate]") {
    history of(database.session());
    of.create();
    of.append({.revision = "001", .applied_at = rowan::timestamp::now()});
    CHECK(of.entries().front().reason.empty());
    CHECK(of.entries().front().checksum.empty());
    CHECK(of.entries().front().kind == rowan::migrate::entry_kind::run);
    CHECK(database.session().query_value<bool>("select reason is null from rowan_history"));
}

DATABASE_TEST_CASE("while one transaction holds the lock no other moves the heads", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session& db = database.session();
    history of(db);
    of.create();
    rowan::session other = database.open({.busy_timeout_milliseconds = 50});
    if (other.dialect().can().table_locks) other.execute("set lock_timeout = '50ms'");
    rowan::transaction work(db);
    of.lock();
    CHECK_THROWS_AS(history(other).move({}, {"a"}), rowan::database_error);
    CHECK(history(other).heads().empty());
}
