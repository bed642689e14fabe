#pragma once

#include <rowan/cli/cli.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rowan::cli {

/// What the words on the command line ask for.
struct request {
    enum class kind { upgrade, downgrade, stamp, current, history, heads, branches, show, merge, plan, own };
    kind what{};
    std::string database;  // URL; empty: none was given
    std::string migrations_folder;
    std::string target;                // of upgrade, downgrade, show, plan; plan takes a range, too
    std::vector<std::string> targets;  // of stamp and merge
    std::string range;                 // of history; empty: the log
    std::string dialect;               // of plan; empty: the database's
    std::string graph;                 // of plan: text, dot, mermaid; empty: SQL
    std::string id;                    // of merge; empty: a new one
    std::string message;               // of merge
    std::string reason;
    bool allow_ahead = false;
    bool purge = false;
    bool check = false;  // of current
    bool json = false;
    bool verbose = false;
    const command* own = nullptr;
    std::vector<std::string> arguments;  // of a command of the program's own

    bool is_range() const { return target.find(':') != std::string::npos; }
};

/// There is nothing to run: the help was asked for, or the words are wrong.
struct answer {
    int code = ok;
    std::string text;
};

/// `of` must outlive the result.
std::variant<request, answer> parse(const std::vector<std::string>& words, const program& of);

/// `text` without the passwords of the URLs in it.
std::string without_passwords(std::string text);

}  // namespace rowan::cli
