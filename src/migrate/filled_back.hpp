#pragma once

#include <rowan/migrate/autogenerate.hpp>

namespace rowan::migrate {

/// Makes the way down one that tables with rows can go. A column that was dropped and takes no null comes back with
/// rows that have no value for it: they get an empty one (0, '', false), and `notes` says so; where a key or a rule
/// would refuse that, `notes` says that only an empty table can go back. `before` is what `up` begins with, `after`
/// what it leads to.
void fill_back(generated_changes& of, const schema::database& before, const schema::database& after);

}  // namespace rowan::migrate
