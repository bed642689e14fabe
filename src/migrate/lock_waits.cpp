#include "migrate/lock_waits.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "session/retry.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view lock_not_available = "55P03";
constexpr std::size_t words_of_statement = 120;

std::string shortened(const std::string& sql) {
    return sql.size() <= words_of_statement ? sql : sql.substr(0, words_of_statement) + " …";
}

}  // namespace

void lock_waits::limit() const {
    if (course_.patience.timeout_milliseconds > 0)
        detail::driver_of(course_.on).upkeep().limit_lock_wait(course_.patience.timeout_milliseconds);
}

bool lock_waits::again(std::string_view sqlstate) const {
    return sqlstate == lock_not_available && course_.patience.timeout_milliseconds > 0 && !course_.on.in_transaction();
}

void lock_waits::wait(const error& fault, const std::string& revision, const std::string& statement) {
    if (attempt_ >= course_.patience.attempts) give_up(fault, revision, statement);
    if (const auto* found = course_.of.find(revision); found != nullptr && course_.observer != nullptr) {
        course_.observer->note(
            *found, fmt::format("attempt {} of {} waited in vain for a lock: {}{}", attempt_, course_.patience.attempts,
                                shortened(statement), holders(statement)));
    }
    // So that those who wait for each other do not meet again.
    const std::int64_t limit = course_.patience.timeout_milliseconds;
    const retry_options pauses{.first_pause = duration::of_milliseconds(limit / 10),
                               .longest_pause = duration::of_milliseconds(limit * 5)};
    std::this_thread::sleep_for(detail::pause_before(attempt_ + 1, pauses));
    ++attempt_;
}

std::string lock_waits::holders(const std::string& statement) const {
    std::string result;
    try {
        for (const std::string& each : detail::driver_of(course_.on).upkeep().lock_holders(statement))
            result += "\n    " + each;
    } catch (const error&) {  // a guest may not see them
    }
    return result.empty() ? result : "\n  Locks are held by:" + result;
}

void lock_waits::give_up(const error& fault, const std::string& revision, const std::string& statement) const {
    const std::string text = fmt::format(
        "{}\n  It was tried {} times, waiting {} ms for the lock each time.{}\n  Let those transactions end, "
        "and run again.",
        fault.what(), attempt_, course_.patience.timeout_milliseconds, holders(statement));
    if (const auto* known = dynamic_cast<const revision_error*>(&fault))
        std::throw_with_nested(revision_error(text, known->facts()));
    std::throw_with_nested(revision_error(fmt::format("revision {} could not begin\n  {}", revision, text),
                                          {.revision = revision,
                                           .operation = {},
                                           .statement = statement,
                                           .sqlstate = std::string(lock_not_available),
                                           .retryable = true}));
}

}  // namespace rowan::migrate
