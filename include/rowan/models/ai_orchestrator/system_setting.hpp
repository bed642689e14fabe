#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/types/json.hpp>

#include <optional>
#include <string>

namespace ai_orchestrator {

struct system_setting {
    rowan::id<system_setting> id;
    std::string key;
    std::optional<rowan::json<>> value;
    std::optional<std::string> description;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(system_setting, (), (id, key, value, description, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::system_setting> = [] {
    using namespace ai_orchestrator;
    return rowan::table<system_setting>("system_settings")
        .primary_key<&system_setting::id>()
        .unique<&system_setting::key>()
        .max_length<&system_setting::key>(100)
        .updated_at<&system_setting::updated_at>();
}();
