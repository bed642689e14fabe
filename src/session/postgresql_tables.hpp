#pragma once

#include <rowan/schema/table.hpp>

#include <vector>

namespace rowan {
class driver;
}

namespace rowan::detail::postgresql {

/// The tables that the session sees without a schema's name, as the catalog has them. Five queries, however many there
/// are. Without those of extensions and partitions.
std::vector<schema::table> tables(driver& in);

}  // namespace rowan::detail::postgresql
