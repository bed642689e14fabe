#include <rowan/models/ai_orchestrator/active_model.hpp>

#include <rowan/query/repository.hpp>

namespace ai_orchestrator {

using rowan::field;

std::optional<ai_model> active_model(rowan::session& db, ai_model_usage_type usage) {
    return rowan::from<ai_model>(db)
        .where(field<&ai_model::usage_type> == usage && field<&ai_model::is_active>)
        .order_by(field<&ai_model::updated_at>.desc(), field<&ai_model::name>)
        .first();
}

}  // namespace ai_orchestrator
