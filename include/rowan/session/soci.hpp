#pragma once

#include <rowan/session/pool.hpp>
#include <rowan/session/session.hpp>

#include <soci/soci.h>

#include <rowan/export.hpp>

namespace rowan {

/// The SOCI session behind `of`: any SOCI code runs on the same connection, in the same transaction.
/// It must be neither closed nor reconnected. Lifetime: that of `of`.
ROWAN_EXPORT soci::session& soci_session(session& of);

/// A session that a pool of the host's lends, for as long as this object lives; SOCI code may use it meanwhile by
/// `soci_session`. When it goes back, an open transaction is rolled back, and a lost connection is made anew. Where
/// none is free within `wait` (0: however long that takes), throws pool_timeout. `lender` must outlive it. Its prepared
/// statements end with it: to keep them, and to have what `rowan::pool` offers, put one over it:
///
///     rowan::pool sessions([&] { return rowan::open(lender); }, {.size = 4});
ROWAN_EXPORT session open(soci::connection_pool& lender, const session_options& options = {}, duration wait = {});

}  // namespace rowan
