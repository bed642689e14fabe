#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/types/json.hpp>

#include <optional>
#include <string>

namespace ai_orchestrator {

/// What everything else belongs to.
struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<std::string> description;
    std::optional<rowan::json<>> git_repository_info;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, description, git_repository_info, created_at, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::project> = [] {
    using namespace ai_orchestrator;
    return rowan::table<project>("projects")
        .primary_key<&project::id>()
        .max_length<&project::name>(255)
        .index<&project::name>()
        .created_at<&project::created_at>()
        .updated_at<&project::updated_at>();
}();
