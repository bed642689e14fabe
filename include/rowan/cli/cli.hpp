#pragma once

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/revision.hpp>
#include <rowan/schema/blueprint.hpp>

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {
class session;
}

/// The command line as a function that a program calls:
///
///     int main(int count, char** words) {
///         return rowan::cli::main(count, words, {.name = "shop", .migrations = shop::migrations()});
///     }
namespace rowan::cli {

/// What a command is run with.
struct invocation {
    session& database;
    std::vector<std::string> arguments;  ///< what stood behind the command's name
    std::ostream& out;
};

/// A command of the program's own, beside `upgrade`, `current`, …
struct command {
    std::string name;
    std::string description;
    std::function<void(const invocation&)> run;  ///< an exception ends the program with its message and exit code 1
};

struct program {
    std::string name;
    std::string description{};
    std::string version{};  ///< the program's own, for --version
    std::vector<migrate::revision> migrations{};
    std::vector<command> commands{};
    /// What `create --autogenerate` compares a database with: `rowan::schema_of<project, task>()`.
    schema::blueprint entities{};
    /// Tables in the same database that are somebody else's, `"audit_*"`: left alone by `create --autogenerate`,
    /// `snapshot` and `diff`.
    std::vector<std::string> ignored_tables{};
    /// URL of the database where neither --database nor ROWAN_DATABASE says one; empty: one of them must.
    std::string default_database{};
    /// Not empty: the revisions are SQL files (`migrate::folder`), in this folder unless --migrations says another one.
    /// Its repeatable scripts and seeds are run, too.
    std::string migrations_folder{};
    /// What upgrade runs behind the revisions when it is new or was changed: `shop::repeatables()`.
    std::vector<migrate::named_script> repeatables{};
    /// Rows to begin with, by environment, for the command `seed`: `shop::seeds`.
    std::function<std::vector<migrate::named_script>(std::string_view environment)> seeds{};
};

/// What a command comes to; others are for scripts that have to tell them from a failure.
enum exit_code : int {
    ok = 0,
    failed = 1,
    wrong_usage = 2,   ///< the words are wrong, or a yes is missing
    not_at_head = 3,   ///< `current --check`: there are revisions to apply; `create --autogenerate`: or a question is open
    drift = 4,         ///< `verify`, `check`: something is not as it should be; `diff`: there is a difference
    locked = 5,        ///< another process migrates, or what was waited for did not come in time
    half_applied = 6,  ///< a revision without a transaction stopped on its way
    findings = 7,      ///< `lint` found something
    ahead = 8,         ///< the database knows revisions that this program does not: a deployment to stop
};

/// Runs the command that the words ask for and returns the exit code. Throws nothing; errors go to `error`, without
/// secrets.
ROWAN_EXPORT int main(int count, const char* const* words, const program& of) noexcept;
/// `words` without the program's name.
ROWAN_EXPORT int run(const std::vector<std::string>& words, const program& of, std::ostream& out,
                     std::ostream& error) noexcept;

}  // namespace rowan::cli
