#pragma once

#include <rowan/migrate/revision.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Enum types and domains that several tables share: created once, dropped with the last of them.
namespace rowan::migrate {

/// False where there is no domain of this name; throws migration_error with both definitions where there is another.
bool has_domain(session& on, const schema::domain& wanted);

/// As for an extension; a reason names the columns that use the type.
std::optional<std::string> drop_unless_used(session& on, const schema::operation& which, std::string_view type);

/// Whether a drop on this way takes back what the revision creates on its way up, rather than being its author's wish.
bool takes_back(const revision& of, direction way, const schema::operation& drop);

}  // namespace rowan::migrate
