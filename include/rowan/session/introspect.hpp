#pragma once

#include <rowan/schema/objects.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// Reads the live database into the schema model.
namespace rowan {

/// The enum type of that name with its labels in order; empty where there is none,
/// or where the backend has no enum types.
ROWAN_EXPORT std::optional<schema::enum_type> introspect_enum(session& in, std::string_view name);
ROWAN_EXPORT bool table_exists(session& in, std::string_view name);

}  // namespace rowan
