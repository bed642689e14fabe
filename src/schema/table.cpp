#include <rowan/schema/table.hpp>

#include <algorithm>

namespace rowan::schema {

const column* table::find_column(std::string_view column_name) const noexcept {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const column& one) { return one.name == column_name; });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace rowan::schema
