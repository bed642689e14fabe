#pragma once

#include <rowan/cli/cli.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rowan::cli {

/// What the words on the command line ask for.
struct request {
    enum class kind {
        upgrade,
        downgrade,
        reset,
        stamp,
        baseline,
        adopt,
        repair,
        seed,
        mark,
        current,
        wait,
        history,
        heads,
        branches,
        show,
        create,
        lock,
        merge,
        plan,
        lint,
        trace,
        diagram,
        dictionary,
        snapshot,
        diff,
        generate,
        verify,
        check,
        completion,
        own,
    };
    kind what{};
    std::string database;  // URL; empty: none was given
    std::string migrations_folder;
    std::string target;                // of upgrade, downgrade, show, plan, wait; of the first and plan a range, too
    std::vector<std::string> targets;  // of stamp, merge, lint and diff
    std::string range;                 // of history; empty: the log
    std::string dialect;               // of a script; empty: the database's
    std::string graph;                 // of plan: text, dot, mermaid; empty: SQL
    std::string environment;           // of seed and mark
    std::string shell;                 // of completion
    std::string reason;

    // of create and merge
    std::string id;  // empty: a new one
    std::string message;
    std::vector<std::string> parents;
    std::vector<std::string> labels;
    std::vector<std::string> dependencies;
    bool with_down = false;
    bool repeatable = false;
    bool as_sql = false;
    bool as_cpp = false;
    bool autogenerate = false;
    std::vector<std::string> answers;
    std::string answers_file;
    std::vector<std::string> ignored;

    std::string table;   // of adopt; empty: the one that is there
    std::string accept;  // of repair: a revision; empty: one of the three below
    bool mark_done = false;
    bool rerun = false;
    bool start_over = false;

    // of lint
    std::string server_version;  // empty: a usual one
    std::string format = "text";
    std::string from;
    std::string to;
    std::string fail_on = "warning";
    bool down = false;
    std::vector<std::string> rules;  // asked for besides the usual ones
    std::vector<std::string> without_rules;

    // of trace
    std::string only;  // a revision; empty: what is pending
    double trace_lock_seconds = 1;

    // of verify and check
    std::string against;  // a file or URL; empty: the migrations
    std::string scratch;  // URL; empty: a database that is made
    bool structs_only = false;
    bool migrations_only = false;

    // of generate
    std::string generated = "entities";
    std::string struct_folder = "entities";
    std::string name_space = "entities";
    std::string struct_tables = "*";
    std::string migration = "sql";  // or cpp, none

    // of upgrade
    std::string schemas;         // a pattern; empty: the database alone
    std::string databases_file;  // empty: the database alone
    std::size_t parallel = 8;
    bool stop_at_failure = false;
    bool allow_edited = false;
    bool allow_occupied = false;

    std::string busy = "wait";    // upgrade, downgrade, reset: or leave, fail
    double lock_seconds = 600;    // how long that waits
    bool stored = false;          // of downgrade: by the history's own statements
    double timeout_seconds = 60;  // of wait and trace
    bool script = false;          // upgrade, downgrade, plan, diff: SQL to be run elsewhere
    bool idempotent = false;      // that script
    bool yes = false;             // nobody need be asked
    bool again = false;           // of seed
    bool allow_ahead = false;
    bool purge = false;
    bool check = false;  // of current
    bool json = false;
    bool verbose = false;
    const command* own = nullptr;
    std::vector<std::string> arguments;  // of a command of the program's own

    // of diagram and dictionary
    std::string picture;  // mermaid, dot, svg; markdown, html; empty: the first
    std::string output;   // of these and snapshot a file; empty: where everything is printed
    std::vector<std::string> tables;
    std::string columns;  // all, keys, none; empty: by the number of tables

    bool is_range() const { return target.find(':') != std::string::npos; }
    bool has_tenants() const { return !schemas.empty() || !databases_file.empty(); }
    /// Asks for the database alone, whatever revisions there are.
    bool only_reads_schema() const {
        return what == kind::diagram || what == kind::dictionary || what == kind::snapshot || what == kind::generate;
    }
    /// Shows what would be run, and runs nothing.
    bool only_prints() const { return (script && what != kind::diff) || what == kind::plan; }
};

/// There is nothing to run: the help was asked for, or the words are wrong.
struct answer {
    int code = ok;
    std::string text;
};

/// `of` must outlive the result.
std::variant<request, answer> parse(const std::vector<std::string>& words, const program& of);

/// Those that the program leaves alone, and those that the words name besides.
std::vector<std::string> ignored_tables(const request& what, const program& of);
/// Throws migration_error where the program gives no structs.
void require_structs(const program& of);

/// `text` without the passwords of the URLs in it.
std::string without_passwords(std::string text);

}  // namespace rowan::cli
