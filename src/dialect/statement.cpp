#include "dialect/writer.hpp"

#include <utility>

namespace rowan {

namespace {
[[noreturn]] void throw_incomplete(std::string_view what, const sql::table_name& table, std::string_view lack) {
    throw dialect_error(std::string(what) + " \"" + table.name + "\" " + std::string(lack));
}
}  // namespace

rendered dialect::render(const sql::select& statement) const {
    if (statement.columns.empty()) throw_incomplete("select from", statement.from, "names no columns");
    writer to(*this);
    std::string_view before = "select ";
    for (const auto& column : statement.columns) {
        to.text(std::exchange(before, ", "));
        to.expression(column);
    }
    to.text(" from ");
    to.table(statement.from);
    to.where(statement.where);
    to.order_by(statement.order_by);
    to.window(statement.limit, statement.offset);
    return std::move(to).finish();
}

rendered dialect::render(const sql::insert& statement) const {
    writer to(*this);
    to.text("insert into ");
    to.table(statement.into);
    if (statement.columns.empty()) {
        if (statement.rows.size() > 1)
            throw_incomplete("insert into", statement.into, "has several rows of defaults: one at a time");
        to.text(" default values");
    } else {
        if (statement.rows.empty()) throw_incomplete("insert into", statement.into, "has no rows");
        to.text(" (");
        to.identifiers(statement.columns);
        std::string_view before_row = ") values (";
        for (const auto& row : statement.rows) {
            if (row.size() != statement.columns.size()) {
                throw_incomplete("insert into", statement.into,
                                 "has a row with more or fewer values than there are columns");
            }
            to.text(std::exchange(before_row, "), ("));
            std::string_view before;
            for (const auto& value : row) {
                to.text(std::exchange(before, ", "));
                to.expression(value);
            }
        }
        to.text(")");
    }
    if (!statement.returning.empty()) {
        to.text(" returning ");
        to.identifiers(statement.returning);
    }
    return std::move(to).finish();
}

rendered dialect::render(const sql::update& statement) const {
    if (statement.set.empty()) throw_incomplete("update of", statement.table, "sets no columns");
    writer to(*this);
    to.text("update ");
    to.table(statement.table);
    std::string_view before = " set ";
    for (const auto& one : statement.set) {
        to.text(std::exchange(before, ", "));
        to.identifier(one.column);
        to.text(" = ");
        to.expression(one.to);
    }
    to.where(statement.where);
    return std::move(to).finish();
}

rendered dialect::render(const sql::erase& statement) const {
    writer to(*this);
    to.text("delete from ");
    to.table(statement.from);
    to.where(statement.where);
    return std::move(to).finish();
}

}  // namespace rowan
