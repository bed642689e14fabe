#pragma once

#include <rowan/migrate/revision.hpp>
#include <rowan/types/timestamp.hpp>

#include <cstdint>
#include <string>

namespace rowan::migrate {

/// A revision that takes more than one transaction, and has begun and not ended. The next run goes on behind what is
/// done.
struct unfinished_revision {
    std::string revision;
    migrate::direction direction{};
    std::int64_t done = 0;  ///< statements, of `total`
    std::int64_t total = 0;
    /// The statement behind those that are done, where a run ended within it and it is not known whether it has
    /// happened; otherwise empty.
    std::string in_doubt;
    timestamp started_at;
};

/// What somebody found out about a statement in doubt.
enum class verdict { done, again };

}  // namespace rowan::migrate
