#pragma once

#include <rowan/migrate/revision.hpp>
#include <rowan/schema/table.hpp>

#include <string>
#include <string_view>

namespace rowan::migrate {

const schema::table& heads_table();
const schema::table& history_table();

/// A column of the engine's own tables, not null.
schema::column own_column(std::string name, type_kind kind);
schema::column nullable(schema::column of);

/// As the history has it.
std::string_view name_of(direction way);

}  // namespace rowan::migrate
