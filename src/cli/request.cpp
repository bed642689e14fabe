#include "cli/request.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/version.hpp>

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace rowan::cli {

namespace {

std::string examples(const program& of) {
    const std::string folder =
        of.migrations_folder.empty() ? "" : fmt::format("\n  {} --migrations db/steps plan --dialect sqlite", of.name);
    return fmt::format(R"(
Examples:
  {0} --database sqlite:///shop.db upgrade
  {0} --database postgresql://user:password@localhost/shop upgrade +1
  ROWAN_DATABASE=sqlite:////var/lib/shop.db {0} current
  {0} --database sqlite:///shop.db downgrade -1
  {0} plan --dialect postgresql{1}

A TARGET is head, base, the id of a revision or its beginning (four characters or more), or steps: +1, -2, 002+1.

Exit codes: 0 done, 1 failed, 2 the command line is wrong.
)",
                       of.name, folder);
}

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
        request_.migrations_folder = of.migrations_folder;
        add_options(app_);
        add_migration_commands();
        for (const command& each : of.commands) add_own(each);
    }

    std::variant<request, answer> parse(std::vector<std::string> words) {
        std::reverse(words.begin(), words.end());  // as CLI11 wants them
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForVersion& asked) {
            return answer{ok, std::string(asked.what()) + '\n'};
        } catch (const CLI::Success&) {
            return answer{
                ok, app_.help() + examples(program_)};  // as a footer, newer versions of CLI11 would fill its lines
        } catch (const CLI::RequiredError& missing) {
            return refused(app_.get_subcommands().empty() ? no_command() : missing.what());
        } catch (const CLI::ParseError& wrong) { return refused(wrong.what()); }
        if (request_.database.empty()) request_.database = database_of_environment();
        if (request_.database.empty()) request_.database = program_.default_database;
        return request_;
    }

private:
    answer refused(const std::string& why) const {
        return {wrong_usage, fmt::format("{0}: {1}\n  {0} --help shows how\n", program_.name, without_passwords(why))};
    }

    std::string no_command() const {
        const auto unknown = app_.remaining();
        std::string names;
        for (const CLI::App* each : app_.get_subcommands([](const CLI::App*) { return true; }))
            names += (names.empty() ? "" : ", ") + each->get_name();
        if (unknown.empty()) return "what is to be done? Commands are " + names;
        return fmt::format("there is no command \"{}\"; there are {}", unknown.front(), names);
    }

    void add_options(CLI::App& to) {
        to.add_option("-d,--database", request_.database, "URL of the database, else that in ROWAN_DATABASE");
        to.add_flag("-v,--verbose", request_.verbose, "Show the statements as they run");
        if (program_.migrations_folder.empty()) return;
        to.add_option("-m,--migrations", request_.migrations_folder, "Folder of SQL files, 0001_name.up.sql and so on")
            ->capture_default_str();
    }

    void add_migration_commands() {
        auto* upgrade = add("upgrade", "Apply revisions up to TARGET", request::kind::upgrade);
        upgrade->add_option("TARGET", request_.target, "Where to go")->capture_default_str();
        auto* downgrade = add("downgrade", "Undo revisions down to TARGET", request::kind::downgrade);
        downgrade->add_option("TARGET", request_.target, "Where to go: base, -1, an id, …")->required();
        add("current", "Show where the database stands", request::kind::current);
        add("history", "Show what was applied and undone, when and by whom", request::kind::history);
        add("heads", "Show the newest revision that this program knows", request::kind::heads);
        auto* plan = add("plan", "Print the SQL that an upgrade would run", request::kind::plan);
        plan->add_option("TARGET", request_.target, "Where to go")->capture_default_str();
        plan->add_option("--dialect", request_.dialect, "For an empty database of this kind, without a connection")
            ->check(CLI::IsMember({"postgresql", "sqlite"}));
    }

    CLI::App* add(const std::string& name, const std::string& description, request::kind kind) {
        auto* added = app_.add_subcommand(name, description)->group("Commands");
        added->callback([this, kind] { request_.what = kind; });
        return added;
    }

    void add_own(const command& which) {
        auto* added = app_.add_subcommand(which.name, which.description)->group("Commands");
        added->fallthrough(false);  // or its arguments would go to the program, which knows none
        added->allow_extras();
        add_options(*added);
        added->callback([this, added, &which] {
            request_.what = request::kind::own;
            request_.own = &which;
            request_.arguments = added->remaining();
        });
    }

    CLI::App app_;
    const program& program_;
    request request_;
};

}  // namespace

std::variant<request, answer> parse(const std::vector<std::string>& words, const program& of) {
    return command_line(of).parse(words);
}

std::string without_passwords(std::string text) {
    for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at)) {
        at += 3;
        const std::size_t end = std::min(text.find_first_of(" \n\"'", at), text.size());
        const std::size_t host = text.rfind('@', end);
        const std::size_t colon = text.find(':', at);
        if (host == std::string::npos || host < at || colon >= host) continue;
        text.replace(colon + 1, host - colon - 1, "***");
    }
    return text;
}

}  // namespace rowan::cli
