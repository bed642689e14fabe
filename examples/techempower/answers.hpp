#pragma once

#include <rowan/session/session.hpp>

#include <string>
#include <string_view>

/// What the four tests answer: the bodies that an HTTP server would send.
namespace techempower {

/// A random world, as a JSON object.
std::string single_query(rowan::session& db);
/// So many random worlds, each by a query of its own, as a JSON array. `queries` is what the request says: 1 to 500,
/// less counts as 1, more as 500, what is no number as 1.
std::string multiple_queries(rowan::session& db, std::string_view queries);
/// The same, each with a new number that is stored.
std::string updates(rowan::session& db, std::string_view queries);
/// All fortunes and one that is made up on the spot, by message, as an HTML page.
std::string fortunes(rowan::session& db);

}  // namespace techempower
