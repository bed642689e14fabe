#include "schema/diagram_model.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "schema/markup.hpp"
#include "schema/renames.hpp"

namespace rowan::schema {

namespace {

using place = std::pair<std::string, std::string>;

std::map<place, std::size_t> places_of(const std::vector<table>& tables) {
    std::map<place, std::size_t> result;
    for (std::size_t i = 0; i != tables.size(); ++i) result.emplace(place{tables[i].schema_name, tables[i].name}, i);
    return result;
}

bool is_asked_for(const table& which, const std::vector<std::string>& patterns) {
    const std::string full = full_name(which.schema_name, which.name);
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& each) {
               return fits_pattern(which.name, each) || fits_pattern(full, each);
           });
}

/// The tables that the options name, and those at the other end of a foreign key.
std::set<std::size_t> chosen(const std::vector<table>& tables, const std::map<place, std::size_t>& places,
                             const diagram_options& how) {
    std::set<std::size_t> named;
    for (std::size_t i = 0; i != tables.size(); ++i) {
        if (is_asked_for(tables[i], how.tables)) named.insert(i);
    }
    std::set<std::size_t> result = named;
    for (std::size_t i = 0; i != tables.size(); ++i) {
        for (const foreign_key& key : tables[i].foreign_keys) {
            const auto target = places.find({key.referenced_schema, key.referenced_table});
            if (target == places.end()) continue;
            if (named.contains(i)) result.insert(target->second);
            if (named.contains(target->second)) result.insert(i);
        }
    }
    return result;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

diagram_row row_of(const table& in, const column& which) {
    diagram_row result{.of = &which};
    result.primary = in.primary_key && has(in.primary_key->columns, which.name);
    result.foreign = std::any_of(in.foreign_keys.begin(), in.foreign_keys.end(),
                                 [&](const foreign_key& key) { return has(key.columns, which.name); });
    result.unique = std::any_of(in.uniques.begin(), in.uniques.end(), [&](const unique& key) {
        return key.columns.size() == 1 && key.columns.front() == which.name;
    });
    return result;
}

diagram_table shown(const table& which, shown_columns columns) {
    diagram_table result{.of = &which};
    for (const column& each : which.columns) {
        const diagram_row row = row_of(which, each);
        const bool is_key = row.primary || row.foreign;
        if (columns == shown_columns::all || (columns == shown_columns::keys && is_key))
            result.rows.push_back(row);
        else
            ++result.left_out;
    }
    return result;
}

bool is_single(const table& in, const foreign_key& key) {
    const auto same = [&](std::vector<std::string> columns) {
        return !columns.empty() && std::all_of(columns.begin(), columns.end(),
                                               [&](const std::string& each) { return has(key.columns, each); });
    };
    const auto is_whole = [&](const index& each) {
        std::vector<std::string> columns;
        for (const index_key& one : each.keys) columns.push_back(one.column);
        return each.unique && !each.where && same(columns);
    };
    return (in.primary_key && same(in.primary_key->columns)) ||
           std::any_of(in.uniques.begin(), in.uniques.end(), [&](const unique& each) { return same(each.columns); }) ||
           std::any_of(in.indexes.begin(), in.indexes.end(), is_whole);
}

bool is_optional(const table& in, const foreign_key& key) {
    return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
        const column* const found = in.find_column(name);
        return found == nullptr || (found->nullable && !(in.primary_key && has(in.primary_key->columns, name)));
    });
}

}  // namespace

std::string diagram_row::marks() const {
    std::string result = primary ? "PK" : "";
    if (foreign) result += primary ? " FK" : "FK";
    return result.empty() && unique ? "UK" : result;
}

// SQLite takes a name with nothing in it; the languages of diagrams do not.
std::string diagram_table::name() const {
    std::string result = full_name(of->schema_name, of->name);
    return result.empty() ? "(no name)" : result;
}

std::size_t diagram_table::row_of(const std::string& column_name) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const diagram_row& each) { return each.of->name == column_name; });
    return static_cast<std::size_t>(found - rows.begin());
}

std::string diagram_relation::words(const std::vector<diagram_table>& in) const {
    std::string result = in[from].name() + " (" + joined(key->columns) + ") → " + in[to].name();
    if (!key->referenced_columns.empty()) result += " (" + joined(key->referenced_columns) + ')';
    return result + action_words(*key);
}

std::string diagram::target(const foreign_key& of) { return full_name(of.referenced_schema, of.referenced_table); }

diagram diagram_of(const database& all, const diagram_options& how) {
    const auto places = places_of(all.tables);
    const auto which = chosen(all.tables, places, how);
    auto columns = how.columns;
    if (columns == shown_columns::by_size)
        columns = which.size() > many_tables ? shown_columns::keys : shown_columns::all;

    diagram result;
    std::map<std::size_t, std::size_t> at;
    for (const std::size_t each : which) {
        at.emplace(each, result.tables.size());
        result.tables.push_back(shown(all.tables[each], columns));
    }
    for (const auto& [each, from] : at) {
        const table& of = all.tables[each];
        for (const foreign_key& key : of.foreign_keys) {
            const auto target = places.find({key.referenced_schema, key.referenced_table});
            if (target == places.end() || !at.contains(target->second)) continue;
            result.relations.push_back({from, at.at(target->second), &key, is_optional(of, key), is_single(of, key)});
        }
    }
    put_in_groups(result);
    return result;
}

}  // namespace rowan::schema
