#include "faults/ledger.hpp"

#include "support/catch.hpp"
#include "support/proxy.hpp"

#include <rowan/session/limit.hpp>

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <thread>

#include <malloc.h>

using namespace faults;
using namespace rowan;
using namespace std::chrono_literals;
using test::proxy;

// Threads that write while everything goes wrong around them, as long as ROWAN_TEST_FAULT_SECONDS says (12, for minutes
// of it give 300).
namespace {
constexpr int writers = 8;

std::chrono::seconds time_for_faults() {
    const char* const given = std::getenv("ROWAN_TEST_FAULT_SECONDS");
    return std::chrono::seconds(given == nullptr ? 12 : std::atoi(given));
}

std::size_t open_files() {
    std::size_t result = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator("/proc/self/fd")) ++result;
    return result;
}

std::size_t bytes_in_use() { return mallinfo2().uordblks; }

/// Entries of one writer, until `stop`. No call may take longer than its limit, and a bit for a machine that is busy.
class writer {
public:
    writer(pool& of, record& told, int number) : pool_(of), told_(told), number_(number) {}

    void run(const std::atomic<bool>& stop) {
        while (!stop) write_one();
    }
    std::chrono::nanoseconds longest() const { return longest_; }
    static constexpr auto limit = 4s;

private:
    void write_one() {
        const std::int64_t id = ++count_ * writers + number_;
        const auto began = std::chrono::steady_clock::now();
        try {
            pool_.transact({.within = limit}, [&](session& db) {
                write(db, {.id = id, .writer = number_, .amount = id % 101, .note = "service"});
            });
            told_.acknowledge(id);
        } catch (const commit_unknown&) { told_.doubt(id); } catch (const error&) {
            std::this_thread::sleep_for(2ms);  // nobody is there: a caller that comes back
        }
        longest_ = std::max<std::chrono::nanoseconds>(longest_, std::chrono::steady_clock::now() - began);
    }

    pool& pool_;
    record& told_;
    int number_;
    std::int64_t count_ = 0;
    std::chrono::nanoseconds longest_{};
};

/// What goes wrong, one after another.
class misfortune {
public:
    misfortune(test::server& at, proxy& between) : server_(at), proxy_(between) {}

    void strike() {
        switch (count_++ % 6) {
            case 0: return proxy_.cut_all();
            case 1: return kill();
            case 2: return stall();
            case 3: return end_sessions();
            case 4: return lock();
            default: return refuse();
        }
    }
    int count() const { return count_; }

private:
    void kill() {
        server_.kill();
        std::this_thread::sleep_for(50ms);
        server_.start();
    }
    void stall() {
        proxy_.stall(true);
        std::this_thread::sleep_for(300ms);
        proxy_.stall(false);
    }
    void end_sessions() {
        server_.open().execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = "
            "'client backend'");
    }
    void lock() {
        session db = server_.open();
        transaction held(db);
        db.execute("lock table entries");
        std::this_thread::sleep_for(200ms);
    }
    void refuse() {
        proxy_.refuse(true);
        proxy_.cut_all();
        std::this_thread::sleep_for(200ms);
        proxy_.refuse(false);
    }

    test::server& server_;
    proxy& proxy_;
    int count_ = 0;
};

void run_for(std::chrono::milliseconds time, std::vector<writer>& all, const std::function<void()>& meanwhile) {
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (writer& one : all) threads.emplace_back([&] { one.run(stop); });
    for (const auto end = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < end;) {
        meanwhile();
        std::this_thread::sleep_for(100ms);
    }
    stop = true;
    for (auto& one : threads) one.join();
}
}  // namespace

TEST_CASE(
    "eight threads write through killed servers, cut and stalled connections and held locks, and every sum is right",
    "[faults]") {
    test::server server("synchronous_commit = on");
    {
        session db = server.open();
        create_tables(db, writers);
    }
    const std::size_t files_before = open_files();
    record told;
    {
        proxy between(server.url());
        pool sessions(between.url(), {.size = 6, .wait = duration::of_milliseconds(2'000)});
        std::vector<writer> all;
        for (int i = 0; i != writers; ++i) all.emplace_back(sessions, told, i);
        misfortune fate(server, between);
        run_for(time_for_faults(), all, [&] { fate.strike(); });
        for (const writer& one : all) CHECK(one.longest() < writer::limit + 5s);
        CHECK(fate.count() >= 6);
        std::cout << fmt::format("{} entries acknowledged, {} in doubt, through {} faults\n", told.acknowledged(),
                                 told.doubted(), fate.count());
        // When all is over, the pool needs nothing to be done to it.
        sessions.transact([&](session& db) { write(db, {.id = 0, .amount = 7, .note = "after"}); });
        told.acknowledge(0);
    }
    session db = server.open();
    told.check(db);
    CHECK(told.acknowledged() > 100);
    CHECK(open_files() <= files_before + 2);
}

TEST_CASE("memory and files stay flat while sessions die and come back", "[faults]") {
    test::server server;
    {
        session db = server.open();
        create_tables(db, writers);
    }
    proxy between(server.url());
    pool sessions(between.url(), {.size = 4});
    std::int64_t id = 0;
    const auto rounds = [&](int count) {
        for (int i = 0; i != count; ++i) {
            between.cut_all();
            for (bool done = false; !done;) {
                try {
                    sessions.transact([&](session& db) { write(db, {.id = ++id, .amount = 1, .note = "round"}); });
                    done = true;
                } catch (const connection_error&) {}
            }
        }
    };
    rounds(40);
    const std::size_t files = open_files();
    rounds(40);
    const std::size_t bytes = bytes_in_use();
    rounds(200);
    CHECK(open_files() <= files + 4);
    CHECK(bytes_in_use() < bytes + 200'000);
}
