#include "postgresql_replication.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <string_view>

#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
// The position of what comes next, as commits with synchronous_commit off are written later. The name of a segment
// begins with the timeline, in hexadecimal digits.
constexpr const char* standing_query = R"(
select s.replica, coalesce(case when s.replica then pg_catalog.pg_last_wal_replay_lsn()
                                else pg_catalog.pg_current_wal_insert_lsn() end - '0/0'::pg_catalog.pg_lsn, 0),
       case when not s.replica then pg_catalog.substr(
           pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8) end
from (select pg_catalog.pg_is_in_recovery() as replica offset 0) s)";

// Behind the header of a page nothing has been written yet: replicas stop before it (xlog_internal.h: 24 bytes, 40 at
// the beginning of a segment).
std::uint64_t end_of_written(std::uint64_t next) noexcept {
    constexpr std::uint64_t page = 8192;
    constexpr std::uint64_t longest_header = 40;
    return next % page <= longest_header ? next - next % page : next;
}
}  // namespace

bool replication::is_replica() {
    if (const char* const said = PQparameterStatus(on_.handle(), "in_hot_standby"))
        return said == std::string_view("on");
    return standing().replica;
}

server_standing replication::standing() {
    on_.check_ready();
    const result_pointer result(PQexec(on_.handle(), standing_query));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_failure(on_, result.get(), standing_query);
    const auto text = [&](int column) { return PQgetvalue(result.get(), 0, column); };
    server_standing at;
    at.replica = *text(0) == 't';
    at.position = std::strtoull(text(1), nullptr, 10);
    if (!at.replica) {
        at.position = end_of_written(at.position);
        at.reign = static_cast<std::uint32_t>(std::strtoul(text(2), nullptr, 16));
    }
    return at;
}

}  // namespace rowan::detail::postgresql
