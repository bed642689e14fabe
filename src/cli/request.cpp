#include "cli/request.hpp"

#include "cli/grammar.hpp"
#include "cli/help.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/version.hpp>

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace rowan::cli {

namespace {

std::string versions(const program& of) {
    const std::string rowan = fmt::format("rowan {}", version());
    return of.version.empty() ? rowan : fmt::format("{} {} ({})", of.name, of.version, rowan);
}

std::string database_of_environment() {
    const char* const value = std::getenv("ROWAN_DATABASE");
    return value == nullptr ? "" : value;
}

/// The words as CLI11 sees them, and what they come to.
class command_line {
public:
    explicit command_line(const program& of) : app_(of.description, of.name), program_(of) {
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app_.set_version_flag("--version", versions(of), "Show the version and leave");
        add_grammar(app_, of, request_);
    }

    std::variant<request, answer> parse(std::vector<std::string> words) {
        if (words.empty()) return answer{wrong_usage, overview(program_)};
        if (asks_for_help(words)) {
            words.erase(words.begin());
            words.emplace_back("--help");
        }
        std::reverse(words.begin(), words.end());  // as CLI11 wants them
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForVersion& asked) {
            return answer{ok, std::string(asked.what()) + '\n'};
        } catch (const CLI::Success&) {
            return answer{ok, app_.help() + taught()};  // as a footer, newer versions of CLI11 would fill its lines
        } catch (const CLI::RequiredError& missing) {
            return refused(app_.get_subcommands().empty() ? no_command() : missing.what());
        } catch (const CLI::ParseError& wrong) { return refused(wrong.what()); }
        if (const std::string wrong = contradiction(); !wrong.empty()) return refused(wrong);
        if (request_.database.empty()) request_.database = database_of_environment();
        if (request_.database.empty()) request_.database = program_.default_database;
        return request_;
    }

private:
    /// `help` and `help COMMAND`, which are as good as --help.
    bool asks_for_help(const std::vector<std::string>& words) const {
        return words.front() == "help" && std::none_of(program_.commands.begin(), program_.commands.end(),
                                                       [](const command& each) { return each.name == "help"; });
    }

    std::string taught() const {
        const auto asked = app_.get_subcommands();
        return asked.empty() ? general_lesson(program_) : lesson(program_, asked.front()->get_name());
    }

    /// What CLI11 cannot say of options that do not go together.
    std::string contradiction() const {
        if (request_.only_prints() || request_.what == request::kind::lint) return {};
        if (!request_.dialect.empty()) return "--dialect goes with --sql";
        const bool takes_target = request_.what == request::kind::upgrade || request_.what == request::kind::downgrade;
        return takes_target && request_.is_range() ? "a range, FROM:TO, goes with --sql" : std::string();
    }

    answer refused(const std::string& why) const {
        const auto asked = app_.get_subcommands();
        const std::string command = asked.empty() ? std::string() : ' ' + asked.front()->get_name();
        return {wrong_usage,
                fmt::format("{0}: {1}\n  {0}{2} --help shows how\n", program_.name, without_passwords(why), command)};
    }

    std::string no_command() const {
        const auto unknown = app_.remaining();
        std::string names;
        for (const CLI::App* each : app_.get_subcommands([](const CLI::App*) { return true; }))
            names += (names.empty() ? "" : ", ") + each->get_name();
        if (unknown.empty()) return "what is to be done? Commands are " + names;
        return fmt::format("there is no command \"{}\"; there are {}", unknown.front(), names);
    }

    CLI::App app_;
    const program& program_;
    request request_;
};

}  // namespace

std::variant<request, answer> parse(const std::vector<std::string>& words, const program& of) {
    return command_line(of).parse(words);
}

std::vector<std::string> ignored_tables(const request& what, const program& of) {
    std::vector<std::string> result = of.ignored_tables;
    result.insert(result.end(), what.ignored.begin(), what.ignored.end());
    return result;
}

void require_structs(const program& of) {
    if (of.entities.empty())
        throw migrate::migration_error(
            "there are no structs to compare the database with: the program gives them, .entities = "
            "rowan::schema_of<…>()");
}

std::string without_passwords(std::string text) {
    for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at)) {
        at += 3;
        const std::size_t end = std::min(text.find_first_of(" \n\"'", at), text.size());
        const std::size_t host = text.rfind('@', end);
        const std::size_t colon = text.find(':', at);
        if (host == std::string::npos || host < at || colon >= host) continue;
        if (text.compare(at, host - at, "user:password") == 0) continue;  // the one in examples, no secret
        text.replace(colon + 1, host - colon - 1, "***");
    }
    return text;
}

}  // namespace rowan::cli
