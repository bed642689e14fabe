#pragma once

#include <rowan/migrate/columns.hpp>

#include "migrate/names.hpp"

namespace rowan::migrate {

inline schema::index make_index(std::string name, std::string table, index_keys keys) {
    schema::index result;
    result.table = std::move(table);
    result.keys = std::move(keys).keys();
    std::vector<std::string> columns;
    for (const schema::index_key& key : result.keys) columns.push_back(key.expression ? "expr" : key.column);
    result.name = name_or(std::move(name), index_name(result.table, columns));
    return result;
}

}  // namespace rowan::migrate
