#include "support/database.hpp"

#include <rowan/session/conversation.hpp>
#include <rowan/session/listener.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/transaction.hpp>

#include "support/server.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

using namespace rowan;
using namespace std::chrono_literals;
using test::containing;
using test::server;

namespace {
void wait_until(const auto& holds) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("waited for a minute in vain");
        std::this_thread::sleep_for(2ms);
    }
}

bool is_replica(session& db) { return db.query_value<bool>("select pg_is_in_recovery()"); }
std::int64_t count(session& db) { return db.query_value<std::int64_t>("select count(*) from things"); }

struct primary_and_replica {
    explicit primary_and_replica(const std::string& settings = {})
        : primary(settings), replica(test::replica_of{primary}) {
        primary.open().execute_script("create table things (id bigint primary key)");
        level();
    }
    /// The replica first: who takes the first host takes the wrong one.
    std::string url() const { return server::url_of({&replica, &primary}); }
    /// Waits until the replica has all.
    void level() const {
        auto from = primary.open();
        auto to = replica.open();
        const auto at = from.query_value<std::string>("select cast(pg_current_wal_flush_lsn() as text)");
        wait_until([&] {
            return to.query_value<bool>("select pg_last_wal_replay_lsn() >= cast(cast($1 as text) as pg_lsn)", at);
        });
    }
    void pause(bool yes) const {
        auto db = replica.open();
        db.execute(yes ? "select pg_wal_replay_pause()" : "select pg_wal_replay_resume()");
        wait_until(
            [&] { return !yes || db.query_value<std::string>("select pg_get_wal_replay_pause_state()") == "paused"; });
    }

    server primary;
    server replica;
};

// For tests that leave it as it was, save the rows.
primary_and_replica& shared() {
    static primary_and_replica both;
    both.primary.open().execute("truncate things");
    both.level();
    return both;
}

host_role role_of(const pool& in, const server& of) {
    for (const pool_host& one : in.hosts()) {
        if (one.name == of.host()) return one.role;
    }
    throw std::logic_error("no such host");
}

void wait_for_role(const pool& in, const server& of, host_role wanted) {
    wait_until([&] { return role_of(in, of) == wanted; });
}

// Both are known.
void wait_for_all(pool& in, const primary_and_replica& of) {
    in.take();
    wait_for_role(in, of.replica, host_role::replica);
}

/// A pool that knows both hosts, the replica of which stands still.
struct behind_replica {
    explicit behind_replica(const pool_options& options) : both(shared()), sessions(both.url(), options) {
        wait_for_all(sessions, both);
        both.pause(true);
    }
    ~behind_replica() { both.pause(false); }

    const primary_and_replica& both;
    pool sessions;
};

const pool_options quick{.size = 4, .replicas = {.look_every = 50ms, .find_primary = 30s}};
}  // namespace

TEST_CASE("of several hosts a session is on the primary, unless the URL wants another one", "[replicas][postgresql]") {
    const auto& both = shared();
    auto db = rowan::open(both.url());
    CHECK_FALSE(is_replica(db));
    auto other = rowan::open(both.url() + "?target_session_attrs=standby");
    CHECK(is_replica(other));
    CHECK_THROWS_WITH(rowan::open(server::url_of({&both.replica, &both.replica})),
                      containing("none of the hosts is a primary"));
}

TEST_CASE("a pool writes on the primary and reads on the replica", "[replicas][postgresql]") {
    const auto& both = shared();
    pool sessions(both.url(), quick);
    CHECK_FALSE(is_replica(sessions.take()));
    wait_for_all(sessions, both);
    CHECK(is_replica(sessions.read()));
    sessions.transact([](session& db) { db.execute("insert into things values (1)"); });
    CHECK_THROWS_AS(sessions.read()->execute("insert into things values (2)"), read_only_error);
    both.level();
    CHECK(count(sessions.read()) == 1);
    const auto hosts = sessions.hosts();
    REQUIRE(hosts.size() == 2);
    CHECK(hosts[0].sessions.taken > 0);
    CHECK(hosts[1].role == host_role::primary);
}

TEST_CASE("a pool whose URL chooses the host is one place", "[replicas][postgresql]") {
    pool sessions(shared().url() + "?target_session_attrs=standby", quick);
    CHECK(is_replica(sessions.take()));
    CHECK(sessions.hosts().size() == 1);
}

TEST_CASE("who has written reads it, while the replica does not have it", "[replicas][postgresql]") {
    behind_replica at(quick);
    auto& [both, sessions] = at;
    conversation writer(sessions);
    CHECK(is_replica(writer.read()));
    CHECK(writer.position().empty());
    writer.transact([](session& db) { db.execute("insert into things values (1)"); });
    CHECK(count(writer.read()) == 1);
    CHECK(count(sessions.read()) == 0);
    conversation other(sessions);
    CHECK(count(other.read()) == 0);
    const std::string cookie = writer.position();
    pool elsewhere(both.url(), quick);
    conversation goes_on(elsewhere, cookie);
    CHECK(count(goes_on.read()) == 1);
    both.pause(false);
    both.level();
    wait_until([&] { return is_replica(writer.read()); });
    CHECK(count(writer.read()) == 1);
    wait_until([&] { return is_replica(goes_on.read()); });
}

TEST_CASE("what is written with a session that a conversation takes is read by it", "[replicas][postgresql]") {
    const auto& both = shared();
    pool sessions(both.url(), quick);
    wait_for_all(sessions, both);
    conversation writer(sessions);
    for (int i = 0; i != 50; ++i) {
        writer.take()->execute("insert into things values ($1)", i);
        REQUIRE(count(writer.read()) == i + 1);
    }
}

TEST_CASE("reading waits a little for the replica", "[replicas][postgresql]") {
    pool_options patient = quick;
    patient.replicas.catch_up = 30s;
    behind_replica at(patient);
    auto& [both, sessions] = at;
    conversation writer(sessions);
    writer.take()->execute("insert into things values (1)");
    std::thread later([&] { at.both.pause(false); });
    {
        auto db = writer.read();
        CHECK(is_replica(db));
        CHECK(count(db) == 1);
    }
    later.join();
}

TEST_CASE("a conversation's position is text that is checked", "[replicas][sqlite]") {
    pool sessions("sqlite://:memory:");
    for (const char* text : {"x", "1", "1/", "/1", "1/2/3", "123456789/1", "-1/1", "1/1 "}) {
        INFO(text);
        CHECK_THROWS_AS(conversation(sessions, text), usage_error);
    }
    CHECK(conversation(sessions, "16/B374D848").position() == "16/B374D848");
}

DATABASE_TEST_CASE("with one host a conversation is the pool", "[replicas]") {
    pool sessions(database.url(), {.size = 2});
    conversation user(sessions);
    user.take()->execute_script("create table things (id bigint primary key)");
    user.transact([](session& db) { db.execute("insert into things values (1)"); });
    CHECK(count(user.read()) == 1);
    CHECK(user.position().empty() == !database.is("postgresql"));
    const auto hosts = sessions.hosts();
    REQUIRE(hosts.size() == 1);
    CHECK(hosts[0].sessions.in_use == 0);
}

TEST_CASE("a replica that is too far behind is left out until it is not", "[replicas][postgresql]") {
    pool_options strict = quick;
    strict.replicas.longest_lag = 200ms;
    behind_replica at(strict);
    auto& [both, sessions] = at;
    sessions.take()->execute("insert into things values (1)");
    wait_for_role(sessions, both.replica, host_role::lagging);
    CHECK_FALSE(is_replica(sessions.read()));
    both.pause(false);
    wait_for_role(sessions, both.replica, host_role::replica);
    CHECK(is_replica(sessions.read()));
}

TEST_CASE("a primary with nothing to do leaves no replica behind", "[replicas][postgresql]") {
    const auto& both = shared();
    pool_options strict = quick;
    strict.replicas.longest_lag = 200ms;
    pool sessions(both.url(), strict);
    wait_for_all(sessions, both);
    const auto end = std::chrono::steady_clock::now() + 600ms;
    while (std::chrono::steady_clock::now() < end) {
        CHECK(role_of(sessions, both.replica) == host_role::replica);
        std::this_thread::sleep_for(5ms);
    }
}

TEST_CASE("a dead replica is left out, and comes back", "[replicas][postgresql]") {
    auto& both = shared();
    pool_options careful = quick;
    careful.check_after = 0ms;
    pool sessions(both.url(), careful);
    wait_for_all(sessions, both);
    sessions.read();
    both.replica.kill();
    CHECK_FALSE(is_replica(sessions.read()));
    wait_for_role(sessions, both.replica, host_role::away);
    CHECK(sessions.hosts()[0].trouble != "");
    both.replica.start();
    wait_for_role(sessions, both.replica, host_role::replica);
    CHECK(is_replica(sessions.read()));
}

TEST_CASE("what waiting cannot mend is told at once", "[replicas][postgresql]") {
    const auto& both = shared();
    std::string url = both.url();
    url.replace(url.find("postgres@"), 9, "nobody@");
    pool_options endless = quick;
    endless.replicas.find_primary = 1h;
    pool sessions(url, endless);
    CHECK_THROWS_WITH(sessions.take(), containing("role \"nobody\" does not exist"));
    CHECK_THROWS_WITH(sessions.read(), containing("role \"nobody\" does not exist"));
}

TEST_CASE("without any primary, who wants to write is told what each host is", "[replicas][postgresql]") {
    const auto& both = shared();
    pool_options brief = quick;
    brief.replicas.find_primary = 300ms;
    pool sessions(server::url_of({&both.replica, &both.replica}), brief);
    CHECK_THROWS_WITH(sessions.take(),
                      containing("none of the hosts") && containing(both.replica.host() + ": a replica"));
    CHECK(is_replica(sessions.read()));
}

TEST_CASE("when the primary dies, writers go on with the promoted replica, and no acknowledged row is lost",
          "[replicas][postgresql]") {
    // The replica follows synchronously: what is acknowledged is there.
    primary_and_replica both;
    both.primary.open().execute_script("alter system set synchronous_standby_names = '*'");
    both.primary.open().execute("select pg_reload_conf()");
    wait_until([&] {
        return both.primary.open().query_value<bool>(
            "select exists (select from pg_stat_replication where sync_state = 'sync')");
    });
    pool sessions(both.url(), quick);
    listener changes(both.url(), {.first_pause = 10ms, .longest_pause = 50ms});
    changes.listen("things");

    constexpr int threads = 4;
    std::atomic<bool> stops = false;
    std::atomic<int> done = 0;
    std::vector<std::set<std::int64_t>> acknowledged(threads);
    std::vector<std::string> failures(threads);
    std::vector<std::thread> writers;
    for (int thread = 0; thread != threads; ++thread) {
        writers.emplace_back([&, thread] {
            for (std::int64_t id = thread; !stops; id += threads) {
                try {
                    sessions.transact({.confirm_within = 0ms},
                                      [&](session& db) { db.execute("insert into things values ($1)", id); });
                    acknowledged[static_cast<std::size_t>(thread)].insert(id);
                    ++done;
                } catch (const commit_unknown&) {
                } catch (const std::exception& fault) {
                    failures[static_cast<std::size_t>(thread)] = fault.what();
                    stops = true;
                }
            }
        });
    }
    wait_until([&] { return stops || done > 200; });
    both.primary.kill();
    both.replica.promote();
    both.replica.open().execute_script("alter system reset synchronous_standby_names");
    both.replica.open().execute("select pg_reload_conf()");
    const int before = done;
    wait_until([&] { return stops || done > before + 200; });
    stops = true;
    for (auto& one : writers) one.join();
    CHECK(failures == std::vector<std::string>(threads));

    auto db = sessions.take();
    std::size_t lost = 0;
    for (const auto& some : acknowledged) {
        for (const auto id : some)
            lost += db->query_value<std::int64_t>("select count(*) from things where id = $1", id) == 1 ? 0u : 1u;
    }
    CHECK(lost == 0);
    CHECK(role_of(sessions, both.replica) == host_role::primary);

    // The listener has found it as well, and knows that it missed something.
    const auto event = changes.wait(30s);
    REQUIRE(event);
    CHECK(std::holds_alternative<notification_gap>(*event));
    notify(db, "things", "on the promoted one");
    const auto next = changes.wait(30s);
    REQUIRE(next);
    CHECK(std::get<notification>(*next).payload == "on the promoted one");

    // Somebody starts the old one as it was: it takes itself for the primary.
    both.primary.start();
    wait_for_role(sessions, both.primary, host_role::stale);
    for (int i = 0; i != 100; ++i) {
        REQUIRE(sessions.take()->query_value<bool>("select pg_walfile_name(pg_current_wal_lsn()) like '00000002%'"));
        REQUIRE(role_of(sessions, both.primary) != host_role::primary);
        std::this_thread::sleep_for(2ms);
    }
    both.primary.stop();

    // It comes back as a replica.
    both.primary.follow(both.replica);
    wait_for_role(sessions, both.primary, host_role::replica);
    CHECK(is_replica(sessions.read()));
    CHECK_FALSE(is_replica(sessions.take()));
}

TEST_CASE("a session in hand that lost its primary tells so, and the next one is on the promoted replica",
          "[replicas][postgresql]") {
    primary_and_replica both;
    pool sessions(both.url(), quick);
    wait_for_all(sessions, both);
    conversation user(sessions);
    {
        auto in_hand = user.take();
        in_hand->execute("insert into things values (1)");
        both.level();
        both.primary.kill();
        CHECK_THROWS_AS(in_hand->execute("insert into things values (2)"), connection_error);
    }
    CHECK(count(sessions.read()) == 1);  // the replica reads, with nobody to follow
    std::thread later([&] { both.replica.promote(); });
    user.take()->execute("insert into things values (3)");
    later.join();
    CHECK(count(user.read()) == 2);

    // Those who run the servers may want the old one back, and let the other one follow it.
    both.primary.start();
    wait_for_role(sessions, both.primary, host_role::stale);
    both.replica.kill();
    both.replica.follow(both.primary);
    wait_for_role(sessions, both.primary, host_role::primary);
    CHECK(count(sessions.take()) == 1);
}

TEST_CASE("a transaction that the promoted replica never heard of is not mistaken for another one",
          "[replicas][postgresql]") {
    primary_and_replica both;
    auto db = rowan::open(both.url());
    both.replica.stop();
    transaction work(db, {.confirm_within = 60s});
    db.execute("insert into things values (1)");
    const auto number = db.query_value<std::int64_t>("select cast(cast(pg_current_xact_id() as text) as bigint)");
    both.primary.kill();
    both.replica.start();
    both.replica.promote();
    auto other = both.replica.open();
    const auto used = [&] {
        return other.query_value<std::int64_t>("select cast(cast(pg_current_xact_id() as text) as bigint)");
    };
    wait_until([&] { return used() >= number; });
    CHECK_THROWS_AS(work.commit(), commit_unknown);
    CHECK(count(other) == 0);
}

TEST_CASE("a promoted host tells what became of a commit on the one that died", "[replicas][postgresql]") {
    primary_and_replica both;
    pool sessions(both.url(), quick);
    wait_for_all(sessions, both);
    int runs = 0;
    sessions.transact({.confirm_within = 60s}, [&](session& db) {
        db.execute("insert into things values (1)");
        if (++runs != 1) return;
        both.primary.kill();
        both.replica.promote();
    });
    CHECK(runs == 2);
    CHECK(count(sessions.take()) == 1);
}

TEST_CASE("a host that was not promoted since is not believed what became of a commit", "[replicas][postgresql]") {
    primary_and_replica both;
    pool sessions(both.url(), quick);
    wait_for_all(sessions, both);
    both.replica.promote();  // the old primary goes on, and knows nothing of what comes
    wait_for_role(sessions, both.replica, host_role::primary);
    auto db = sessions.take();
    transaction work(db, {.confirm_within = 500ms});
    db->execute("insert into things values (1)");
    both.replica.kill();
    CHECK_THROWS_AS(work.commit(), commit_unknown);
}
