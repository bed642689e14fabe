#pragma once

#include <rowan/schema/diff.hpp>
#include <rowan/schema/table_of.hpp>

#include <array>
#include <span>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// What a program's structs want a database to be.
struct blueprint {
    /// Tables, with the enums and domains that their columns are of and the extensions that they need.
    schema::database database;
    /// What was renamed, as `renamed_from` says it.
    std::vector<answer> hints{};

    bool empty() const noexcept { return database.tables.empty(); }
};

/// Structs say nothing of what they have no words for: views, functions, triggers, sequences, policies, the comments
/// and collations of columns, keys of several columns to another table, indexes on expressions, exclude constraints,
/// how a table is stored. Such things are taken over from `live`, so that they are no difference and what depends on a
/// change is made again after it. A view or function that the host has added to the blueprint itself is compared.
ROWAN_EXPORT database completed(const database& wanted, const database& live);

}  // namespace rowan::schema

namespace rowan {

namespace detail {
/// A table and the facets that it was made of, for what is no part of the table.
struct entity_description {
    const schema::table* table;
    std::span<const facet> facets;
    std::span<const member_column> columns;
};
ROWAN_EXPORT schema::blueprint blueprint_of(std::span<const entity_description> entities);
}  // namespace detail

/// The tables of these structs: `rowan::cli::main(count, words, {…, .entities = rowan::schema_of<project, task>()})`.
template <entity... T>
schema::blueprint schema_of() {
    const std::array<detail::entity_description, sizeof...(T)> entities{
        detail::entity_description{&schema_table<T>(), table_of<T>.facets(), detail::columns_of<T>}...};
    return detail::blueprint_of(entities);
}

}  // namespace rowan
