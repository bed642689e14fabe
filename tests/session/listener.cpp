#include "support/database.hpp"

#include <rowan/session/listener.hpp>
#include <rowan/session/transaction.hpp>

#include "support/proxy.hpp"

#include <chrono>
#include <thread>

using namespace rowan;
using namespace std::chrono_literals;
using test::containing;

namespace {
constexpr auto long_enough = 20s;  // for what comes: never waited for to the end

notification heard(listener& by) {
    const auto event = by.wait(long_enough);
    REQUIRE(event);
    REQUIRE(std::holds_alternative<notification>(*event));
    return std::get<notification>(*event);
}

notification_gap gap(listener& by) {
    const auto event = by.wait(long_enough);
    REQUIRE(event);
    REQUIRE(std::holds_alternative<notification_gap>(*event));
    return std::get<notification_gap>(*event);
}
}  // namespace

TEST_CASE("who listens hears channel, payload and sender", "[listener][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    listener changes(database.url());
    changes.listen("tasks");
    changes.listen("Pro\"jects, too");
    notify(db, "tasks", "it's 7");
    notify(db, "Pro\"jects, too");
    notify(db, "others", "nobody");
    notify(db, "tasks", "8");
    const auto pid = db.query_value<std::int32_t>("select pg_backend_pid()");
    CHECK(heard(changes) == notification{"tasks", "it's 7", pid});
    CHECK(heard(changes) == notification{"Pro\"jects, too", "", pid});
    CHECK(heard(changes) == notification{"tasks", "8", pid});
    CHECK_FALSE(changes.wait(0ms));
    CHECK(changes.is_connected());
}

TEST_CASE("a notification comes with the commit, and not at all with a rollback", "[listener][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    listener changes(database.url());
    changes.listen("tasks");
    {
        transaction undone(db);
        notify(db, "tasks", "undone");
    }
    transaction work(db);
    notify(db, "tasks", "done");
    CHECK_FALSE(changes.wait(0ms));
    work.commit();
    CHECK(heard(changes).payload == "done");
}

TEST_CASE("channels that are listened to no more are silent", "[listener][postgresql]") {
    test::test_database database("postgresql");
    listener changes(database.url());
    changes.listen("one");
    changes.listen("two");
    notify(database.session(), "one", "before");
    changes.unlisten("one");
    notify(database.session(), "one", "after");
    notify(database.session(), "two");
    CHECK(heard(changes).channel == "two");
    CHECK_FALSE(changes.wait(0ms));
}

TEST_CASE("waiting ends when somebody asks for it", "[listener][postgresql]") {
    test::test_database database("postgresql");
    listener changes(database.url());
    changes.listen("tasks");
    std::stop_source source;
    std::thread asks([&] { source.request_stop(); });
    CHECK_FALSE(changes.wait(24h, source.get_token()));
    asks.join();
    CHECK_FALSE(changes.wait(24h, source.get_token()));
    notify(database.session(), "tasks");
    CHECK(heard(changes).channel == "tasks");
}

TEST_CASE("after a lost connection comes one gap, and then what is told from then on", "[listener][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    listener changes(between.url());
    changes.listen("one");
    changes.listen("two");
    between.refuse(true);
    between.cut_all();
    CHECK_FALSE(changes.wait(100ms));
    CHECK_FALSE(changes.is_connected());
    CHECK_FALSE(changes.trouble().empty());
    notify(database.session(), "one", "missed");
    between.refuse(false);
    CHECK_FALSE(gap(changes).why.empty());
    notify(database.session(), "one", "1");
    notify(database.session(), "two", "2");
    CHECK(heard(changes).payload == "1");
    CHECK(heard(changes).payload == "2");
    CHECK_FALSE(changes.wait(0ms));
}

TEST_CASE("what came before the connection was lost comes before the gap", "[listener][postgresql]") {
    test::test_database database("postgresql");
    listener changes(database.url());
    changes.listen("tasks");
    database.session().transact([&] {
        notify(database.session(), "tasks", "first");
        notify(database.session(), "tasks", "last words");
    });
    CHECK(heard(changes).payload == "first");  // they arrive together
    database.session().execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where query like 'listen %' and pid <> "
        "pg_backend_pid()");
    CHECK(heard(changes).payload == "last words");
    CHECK(gap(changes).why != "");
}

TEST_CASE("a connection that is silently dead is found out", "[listener][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    listener changes(between.url(), {.ask_after = 20ms, .patience = 300ms, .longest_pause = 50ms});
    changes.listen("tasks");
    CHECK_FALSE(changes.wait(100ms));
    CHECK(changes.is_connected());
    between.stall(true);
    while (changes.is_connected()) CHECK_FALSE(changes.wait(50ms));
    CHECK(changes.trouble() == "the server does not answer");
    between.stall(false);
    CHECK(gap(changes).why == "the server does not answer");
    notify(database.session(), "tasks");
    CHECK(heard(changes).channel == "tasks");
}

TEST_CASE("waiting for a server that does not answer ends when somebody asks for it", "[listener][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    listener changes(between.url(), {.patience = 1h});
    between.stall(true);
    between.cut_all();
    CHECK_FALSE(changes.wait(50ms));
    std::stop_source source;
    std::thread asks([&] { source.request_stop(); });
    CHECK_FALSE(changes.wait(1h, source.get_token()));
    asks.join();
}

TEST_CASE("a channel that is added while the server is away is listened to behind the gap", "[listener][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    listener changes(between.url());
    between.refuse(true);
    between.cut_all();
    CHECK_FALSE(changes.wait(50ms));
    changes.listen("tasks");
    between.refuse(false);
    gap(changes);
    notify(database.session(), "tasks", "heard");
    CHECK(heard(changes).payload == "heard");
}

TEST_CASE("where nothing was listened to nothing was missed", "[listener][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    listener changes(between.url());
    between.cut_all();
    CHECK_FALSE(changes.wait(100ms));
    changes.listen("tasks");
    notify(database.session(), "tasks");
    auto event = changes.wait(long_enough);  // a gap, where the listening met the loss
    if (event && std::holds_alternative<notification_gap>(*event)) return;
    REQUIRE(event);
    CHECK(std::get<notification>(*event).channel == "tasks");
}

TEST_CASE("what is too long for a notification is told before it is sent", "[listener][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    listener changes(database.url());
    changes.listen(std::string(63, 'c'));
    notify(db, std::string(63, 'c'), std::string(7999, 'p'));
    CHECK(heard(changes).payload.size() == 7999);
    CHECK_THROWS_WITH(notify(db, "c", std::string(8000, 'p')), containing("8000 bytes") && containing("7999 at most"));
    CHECK_THROWS_WITH(notify(db, std::string(64, 'c'), "p"), containing("64 bytes"));
    CHECK_THROWS_AS(changes.listen(std::string(64, 'c')), usage_error);
    CHECK_THROWS_AS(changes.listen(""), usage_error);
}

TEST_CASE("many notifications from many sessions all come, those of each in its order", "[listener][postgresql]") {
    test::test_database database("postgresql");
    listener changes(database.url());
    changes.listen("tasks");
    constexpr int senders = 4;
    constexpr int each = 100;
    std::vector<std::thread> threads;
    for (int sender = 0; sender != senders; ++sender) {
        threads.emplace_back([&, sender] {
            auto db = database.open();
            for (int i = 0; i != each; ++i) notify(db, "tasks", std::to_string(sender * each + i));
        });
    }
    std::vector<int> next(senders, 0);
    for (int i = 0; i != senders * each; ++i) {
        const int number = std::stoi(heard(changes).payload);
        CHECK(number % each == next[static_cast<std::size_t>(number / each)]++);
    }
    for (auto& one : threads) one.join();
}

TEST_CASE("on SQLite there is nobody to listen to", "[listener][sqlite]") {
    CHECK_THROWS_WITH(listener("sqlite://:memory:"), containing("sqlite has no notifications"));
    session db("sqlite://:memory:");
    CHECK_THROWS_AS(notify(db, "tasks", "1"), usage_error);
}
