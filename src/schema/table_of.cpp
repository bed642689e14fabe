#include <rowan/schema/facet.hpp>
#include <rowan/schema/table.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

schema::sql_text to_sql_text(const sql_literal& from) {
    schema::sql_text result(from.text);
    if (!from.postgresql.empty()) result.on("postgresql", std::string(from.postgresql));
    if (!from.sqlite.empty()) result.on("sqlite", std::string(from.sqlite));
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Turns the facets of one description into a table, one after the other.
class table_builder {
public:
    explicit table_builder(const description& from) : from_(from) {
        table_.schema_name = from.schema_name;
        table_.name = from.name;
        if (from.name.empty()) fault("has no name");
        for (std::size_t i = 0; i != from.columns.size(); ++i) {
            schema::column& added = table_.columns.emplace_back();
            added.name = name_of_column(from.facets, i, from.columns[i].name);
            added.type = from.columns[i].type.to_sql_type();
            added.nullable = from.columns[i].type.nullable;
        }
    }

    schema::table build() && {
        for (const facet& one : from_.facets) apply(one);
        add_identity_key();
        check_names();
        check_distribution();
        return std::move(table_);
    }

private:
    void apply(const facet& from) {
        switch (from.what) {
            case facet::kind::primary_key: return add_primary_key(from);
            case facet::kind::identity: column_of(from).identity = schema::identity_kind::by_default; return;
            case facet::kind::foreign_key: return add_foreign_key(from);
            case facet::kind::unique: return add_unique(from);
            case facet::kind::check: table_.checks.push_back({std::string(from.name), to_sql_text(from.text)}); return;
            case facet::kind::index: return add_index(from);
            case facet::kind::max_length: return set_max_length(from);
            case facet::kind::precision: return set_precision(from);
            case facet::kind::default_value: column_of(from).default_value = to_sql_text(from.text); return;
            case facet::kind::domain: return set_domain(from);
            case facet::kind::distributed_by: return set_distribution({column_of(from).name, std::string(from.name)});
            case facet::kind::reference_table: return set_distribution({});
            case facet::kind::comment: table_.comment = from.text.text; return;
            case facet::kind::column_name:  // the columns were made with it
            case facet::kind::renamed_from:  // a matter of migrations
            case facet::kind::created_at:   // a matter of the repository
            case facet::kind::updated_at:
            case facet::kind::version:
            case facet::kind::soft_delete: return;
            case facet::kind::generated: column_of(from).generated_as = to_sql_text(from.text); return;
        }
    }

    void add_primary_key(const facet& from) {
        if (table_.primary_key) fault("has two primary keys: name all columns of the key in one primary_key<…>()");
        table_.primary_key = {name_or(from.name, table_.name + "_pkey"), columns_of(from)};
    }

    void add_identity_key() {
        if (table_.primary_key) return;
        for (const auto& column : table_.columns) {
            if (column.identity != schema::identity_kind::none)
                table_.primary_key = {table_.name + "_pkey", {column.name}};
        }
    }

    void add_foreign_key(const facet& from) {
        const key_target& target = from_.targets[next_target_++];
        schema::foreign_key& added = table_.foreign_keys.emplace_back();
        added.columns = columns_of(from);
        added.name = name_or(from.name, table_.name + '_' + joined(added.columns) + "_fkey");
        added.referenced_schema = target.schema_name;
        added.referenced_table = target.table;
        for (std::size_t i = 0; i != from.member_count; ++i) added.referenced_columns.emplace_back(target.columns[i]);
        added.on_delete = from.deletes;
        for (std::size_t i = 0; i != from.member_count; ++i) {
            const schema::column& column = table_.columns[from.members[i]];
            if (from.deletes == schema::referential_action::set_null && !column.nullable)
                fault(column, "is set to NULL when the row it references goes, but is not std::optional");
        }
    }

    void set_distribution(schema::distribution how) {
        if (table_.distribution) fault("is distributed twice: it has one column to be distributed by, or none");
        table_.distribution = std::move(how);
    }

    // Each machine can look after its own rows only.
    void check_distribution() const {
        if (!table_.distribution || table_.distribution->column.empty()) return;
        const std::string& by = table_.distribution->column;
        const auto check = [&](const std::vector<std::string>& columns, const std::string& name) {
            if (std::find(columns.begin(), columns.end(), by) == columns.end())
                fault("is distributed by \"" + by + "\", which is missing from \"" + name +
                      "\": what is unique must have that column among its own");
        };
        if (table_.primary_key) check(table_.primary_key->columns, table_.primary_key->name);
        for (const auto& one : table_.uniques) check(one.columns, one.name);
        for (const auto& one : table_.indexes) {
            std::vector<std::string> columns;
            for (const auto& key : one.keys) columns.push_back(key.column);
            if (one.unique) check(columns, one.name);
        }
    }

    void add_unique(const facet& from) {
        auto columns = columns_of(from);
        auto name = name_or(from.name, table_.name + '_' + joined(columns) + "_key");
        table_.uniques.push_back({std::move(name), std::move(columns)});
    }

    void add_index(const facet& from) {
        const auto columns = columns_of(from);
        schema::index& added = table_.indexes.emplace_back();
        added.name = name_or(from.name, "ix_" + table_.name + '_' + joined(columns));
        added.schema_name = table_.schema_name;
        added.table = table_.name;
        added.unique = from.is_unique;
        added.method = from.method;
        added.where_supported = from.where_supported;
        if (!from.text.text.empty()) added.where = from.text.text;
        for (std::size_t i = 0; i != columns.size(); ++i) {
            schema::index_key& key = added.keys.emplace_back();
            key.column = columns[i];
            key.operator_class = from.operator_class;
            if ((from.descending >> i & 1) != 0) key.order = schema::sort_order::descending;
        }
        add_options(added, from.options);
    }

    void add_options(schema::index& to, std::string_view text) {
        while (!text.empty()) {
            const std::string_view one = text.substr(0, text.find(','));
            text.remove_prefix(std::min(one.size() + 1, text.size()));
            const auto equals = one.find('=');
            if (equals == std::string_view::npos)
                fault("has index \"" + to.name + "\" whose options are not of the form m = 16, n = 64");
            to.options.emplace_back(trimmed(one.substr(0, equals)), trimmed(one.substr(equals + 1)));
        }
    }

    void set_max_length(const facet& from) {
        schema::column& column = column_of(from);
        if (column.domain)
            fault(column,
                  "is of a domain, which has no max_length beside it: write the length as a rule of the domain");
        if (from.first <= 0) fault(column, "has a max_length that is not positive");
        column.type.kind = type_kind::varchar;
        column.type.length = from.first;
    }

    void set_precision(const facet& from) {
        schema::column& column = column_of(from);
        if (from.first <= 0 || from.second < 0 || from.second > from.first) {
            fault(column, "has a precision that is none: digits in all come first, then those after the point");
        }
        if (column.domain)
            fault(column, "is of a domain, which has no precision beside it: write it as a rule of the domain");
        column.type.precision = from.first;
        column.type.scale = from.second;
    }

    void set_domain(const facet& from) {
        schema::column& column = column_of(from);
        if (column.type.length != 0 || column.type.precision != 0) {
            fault(column,
                  "is of a domain, which has no max_length or precision beside it: write them as rules of the domain");
        }
        schema::domain definition;
        definition.name = from.domain->name;
        definition.type = std::exchange(column.type, {.kind = type_kind::domain, .name = definition.name});
        definition.checks.push_back({definition.name + "_check", to_sql_text(from.domain->rule)});
        column.domain = std::move(definition);
    }

    void check_names() const {
        std::vector<std::string_view> names;
        for (const auto& column : table_.columns) add_once(names, column.name, "column");
        names.clear();
        if (table_.primary_key) add_once(names, table_.primary_key->name, "constraint");
        for (const auto& one : table_.uniques) add_once(names, one.name, "constraint");
        for (const auto& one : table_.foreign_keys) add_once(names, one.name, "constraint");
        for (const auto& one : table_.checks) add_once(names, one.name, "constraint");
        names.clear();
        for (const auto& one : table_.indexes) add_once(names, one.name, "index");
    }

    void add_once(std::vector<std::string_view>& names, std::string_view name, std::string_view what) const {
        if (name.empty()) fault("has a " + std::string(what) + " without a name");
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            fault("has two of the " + std::string(what) + " \"" + std::string(name) + "\": give one another name");
        }
        names.push_back(name);
    }

    schema::column& column_of(const facet& from) { return table_.columns[from.members[0]]; }

    std::vector<std::string> columns_of(const facet& from) const {
        std::vector<std::string> result;
        for (std::size_t i = 0; i != from.member_count; ++i) result.push_back(table_.columns[from.members[i]].name);
        return result;
    }

    static std::string joined(const std::vector<std::string>& columns) {
        std::string result;
        for (const auto& one : columns) result += (result.empty() ? "" : "_") + one;
        return result;
    }

    static std::string name_or(std::string_view name, std::string otherwise) {
        return name.empty() ? std::move(otherwise) : std::string(name);
    }

    [[noreturn]] void fault(const std::string& what) const {
        throw mapping_error("rowan::table_of: table \"" + table_.name + "\" " + what);
    }
    [[noreturn]] void fault(const schema::column& column, const std::string& what) const {
        throw mapping_error("rowan::table_of: column \"" + table_.name + "\".\"" + column.name + "\" " + what);
    }

    const description& from_;
    std::size_t next_target_ = 0;
    schema::table table_;
};

}  // namespace

std::string_view name_of_column(std::span<const facet> facets, std::size_t member,
                                std::string_view member_name) noexcept {
    for (const facet& one : facets) {
        if (one.what == facet::kind::column_name && one.members[0] == member) return one.name;
    }
    return member_name;
}

schema::table build_table(const description& from) { return table_builder(from).build(); }

const schema::table& make_static_table(const description& from) { return *new schema::table(build_table(from)); }

}  // namespace rowan::detail
