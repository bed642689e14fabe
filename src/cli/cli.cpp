#include <rowan/cli/cli.hpp>

#include "cli/commands.hpp"
#include "session/url.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <iostream>

namespace rowan::cli {

namespace {

bool needs_database(const request& what) {
    switch (what.what) {
        case request::kind::heads:
        case request::kind::branches:
        case request::kind::show:
        case request::kind::merge: return false;
        case request::kind::plan: return what.dialect.empty() && what.graph.empty();
        default: return true;
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
        detail::parse_url(what.database);
        return {};
    } catch (const usage_error& malformed) { return complaint(of, malformed.what()); }
}

int act(const std::vector<std::string>& words, const program& of, std::ostream& out, std::ostream& error) {
    const auto parsed = parse(words, of);
    if (const auto* said = std::get_if<answer>(&parsed)) {
        (said->code == ok ? out : error) << said->text;
        return said->code;
    }
    const request& what = std::get<request>(parsed);
    if (const std::string wrong = refusal(what, of); !wrong.empty()) {
        error << wrong;
        return wrong_usage;
    }
    return execute(what, of, out, error);
}

}  // namespace

int run(const std::vector<std::string>& words, const program& of, std::ostream& out, std::ostream& error) noexcept {
    try {
        return act(words, of, out, error);
    } catch (const migrate::ahead_error& fault) {
        out << std::flush;
        error << complaint(of, fault.what()) << std::flush;
        return ahead;
    } catch (const std::exception& fault) {
        out << std::flush;
        error << complaint(of, fault.what()) << std::flush;
    } catch (...) { error << of.name << ": failed for a reason that says nothing of itself" << std::endl; }
    return failed;
}

int main(int count, const char* const* words, const program& of) noexcept {
    return run(std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count), of, std::cout, std::cerr);
}

}  // namespace rowan::cli
