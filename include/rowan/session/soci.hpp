#pragma once

#include <rowan/session/session.hpp>

#include <soci/soci.h>

#include <rowan/export.hpp>

namespace rowan {

/// The SOCI session behind `of`: any SOCI code runs on the same connection, in the same transaction.
/// It must be neither closed nor reconnected. Lifetime: that of `of`.
ROWAN_EXPORT soci::session& soci_session(session& of);

}  // namespace rowan
