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

#define ROWAN_LIFE                                                                                 \
    "pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8) " \
    "|| ' ' || cast(pg_catalog.pg_postmaster_start_time() as text) || ' ' || (select "             \
    "pg_catalog.string_agg(cast(pid as text), ' ' order by pid) from pg_catalog.pg_stat_activity " \
    "where usesysid is null)"

// In another life of the server, who is committed may be another one who was given the number; nobody is who was not
// committed, nor a number that is still to be given. What another server says counts where it was promoted since: then
// its timeline is a later one.
constexpr const char* outcome_query =
    "select case when pg_catalog.pg_is_in_recovery() then null "
    "when not cast($3 as boolean) and pg_catalog.substr(" ROWAN_LIFE
    ", 1, 8) <= pg_catalog.substr($2, 1, 8) collate \"C\" then null "
    "when cast($1 as xid8) >= pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) then 'aborted' "
    "when $2 = " ROWAN_LIFE
    " then pg_catalog.pg_xact_status(cast($1 as xid8)) "
    "else case pg_catalog.pg_xact_status(cast($1 as xid8)) when 'committed' then 'reused' else 'aborted' end end";

std::string value_of(const result_pointer& result) {
    return PQresultStatus(result.get()) == PGRES_TUPLES_OK ? PQgetvalue(result.get(), 0, 0) : "";
}

std::string place_of(PGconn* on) { return std::string(PQhost(on)) + ':' + PQport(on); }

/// A server that may know.
class witness {
public:
    witness(PGconn* lost, const std::string& host) : words_(lost), lost_(place_of(lost)) {
        if (host.empty()) return;
        const auto colon = host.rfind(':');
        const bool has_port = colon != std::string::npos && host.find(']', colon) == std::string::npos;
        std::string name = host.substr(0, has_port ? colon : host.size());
        if (name.starts_with('[')) name = name.substr(1, name.size() - 2);
        words_.set("host", std::move(name));
        words_.set("hostaddr", "");
        words_.set("port", has_port ? host.substr(colon + 1) : "");
    }

    /// Empty where nobody answers or the number is too old. Waits no longer for a connection than there is time, in
    /// whole seconds, two at least.
    std::string status(const transaction_number& of, std::chrono::milliseconds left) {
        if (!on_ || PQstatus(on_.get()) != CONNECTION_OK) {
            words_.set("connect_timeout", std::to_string(std::max<std::int64_t>(2, left.count() / 1000)));
            on_.reset(PQconnectdbParams(words_.words().data(), words_.values().data(), 0));
        }
        if (PQstatus(on_.get()) != CONNECTION_OK) return {};
        const char* const own = place_of(on_.get()) == lost_ ? "true" : "false";
        const char* const parameters[]{of.number.c_str(), of.life.c_str(), own};
        std::string result = value_of(
            result_pointer(PQexecParams(on_.get(), outcome_query, 3, nullptr, parameters, nullptr, nullptr, 0)));
        if (result.empty()) on_.reset();  // of several hosts, another one may be the primary soon
        return result;
    }

private:
    connect_words words_;
    std::string lost_;
    connection_pointer on_{nullptr, PQfinish};
};
}  // namespace

std::string life_of(pg_conn* on) { return value_of(result_pointer(PQexec(on, "select " ROWAN_LIFE))); }

#undef ROWAN_LIFE

commit_outcome ask_outcome(pg_conn* lost, const transaction_number& of, duration patience,
                           const std::vector<std::string>& others) {
    const auto end = steady_clock::now() + std::chrono::milliseconds(patience.milliseconds());
    std::vector<witness> all;
    all.emplace_back(lost, "");
    for (const std::string& host : others) all.emplace_back(lost, host);
    for (auto now = steady_clock::now(); now < end; now = steady_clock::now()) {
        // One that is silently gone leaves the others their time.
        const auto left = (end - now) / static_cast<int>(all.size());
        for (witness& each : all) {
            const std::string status = each.status(of, std::chrono::duration_cast<std::chrono::milliseconds>(left));
            if (status == "committed") return commit_outcome::committed;
            if (status == "aborted") return commit_outcome::aborted;
            if (status == "reused") return commit_outcome::unknown;
        }
        std::this_thread::sleep_for(pause);  // the server is away, or the old connection's process still at work
    }
    return commit_outcome::unknown;
}

}  // namespace rowan::detail::postgresql
