#pragma once

#include <rowan/migrate/revision.hpp>

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
    /// URL of the database where neither --database nor ROWAN_DATABASE says one; empty: one of them must.
    std::string default_database{};
    /// Not empty: the revisions are SQL files (`migrate::folder`), in this folder unless --migrations says another one.
    std::string migrations_folder{};
};

/// 3 and 8 are for scripts: `current --check` asks whether there is something to do, and a program that is older than
/// the database is a deployment to stop, not a migration that failed.
enum exit_code : int { ok = 0, failed = 1, wrong_usage = 2, not_at_head = 3, ahead = 8 };

/// Runs the command that the words ask for and returns the exit code. Throws nothing; errors go to `error`, without
/// secrets.
ROWAN_EXPORT int main(int count, const char* const* words, const program& of) noexcept;
/// `words` without the program's name.
ROWAN_EXPORT int run(const std::vector<std::string>& words, const program& of, std::ostream& out,
                     std::ostream& error) noexcept;

}  // namespace rowan::cli
