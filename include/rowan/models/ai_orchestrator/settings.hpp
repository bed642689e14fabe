#pragma once

#include <rowan/models/ai_orchestrator/system_setting.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ai_orchestrator {

struct setting_change {
    std::string key;
    rowan::json<> value;
};
BOOST_DESCRIBE_STRUCT(setting_change, (), (key, value))

/// The settings of the whole system, by their keys. Must not outlive its session.
class settings {
public:
    explicit settings(rowan::session& in) : db_(&in) {}

    /// Empty where there is no such setting; one without a value is JSON's null.
    std::optional<rowan::json<>> find(std::string_view key) const;
    /// Throws not_found where there is no such setting.
    rowan::json<> get(std::string_view key) const;

    /// Changes a setting, or adds it.
    void set(std::string key, rowan::json<> value) const;
    /// All of them or none. Of two with one key the last one counts.
    void set_all(std::vector<setting_change> changes) const;

private:
    rowan::session* db_;
};

}  // namespace ai_orchestrator
