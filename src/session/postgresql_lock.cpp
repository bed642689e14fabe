#include "postgresql_lock.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <cstdlib>
#include <string>

#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
result_pointer ask(const connection& on, const std::string& sql) {
    on.check_ready();
    result_pointer result(PQexec(on.handle(), sql.c_str()));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_failure(on, result.get(), sql);
    return result;
}

bool says_true(const result_pointer& result) {
    return PQntuples(result.get()) == 1 && *PQgetvalue(result.get(), 0, 0) == 't';
}

// The number of the lock: advisory locks have no names.
std::string key_of(std::string_view table) {
    std::string name;
    postgresql_dialect().append_literal(name, table);
    return fmt::format("hashtextextended('rowan ' || coalesce(current_schema(), '') || '.' || {}, 0)", name);
}

// As pg_locks has it: the number in two halves (manual, 54.12).
std::string rows_of(std::string_view table) {
    return fmt::format(
        "from (select {} as key) k join pg_catalog.pg_locks l on l.locktype = 'advisory' and l.granted and "
        "l.objsubid = 1 and l.classid::bigint = ((k.key >> 32) & 4294967295) and "
        "l.objid::bigint = (k.key & 4294967295) and "
        "l.database = (select oid from pg_catalog.pg_database where datname = current_database())",
        key_of(table));
}

// A server notices by itself that the holder is gone only when it wants to tell it something, which may be after hours
// of work: client_connection_check_interval (PostgreSQL 14, not on every system) and keepalives make it look.
constexpr const char* watch_client = R"(do $$ begin
    perform set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
        set_config('tcp_keepalives_count', '3', false), set_config('client_connection_check_interval', '1s', false);
exception when others then null; end $$)";
constexpr const char* watch_no_more = R"(do $$ declare one text; begin
    for one in select name from pg_catalog.pg_settings where name in ('tcp_keepalives_idle',
        'tcp_keepalives_interval', 'tcp_keepalives_count', 'client_connection_check_interval') loop
        execute 'reset ' || one;
    end loop;
end $$)";
}  // namespace

bool try_advisory_lock(connection& on, std::string_view table) {
    const bool keeps = !on.is_lent();
    const char* const lock = keeps ? "pg_try_advisory_lock" : "pg_try_advisory_xact_lock";
    if (!says_true(ask(on, fmt::format("select pg_catalog.{}({})", lock, key_of(table))))) return false;
    if (keeps) on.run(watch_client);
    return true;
}

bool has_advisory_lock(const connection& on, std::string_view table) {
    return says_true(
        ask(on, fmt::format("select true {} where l.pid = pg_catalog.pg_backend_pid() limit 1", rows_of(table))));
}

void advisory_unlock(connection& on, std::string_view table) noexcept {
    try {
        ask(on, fmt::format("select pg_catalog.pg_advisory_unlock({})", key_of(table)));
        on.run(watch_no_more);
    } catch (const std::exception&) {
        return;  // a lost connection has lost the lock
    }
}

std::optional<lock_holder> advisory_holder(const connection& on, std::string_view table) {
    const result_pointer result = ask(
        on,
        fmt::format("select l.pid, coalesce(a.application_name, ''), "
                    "coalesce(a.client_hostname, host(a.client_addr), 'local'), coalesce(to_char(a.backend_start at "
                    "time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), '') {} "
                    "left join pg_catalog.pg_stat_activity a on a.pid = l.pid limit 1",
                    rows_of(table)));
    if (PQntuples(result.get()) == 0) return std::nullopt;
    const auto text = [&](int column) { return std::string(PQgetvalue(result.get(), 0, column)); };
    return lock_holder{std::atoll(text(0).c_str()), text(1), text(2), text(3)};
}

}  // namespace rowan::detail::postgresql
