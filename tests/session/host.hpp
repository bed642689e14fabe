#pragma once

#include "support/database.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace rowan::test {

/// What SOCI takes for PostgreSQL: 4.0.3 puts a `=` behind a URL that has none.
inline std::string host_url(const test_database& on) {
    return on.url() + (on.url().find('?') == std::string::npos ? "?" : "&") + "application_name=host";
}

/// A SOCI session of a host on the same database, which must not be in memory.
inline soci::session open_host(const test_database& on) {
    if (on.is("sqlite")) return soci::session(soci::sqlite3, on.file().string());
    return soci::session(soci::postgresql, host_url(on));
}
/// The same for one of a pool's.
inline void open_host_at(soci::session& host, const test_database& on) {
    if (on.is("sqlite")) return host.open(soci::sqlite3, on.file().string());
    host.open(soci::postgresql, host_url(on));
}

}  // namespace rowan::test
