#include "faults/ledger.hpp"

#include "support/catch.hpp"
#include "support/proxy.hpp"

#include <atomic>
#include <thread>

using namespace faults;
using namespace rowan;
using test::proxy;

// A connection that is cut after its first byte, its second, and so on, in either direction: from its first greeting,
// over prepared statements, a COPY and a cursor, to the answer to its commit and its farewell.
namespace {
test::server& shared_server() {
    static test::server one;
    return one;
}

/// One transaction that uses every road to the server, writing one entry and its balance.
void exchange(session& db, const entry& one) {
    repository<entry> entries(db);
    write(db, one);
    auto rows = db.bulk_insert({.name = "scratch"}, std::vector<std::string>{"n"});
    rows->set_integer(0, one.id);
    rows->end_row();
    rows->finish();
    std::size_t seen = 0;
    for (const entry& each : entries.where(field<&entry::id> == one.id).stream()) seen += each.id == one.id ? 1 : 0;
    if (seen != 1) throw std::logic_error("a transaction does not see its own row");
}

struct lengths {
    std::size_t sent, received;
};

lengths measure(proxy& through) {
    {
        session db = open(through.url());
        db.transact([&] { exchange(db, {.id = -1, .amount = 0, .note = "measured"}); });
    }
    return {through.passed(proxy::cut::request), through.passed(proxy::cut::response)};
}

std::size_t length(proxy::cut which, const lengths& all) {
    return which == proxy::cut::request ? all.sent : all.received;
}

/// For each byte: `work(proxy, number)` with the next connection doomed at that byte. Four at once.
template <class Work>
void at_every_byte(proxy::cut which, Work work) {
    auto db = shared_server().open();
    db.execute_script("drop table if exists entries, balances, scratch; create table scratch (n bigint primary key)");
    create_tables(db, 1);
    proxy measured(shared_server().url());
    const std::size_t bytes = length(which, measure(measured));
    REQUIRE(bytes > 500);
    db.execute_script("truncate entries, scratch");
    std::atomic<std::size_t> next = 0, cut = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i != 4; ++i) {
        threads.emplace_back([&] {
            proxy through(shared_server().url());
            for (std::size_t at = ++next; at <= bytes; at = ++next) {
                through.cut_next_after(at, which);
                work(through, static_cast<std::int64_t>(at));
                cut += through.has_cut() ? 1 : 0;
            }
        });
    }
    for (auto& one : threads) one.join();
    // The last bytes may be a farewell that the session does not wait for, and lengths differ by a digit here and
    // there.
    CHECK(cut > bytes * 9 / 10);
}

void in_a_session(proxy::cut which) {
    record told;
    at_every_byte(which, [&](proxy& through, std::int64_t id) {
        try {
            session db = open(through.url());
            db.transact([&] { exchange(db, {.id = id, .amount = id, .note = "cut"}); });
            told.acknowledge(id);
        } catch (const commit_unknown&) { told.doubt(id); } catch (const connection_error&) {
        }
    });
    auto db = shared_server().open();
    told.check(db);
    CHECK(told.doubted() == 0);
    CHECK(told.acknowledged() > 0);
}

void in_a_pool(proxy::cut which) {
    record told;
    at_every_byte(which, [&](proxy& through, std::int64_t id) {
        pool sessions(through.url());
        for (bool done = false; !done;) {
            try {
                sessions.transact([&](session& db) { exchange(db, {.id = id, .amount = id, .note = "cut"}); });
                told.acknowledge(id);
                done = true;
            } catch (const commit_unknown&) {
                told.doubt(id);
                done = true;
            } catch (const connection_error&) {  // while it connects: take() says so
            }
        }
    });
    auto db = shared_server().open();
    told.check(db);
    CHECK(told.doubted() == 0);
    CHECK(static_cast<std::size_t>(repository<entry>(db).count()) == told.acknowledged());
}
}  // namespace

TEST_CASE("a session cut at any byte of what it sends says truly what is stored", "[faults]") {
    in_a_session(proxy::cut::request);
}
TEST_CASE("a session cut at any byte of what it receives says truly what is stored", "[faults]") {
    in_a_session(proxy::cut::response);
}
TEST_CASE("a pool cut at any byte of what it sends stores each row once", "[faults]") {
    in_a_pool(proxy::cut::request);
}
TEST_CASE("a pool cut at any byte of what it receives stores each row once", "[faults]") {
    in_a_pool(proxy::cut::response);
}
