#pragma once

#include <rowan/dialect/client.hpp>

namespace rowan {

const client& psql_client();
const client& sqlite3_client();

}  // namespace rowan
