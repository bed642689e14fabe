#pragma once

#include "support/database.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace rowan::test {

/// A SOCI session of a host on the same database, which must not be in memory.
inline soci::session open_host(const test_database& on) {
    if (on.is("sqlite")) return soci::session(soci::sqlite3, on.file().string());
    // SOCI 4.0.3 puts a `=` behind a URL that has none.
    return soci::session(soci::postgresql,
                         on.url() + (on.url().find('?') == std::string::npos ? "?" : "&") + "application_name=host");
}

}  // namespace rowan::test
