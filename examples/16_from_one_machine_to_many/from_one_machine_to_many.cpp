// A service that is the same on a file, a server, replicas, a pooler and a cluster. Run it:
// build/examples/from_one_machine_to_many [URL]

#include "board.hpp"

#include <iostream>
#include <thread>

using rowan::field;

namespace {

void prepare(rowan::pool& sessions) {
    // [start]
    auto db = sessions.take();
    rowan::migrator(*db, migrations()).upgrade();
    rowan::verify<country, tenant, task>(*db).require();
    // [start]
    std::cout << "the tables are as the structs say\n";
}

std::vector<rowan::id<tenant>> add_tenants(rowan::pool& sessions) {
    // [transact]
    const auto tenants = sessions.transact([](rowan::session& db) {
        rowan::repository<country>(db).upsert({.code = "de", .name = "Germany"});
        return rowan::repository<tenant>(db).insert_all({{.name = "Ash", .country = "de"},
                                                         {.name = "Birch", .country = "de"},
                                                         {.name = "Cedar", .country = "de"}});
    });
    // [transact]
    std::vector<rowan::id<tenant>> result;
    for (const tenant& each : tenants) result.push_back(each.id);
    return result;
}

void write(rowan::pool& sessions, const rowan::id<tenant>& of) {
    // [write]
    for (std::int64_t number = 1; number <= 20; ++number) {
        sessions.transact([&](rowan::session& db) {
            rowan::repository<task>(db).insert({.tenant_id = of, .number = number, .title = "Water the trees"});
        });
    }
    // [write]
}

void write_at_once(rowan::pool& sessions, const std::vector<rowan::id<tenant>>& tenants) {
    std::vector<std::thread> threads;
    for (const auto& each : tenants) threads.emplace_back([&] { write(sessions, each); });
    for (std::thread& one : threads) one.join();
    std::cout << rowan::repository<task>(*sessions.take()).count() << " tasks of " << tenants.size() << " tenants\n";
}

// `cookie`: what the last answer to this user gave.
std::string finish(rowan::pool& sessions, const rowan::id<tenant>& of, const std::string& cookie) {
    // [conversation]
    rowan::conversation user(sessions, cookie);
    user.transact([&](rowan::session& db) {
        rowan::repository<task> tasks(db);
        auto all = tasks.where(field<&task::tenant_id> == of && field<&task::number> <= 10).all();
        for (task& each : all) each.done = true;
        tasks.upsert_all(all);
    });
    const auto db = user.read();  // a replica, if it has that already
    const auto board = rowan::repository<tenant>(db).get<tenant_board>(of);
    // [conversation]
    std::int64_t done = 0;
    for (const task& each : board.tasks) done += each.done ? 1 : 0;
    std::cout << board.name << " has done " << done << " of " << board.tasks.size() << '\n';
    return user.position();
}

}  // namespace

int main(int count, char** words) {
    // [pool]
    const std::string url = count > 1 ? words[1] : "sqlite://:memory:";
    rowan::pool sessions(url, {.size = 4});
    // [pool]
    prepare(sessions);
    const auto tenants = add_tenants(sessions);
    write_at_once(sessions, tenants);
    std::string cookie;
    for (const auto& each : tenants) cookie = finish(sessions, each, cookie);
}
