#pragma once

#include <rowan/migrate/revision.hpp>
#include <rowan/schema/table.hpp>

#include <string_view>

namespace rowan::migrate {

const schema::table& heads_table();
const schema::table& history_table();

/// As the history has it.
std::string_view name_of(direction way);

}  // namespace rowan::migrate
