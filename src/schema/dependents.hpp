#pragma once

#include <rowan/schema/diff.hpp>

#include <vector>

namespace rowan::schema {

/// `to`, without those objects that stand on a table or column of `from` that is gone in it, as far as the answers let
/// them go or give their new text; the others are asked about. Only what `said` does not name: of the rest `to` is
/// sure. What the database drops along with a column (statistics) goes without a question.
database without_fallen(const database& from, const database& said, database to, const diff_options& how,
                        std::vector<question>& questions);

/// Whether an object that SQL is the text of needs a table or view (an empty column), or a column of one: as `in` knows
/// it, else as the text speaks of it.
bool uses(const database& in, const object_name& by, const sql_text& text, const std::string& schema_name,
          const std::string& table, const std::string& column);
/// Whether `in` knows of what the object is made.
bool knows_uses(const database& in, const object_name& by);

}  // namespace rowan::schema
