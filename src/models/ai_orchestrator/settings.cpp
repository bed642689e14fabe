#include <rowan/models/ai_orchestrator/settings.hpp>

#include <rowan/query/conditional.hpp>
#include <rowan/query/repository.hpp>

#include <algorithm>

namespace ai_orchestrator {

using rowan::field;
using rowan::from;

namespace {

bool changed(rowan::session& db, const setting_change& to) {
    constexpr auto value = field<&system_setting::value>;
    return from<system_setting>(db).where(field<&system_setting::key> == to.key).update(value = to.value) != 0;
}

void put(rowan::session& db, const setting_change& one) {
    if (changed(db, one)) return;
    try {
        rowan::savepoint attempt(db);
        rowan::repository<system_setting>(db).insert({.key = one.key, .value = one.value});
        attempt.release();
    } catch (const rowan::constraint_error&) {
        if (!changed(db, one)) throw;  // where it changes now, somebody else has just added it
    }
}

}  // namespace

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
    rowan::transaction all_or_none(*db_);
    for (const setting_change& one : changes) put(*db_, one);
    all_or_none.commit();
}

}  // namespace ai_orchestrator
