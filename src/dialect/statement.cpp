#include "dialect/writer.hpp"

#include <utility>

namespace rowan {

namespace {

[[noreturn]] void throw_incomplete(std::string_view what, const sql::table_name& table, std::string_view lack) {
    throw dialect_error(std::string(what) + " \"" + table.name + "\" " + std::string(lack));
}

void check_rows(const sql::insert& statement) {
    if (statement.rows.empty()) throw_incomplete("insert into", statement.into, "has no rows");
    for (const auto& row : statement.rows) {
        if (row.size() == statement.columns.size()) continue;
        throw_incomplete("insert into", statement.into, "has a row with more or fewer values than there are columns");
    }
}

}  // namespace

rendered dialect::render(const sql::select& statement) const {
    writer to(*this);
    to.select(statement);
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
        to.text(" (");
        to.identifiers(statement.columns);
        if (statement.query) {
            // SQLite takes "on" after a bare query for that of a join (sqlite.org/lang_upsert.html, 2.2).
            to.text(statement.conflict ? ") select * from (" : ") ");
            to.select(statement.query->queries.at(0));
            if (statement.conflict) to.text(") as given where true");
        } else {
            check_rows(statement);
            std::string_view before_row = ") values (";
            for (const auto& row : statement.rows) {
                to.text(std::exchange(before_row, "), ("));
                to.list(row);
            }
            to.text(")");
        }
    }
    if (statement.conflict) append_on_conflict(to, statement);
    to.returning(statement.returning);
    return std::move(to).finish();
}

void dialect::append_on_conflict(writer& to, const sql::insert& statement) const {
    const sql::on_conflict& conflict = *statement.conflict;
    to.text(" on conflict");
    if (!conflict.constraint.empty()) {
        if (!can().conflict_by_constraint) {
            throw_incomplete("insert into", statement.into,
                             "names a constraint where " + std::string(name()) + " wants its columns");
        }
        to.text(" on constraint ");
        to.identifier(conflict.constraint);
    } else if (!conflict.columns.empty()) {
        to.text(" (");
        to.identifiers(conflict.columns);
        to.text(")");
        to.condition(" where ", conflict.key_where);
    }
    if (conflict.set.empty()) return to.text(" do nothing");
    to.text(" do update set ");
    to.assignments(conflict.set);
    to.condition(" where ", conflict.where);
}

rendered dialect::render(const sql::update& statement) const {
    if (statement.set.empty()) throw_incomplete("update of", statement.table, "sets no columns");
    writer to(*this);
    to.text("update ");
    to.table(statement.table);
    to.text(" set ");
    to.assignments(statement.set);
    for (const auto& one : statement.from) {
        to.text(" from ");
        to.source(one);
    }
    to.condition(" where ", statement.where);
    to.returning(statement.returning);
    return std::move(to).finish();
}

rendered dialect::render(const sql::erase& statement) const {
    writer to(*this);
    to.text("delete from ");
    to.table(statement.from);
    to.condition(" where ", statement.where);
    to.returning(statement.returning);
    return std::move(to).finish();
}

}  // namespace rowan
