#pragma once

#include "cli/request.hpp"

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/graph.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// A revision that is still to be written.
struct new_revision {
    std::string id;  ///< empty: the next one
    std::string message;
    std::vector<std::string> parents;  ///< ids
    std::vector<std::string> labels{};
    std::vector<std::string> dependencies{};
    bool with_down = false;     ///< also where the others have none
    bool does_nothing = false;  ///< it is complete as it is: a merge
    std::string cpp_body{};     ///< `.change(…)`; empty: to be filled in
    std::string up{};           ///< SQL, likewise
    std::string down{};
};

/// Writes the file, or prints the C++, of a new revision. Throws migration_error where it would not fit. With `changes`
/// of a database it is complete; null: to be filled in.
void create(const request& what, const program& of, session* database, const migrate::generated_changes* changes,
            std::ostream& out);
/// Writes the folder's migrations.lock as its files are now.
void lock(const request& what, std::ostream& out);
/// The revision that makes heads one, likewise. Throws migration_error where there is nothing to merge.
void merge(const request& what, const migrate::graph& all, std::ostream& out);

/// The next number where ids are numbers, else something that nobody else has.
std::string new_id(const std::vector<migrate::revision>& beside);
/// `add_notes` of "Add notes". Throws migration_error where nothing is left of it.
std::string file_words(std::string_view message);

}  // namespace rowan::cli
