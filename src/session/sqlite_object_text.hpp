#pragma once

#include <rowan/schema/objects.hpp>

#include <string>
#include <string_view>
#include <vector>

/// The texts of sqlite_schema, read as far as the model has words for what they say.
namespace rowan::detail {

/// What stands between the parentheses of `create index … on t (…)`, key by key without their order, and behind
/// `where`.
struct sqlite_index_text {
    std::vector<std::string> keys;
    std::string where;

    explicit sqlite_index_text(std::string_view sql);
};

/// `create view name (columns) as query`
schema::view sqlite_view(std::string name, std::string_view sql);
/// `create trigger name <event> on table <action>`
schema::trigger sqlite_trigger(std::string name, std::string table, std::string_view sql);

/// Without blanks at its ends and the parentheses around all of it.
std::string bare(std::string_view expression);

}  // namespace rowan::detail
