#pragma once

#include <rowan/schema/table.hpp>

#include <vector>

namespace rowan {
class driver;
}

namespace rowan::detail {

/// The tables of the main database as its catalog and their own texts have them. Four queries, however many there are.
std::vector<schema::table> sqlite_tables(driver& in);

}  // namespace rowan::detail
