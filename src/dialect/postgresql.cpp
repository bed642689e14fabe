#include "dialect/clients.hpp"
#include "dialect/statement_pattern.hpp"
#include "dialect/writer.hpp"

#include <array>
#include <utility>

namespace rowan {

namespace {

constexpr capabilities postgresql_can{
    .enum_types = true,
    .domains = true,
    .arrays = true,
    .extensions = true,
    .schemas = true,
    .comments = true,
    .index_methods = true,
    .alter_at_once = true,
    .unchecked_constraints = true,
    .exclude_constraints = true,
    .renames_objects = true,
    .materialized_views = true,
    .sequences = true,
    .functions = true,
    .view_options = true,
    .unlogged_tables = true,
    .inheritance = true,
    .policies = true,
    .other_objects = true,
    .grants = true,
    .distribution = true,
    .transactional_ddl = true,
    .table_locks = true,
    .bulk_copy = true,
    .row_locks = true,
    .distinct_on = true,
    .lateral = true,
    .tells_inserted = true,
    .conflict_by_constraint = true,
    .dollar_quotes = true,
    .nested_comments = true,
    .nul_in_text = false,
    .max_parameters = 65535,  // Bind counts them in 16 bits
    .max_identifier = 63,     // NAMEDATALEN - 1; the server would cut the rest off
};

// PostgreSQL manual, "SQL commands": the notes of each say what it does not do within a transaction block. `do` and
// `call` stand here for the procedures that commit.
constexpr std::array known_statements{
    known_statement{"create unique? index concurrently", {.refuses_transaction = true}},
    known_statement{"drop index concurrently", {.refuses_transaction = true}},
    known_statement{"reindex * concurrently", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"reindex * schema", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"reindex * database", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"reindex * system", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"vacuum", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"cluster verbose? $", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"cluster ( verbose ) $", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"create database", {.refuses_transaction = true}},
    known_statement{"drop database", {.refuses_transaction = true}},
    known_statement{"alter database * set tablespace", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"create tablespace", {.refuses_transaction = true}},
    known_statement{"drop tablespace", {.refuses_transaction = true}},
    known_statement{"alter system", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"alter table * detach partition * concurrently", {.refuses_transaction = true}},
    known_statement{"create subscription", {.refuses_transaction = true}},
    known_statement{"alter subscription", {.refuses_transaction = true}},
    known_statement{"drop subscription", {.refuses_transaction = true}},
    known_statement{"commit prepared", {.refuses_transaction = true}},
    known_statement{"rollback prepared", {.refuses_transaction = true}},
    known_statement{"discard all", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"alter type * add value", {.seen_after_commit = true}},
    known_statement{"do", {.may_commit = true}},
    known_statement{"call", {.may_commit = true}},
    known_statement{"set local", {}},
    known_statement{"set transaction", {}},
    known_statement{"set constraints", {}},
    known_statement{"set", {.only_settings = true}},
    known_statement{"reset", {.only_settings = true}},
    known_statement{"select set_config", {.only_settings = true}},
    known_statement{"select pg_catalog . set_config", {.only_settings = true}},
    known_statement{"load", {.only_settings = true}},
    known_statement{"prepare", {.only_settings = true}},
};

class postgresql final : public dialect {
public:
    std::string_view name() const noexcept override { return "postgresql"; }
    const capabilities& can() const noexcept override { return postgresql_can; }
    const rowan::client& client() const noexcept override { return psql_client(); }

    statement_traits traits_of(std::string_view statement) const override {
        return find_traits(statement, postgresql_can, known_statements);
    }

    std::string type_name(const sql_type& type) const override {
        std::string result = element_type(type);
        if (type.array) result += "[]";
        return result;
    }

    void append_literal(std::string& to, std::string_view text) const override {
        if (text.find('\\') == std::string_view::npos) return dialect::append_literal(to, text);
        // With standard_conforming_strings off a backslash escapes in '…' too; in E'…' it always does.
        std::string escaped;
        for (const char one : text) {
            if (one == '\\') escaped += '\\';
            escaped += one;
        }
        to += 'E';
        dialect::append_literal(to, escaped);
    }

    std::string_view take_identities() const noexcept override {
        // The inner query runs once; without it the sequence would be looked up for each number, at eight times the
        // cost.
        return "select nextval((select cast(pg_get_serial_sequence($1, $2) as regclass))) from generate_series(1, "
               "cast($3 as bigint))";
    }

    // A type is left by way of text only.
    std::string converted(const schema::alter_enum& by, const schema::column& of) const override {
        std::string name;
        append_identifier(name, of.name);
        std::string text = name + (of.type.array ? "::text[]" : "::text");
        if (of.type.array) {
            for (const auto& [old, now] : by.instead) {
                append_literal(text = "array_replace(" + text + ", ", old);
                append_literal(text += ", ", now);
                text += ')';
            }
        } else if (!by.instead.empty()) {
            std::string choice = "(case " + text;
            for (const auto& [old, now] : by.instead) {
                append_literal(choice += " when ", old);
                append_literal(choice += " then ", now);
            }
            text = choice + " else " + text + " end)";
        }
        return text + "::" + type_name(of.type);
    }

    bool stores_alike(const sql_type& left, const sql_type& right) const override {
        return type_name(left) == type_name(right) &&
               (left.labels == right.labels || left.kind != type_kind::enumeration);
    }

    std::string_view explain() const noexcept override { return "explain "; }
    void append_parameter(std::string& to, std::size_t number) const override { to += '$' + std::to_string(number); }

protected:
    void append_identity(std::string& to, const schema::table&, const schema::column& column) const override {
        to += column.identity == schema::identity_kind::always ? " generated always as identity"
                                                               : " generated by default as identity";
    }

    void append_table_options(std::string& to, const schema::table& of) const override {
        std::string_view before = "\ninherits (";
        for (const schema::table_name& each : of.inherits) {
            to += std::exchange(before, ", ");
            append_table(to, {each.schema_name, each.name});
        }
        if (!of.inherits.empty()) to += ')';
        if (!of.partition_by.empty()) (to += "\npartition by ") += of.partition_by;
        before = "\nwith (";
        for (const auto& [name, value] : of.options) {
            append_identifier(to += std::exchange(before, ", "), name);
            append_literal(to += " = ", value);
        }
        if (!of.options.empty()) to += ')';
    }

private:
    std::string element_type(const sql_type& type) const {
        switch (type.kind) {
            case type_kind::boolean: return "boolean";
            case type_kind::smallint: return "smallint";
            case type_kind::integer: return "integer";
            case type_kind::bigint: return "bigint";
            case type_kind::real: return "real";
            case type_kind::double_precision: return "double precision";
            case type_kind::numeric:
                if (type.precision == 0) return "numeric";
                return "numeric(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ')';
            case type_kind::text: return "text";
            case type_kind::varchar:
                return type.length == 0 ? "varchar" : "varchar(" + std::to_string(type.length) + ')';
            case type_kind::bytes: return "bytea";
            case type_kind::uuid: return "uuid";
            case type_kind::timestamp: return "timestamptz";
            case type_kind::date: return "date";
            case type_kind::json: return "jsonb";
            case type_kind::other: return type.name;
            case type_kind::enumeration:
            case type_kind::domain: break;
        }
        std::string result;
        append_table(result, {type.schema_name, type.name});
        return result;
    }
};

}  // namespace

const dialect& postgresql_dialect() {
    static const postgresql only;
    return only;
}

}  // namespace rowan
