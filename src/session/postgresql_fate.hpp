#pragma once

#include <rowan/session/driver.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

/// See `driver::fate_of`.
statement_fate fate_of(connection& in, std::string_view statement, bool begun, std::vector<std::string>& notes);

}  // namespace rowan::detail::postgresql
