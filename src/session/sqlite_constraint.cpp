#include "sqlite_constraint.hpp"

#include <utility>

namespace rowan::detail {

void throw_constraint(sqlite_connection&, int code, sqlite3_stmt*, database_error::details what) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: what.sqlstate = "23505"; throw constraint_error(constraint_kind::unique, std::move(what));
        case SQLITE_CONSTRAINT_FOREIGNKEY: what.sqlstate = "23503"; throw constraint_error(constraint_kind::foreign_key, std::move(what));
        case SQLITE_CONSTRAINT_NOTNULL: what.sqlstate = "23502"; throw constraint_error(constraint_kind::not_null, std::move(what));
        case SQLITE_CONSTRAINT_CHECK: what.sqlstate = "23514"; throw constraint_error(constraint_kind::check, std::move(what));
        case SQLITE_CONSTRAINT_DATATYPE: what.sqlstate = "42804"; break;
        case SQLITE_CONSTRAINT_TRIGGER: what.sqlstate = "P0001"; break;
        default: what.sqlstate = "23000";
    }
    throw database_error(std::move(what));
}

}  // namespace rowan::detail
