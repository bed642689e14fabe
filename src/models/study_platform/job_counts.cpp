#include <rowan/models/study_platform/job_counts.hpp>

#include <rowan/session/session.hpp>

namespace study_platform {

std::vector<job_count> job_counts(rowan::session& in) {
    auto rows = in.query("select status, count(*) from jobs group by status order by status is null, status");
    std::vector<job_count> result;
    while (rows.next()) result.push_back({rows.get<std::optional<std::string>>(0), rows.get<std::int64_t>(1)});
    return result;
}

}  // namespace study_platform
