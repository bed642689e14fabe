#pragma once

#include <rowan/types/timestamp.hpp>

#include <cstdint>
#include <string_view>

/// Parts of an instant in UTC, by PostgreSQL's names of them (PostgreSQL manual, 9.9.1 and 9.9.2).
namespace rowan::time_part {

/// `year`, `quarter`, `month`, `week` (ISO 8601), `day`, `hour`, `minute`, `second` (whole ones), `dow` (Sunday is 0),
/// `isodow` (Monday is 1), `doy`, `epoch` (whole seconds, rounded down). `of` is finite. Throws mapping_error for other
/// names.
std::int64_t extract(std::string_view part, timestamp of);
/// The begin of the `year`, `quarter`, `month`, `week`, `day`, `hour`, `minute` or `second`; the infinities stay.
/// Throws mapping_error for other names.
timestamp truncate(std::string_view part, timestamp of);

}  // namespace rowan::time_part
