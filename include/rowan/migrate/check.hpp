#pragma once

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>
#include <rowan/schema/blueprint.hpp>
#include <rowan/session/session.hpp>

#include <span>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Rows to begin with in one environment, those of all environments among them: `seeds(folder, "dev")`.
struct seed_set {
    std::string environment;  ///< empty: those of all
    std::vector<named_script> scripts;
};

struct check_options {
    schema::blueprint structs{};  ///< see verify_options
    std::span<const named_script> repeatables{};
    std::vector<seed_set> seeds{};
    std::vector<std::string> ignored{};
    std::string scratch{};  ///< see verify_options
};

struct check_finding {
    std::string what;
    std::string remedy;
};

struct check_part {
    std::string name;     ///< `heads`, `upgrade`, `downgrade`, `structs`, `seeds`
    std::string summary;  ///< of one that is in order; of one that was not looked at, why
    bool looked_at = true;
    std::vector<check_finding> findings{};
};

/// What `check` has looked at, in order.
struct ROWAN_EXPORT check_report {
    std::vector<check_part> parts;

    /// Whether all that was looked at is in order.
    explicit operator bool() const noexcept;
    /// Lines for people.
    std::string text() const;
    std::string json() const;
};

/// Looks at the revisions before a database is changed by them, for a build: is there one head, does each apply to an
/// empty database and go back where it says so, would autogenerate find a difference between the head and the structs,
/// do the seeds of each environment run, and run again. `beside` says on which kind of database; what is in it is not
/// looked at, see `replay`. Null: what needs a database is not looked at.
///
/// Throws what a replay throws where there is no place for it; what the revisions do wrong is a finding.
ROWAN_EXPORT check_report check(session* beside, const graph& revisions, const check_options& how = {});

}  // namespace rowan::migrate
