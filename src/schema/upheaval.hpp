#pragma once

#include <rowan/schema/database.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "schema/mention.hpp"

namespace rowan::schema {

/// What cannot stay while a change happens: objects that go or are made anew, columns whose values become others. What
/// depends on it is taken away before and made again.
class upheaval {
public:
    void add(std::string name) { names_.push_back(std::move(name)); }
    void add(const table& of, std::string column) { columns_.push_back({of.schema_name, of.name, std::move(column)}); }

    bool has(std::string_view name) const { return std::find(names_.begin(), names_.end(), name) != names_.end(); }
    bool has(const std::string& schema_name, const std::string& table, const std::string& column) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const place& each) {
            return each.schema_name == schema_name && each.table == table && each.column == column;
        });
    }
    bool has_any(const std::string& schema_name, const std::string& table,
                 const std::vector<std::string>& columns) const {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const std::string& each) { return has(schema_name, table, each); });
    }

    /// Whether SQL speaks of any of the objects.
    template <class Text>
    bool names_in(const Text& sql) const {
        return std::any_of(names_.begin(), names_.end(), [&](const std::string& each) { return mentions(sql, each); });
    }
    /// Whether SQL that belongs to a table speaks of one of its columns here.
    template <class Text>
    bool columns_in(const table& of, const Text& sql) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const place& each) {
            return each.schema_name == of.schema_name && each.table == of.name && mentions(sql, each.column);
        });
    }
    /// Whether SQL that belongs to no table speaks of a column here and of its table, or takes all columns.
    template <class Text>
    bool columns_in(const Text& sql) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const place& each) {
            return mentions(sql, each.table) && (mentions(sql, each.column) || mentions(sql, "*"));
        });
    }

private:
    struct place {
        std::string schema_name;
        std::string table;
        std::string column;
    };
    std::vector<std::string> names_;
    std::vector<place> columns_;
};

}  // namespace rowan::schema
