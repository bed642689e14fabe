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
    const bool has_folder = !of.migrations_folder.empty();
    const std::string folder =
        has_folder ? fmt::format("\n  {} --migrations db/steps plan --dialect sqlite", of.name) : std::string();
    return fmt::format(R"(
Examples:
  {0} --database sqlite:///{1}.db upgrade
  {0} --database postgresql://user:password@localhost/{1} upgrade +1
  ROWAN_DATABASE=sqlite:////var/lib/{1}.db {0} current
  {0} --database sqlite:///{1}.db downgrade -1 --reason "wrong release"
  {0} plan --dialect postgresql{2}

A TARGET is one of
  head            the newest revision; heads where there are several
  base            below every revision
  002             a revision, by its id or the beginning of it (four characters or more)
  billing         a label: the revision that carries it
  +1 -2           steps from where the database stands
  002+1 head-2    steps from a revision
  billing@head    any of these on one branch: billing@002, billing@+1, billing@base
A RANGE is two of them, 002:head, each of which may be missing; history also knows current, -3:current and 002:+2.

Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 not at the head (current --check),
8 the database is ahead of this program.
)",
                       of.name, has_folder ? "shop" : of.name, folder);
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
        add_writing_commands();
        auto* current = add("current", "Show where the database stands", request::kind::current);
        current->add_flag("--check", request_.check, "Exit with code 3 where that is not the head");
        add_json(*current);
        auto* history = add("history", "Show what was applied and undone, when, by whom and why; with RANGE, revisions",
                            request::kind::history);
        history->add_option("RANGE", request_.range, "Show the revisions in it, newest first, and which are applied");
        add_json(*history);
        add_json(*add("heads", "Show the newest revision that this program knows, or the newest of each branch",
                      request::kind::heads));
        add_json(*add("branches", "Show where the revisions divide, and the labels", request::kind::branches));
        auto* show = add("show", "Show one revision: what it comes after and what it does", request::kind::show);
        show->add_option("REVISION", request_.target, "Its id, the beginning of it, a label, head, …")->required();
        add_json(*show);
        add_merge();
        add_plan();
    }

    void add_writing_commands() {
        auto* upgrade = add("upgrade", "Apply revisions up to TARGET", request::kind::upgrade);
        add_target(*upgrade);
        add_reason(*upgrade);
        add_ahead(*upgrade);
        add_json(*upgrade);
        auto* downgrade = add("downgrade", "Undo revisions down to TARGET", request::kind::downgrade);
        downgrade->add_option("TARGET", request_.target, "Where to go: base, -1, an id, …")->required();
        add_reason(*downgrade);
        add_json(*downgrade);
        auto* stamp = add("stamp", "Say that the database is at TARGET, and run nothing", request::kind::stamp);
        stamp->add_option("TARGET", request_.targets, "Where it is; several where it is on several branches")
            ->required();
        stamp->add_flag("--purge", request_.purge, "Forget revisions that this program does not know");
        add_reason(*stamp);
        add_json(*stamp);
    }

    void add_merge() {
        const std::string what = program_.migrations_folder.empty() ? "Print" : "Write";
        auto* merge = add("merge", what + " a revision that makes several heads one", request::kind::merge);
        merge->add_option("REVISION", request_.targets, "Heads to merge, instead of all");
        merge->add_option("--id", request_.id, "Id of the new revision");
        merge->add_option("--message", request_.message, "What it is for");
    }

    void add_plan() {
        auto* plan = add("plan", "Print the SQL that an upgrade would run", request::kind::plan);
        plan->add_option("TARGET", request_.target,
                         "Where to go [head]; or FROM:TO, up or down, wherever the database stands");
        plan->add_option("--dialect", request_.dialect, "For an empty database of this kind, without a connection")
            ->check(CLI::IsMember({"postgresql", "sqlite"}));
        plan->add_option("--graph", request_.graph, "Draw the revisions instead: text, dot (Graphviz) or mermaid")
            ->check(CLI::IsMember({"text", "dot", "mermaid"}));
        add_ahead(*plan);
    }

    void add_target(CLI::App& to) { to.add_option("TARGET", request_.target, "Where to go [head]"); }

    void add_reason(CLI::App& to) { to.add_option("--reason", request_.reason, "Why, for the history"); }

    void add_ahead(CLI::App& to) {
        to.add_flag("--allow-ahead", request_.allow_ahead,
                    "Go on where the database is at a revision that this program does not know");
    }

    void add_json(CLI::App& to) { to.add_flag("--json", request_.json, "As JSON, for programs"); }

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
        if (text.compare(at, host - at, "user:password") == 0) continue;  // the one in examples, no secret
        text.replace(colon + 1, host - colon - 1, "***");
    }
    return text;
}

}  // namespace rowan::cli
