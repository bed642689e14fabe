#include "postgresql_state.hpp"

#include <rowan/dialect/dialect.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <algorithm>

#include "dialect/sql_tokens.hpp"
#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
// Neither of them is in pg_settings; they stand first, since what one may set hangs on who one is.
constexpr const char* settings_query =
    "select 'session_authorization', current_setting('session_authorization') union all "
    "select 'role', current_setting('role') union all "
    "(select name, setting from pg_catalog.pg_settings where source = 'session' order by name)";

constexpr const char* leavings_query =
    "select format(case when relkind = 'v' then 'drop view if exists %I.%I cascade' when relkind = 'S' then "
    "'drop sequence if exists %I.%I cascade' else 'drop table if exists %I.%I cascade' end, 'pg_temp', relname) from "
    "pg_catalog.pg_class where relnamespace = pg_my_temp_schema() and relkind in ('r', 'p', 'v', 'S') union all "
    "select format('deallocate %I', name) from pg_catalog.pg_prepared_statements where from_sql order by 1";

bool is_identity(std::string_view name) noexcept { return name == "session_authorization" || name == "role"; }

const std::string* find(const session_state& in, std::string_view name) {
    const auto found =
        std::find_if(in.settings.begin(), in.settings.end(), [&](const auto& each) { return each.first == name; });
    return found == in.settings.end() ? nullptr : &found->second;
}

void add(std::string& sql, std::string_view statement) {
    if (!sql.empty()) sql += "; ";
    sql += statement;
}

void add_setting(std::string& sql, const std::string& name, const std::string& value) {
    add(sql, fmt::format("select pg_catalog.set_config({}, {}, false)", literal(name), literal(value)));
}

/// Words of a statement that may be the names of tables.
std::string names_in(std::string_view statement) {
    std::string result = "array[]::text[]";
    sql_tokens tokens(statement, postgresql_dialect().can());
    constexpr int most = 200;
    int count = 0;
    for (sql_token each = tokens.next(); each.what != sql_token::kind::end && count != most; each = tokens.next()) {
        std::string name = each.name();
        if (each.what == sql_token::kind::word) {
            std::transform(name.begin(), name.end(), name.begin(), lower_case);
        } else if (each.what != sql_token::kind::identifier) {
            continue;
        }
        result += " || " + literal(name) + "::text";
        ++count;
    }
    return result;
}

constexpr std::string_view session_words =
    "format('pid %s%s, %s, in a transaction since %s', a.pid, coalesce(nullif(format(' (%s)', a.application_name), ' "
    "()'), ''), coalesce(a.state, 'state unknown'), coalesce(to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS'), "
    "'an unknown time'))";
}  // namespace

std::string literal(std::string_view text) {
    std::string result;
    postgresql_dialect().append_literal(result, text);
    return result;
}

std::string identifier(std::string_view name) {
    std::string result;
    postgresql_dialect().append_identifier(result, name);
    return result;
}

std::vector<std::vector<std::string>> rows_of(connection& in, const std::string& sql) {
    in.check_ready();
    const result_pointer rows(PQexec(in.handle(), sql.c_str()));
    const auto status = PQresultStatus(rows.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) throw_failure(in, rows.get(), sql);
    std::vector<std::vector<std::string>> result(static_cast<std::size_t>(PQntuples(rows.get())));
    for (std::size_t i = 0; i != result.size(); ++i) {
        for (int column = 0; column != PQnfields(rows.get()); ++column)
            result[i].emplace_back(PQgetvalue(rows.get(), static_cast<int>(i), column));
    }
    return result;
}

session_state state_of(connection& in) {
    session_state result;
    for (auto& row : rows_of(in, settings_query)) result.settings.emplace_back(std::move(row[0]), std::move(row[1]));
    for (auto& row : rows_of(in, leavings_query)) result.leavings.push_back(std::move(row[0]));
    return result;
}

// First back to who the connection is, who may set what it could set before.
void restore_settings(connection& in, const session_state& to) {
    const session_state now = state_of(in);
    std::string sql;
    const bool other_role = std::any_of(now.settings.begin(), now.settings.end(), [&](const auto& each) {
        const std::string* wanted = find(to, each.first);
        return is_identity(each.first) && (wanted == nullptr || *wanted != each.second);
    });
    if (other_role) add(sql, "reset session authorization; reset role");
    for (const auto& [name, value] : now.settings) {
        if (!is_identity(name) && find(to, name) == nullptr) add(sql, "reset " + identifier(name));
    }
    for (const auto& [name, value] : to.settings) {
        const std::string* present = find(now, name);
        if (!is_identity(name) && (present == nullptr || *present != value)) add_setting(sql, name, value);
    }
    if (other_role) {
        for (const char* name : {"session_authorization", "role"}) {
            if (const std::string* wanted = find(to, name)) add_setting(sql, name, *wanted);
        }
    }
    if (!sql.empty()) rows_of(in, sql);
}

void limit_lock_wait(connection& in, std::int64_t milliseconds) {
    rows_of(in, fmt::format("select pg_catalog.set_config('lock_timeout', '{}', true) where "
                            "pg_catalog.current_setting('lock_timeout') = '0'",
                            milliseconds));
}

// Whose lock it is, the server does not say in its error: those with locks on what the statement names, or else those
// with the oldest transactions.
std::vector<std::string> lock_holders(connection& in, std::string_view statement) {
    auto found = rows_of(
        in,
        fmt::format("select distinct {} || ', ' || l.mode || ' on ' || c.oid::regclass from pg_catalog.pg_locks l join "
                    "pg_catalog.pg_class c on c.oid = l.relation join pg_catalog.pg_stat_activity a on a.pid = l.pid "
                    "where l.granted and l.pid <> pg_backend_pid() and l.database = (select oid from "
                    "pg_catalog.pg_database where datname = current_database()) and c.relnamespace <> "
                    "'pg_catalog'::regnamespace and c.relname = any({}) limit 5",
                    session_words, names_in(statement)));
    if (found.empty()) {
        found =
            rows_of(in, fmt::format("select {} from pg_catalog.pg_stat_activity a where a.pid <> pg_backend_pid() and "
                                    "a.datname = current_database() and a.xact_start is not null order by "
                                    "a.xact_start limit 3",
                                    session_words));
    }
    std::vector<std::string> result;
    for (auto& row : found) result.push_back(std::move(row[0]));
    return result;
}

}  // namespace rowan::detail::postgresql
