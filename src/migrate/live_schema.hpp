#pragma once

#include <rowan/schema/blueprint.hpp>
#include <rowan/schema/database.hpp>
#include <rowan/session/session.hpp>

#include "schema/renames.hpp"

#include <string>
#include <vector>

namespace rowan::migrate {

/// What the database holds in the schema of names without one and in those that are named, save what belongs to
/// extensions.
schema::database live_schema(session& of, const std::vector<schema::named_schema>& named = {});

/// What there is and what structs want, told in the same words.
struct schema_pair {
    schema::renaming live;
    schema::database wanted;
    schema::database said;  ///< what of `wanted` is not taken over from `live`
    std::string inexact;  ///< why they are not quite the same words; empty where they are
};
/// What the structs want is made in `trial`, in a scratch.
schema_pair in_same_words(session& of, session& trial, const schema::blueprint& wanted,
                          const std::vector<std::string>& ignored, const schema::diff_options& asked);

}  // namespace rowan::migrate
