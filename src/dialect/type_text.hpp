#pragma once

#include <rowan/types/sql_type.hpp>

#include <string_view>

namespace rowan::detail {

/// A type as it is written in SQL: `character varying(20)`, `numeric(10, 2)[]`, `timestamptz`. One that is not known is
/// `other`, by its text.
sql_type read_type(std::string_view text);

}  // namespace rowan::detail
