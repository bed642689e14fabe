#pragma once

#include <rowan/meta/enumerators.hpp>
#include <rowan/meta/members.hpp>
#include <rowan/schema/database.hpp>
#include <rowan/schema/operation.hpp>

#include <boost/describe/enum.hpp>

// The members of the schema model and of its operations, for what goes through all of them.

namespace rowan {
BOOST_DESCRIBE_ENUM(type_kind, boolean, smallint, integer, bigint, real, double_precision, numeric, text, varchar,
                    bytes, uuid, timestamp, date, json, enumeration, domain, other)
BOOST_DESCRIBE_STRUCT(sql_type, (), (kind, array, length, precision, scale, name, labels, schema_name))
}  // namespace rowan

namespace rowan::schema {
BOOST_DESCRIBE_ENUM(identity_kind, none, by_default, always)
BOOST_DESCRIBE_ENUM(referential_action, no_action, restrict, cascade, set_null, set_default)
BOOST_DESCRIBE_ENUM(sort_order, ascending, descending)
BOOST_DESCRIBE_ENUM(nulls_order, by_default, first, last)
BOOST_DESCRIBE_ENUM(when_there, fail, keep, update)
BOOST_DESCRIBE_ENUM(object_kind, index, enum_type, domain, view, materialized_view, sequence, schema, table, function,
                    other)
BOOST_DESCRIBE_ENUM(conflict_action, abort, rollback, fail, ignore, replace)
BOOST_DESCRIBE_ENUM(function_kind, function, procedure, aggregate)
BOOST_DESCRIBE_ENUM(firing, origin, disabled, replica, always)

BOOST_DESCRIBE_STRUCT(sequence, (),
                      (name, start, increment, schema_name, type, minimum, maximum, cache, cycle, owner_table,
                       owner_column, comment, unlogged))
BOOST_DESCRIBE_STRUCT(check, (), (name, expression, not_valid, no_inherit, comment))
BOOST_DESCRIBE_STRUCT(domain, (),
                      (name, type, nullable, default_value, checks, schema_name, collation, comment, collation_schema))
BOOST_DESCRIBE_STRUCT(column, (),
                      (name, type, nullable, default_value, identity, generated_as, collation, comment, domain,
                       generated_on_read, numbers, inherited, storage, compression, declared_type, reuses_numbers,
                       not_null_name, on_null, collation_schema, statistics, options))
BOOST_DESCRIBE_STRUCT(primary_key, (),
                      (name, columns, deferrable, initially_deferred, include, options, on_conflict, comment))
BOOST_DESCRIBE_STRUCT(unique, (),
                      (name, columns, deferrable, initially_deferred, include, options, on_conflict, nulls_not_distinct,
                       comment))
BOOST_DESCRIBE_STRUCT(foreign_key, (),
                      (name, columns, referenced_table, referenced_columns, on_delete, on_update, deferrable,
                       initially_deferred, referenced_schema, not_valid, match_full, on_delete_sets, comment))
BOOST_DESCRIBE_STRUCT(index_key, (),
                      (column, expression, order, nulls, operator_class, operator_class_schema, operator_class_options,
                       collation, collation_schema))
BOOST_DESCRIBE_STRUCT(index, (),
                      (name, table, keys, unique, method, options, include, where, schema_name, where_supported,
                       concurrently, nulls_not_distinct, comment))
BOOST_DESCRIBE_STRUCT(exclude_key, (), (key, with))
BOOST_DESCRIBE_STRUCT(exclude, (),
                      (name, keys, method, where, deferrable, initially_deferred, include, options, comment))
BOOST_DESCRIBE_STRUCT(table_name, (), (name, schema_name))
BOOST_DESCRIBE_STRUCT(distribution, (), (column, colocate_with))
BOOST_DESCRIBE_STRUCT(table, (),
                      (schema_name, name, columns, primary_key, uniques, foreign_keys, checks, indexes, comment,
                       excludes, unlogged, options, inherits, partition_by, partitions, bounds, row_security,
                       force_row_security, replica_identity, strict, without_rowid, statement, distribution,
                       clustered_on))
BOOST_DESCRIBE_STRUCT(enum_type, (), (name, labels, schema_name, comment))
BOOST_DESCRIBE_STRUCT(view, (),
                      (name, query, comment, materialized, schema_name, columns, options, indexes, column_comments,
                       column_defaults))
BOOST_DESCRIBE_STRUCT(extension, (), (name, schema_name))
BOOST_DESCRIBE_STRUCT(named_schema, (), (name, comment))
BOOST_DESCRIBE_STRUCT(function, (), (name, arguments, definition, schema_name, kind, identity_arguments, comment))
BOOST_DESCRIBE_STRUCT(trigger, (), (name, table, event, action, schema_name, constraint, firing, comment))
BOOST_DESCRIBE_STRUCT(policy, (),
                      (name, table, schema_name, restrictive, command, roles, using_expression, check_expression,
                       comment))
BOOST_DESCRIBE_STRUCT(other_object, (), (kind, name, schema_name, table, definition, comment, identity))
BOOST_DESCRIBE_STRUCT(grant, (), (privileges, kind, name, to, schema_name))
BOOST_DESCRIBE_STRUCT(row_set, (), (table, columns, rows, key, existing, schema_name))

BOOST_DESCRIBE_STRUCT(add_column, (), (column))
BOOST_DESCRIBE_STRUCT(drop_column, (), (column))
BOOST_DESCRIBE_STRUCT(rename_column, (), (from, to))
BOOST_DESCRIBE_STRUCT(alter_column, (), (from, to, converted, converted_back))
BOOST_DESCRIBE_STRUCT(add_constraint, (), (constraint))
BOOST_DESCRIBE_STRUCT(drop_constraint, (), (constraint))
BOOST_DESCRIBE_STRUCT(rename_constraint, (), (from, to))
BOOST_DESCRIBE_STRUCT(validate_constraint, (), (name))
BOOST_DESCRIBE_STRUCT(comment_on_table, (), (from, to))
BOOST_DESCRIBE_STRUCT(alter_table, (), (table, changes, schema_name))
BOOST_DESCRIBE_STRUCT(enum_use, (), (table, column, schema_name))
BOOST_DESCRIBE_STRUCT(alter_enum, (), (name, from, to, instead, uses, schema_name))
BOOST_DESCRIBE_STRUCT(rename_table, (), (from, to, schema_name))
BOOST_DESCRIBE_STRUCT(distribute_table, (), (table, from, to, schema_name))
BOOST_DESCRIBE_STRUCT(rename_object, (), (what, from, to, schema_name))
BOOST_DESCRIBE_STRUCT(backfill, (), (table, set, where, key, batch, pause_milliseconds, stays, schema_name))
BOOST_DESCRIBE_STRUCT(object_name, (), (what, name, schema_name, arguments))
BOOST_DESCRIBE_STRUCT(database, (),
                      (schemas, extensions, enums, domains, sequences, functions, tables, views, triggers, policies,
                       others, order))
}  // namespace rowan::schema
