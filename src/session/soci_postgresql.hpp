#pragma once

#include "soci_connection.hpp"

namespace rowan::detail {

soci_connection open_postgresql(const database_url& url, const session_options& options);
void* postgresql_handle(soci::session& in);

}  // namespace rowan::detail
