#include <rowan/session/driver.hpp>
#include <rowan/session/driver_databases.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/scratch.hpp>
#include <rowan/session/scratch_database.hpp>

#include <fmt/format.h>

#include <exception>

namespace rowan {

namespace {

constexpr std::size_t named_at_most = 3;

std::string some_of(const std::vector<std::string>& all) {
    std::string result;
    for (std::size_t i = 0; i != all.size() && i != named_at_most; ++i) result += (i == 0 ? "" : ", ") + all[i];
    return all.size() <= named_at_most ? result : fmt::format("{} and {} more", result, all.size() - named_at_most);
}

void settle(session& place, session& like) {
    driver& there = detail::driver_of(like);
    driver& here = detail::driver_of(place);
    here.upkeep().restore_settings(there.upkeep().state());
    if (here.databases() != nullptr) here.databases()->settle(there.databases()->here());
}

}  // namespace

scratch_database::scratch_database(session& beside, const std::string& instead) : beside_(&beside) {
    if (beside.in_transaction())
        throw usage_error("a database to try a schema out in is made in no transaction: end the one that is open");
    driver& by = detail::driver_of(beside);
    if (by.databases() != nullptr) {
        instead.empty() ? open_new() : open_instead(instead);
        return;
    }
    const scratch_means* means = by.scratch();
    if (means == nullptr || means->url.empty())
        throw usage_error(fmt::format("{} has no place to try a schema out in", beside.dialect().name()));
    if (!instead.empty())
        throw usage_error(
            fmt::format("{} tries a schema out in memory: it needs no other database", beside.dialect().name()));
    place_.emplace(open(means->url));
    settle(*place_, beside);
}

void scratch_database::open_new() {
    driver_databases& server = *detail::driver_of(*beside_).databases();
    made_ = server.create();
    try {
        place_.emplace(open(server.url_of(made_)));
        settle(*place_, *beside_);
    } catch (...) {
        place_.reset();
        server.drop(made_);
        throw;
    }
}

void scratch_database::open_instead(const std::string& url) {
    place_.emplace(open(url));
    driver_databases* const server = detail::driver_of(*place_).databases();
    if (server == nullptr || place_->dialect().name() != beside_->dialect().name())
        throw usage_error(fmt::format("{} is no {} database: name an empty one of the same kind and version",
                                      place_->description(), beside_->dialect().name()));
    const std::string version = detail::driver_of(*beside_).databases()->version();
    if (server->version() != version)
        throw usage_error(
            fmt::format("the server of {} is of version {}, that of {} of version {}: they do not say the same alike",
                        place_->description(), server->version(), beside_->description(), version));
    if (const auto held = server->contents(); !held.empty())
        throw usage_error(
            fmt::format("{} is not empty: it holds {}; name one with nothing in it, since it is emptied "
                        "in the end",
                        place_->description(), some_of(held)));
    lent_ = true;
    settle(*place_, *beside_);
}

scratch_database::~scratch_database() {
    try {
        if (lent_) detail::driver_of(*place_).databases()->clear();
    } catch (const std::exception&) {  // then the next one says what it holds
    }
    place_.reset();
    if (!made_.empty()) detail::driver_of(*beside_).databases()->drop(made_);
}

}  // namespace rowan
