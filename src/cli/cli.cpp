#include <rowan/cli/cli.hpp>

#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/failure.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/session/backend.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <iostream>

#include <unistd.h>

namespace rowan::cli {

namespace {

bool needs_database(const request& what) {
    switch (what.what) {
        case request::kind::heads:
        case request::kind::branches:
        case request::kind::show:
        case request::kind::create:
        case request::kind::lock:
        case request::kind::merge:
        case request::kind::lint:
        case request::kind::completion: return false;
        case request::kind::check: return !what.database.empty();
        case request::kind::diff: return what.targets.size() == 1;
        case request::kind::plan: return what.dialect.empty() && what.graph.empty();
        default: return what.dialect.empty() && what.databases_file.empty();
    }
}

std::string no_database(const program& of) {
    return fmt::format(
        "{0}: which database? Say --database URL, or set ROWAN_DATABASE:\n"
        "  {0} --database sqlite:///{1}.db current\n"
        "  {0} --database postgresql://user:password@localhost/{1} current\n",
        of.name, of.migrations_folder.empty() ? of.name : "shop");
}

std::string complaint(const program& of, std::string_view what) {
    return fmt::format("{}: {}\n", of.name, without_passwords(std::string(what)));
}

/// What is wrong with the database that the words name; empty where nothing is.
std::string refusal(const request& what, const program& of) {
    if (!needs_database(what)) return {};
    if (what.database.empty()) return no_database(of);
    try {
        static_cast<void>(address_of(what.database));
        return {};
    } catch (const usage_error& malformed) { return complaint(of, malformed.what()); }
}

int act(const std::vector<std::string>& words, const program& of, const console& with) {
    if (!words.empty() && words.front() == complete_word) {
        complete({words.begin() + 1, words.end()}, of, with.out);
        return ok;
    }
    const auto parsed = parse(words, of);
    if (const auto* said = std::get_if<answer>(&parsed)) {
        (said->code == ok ? with.out : with.error) << said->text;
        return said->code;
    }
    const request& what = std::get<request>(parsed);
    if (const std::string wrong = refusal(what, of); !wrong.empty()) {
        with.error << wrong;
        return wrong_usage;
    }
    return execute(what, of, with);
}

int run(const std::vector<std::string>& words, const program& of, const console& with) noexcept {
    try {
        return act(words, of, with);
    } catch (const std::exception& fault) {
        with.out << std::flush;
        with.error << complaint(of, fault.what()) << std::flush;
        return code_of(fault);
    } catch (...) { with.error << of.name << ": failed for a reason that says nothing of itself" << std::endl; }
    return failed;
}

}  // namespace

int run(const std::vector<std::string>& words, const program& of, std::ostream& out, std::ostream& error) noexcept {
    return run(words, of, console{.out = out, .error = error});
}

int main(int count, const char* const* words, const program& of) noexcept {
    const bool can_ask = isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
    return run(std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count), of,
               console{.out = std::cout,
                       .error = std::cerr,
                       .answers = can_ask ? &std::cin : nullptr,
                       .is_watched = isatty(STDERR_FILENO) != 0});
}

}  // namespace rowan::cli
