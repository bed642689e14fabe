#pragma once

#include <rowan/migrate/migrator.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// Many databases of one kind: one for each customer, or one schema of a PostgreSQL database for each.
namespace rowan::migrate {

/// A database, or a schema of one, with heads and a history of its own.
struct tenant {
    std::string name;  ///< for the report
    std::string url;
    /// See `session_options::schemas`: `{"acme"}`, or `{"acme", "public"}` where types and functions that all share lie
    /// there. The first must be there.
    std::vector<std::string> schemas{};
};

enum class tenant_state {
    upgraded,
    nothing_to_do,
    failed,
    not_started,  ///< another one had failed, see `tenants_options::stop_at_failure`
};

struct tenant_report {
    std::string name;
    tenant_state state = tenant_state::not_started;
    std::vector<std::string> applied;  ///< ids; also of one that failed later
    position at;                       ///< where it stands; of one that failed: stood in the beginning
    std::string error;                 ///< of one that failed
    std::int64_t milliseconds = 0;
};

struct tenants_options {
    std::string target = "heads";
    std::size_t at_once = 8;       ///< each in a thread of its own, with a session of its own
    bool stop_at_failure = false;  ///< start no more after one has failed; those that have begun go on to their end
    std::string reason{};
    when_busy busy = when_busy::wait;
    std::int64_t wait_at_most = 600'000;  ///< milliseconds, each
};

/// Is told of each tenant when it is done. Calls come one at a time, on the threads that do the work; must not throw.
class ROWAN_EXPORT tenants_progress {
public:
    virtual ~tenants_progress() = default;
    virtual void on_tenant(const tenant_report& done, std::size_t number, std::size_t of) noexcept = 0;
};

/// Upgrades each; one that fails holds up no other. In the order of `tenants`. Throws nothing that is a tenant's fault.
ROWAN_EXPORT std::vector<tenant_report> upgrade_each(const std::vector<tenant>& tenants, const graph& revisions,
                                                     const tenants_options& options = {},
                                                     tenants_progress* progress = nullptr);

/// A tenant for each schema of this database whose name is `like` the pattern: `tenants_of(db, url, "tenant_%")`.
ROWAN_EXPORT std::vector<tenant> tenants_of(session& database, const std::string& url, std::string_view pattern);

}  // namespace rowan::migrate
