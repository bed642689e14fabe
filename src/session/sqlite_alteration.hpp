#pragma once

#include "sqlite_connection.hpp"

#include <rowan/session/driver.hpp>

#include <string>
#include <vector>

namespace rowan::detail {

/// The tables that `operation` changes; none where it does something else. An enum is a check of each of its columns.
std::vector<schema::alter_table> alterations_for(const schema::operation& operation);

/// Carries out changes of a table, within an open transaction. What SQLite's `alter table` cannot do is a new table,
/// into which the rows are copied, in the place of the old one (sqlite.org/lang_altertable.html, 7): with its rows'
/// numbers and counter, indexes, triggers; children and views notice nothing. Where anything is wrong afterwards it
/// throws, for the transaction to be rolled back.
class sqlite_alteration {
public:
    sqlite_alteration(sqlite_connection& in, script_sink& run) : in_(in), run_(run) {}

    void apply(const schema::alter_table& what);
    void apply(const schema::rename_object& what);
    void apply(const schema::alter_table_settings& what);

private:
    bool needs_new_table(const schema::alter_table& of, const schema::table_change& change) const;
    void alter_in_place(const schema::alter_table& of, const schema::table_change& change);
    void make_anew(const schema::alter_table& of, const std::vector<schema::table_change>& changes);

    sqlite_connection& in_;
    script_sink& run_;
};

}  // namespace rowan::detail
