#pragma once

#include <rowan/schema/database.hpp>

#include "postgresql_catalog_tables.hpp"

namespace rowan::detail::postgresql {

/// Fills in `order`, and sorts the views by it. One query.
void put_in_order(session& in, schema::database& all, const numbered_objects& numbers);

}  // namespace rowan::detail::postgresql
