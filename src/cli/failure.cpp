#include "cli/failure.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/verify.hpp>

namespace rowan::cli {

namespace {

template <class Error>
bool is(const std::exception& fault) noexcept {
    return dynamic_cast<const Error*>(&fault) != nullptr;
}

}  // namespace

exit_code code_of(const std::exception& fault) noexcept {
    const auto* stopped = dynamic_cast<const migrate::revision_error*>(&fault);
    if (is<migrate::half_applied_error>(fault) || (stopped != nullptr && stopped->half_applied())) return half_applied;
    if (is<migrate::ahead_error>(fault)) return ahead;
    if (is<migrate::drift_error>(fault)) return drift;
    if (is<not_in_time>(fault) || is<migrate::locked_error>(fault)) return locked;
    if (is<unsettled>(fault)) return not_at_head;
    if (is<not_confirmed>(fault)) return wrong_usage;
    return failed;
}

}  // namespace rowan::cli
