#pragma once

#include <rowan/models/ai_orchestrator/enums.hpp>
#include <rowan/schema/table_of.hpp>
#include <rowan/types/json.hpp>

#include <optional>
#include <string>

namespace ai_orchestrator {

/// An AI model with what it takes to call it.
struct ai_model {
    rowan::id<ai_model> id;
    std::string name;
    std::string provider;
    std::string api_key;
    ai_model_usage_type usage_type = ai_model_usage_type::general;
    bool is_active = true;
    std::optional<rowan::json<>> config;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(ai_model, (),
                      (id, name, provider, api_key, usage_type, is_active, config, created_at, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::ai_model> = [] {
    using namespace ai_orchestrator;
    return rowan::table<ai_model>("ai_models")
        .primary_key<&ai_model::id>()
        .unique<&ai_model::name>()
        .max_length<&ai_model::name>(100)
        .max_length<&ai_model::provider>(50)
        .max_length<&ai_model::api_key>(255)
        .index<&ai_model::provider>()
        .index<&ai_model::usage_type>()
        .index<&ai_model::is_active>()
        .created_at<&ai_model::created_at>()
        .updated_at<&ai_model::updated_at>();
}();

/// Not defined: the API key shall not get into a JSON text. Write a shape without it, such as ai_model_summary.
template <>
struct rowan::json_form<ai_orchestrator::ai_model>;
