#include "answers.hpp"

#include "tables.hpp"

#include <algorithm>
#include <charconv>
#include <random>
#include <set>

namespace techempower {

namespace {

std::int32_t random_number() {
    thread_local std::mt19937 random{std::random_device{}()};
    return std::uniform_int_distribution<std::int32_t>(1, worlds)(random);
}

std::size_t clamped(std::string_view queries) {
    std::int64_t number = 0;
    const auto read = std::from_chars(queries.data(), queries.data() + queries.size(), number);
    if (read.ec == std::errc::result_out_of_range) number = queries.starts_with('-') ? 1 : 500;
    if (read.ptr != queries.data() + queries.size()) number = 1;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(number, 1, 500));
}

void append_escaped(std::string& to, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': to += "&amp;"; break;
            case '<': to += "&lt;"; break;
            case '>': to += "&gt;"; break;
            case '"': to += "&quot;"; break;
            case '\'': to += "&#39;"; break;
            default: to += c;
        }
    }
}

}  // namespace

std::string single_query(rowan::session& db) {
    return rowan::to_json(rowan::repository<world>(db).get(random_number()));
}

std::string multiple_queries(rowan::session& db, std::string_view queries) {
    const rowan::repository<world> here(db);
    std::vector<world> found(clamped(queries));
    for (world& one : found) one = here.get(random_number());
    return rowan::to_json(found);
}

std::string updates(rowan::session& db, std::string_view queries) {
    const rowan::repository<world> here(db);
    // Each world once and in the order of the keys: two who update the same ones do not wait for each other in a
    // circle.
    const std::size_t wanted = clamped(queries);
    std::set<std::int32_t> chosen;
    while (chosen.size() != wanted) chosen.insert(random_number());

    std::vector<world> changed;
    for (const auto id : chosen) changed.push_back(here.get(id));
    for (world& one : changed) one.random_number = random_number();
    here.update_all(changed);
    return rowan::to_json(changed);
}

std::string fortunes(rowan::session& db) {
    auto all = rowan::repository<fortune>(db).all();
    all.push_back({0, "Additional fortune added at request time."});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.message < b.message; });

    std::string page =
        "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>";
    for (const fortune& one : all) {
        page += "<tr><td>" + std::to_string(one.id) + "</td><td>";
        append_escaped(page, one.message);
        page += "</td></tr>";
    }
    return page += "</table></body></html>";
}

}  // namespace techempower
