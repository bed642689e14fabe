#include <rowan/models/ai_orchestrator/conversation.hpp>

#include <rowan/query/function.hpp>
#include <rowan/query/repository.hpp>

namespace ai_orchestrator {

namespace {

using rowan::field;
using rowan::from;

using conversation = rowan::json<std::vector<conversation_message>>;
using message = rowan::json<conversation_message>;

/// A conversation with a message behind its last one.
constexpr rowan::function<conversation(conversation, message)> with({.postgresql = "$1 || jsonb_build_array($2)",
                                                                     .sqlite = "json_insert($1, '$[#]', json($2))"});

template <auto Messages>
void append_to(rowan::session& db, const auto& to, conversation_message said) {
    using entity = rowan::meta::class_of<Messages>;
    if (said.timestamp == rowan::timestamp{}) said.timestamp = rowan::timestamp::now();
    const auto found = from<entity>(db)
                           .where(field<&entity::id> == to)
                           .update(field<Messages> = with(field<Messages>, message(std::move(said))));
    if (found == 0) throw rowan::not_found("there is no such conversation: " + rowan::schema_table<entity>().name);
}

}  // namespace

void append(rowan::session& db, const rowan::id<interview>& to, conversation_message said) {
    append_to<&interview::conversation_data>(db, to, std::move(said));
}

void append(rowan::session& db, const rowan::id<chat_session>& to, conversation_message said) {
    append_to<&chat_session::messages>(db, to, std::move(said));
}

}  // namespace ai_orchestrator
