#include "postgresql_outcome.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "postgresql_connect_words.hpp"
#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {
namespace {
using std::chrono::steady_clock;
using connection_pointer = std::unique_ptr<PGconn, decltype(&PQfinish)>;

constexpr std::chrono::milliseconds pause{50};

// As the lost one was made, but not waiting for longer than there is time (whole seconds, no fewer than two).
connection_pointer connect_again(PGconn* lost, std::chrono::milliseconds left) {
    connect_words words(lost);
    words.set("connect_timeout", std::to_string(std::max<std::int64_t>(2, left.count() / 1000)));
    return {PQconnectdbParams(words.words().data(), words.values().data(), 0), PQfinish};
}

#define ROWAN_LIFE                                                                                 \
    "pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8) " \
    "|| ' ' || cast(pg_catalog.pg_postmaster_start_time() as text) || ' ' || (select "             \
    "pg_catalog.string_agg(cast(pid as text), ' ' order by pid) from pg_catalog.pg_stat_activity " \
    "where usesysid is null)"

// In another life of the server, who is committed may be another one who was given the number; nobody is who was not
// committed, nor a number that is still to be given.
constexpr const char* outcome_query =
    "select case when pg_catalog.pg_is_in_recovery() then null "
    "when cast($1 as xid8) >= pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) then 'aborted' "
    "when $2 = " ROWAN_LIFE
    " then pg_catalog.pg_xact_status(cast($1 as xid8)) "
    "else case pg_catalog.pg_xact_status(cast($1 as xid8)) when 'committed' then 'reused' else 'aborted' end end";

std::string value_of(const result_pointer& result) {
    return PQresultStatus(result.get()) == PGRES_TUPLES_OK ? PQgetvalue(result.get(), 0, 0) : "";
}

// Empty where nobody answers or the number is too old.
std::string status_of(PGconn* on, const transaction_number& of) {
    const char* const parameters[]{of.number.c_str(), of.life.c_str()};
    return value_of(result_pointer(PQexecParams(on, outcome_query, 2, nullptr, parameters, nullptr, nullptr, 0)));
}
}  // namespace

std::string life_of(pg_conn* on) { return value_of(result_pointer(PQexec(on, "select " ROWAN_LIFE))); }

#undef ROWAN_LIFE

commit_outcome ask_outcome(pg_conn* lost, const transaction_number& of, duration patience) {
    const auto end = steady_clock::now() + std::chrono::milliseconds(patience.milliseconds());
    connection_pointer on(nullptr, PQfinish);
    for (auto now = steady_clock::now(); now < end; now = steady_clock::now()) {
        if (!on || PQstatus(on.get()) != CONNECTION_OK)
            on = connect_again(lost, std::chrono::duration_cast<std::chrono::milliseconds>(end - now));
        const std::string status = PQstatus(on.get()) == CONNECTION_OK ? status_of(on.get(), of) : std::string();
        if (status == "committed") return commit_outcome::committed;
        if (status == "aborted") return commit_outcome::aborted;
        if (status == "reused") return commit_outcome::unknown;
        if (status.empty()) on.reset();      // of several hosts, another one may be the primary soon
        std::this_thread::sleep_for(pause);  // the server is away, or the old connection's process still at work
    }
    return commit_outcome::unknown;
}

}  // namespace rowan::detail::postgresql
