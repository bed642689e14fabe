#pragma once

#include <rowan/types/json.hpp>

#include <string>

namespace ai_orchestrator {

/// One turn of an interview or of a chat session; kept within the JSON document of its row.
struct conversation_message {
    std::string role;  ///< user, assistant, system
    std::string content;
    rowan::timestamp timestamp;

    friend bool operator==(const conversation_message&, const conversation_message&) = default;
};
BOOST_DESCRIBE_STRUCT(conversation_message, (), (role, content, timestamp))

}  // namespace ai_orchestrator
