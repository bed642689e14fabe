#pragma once

#include <rowan/schema/table.hpp>

namespace rowan::schema {

/// Whether one could be the other with a new name: it is the same sort of value, and what the table says of it (a key, a
/// list of labels) is not of another kind. A backend that keeps many types as text tells columns apart by that.
bool is_plausible(const table& in, const column& old, const table& now_in, const column& now);
/// The more, the likelier.
int likeness(const table& in, const column& old, const table& now_in, const column& now);

/// At least half of the columns are the same.
bool is_plausible(const table& old, const table& now);
int likeness(const table& old, const table& now);

}  // namespace rowan::schema
