#include <rowan/types/sql_type.hpp>

namespace rowan {

sql_type column_type::to_sql_type() const {
    sql_type result;
    result.kind = kind;
    result.array = array;
    result.name = name;
    if (labels != nullptr) {
        result.name = labels->name;
        for (const auto& entry : labels->entries) result.labels.emplace_back(entry.label);
    }
    return result;
}

}  // namespace rowan
