#pragma once

#include <rowan/session/session.hpp>

#include <string>
#include <string_view>

namespace study_platform {

/// Now, in SQL of this backend.
inline std::string now(const rowan::session& on) {
    return on.dialect().name() == "sqlite" ? "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')" : "now()";
}

/// What the platform's worker asks for: the next job that is due.
inline std::string worker_query(const rowan::session& on) {
    return "select * from jobs where status = 'pending' and (scheduled_for is null or scheduled_for <= " + now(on) +
           ") and attempts < max_attempts order by priority desc, created_at asc limit 1";
}

}  // namespace study_platform
