#include "dialect/ddl.hpp"

#include <algorithm>
#include <utility>

namespace rowan {

namespace {

void require_even(const schema::row_set& what) {
    const auto fault = [&](const std::string& why) { throw dialect_error("rows of \"" + what.table + "\": " + why); };
    if (what.columns.empty()) fault("they have no columns");
    for (const auto& row : what.rows) {
        if (row.size() != what.columns.size())
            fault("a row has " + std::to_string(row.size()) + " values for " + std::to_string(what.columns.size()) +
                  " columns");
    }
    for (const auto& each : what.key) {
        if (std::find(what.columns.begin(), what.columns.end(), each) == what.columns.end())
            fault("\"" + each + "\" of the key is none of their columns");
    }
}

}  // namespace

auto dialect::ddl::operator()(const schema::insert_rows& op) const -> statements {
    const schema::row_set& what = op.object;
    require_even(what);
    if (what.rows.empty()) return {};
    std::string text =
        "insert into " + table(what.schema_name, what.table) + ' ' + identifiers(what.columns) + " values";
    std::string_view before = "\n    (";
    for (const auto& row : what.rows) {
        text += std::exchange(before, ",\n    (");
        std::string_view between;
        for (const auto& value : row) (text += std::exchange(between, ", ")) += words(value);
        text += ')';
    }
    if (what.existing == schema::when_there::fail) return {text};
    text += "\non conflict " + identifiers(what.key) + " do ";
    std::string_view between = "update set ";
    if (what.existing == schema::when_there::update) {
        for (const auto& column : what.columns) {
            if (std::find(what.key.begin(), what.key.end(), column) != what.key.end()) continue;
            text += std::exchange(between, ", ");
            text += identifier(column) + " = excluded." + identifier(column);
        }
    }
    if (between == "update set ") text += "nothing";
    return {text};
}

auto dialect::ddl::operator()(const schema::delete_rows& op) const -> statements {
    const schema::row_set& what = op.object;
    require_even(what);
    if (what.key.empty()) throw dialect_error("rows of \"" + what.table + "\" are deleted by a key, and none is named");
    statements result;
    for (const auto& row : what.rows) {
        std::string text = "delete from " + table(what.schema_name, what.table);
        std::string_view before = " where ";
        for (std::size_t i = 0; i != row.size(); ++i) {
            if (std::find(what.key.begin(), what.key.end(), what.columns[i]) == what.key.end()) continue;
            text += std::exchange(before, " and ");
            text += identifier(what.columns[i]) + " = " + words(row[i]);
        }
        result.push_back(std::move(text));
    }
    std::reverse(result.begin(), result.end());
    return result;
}

// All at once, for a plan; migrations do it in batches.
auto dialect::ddl::operator()(const schema::backfill& op) const -> statements {
    std::string text = "update " + table(op.schema_name, op.table);
    std::string_view before = " set ";
    for (const auto& [column, value] : op.set) {
        text += std::exchange(before, ", ");
        text += identifier(column) + " = " + words(value);
    }
    if (const std::string& where = words(op.where); !where.empty()) text += " where " + where;
    return {text};
}

// That is for the program to do.
auto dialect::ddl::operator()(const schema::run_code&) const -> statements { return {}; }

}  // namespace rowan
