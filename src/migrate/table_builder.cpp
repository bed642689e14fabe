#include <rowan/migrate/table_builder.hpp>

#include "migrate/make_index.hpp"
#include "migrate/names.hpp"

namespace rowan::migrate {

namespace {

sql_type of_kind(type_kind kind) {
    sql_type result;
    result.kind = kind;
    return result;
}

sql_type of_kind(type_kind kind, std::string name, std::vector<std::string> labels = {}) {
    sql_type result = of_kind(kind);
    result.name = std::move(name);
    result.labels = std::move(labels);
    return result;
}

}  // namespace

schema::column& column_builder::column() const { return in_->table_.columns[column_]; }

column_builder& column_builder::nullable() {
    column().nullable = true;
    return *this;
}

column_builder& column_builder::default_value(schema::sql_text sql) {
    column().default_value = std::move(sql);
    return *this;
}

column_builder& column_builder::primary_key(std::string name) {
    in_->primary_key(column().name, std::move(name));
    return *this;
}

column_builder& column_builder::unique(std::string name) {
    in_->unique(column().name, std::move(name));
    return *this;
}

column_builder& column_builder::index(std::string name) {
    index_builder added = in_->index(index_key(column().name));
    if (!name.empty()) added.named(std::move(name));
    return *this;
}

column_builder& column_builder::references(std::string table, std::string column_of_it,
                                           schema::referential_action on_delete) {
    in_->foreign_key(column().name).references(std::move(table), std::move(column_of_it)).on_delete(on_delete);
    return *this;
}

column_builder& column_builder::identity(schema::identity_kind kind) {
    column().identity = kind;
    return *this;
}

column_builder& column_builder::generated_as(schema::sql_text sql) {
    column().generated_as = std::move(sql);
    return *this;
}

column_builder& column_builder::array() {
    column().type.array = true;
    return *this;
}

column_builder& column_builder::collation(std::string name) {
    column().collation = std::move(name);
    return *this;
}

column_builder& column_builder::comment(std::string text) {
    column().comment = std::move(text);
    return *this;
}

foreign_key_builder& foreign_key_builder::references(std::string table, column_names columns) {
    key().referenced_table = std::move(table);
    key().referenced_columns = std::move(columns).names();
    return *this;
}

foreign_key_builder& foreign_key_builder::on_delete(schema::referential_action action) {
    key().on_delete = action;
    return *this;
}

foreign_key_builder& foreign_key_builder::on_update(schema::referential_action action) {
    key().on_update = action;
    return *this;
}

foreign_key_builder& foreign_key_builder::deferrable(bool initially_deferred) {
    key().deferrable = true;
    key().initially_deferred = initially_deferred;
    return *this;
}

foreign_key_builder& foreign_key_builder::not_valid() {
    key().not_valid = true;
    return *this;
}

check_builder& check_builder::not_valid() {
    in_->checks[check_].not_valid = true;
    return *this;
}

alteration_builder& alteration_builder::converted(schema::sql_text sql, schema::sql_text back) {
    for (schema::table_change& each : of_->changes) {
        auto& change = std::get<schema::alter_column>(each);
        change.converted = sql;
        change.converted_back = back;
    }
    return *this;
}

foreign_key_builder& foreign_key_builder::named(std::string name) {
    key().name = std::move(name);
    return *this;
}

index_builder& index_builder::concurrently() {
    index_->concurrently = true;
    return *this;
}

index_builder& index_builder::unique() {
    index_->unique = true;
    return *this;
}

index_builder& index_builder::where(schema::sql_text condition) {
    index_->where = std::move(condition);
    return *this;
}

index_builder& index_builder::method(std::string name) {
    index_->method = std::move(name);
    return *this;
}

index_builder& index_builder::option(std::string name, std::string value) {
    index_->options.emplace_back(std::move(name), std::move(value));
    return *this;
}

index_builder& index_builder::where_supported() {
    index_->where_supported = true;
    return *this;
}

index_builder& index_builder::include(column_names columns) {
    index_->include = std::move(columns).names();
    return *this;
}

index_builder& index_builder::named(std::string name) {
    index_->name = std::move(name);
    return *this;
}

table_builder::table_builder(std::string name) { table_.name = std::move(name); }

column_builder table_builder::column(std::string name, sql_type type) {
    schema::column& added = table_.columns.emplace_back();
    added.name = std::move(name);
    added.type = std::move(type);
    return {*this, table_.columns.size() - 1};
}

column_builder table_builder::boolean(std::string name) { return column(std::move(name), of_kind(type_kind::boolean)); }
column_builder table_builder::smallint(std::string name) {
    return column(std::move(name), of_kind(type_kind::smallint));
}
column_builder table_builder::integer(std::string name) { return column(std::move(name), of_kind(type_kind::integer)); }
column_builder table_builder::bigint(std::string name) { return column(std::move(name), of_kind(type_kind::bigint)); }
column_builder table_builder::real(std::string name) { return column(std::move(name), of_kind(type_kind::real)); }
column_builder table_builder::text(std::string name) { return column(std::move(name), of_kind(type_kind::text)); }
column_builder table_builder::bytes(std::string name) { return column(std::move(name), of_kind(type_kind::bytes)); }
column_builder table_builder::uuid(std::string name) { return column(std::move(name), of_kind(type_kind::uuid)); }
column_builder table_builder::timestamp(std::string name) {
    return column(std::move(name), of_kind(type_kind::timestamp));
}
column_builder table_builder::date(std::string name) { return column(std::move(name), of_kind(type_kind::date)); }
column_builder table_builder::json(std::string name) { return column(std::move(name), of_kind(type_kind::json)); }

column_builder table_builder::double_precision(std::string name) {
    return column(std::move(name), of_kind(type_kind::double_precision));
}

column_builder table_builder::numeric(std::string name, int precision, int scale) {
    sql_type type = of_kind(type_kind::numeric);
    type.precision = precision;
    type.scale = scale;
    return column(std::move(name), std::move(type));
}

column_builder table_builder::varchar(std::string name, int length) {
    sql_type type = of_kind(type_kind::varchar);
    type.length = length;
    return column(std::move(name), std::move(type));
}

column_builder table_builder::identity(std::string name) { return bigint(std::move(name)).identity(); }

column_builder table_builder::enumeration(std::string name, std::string type, std::vector<std::string> labels) {
    return column(std::move(name), of_kind(type_kind::enumeration, std::move(type), std::move(labels)));
}

column_builder table_builder::domain(std::string name, std::string type) {
    return column(std::move(name), of_kind(type_kind::domain, std::move(type)));
}

column_builder table_builder::domain(std::string name, schema::domain definition) {
    column_builder added = domain(std::move(name), definition.name);
    added.column().domain = std::move(definition);
    return added;
}

void table_builder::primary_key(column_names columns, std::string name) {
    if (table_.primary_key) {
        faults_.push_back("table \"" + table_.name +
                          "\" has two primary keys; one of several columns is t.primary_key({\"a\", \"b\"})");
        return;
    }
    table_.primary_key =
        schema::primary_key{name_or(std::move(name), primary_key_name(table_.name)), std::move(columns).names()};
}

void table_builder::unique(column_names columns, std::string name) {
    std::string named = name_or(std::move(name), unique_name(table_.name, columns.names()));
    table_.uniques.push_back({std::move(named), std::move(columns).names()});
}

check_builder table_builder::check(std::string name, schema::sql_text condition) {
    table_.checks.push_back({std::move(name), std::move(condition)});
    return {table_, table_.checks.size() - 1};
}

void table_builder::distributed_by(std::string column, std::string colocate_with) {
    table_.distribution = {std::move(column), std::move(colocate_with)};
}

void table_builder::reference_table() { table_.distribution.emplace(); }

foreign_key_builder table_builder::foreign_key(column_names columns) {
    schema::foreign_key& added = table_.foreign_keys.emplace_back();
    added.name = foreign_key_name(table_.name, columns.names());
    added.columns = std::move(columns).names();
    return {table_, table_.foreign_keys.size() - 1};
}

index_builder table_builder::index(index_keys keys) {
    return index_builder(table_.indexes.emplace_back(make_index({}, table_.name, std::move(keys))));
}

void table_builder::comment(std::string text) { table_.comment = std::move(text); }

}  // namespace rowan::migrate
