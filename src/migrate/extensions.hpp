#pragma once

#include <rowan/schema/operation.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Extensions of the server: they come with packages, and belong to all who use the database.
namespace rowan::migrate {

/// Throws migration_error with what to install where `steps` create an extension that the server does not have: asked
/// before the first of them runs.
void require_extensions(session& on, const std::vector<schema::operation>& steps);

/// False also where the backend has none.
bool has_extension(session& on, std::string_view name);

/// Of `which` drops: why it was not dropped, because something else uses it, or because it belongs to somebody else.
/// Empty where it is gone.
std::optional<std::string> drop_unless_used(session& on, const schema::operation& which);

}  // namespace rowan::migrate
