#pragma once

#include <rowan/schema/table.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// One column or several: `"id"`, `{"project_id", "order"}`.
class column_names {
public:
    column_names(const char* one) : names_{one} {}
    column_names(std::string one) : names_{std::move(one)} {}
    column_names(std::vector<std::string> names) : names_(std::move(names)) {}
    column_names(std::initializer_list<std::string_view> names) : names_(names.begin(), names.end()) {}

    const std::vector<std::string>& names() const& noexcept { return names_; }
    std::vector<std::string> names() && noexcept { return std::move(names_); }

private:
    std::vector<std::string> names_;
};

/// A column of an index: `"status"`, `desc("created_at")`, `expression("lower(name)")`,
/// `index_key("name").operator_class("text_pattern_ops")`, or a `schema::index_key` spelled out.
class index_key {
public:
    index_key(const char* column) { key_.column = column; }
    index_key(std::string column) { key_.column = std::move(column); }
    index_key(schema::index_key key) : key_(std::move(key)) {}

    /// PostgreSQL: how the index compares.
    index_key& operator_class(std::string name) {
        key_.operator_class = std::move(name);
        return *this;
    }

    const schema::index_key& key() const noexcept { return key_; }

private:
    schema::index_key key_;
};

/// The columns of an index, one or several: `"status"`, `{"priority", desc("created_at")}`.
class index_keys {
public:
    index_keys(const char* one) : index_keys(index_key(one)) {}
    index_keys(const index_key& one) : keys_{one.key()} {}
    index_keys(std::initializer_list<index_key> keys) {
        for (const index_key& each : keys) keys_.push_back(each.key());
    }

    std::vector<schema::index_key> keys() && noexcept { return std::move(keys_); }

private:
    std::vector<schema::index_key> keys_;
};

/// The column in descending order.
ROWAN_EXPORT index_key desc(std::string column);
/// What the rows are indexed by where it is no column as it stands: `expression("lower(name)")`.
ROWAN_EXPORT index_key expression(schema::sql_text sql);

}  // namespace rowan::migrate
