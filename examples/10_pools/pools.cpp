// Sessions for many threads. Run it: build/examples/pools [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/conversation.hpp>
#include <rowan/session/listener.hpp>

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

// `cookie`: what the last answer to this user gave.
std::string answer(rowan::pool& sessions, const std::string& cookie) {
    // [conversation]
    rowan::conversation user(sessions, cookie);
    user.transact([](rowan::session& db) {
        rowan::repository<member>(db).insert({.name = "Robin", .joined = sample::today()});
    });
    const auto db = user.read();
    std::cout << rowan::repository<member>(db).where(field<&member::name> == "Robin").count() << " reads what was written\n";
    return user.position();
    // [conversation]
}

void notifications(rowan::pool& sessions, const std::string& url) {
    // [listen]
    rowan::listener changes(url);
    changes.listen("members");
    auto known = rowan::repository<member>(*sessions.take()).all();
    // [listen]

    // [notify]
    sessions.transact([](rowan::session& db) {
        rowan::repository<member>(db).insert({.name = "Lee", .joined = sample::today()});
        rowan::notify(db, "members", "Lee");
    });
    // [notify]

    // [wait]
    if (const auto event = changes.wait(10s)) {
        const auto db = sessions.take();  // a replica may not have it yet
        const rowan::repository<member> members(db);
        if (const auto* told = std::get_if<rowan::notification>(&*event))
            known.push_back(members.where(field<&member::name> == told->payload).one());
        else
            known = members.all();  // rowan::notification_gap: something may have been missed
    }
    // [wait]
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
    answer(sessions, "");
    if (url.starts_with("postgresql:")) notifications(sessions, url);
    counters(sessions);
}
