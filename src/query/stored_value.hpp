#pragma once

#include <rowan/types/row.hpp>
#include <rowan/types/sql_type.hpp>

#include <cstddef>

namespace rowan::detail {

/// One column of the current row, of a type that is known by its kind only. What has no form of its own is read as
/// text.
value stored_value(type_kind kind, const row_reader& from, std::size_t index);

}  // namespace rowan::detail
