#include "dialect/clients.hpp"
#include "dialect/sql_tokens.hpp"
#include "dialect/statement_pattern.hpp"
#include "dialect/words.hpp"
#include "dialect/writer.hpp"

#include <array>
#include <optional>
#include <utility>

namespace rowan {

namespace {

constexpr capabilities sqlite_can{
    .conflict_clauses = true,
    .transactional_ddl = true,
    .bracket_names = true,
    .nul_in_text = true,
    .max_parameters = 32766,  // SQLITE_MAX_VARIABLE_NUMBER, sqlite.org/limits.html
};

// sqlite.org/lang_vacuum.html, lang_attach.html, pragma.html. Of the pragmas, those that a migration may reach for.
constexpr std::array known_statements{
    known_statement{"vacuum * into", {.refuses_transaction = true}},
    known_statement{"vacuum", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"attach", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"detach", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"pragma foreign_keys", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"pragma synchronous", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"pragma temp_store", {.refuses_transaction = true, .only_settings = true}},
    known_statement{"pragma journal_mode", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"pragma wal_checkpoint", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"pragma auto_vacuum", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"pragma page_size", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"pragma encoding", {.refuses_transaction = true, .repeatable = true}},
    known_statement{"pragma recursive_triggers", {.only_settings = true}},
    known_statement{"pragma defer_foreign_keys", {}},  // for one transaction
    known_statement{"pragma legacy_alter_table", {.only_settings = true}},
    known_statement{"pragma ignore_check_constraints", {.only_settings = true}},
    known_statement{"pragma case_sensitive_like", {.only_settings = true}},
    known_statement{"pragma busy_timeout", {.only_settings = true}},
    known_statement{"pragma cache_size", {.only_settings = true}},
    known_statement{"pragma writable_schema", {.only_settings = true}},
};

// sqlite.org/lang_altertable.html: what ALTER TABLE does is to rename, to add a column that needs no look at the rows,
// and to drop one that nothing else speaks of.
struct takes_new_table {
    bool operator()(const schema::add_column& change) const {
        const schema::column& column = change.column;
        const schema::sql_text* otherwise = column.default_value ? &*column.default_value : nullptr;
        if (otherwise == nullptr && column.domain && column.domain->default_value)
            otherwise = &*column.domain->default_value;
        if (otherwise != nullptr && !sql_words::is_constant(otherwise->for_dialect("sqlite"))) return true;
        return column.identity != schema::identity_kind::none || column.generated_as ||
               (!column.nullable && otherwise == nullptr);
    }
    bool operator()(const schema::alter_column& change) const {
        schema::column commented = change.from;
        commented.comment = change.to.comment;
        return commented != change.to || change.converted;
    }
    bool operator()(const schema::add_constraint&) const { return true; }
    bool operator()(const schema::drop_constraint&) const { return true; }
    bool operator()(const schema::rename_constraint&) const { return true; }
    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

// sqlite.org/datatype3.html, 3.1: the first of these words that a declared type holds decides.
enum class type_affinity { integer, text, blob, real, numeric };

type_affinity affinity(std::string_view declared_type) {
    std::string type;
    for (const char c : declared_type) type += detail::lower_case(c);
    const auto holds = [&](std::string_view word) { return type.find(word) != std::string::npos; };
    if (holds("int")) return type_affinity::integer;
    if (holds("char") || holds("clob") || holds("text")) return type_affinity::text;
    if (type.empty() || holds("blob")) return type_affinity::blob;
    if (holds("real") || holds("floa") || holds("doub")) return type_affinity::real;
    return type_affinity::numeric;
}

class sqlite final : public dialect {
public:
    std::string_view name() const noexcept override { return "sqlite"; }
    const capabilities& can() const noexcept override { return sqlite_can; }
    const rowan::client& client() const noexcept override { return sqlite3_client(); }

    statement_traits traits_of(std::string_view statement) const override {
        return find_traits(statement, sqlite_can, known_statements);
    }

    // A declared type means its affinity only (sqlite.org/datatype3.html, 3.1): text must not get one that makes
    // numbers of it.
    std::string type_name(const sql_type& type) const override {
        if (type.array) return "text";
        switch (type.kind) {
            case type_kind::boolean: return "boolean";
            case type_kind::smallint: return "smallint";
            case type_kind::integer: return "integer";
            case type_kind::bigint: return "bigint";
            case type_kind::real: return "real";
            case type_kind::double_precision: return "double precision";
            case type_kind::varchar: return type.length == 0 ? "text" : "varchar(" + std::to_string(type.length) + ')';
            case type_kind::bytes:
            case type_kind::other: return "blob";  // stored as it comes
            case type_kind::numeric:               // text is exact, a double is not
            case type_kind::text:
            case type_kind::uuid:
            case type_kind::timestamp:
            case type_kind::date:
            case type_kind::json:
            case type_kind::enumeration: return "text";
            case type_kind::domain: break;
        }
        throw dialect_error("sqlite has no domains: the type of a column of domain \"" + type.name +
                            "\" is that of its definition (schema::column::domain)");
    }

    bool needs_new_table(const schema::table_change& change) const override {
        return std::visit(takes_new_table{}, change);
    }

    std::string converted(const schema::alter_enum& by, const schema::column& of) const override {
        std::string name;
        append_identifier(name, of.name);
        if (by.instead.empty()) return name;
        const auto choice = [&](const std::string& from) {
            std::string text = "case " + from;
            for (const auto& [old, now] : by.instead) {
                append_literal(text += " when ", old);
                append_literal(text += " then ", now);
            }
            return text + " else " + from + " end";
        };
        if (!of.type.array) return choice(name);
        return "case when " + name + " is not null then (select json_group_array(" + choice("each.value") +
               ") from json_each(" + name + ") each) end";
    }

    bool stores_alike(const sql_type& left, const sql_type& right) const override {
        return affinity(declared(left)) == affinity(declared(right));
    }

    std::string_view explain() const noexcept override { return "explain query plan "; }
    void append_parameter(std::string& to, std::size_t number) const override { to += '?' + std::to_string(number); }

protected:
    std::string_view no_limit() const noexcept override { return " limit -1"; }

    // A type that a table declares and rowan does not know is taken by its name.
    std::string declared(const sql_type& type) const {
        return type.kind == type_kind::other && !type.array ? type.name : type_name(type);
    }

    std::string column_type(const schema::column& column) const override {
        // Only INTEGER in so many letters makes the primary key the row's number
        // (sqlite.org/lang_createtable.html#rowid).
        if (column.declared_type) return *column.declared_type;
        if (column.identity != schema::identity_kind::none) return "integer";
        if (column.type.kind != type_kind::domain || column.type.array) return type_name(column.type);
        if (!column.domain) {
            throw dialect_error(
                "column \"" + column.name + "\" is of domain \"" + column.type.name +
                "\", which sqlite does not have: give the column its definition (schema::column::domain)");
        }
        return type_name(column.domain->type);
    }

    bool has_inline_key(const schema::table& table) const noexcept override {
        for (const auto& column : table.columns) {
            if (column.identity != schema::identity_kind::none) return true;
        }
        return false;
    }

    void append_identity(std::string& to, const schema::table& in, const schema::column& column) const override {
        const bool is_key =
            in.primary_key && in.primary_key->columns.size() == 1 && in.primary_key->columns.front() == column.name;
        if (!is_key) {
            throw dialect_error("column \"" + in.name + "\".\"" + column.name +
                                "\" is an identity: on sqlite it must be the primary key, and the only column of it");
        }
        if (!in.primary_key->name.empty() || !column.declared_type)
            append_identifier(to += " constraint ", in.primary_key->name);
        to += " primary key";
        to += sql_words::on_conflict(in.primary_key->on_conflict);
        // Without it SQLite gives the number of a deleted row to another one.
        if (!column.reuses_numbers) to += " autoincrement";
    }

    void append_table_options(std::string& to, const schema::table& of) const override {
        if (!of.inherits.empty() || !of.partition_by.empty()) {
            throw dialect_error("table \"" + of.name +
                                "\" consists of others (partitions, inherits): sqlite has no such tables");
        }
        if (of.strict) to += " strict";
        if (of.without_rowid) to += of.strict ? ", without rowid" : " without rowid";
    }

    void append_default(std::string& to, const std::string& expression) const override {
        const bool plain = sql_words::is_constant(expression) || sql_words::is_enclosed(expression);
        if (!plain) to += '(';
        to += expression;
        if (!plain) to += ')';
    }

    std::vector<schema::check> type_checks(const std::string& table, const schema::column& column) const override {
        std::vector<schema::check> result;
        if (column.declared_type) return result;
        std::string name;
        append_identifier(name, column.name);
        const sql_type& type = column.domain ? column.domain->type : column.type;
        if (auto check = type_check(type, table + '_' + column.name, name)) result.push_back(*std::move(check));
        if (!column.domain) return result;
        if (!column.domain->nullable && column.nullable)
            result.push_back({column.domain->name + "_not_null", name + " is not null"});
        for (const auto& one : column.domain->checks) {
            result.push_back({one.name, sql_words::replace_value(one.expression.for_dialect("sqlite"), name)});
        }
        return result;
    }

private:
    /// What every value of a column of `type` meets, where its affinity does not say enough.
    std::optional<schema::check> type_check(const sql_type& type, const std::string& prefix,
                                            const std::string& column) const {
        if (type.array) {
            // json_type fails on what is no JSON, so json_valid has to be asked before.
            return schema::check{prefix + "_array", "case when json_valid(" + column + ") then json_type(" + column +
                                                        ") = 'array' else " + column + " is null end"};
        }
        switch (type.kind) {
            case type_kind::varchar:
                if (type.length == 0) return std::nullopt;
                return schema::check{prefix + "_length", "length(" + column + ") <= " + std::to_string(type.length)};
            case type_kind::json:  // json_valid(NULL) is 0 on SQLite 3.40
                return schema::check{prefix + "_json", column + " is null or json_valid(" + column + ')'};
            case type_kind::enumeration: return schema::check{prefix + "_enum", column + " in " + labels(type)};
            default: return std::nullopt;
        }
    }

    std::string labels(const sql_type& type) const {
        std::string result = "(";
        std::string_view between;
        for (const auto& label : type.labels) {
            result += std::exchange(between, ", ");
            append_literal(result, label);
        }
        return result += ')';
    }
};

}  // namespace

const dialect& sqlite_dialect() {
    static const sqlite only;
    return only;
}

}  // namespace rowan
