#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan {
class session;
}

namespace study_platform {

struct job_count {
    std::optional<std::string> status;  ///< the column may be NULL
    std::int64_t jobs = 0;

    friend bool operator==(const job_count&, const job_count&) = default;
};

/// How many jobs there are of each status, in the order of their names; a status that no job has is left out.
std::vector<job_count> job_counts(rowan::session& in);

}  // namespace study_platform
