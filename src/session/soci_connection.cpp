#include "soci_connection.hpp"

#include <rowan/session/backend.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace rowan::detail {
namespace {
std::unique_ptr<driver> driver_on(std::shared_ptr<soci::session> existing, const std::string& name,
                                  const std::string& description) {
    std::string known;
    for (const backend* each : backends()) {
        if (each->soci_name().empty()) continue;
        if (each->soci_name() == name) return each->borrow(std::move(existing), description);
        known += fmt::format("{}{}", known.empty() ? "" : ", ", each->soci_name());
    }
    throw usage_error(fmt::format("of SOCI's backends rowan speaks to {}, not to {}", known, name));
}

connection_to connect_to(std::shared_ptr<soci::session> existing) {
    if (existing->get_backend() == nullptr) throw usage_error("the SOCI session is not connected: open it first");
    const std::string name = existing->get_backend_name();
    connection_to result{.native = {}, .description = "a SOCI session on " + name};
    result.native = driver_on(std::move(existing), name, result.description);
    return result;
}
}  // namespace

connection_to borrow_connection(soci::session& existing) {
    return connect_to(std::shared_ptr<soci::session>(&existing, [](soci::session*) {}));
}

namespace {
std::size_t lease(soci::connection_pool& from, duration wait) {
    if (wait <= duration()) return from.lease();
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    std::size_t place = 0;
    if (from.try_lease(place, static_cast<int>(std::min(wait.milliseconds(), longest)))) return place;
    throw pool_timeout(
        fmt::format("no session of the SOCI pool became free within {} ms: hold sessions shorter, or give it more",
                    wait.milliseconds()));
}

// What is lent next must be there; where there is no server now, it is tried again then.
void connect_again(soci::session& lost) noexcept {
    try {
        lost.reconnect();
    } catch (...) {}
}
}  // namespace

connection_to lend_connection(soci::connection_pool& lender, duration wait) {
    const std::size_t place = lease(lender, wait);
    auto lost = std::make_shared<bool>(false);
    const std::shared_ptr<soci::session> lent(&lender.at(place), [&lender, place, lost](soci::session* back) {
        if (*lost) connect_again(*back);
        lender.give_back(place);
    });
    if (lent->get_backend() == nullptr) lent->reconnect();
    connection_to result = connect_to(lent);
    result.lost = std::move(lost);
    return result;
}

}  // namespace rowan::detail
