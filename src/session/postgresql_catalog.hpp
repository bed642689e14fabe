#pragma once

#include <rowan/schema/database.hpp>

namespace rowan {
class session;
struct introspect_options;
}  // namespace rowan

namespace rowan::detail::postgresql {

/// What `introspect` returns.
schema::database read_catalog(session& in, const introspect_options& options);

}  // namespace rowan::detail::postgresql
