#pragma once

#include <rowan/cli/cli.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rowan::cli {

/// What the words on the command line ask for.
struct request {
    enum class kind { upgrade, downgrade, current, history, heads, plan, own };
    kind what{};
    std::string database;  // URL; empty: none was given
    std::string migrations_folder;
    std::string target = "head";
    std::string dialect;  // plan; empty: the database's
    bool verbose = false;
    const command* own = nullptr;
    std::vector<std::string> arguments;  // of a command of the program's own
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
