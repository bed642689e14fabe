#include <rowan/models/ai_orchestrator/settings.hpp>

#include <rowan/query/conditional.hpp>
#include <rowan/query/repository.hpp>

#include <algorithm>
#include <utility>

namespace ai_orchestrator {

using rowan::field;
using rowan::from;

std::optional<rowan::json<>> settings::find(std::string_view key) const {
    return from<system_setting>(*db_)
        .where(field<&system_setting::key> == key)
        .select(coalesce(field<&system_setting::value>, rowan::json<>()))
        .first();
}

rowan::json<> settings::get(std::string_view key) const {
    auto value = find(key);
    if (!value) throw rowan::not_found("there is no setting \"" + std::string(key) + '"');
    return *std::move(value);
}

void settings::set(std::string key, rowan::json<> value) const { set_all({{std::move(key), std::move(value)}}); }

void settings::set_all(std::vector<setting_change> changes) const {
    // In one order, so that two who change the same settings wait for each other only once.
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    std::vector<system_setting> rows;
    for (setting_change& one : changes) rows.push_back({.key = std::move(one.key), .value = std::move(one.value)});
    constexpr auto by_key = rowan::on_conflict<&system_setting::key>;
    rowan::repository<system_setting>(*db_).upsert_all(std::move(rows), by_key().update<&system_setting::value>());
}

}  // namespace ai_orchestrator
