#pragma once

#include <rowan/schema/database.hpp>

namespace rowan {
class session;
struct introspect_options;
}  // namespace rowan

namespace rowan::detail {

/// What `introspect` returns. Five queries, however much there is.
schema::database read_sqlite_catalog(session& in, const introspect_options& options);

}  // namespace rowan::detail
