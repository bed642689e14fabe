// The tables of workshop.hpp with some rows: a season of a small workshop, up to 10 March 2026.
#pragma once

#include "migrations.hpp"

namespace sample {

inline rowan::date on(const char* day) { return rowan::date::parse(day); }
inline rowan::date today() { return on("2026-03-10"); }

inline void add_rows(rowan::session& db) {
    const rowan::repository<member> members(db);
    const auto ada = members.insert({.name = "Ada", .email = "ada@example.org", .joined = on("2025-11-02")}).id;
    const auto ben = members.insert({.name = "Ben", .email = "ben@example.org", .invited_by = ada, .joined = on("2025-12-09")}).id;
    const auto cleo = members.insert({.name = "Cleo", .invited_by = ada, .joined = on("2026-01-15")}).id;
    const auto dan = members.insert({.name = "Dan", .email = "dan@example.org", .invited_by = ben, .joined = on("2026-02-01")}).id;
    members.insert({.name = "Eve", .joined = on("2026-03-01")});

    const rowan::repository<category> categories(db);
    const auto hand = categories.insert({.name = "Hand tools"}).id;
    const auto saws = categories.insert({.name = "Saws", .parent_id = hand}).id;
    const auto planes = categories.insert({.name = "Planes", .parent_id = hand}).id;
    const auto power = categories.insert({.name = "Power tools"}).id;
    const auto drills = categories.insert({.name = "Drills", .parent_id = power}).id;
    const auto cordless = categories.insert({.name = "Cordless drills", .parent_id = drills}).id;

    const rowan::repository<tool> tools(db);
    const auto add = [&](std::int64_t in, const char* serial, const char* name, const char* price,
                         std::vector<std::string> tags, tool_state state = tool_state::ready) {
        return tools.insert({.category_id = in, .serial = serial, .name = name, .state = state,
                             .price = rowan::decimal(price), .tags = std::move(tags)}).id;
    };
    const auto tenon = add(saws, "SW-01", "Tenon saw", "38.50", {"wood"});
    add(saws, "SW-02", "Hacksaw", "12.90", {"metal"}, tool_state::in_repair);
    const auto block = add(planes, "PL-01", "Block plane", "64.00", {"wood", "sharp"});
    add(planes, "PL-02", "Smoothing plane", "119.00", {"wood", "sharp"});
    const auto press = add(drills, "DR-01", "Drill press", "249.00", {"wood", "metal", "heavy"});
    const auto drill = add(cordless, "DR-02", "Cordless drill", "159.00", {"wood", "metal"});
    add(cordless, "DR-03", "Impact driver", "129.50", {"metal"}, tool_state::retired);

    rowan::repository<loan>(db).insert_all({
        {.tool_id = tenon, .member_id = ada, .taken = on("2026-01-05"), .due = on("2026-01-12"), .returned = on("2026-01-10")},
        {.tool_id = drill, .member_id = ada, .taken = on("2026-01-20"), .due = on("2026-01-27"), .returned = on("2026-01-25")},
        {.tool_id = tenon, .member_id = ben, .taken = on("2026-02-02"), .due = on("2026-02-09"), .returned = on("2026-02-14")},
        {.tool_id = block, .member_id = ada, .taken = on("2026-02-03"), .due = on("2026-02-10"), .returned = on("2026-02-10")},
        {.tool_id = drill, .member_id = cleo, .taken = on("2026-02-20"), .due = on("2026-02-27")},
        {.tool_id = press, .member_id = ben, .taken = on("2026-03-01"), .due = on("2026-03-08"), .returned = on("2026-03-05")},
        {.tool_id = block, .member_id = dan, .taken = on("2026-03-02"), .due = on("2026-03-09")},
    });
}

/// The database of the program's first argument, or one in memory, with tables and rows.
inline rowan::session opened(int count, char** words) {
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade();
    add_rows(db);
    return db;
}

}  // namespace sample
