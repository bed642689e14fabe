#pragma once

#include <rowan/session/session.hpp>

namespace music_shop {

/// Fills the empty tables with some 20,000 rows, the same ones on every system and database.
void fill(rowan::session& db);

}  // namespace music_shop
