#include "postgresql_trace.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include "postgresql_state.hpp"

namespace rowan::detail::postgresql {
namespace {

// Oids rather than names tell relations apart: a statement may rename them.
constexpr const char* locks_query =
    "select c.oid::pg_catalog.regclass::text, l.mode from pg_catalog.pg_locks l join pg_catalog.pg_class c on c.oid = "
    "l.relation join pg_catalog.pg_namespace n on n.oid = c.relnamespace where l.pid = pg_catalog.pg_backend_pid() and "
    "l.granted and l.locktype = 'relation' and l.database = (select oid from pg_catalog.pg_database where datname = "
    "current_database()) and c.relkind in ('r', 'p', 'm', 'v', 'f') and n.nspname not in ('pg_catalog', "
    "'information_schema', 'pg_toast') order by 1, 2";

constexpr const char* relations_query =
    "select c.oid, c.oid::pg_catalog.regclass::text, pg_catalog.pg_relation_filenode(c.oid), coalesce(s.seq_scan, 0), "
    "c.relkind in ('i', 'I') from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace left "
    "join pg_catalog.pg_stat_xact_user_tables s on s.relid = c.oid where c.relkind in ('r', 'p', 'm', 'i', 'I') and "
    "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by c.oid";

struct lock_mode {
    std::string_view name;
    std::string_view shown;
    std::string_view waits;
};

// PostgreSQL manual, 13.3.1.
constexpr std::array<lock_mode, 8> modes{{
    {"AccessShareLock", "ACCESS SHARE", ""},
    {"RowShareLock", "ROW SHARE", ""},
    {"RowExclusiveLock", "ROW EXCLUSIVE", ""},
    {"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE", ""},
    {"ShareLock", "SHARE", "writes"},
    {"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE", "writes"},
    {"ExclusiveLock", "EXCLUSIVE", "writes"},
    {"AccessExclusiveLock", "ACCESS EXCLUSIVE", "reads and writes"},
}};

held_lock lock_of(std::vector<std::string> row) {
    for (const lock_mode& each : modes) {
        if (row[1] == each.name) return {std::move(row[0]), std::string(each.shown), std::string(each.waits)};
    }
    return {std::move(row[0]), std::move(row[1]), {}};
}

}  // namespace

trace_marks trace::look() {
    trace_marks result;
    for (auto& row : rows_of(in_, locks_query)) result.locks.push_back(lock_of(std::move(row)));
    for (auto& row : rows_of(in_, relations_query)) {
        relation_marks one{.id = std::move(row[0]), .name = std::move(row[1]), .storage = std::move(row[2])};
        one.scans = std::strtoll(row[3].c_str(), nullptr, 10);
        one.is_index = row[4] == "t";
        result.relations.push_back(std::move(one));
    }
    return result;
}

}  // namespace rowan::detail::postgresql
