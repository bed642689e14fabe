// Sessions for many threads. Run it: build/examples/pools [URL]

#include "../01_mapping/sample.hpp"

#include <chrono>
#include <iostream>
#include <thread>

using rowan::field;
using namespace std::chrono_literals;

namespace {

void many_threads(rowan::pool& sessions) {
    // [take]
    std::vector<std::thread> threads;
    for (int i = 0; i != 8; ++i) {
        threads.emplace_back([&] {
            auto db = sessions.take();
            rowan::repository<member>(db).insert({.name = "One of many", .joined = sample::today()});
        });
    }
    for (std::thread& one : threads) one.join();
    // [take]

    // [read]
    const auto db = sessions.read();
    std::cout << rowan::repository<member>(db).where(field<&member::name> == "One of many").count() << " of 8\n";
    // [read]
}

void transactions(rowan::pool& sessions) {
    // [transact]
    const auto kims = sessions.transact([](rowan::session& db) {
        const rowan::repository<member> members(db);
        members.insert({.name = "Kim", .joined = sample::today()});
        return members.where(field<&member::name> == "Kim").count();
    });
    std::cout << kims << " is called Kim\n";
    // [transact]
}

void counters(const rowan::pool& sessions) {
    // [counters]
    const rowan::pool_counters now = sessions.counters();
    std::cout << now.in_use << " in use, " << now.waiting << " waiting, " << now.found_dead << " found dead\n";
    // [counters]
}

}  // namespace

int main(int count, char** words) {
    const std::string url = count > 1 ? words[1] : "sqlite://:memory:";
    // [pool]
    rowan::pool sessions(url, {.size = 4, .wait = 5s});
    // [pool]
    // [set up]
    rowan::pool careful(url, {.size = 4, .lifetime = 30min}, [](rowan::session& db) {
        if (db.dialect().can().row_locks) db.execute("set lock_timeout = '2s'");
    });
    // [set up]
    {
        auto db = sessions.take();
        rowan::migrator(*db, migrations()).upgrade();
        sample::add_rows(db);
    }
    many_threads(sessions);
    transactions(sessions);
    counters(sessions);
}
