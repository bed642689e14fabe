// expected: rowan does not know how this type is written as JSON
#include <rowan/models/ai_orchestrator/shapes.hpp>

std::string text() {
#ifdef ROWAN_CONTROL
    return rowan::to_json(ai_orchestrator::ai_model_summary{});
#else
    return rowan::to_json(ai_orchestrator::ai_model{});
#endif
}
