#pragma once

#include <rowan/schema/database.hpp>

namespace rowan::schema {

// The name by which `database::order` knows an object.
inline object_name name_of(const enum_type& of) { return {object_kind::enum_type, of.name, of.schema_name, {}}; }
inline object_name name_of(const domain& of) { return {object_kind::domain, of.name, of.schema_name, {}}; }
inline object_name name_of(const sequence& of) { return {object_kind::sequence, of.name, of.schema_name, {}}; }
inline object_name name_of(const table& of) { return {object_kind::table, of.name, of.schema_name, {}}; }
inline object_name name_of(const view& of) { return {object_kind::view, of.name, of.schema_name, {}}; }
inline object_name name_of(const other_object& of) {
    return {object_kind::other, of.identity.empty() ? of.name : of.kind + ' ' + of.identity, of.schema_name, of.table};
}
inline object_name name_of(const function& of) {
    return {object_kind::function, of.name, of.schema_name,
            of.identity_arguments.empty() ? of.arguments : of.identity_arguments};
}

/// What texts of functions and indexes may name without the catalog's knowing: made before all that has such texts.
inline bool is_early(const other_object& of) { return of.kind == "collation" || of.kind.starts_with("text search"); }

}  // namespace rowan::schema
