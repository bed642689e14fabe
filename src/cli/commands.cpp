#include "cli/commands.hpp"

#include "cli/screen.hpp"
#include "session/url.hpp"

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/migrator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

namespace rowan::cli {

namespace {

using migrate::direction;
using migrate::position;
using migrate::text_of;

bool changes_database(request::kind what) { return what == request::kind::upgrade || what == request::kind::own; }

/// Opens the database; only who will write to it may create its file.
session connect(const request& what) {
    const detail::database_url url = detail::parse_url(what.database);
    const bool is_new_file =
        url.on == detail::backend::sqlite && url.mode == detail::database_url::access::create && !url.file.empty();
    if (!is_new_file || changes_database(what.what)) return open(what.database);
    if (!std::filesystem::exists(url.file))
        throw migrate::migration_error(
            fmt::format("{} does not exist: nothing has been applied; upgrade creates it", url.description));
    const char separator = what.database.find('?') == std::string::npos ? '?' : '&';
    return open(what.database + separator + "mode=rw");
}

std::string line(const migrate::revision& which) { return fmt::format("{}  {}", which.id(), which.message()); }

class work {
public:
    work(const request& what, migrate::graph revisions, std::ostream& out, std::ostream& error)
        : request_(what),
          database_(connect(what)),
          name_(detail::parse_url(what.database).description),
          migrator_(database_, std::move(revisions)),
          out_(out) {
        if (what.verbose) database_.observe(std::make_shared<statement_lines>(error));
    }

    void upgrade() { run(direction::upgrade); }
    void downgrade() { run(direction::downgrade); }

    void current() {
        const position at = migrator_.current();
        if (at.empty()) out_ << "base  nothing has been applied to " << name_ << '\n';
        for (const std::string& id : at) {
            const migrate::revision* known = graph().find(id);
            out_ << (known != nullptr ? line(*known) : id + "  unknown to this program") << '\n';
        }
        print_distance(at);
    }

    void history() {
        const auto entries = migrator_.history();
        if (entries.empty()) out_ << "nothing has been applied to " << name_ << '\n';
        for (const migrate::history_entry& each : entries) {
            out_ << fmt::format("{:>3}  {}  {:<9}  {}  {}  {} ms  {}@{}\n", each.sequence, each.applied_at.to_string(),
                                each.direction == direction::upgrade ? "upgrade" : "downgrade", each.revision,
                                each.message, each.duration_milliseconds, each.user, each.host);
        }
    }

    std::vector<const migrate::revision*> pending() { return migrator_.pending(request_.target); }
    const rowan::dialect& dialect() const { return database_.dialect(); }

    void run_own() { request_.own->run({database_, request_.arguments, out_}); }

private:
    const migrate::graph& graph() const { return migrator_.revisions(); }

    void run(direction way) {
        const bool up = way == direction::upgrade;
        const position from = migrator_.current();
        const auto path =
            up ? graph().upgrade_path(from, request_.target) : graph().downgrade_path(from, request_.target);
        if (path.empty()) {
            out_ << "nothing to do: " << name_ << " is ";
            return print_place(from);
        }
        position to = from;
        for (const migrate::revision* each : path) to = graph().after(to, *each, way);
        out_ << (up ? "upgrading " : "downgrading ") << name_ << ": " << text_of(from) << " → " << text_of(to)
             << std::endl;
        print_place(run(path, way).to);
    }

    migrate::outcome run(const std::vector<const migrate::revision*>& path, direction way) {
        progress_lines lines(out_);
        migrator_.report_to(&lines);
        try {
            auto result =
                way == direction::upgrade ? migrator_.upgrade(request_.target) : migrator_.downgrade(request_.target);
            for (const migrate::revision* each : path) {
                if (std::find(result.applied.begin(), result.applied.end(), each->id()) == result.applied.end())
                    out_ << line(*each) << " … done by another process\n";
            }
            return result;
        } catch (const migrate::revision_error& failure) {
            lines.interrupt();
            throw migrate::migration_error(failure.what() + place_after_failure());
        } catch (...) {
            lines.interrupt();
            throw;
        }
    }

    std::string place_after_failure() {
        try {
            return fmt::format("\n  {} is at {}", name_, text_of(migrator_.current()));
        } catch (const error&) {
            return {};  // a lost connection: the failure says so itself
        }
    }

    void print_place(const position& at) {
        out_ << (!at.empty() && at == graph().heads() ? "at head: " : "at ") << text_of(at) << '\n';
    }

    void print_distance(const position& at) {
        const bool is_known =
            std::all_of(at.begin(), at.end(), [&](const std::string& id) { return graph().find(id) != nullptr; });
        if (!is_known || graph().revisions().empty()) return;
        const auto left = graph().upgrade_path(at, "heads").size();
        const std::string heads = text_of(graph().heads());
        if (left == 0)
            out_ << "this is the head\n";
        else
            out_ << "the head is " << heads << ": " << left << (left == 1 ? " revision" : " revisions")
                 << " to apply\n";
    }

    const request& request_;
    session database_;
    std::string name_;
    migrate::migrator migrator_;
    std::ostream& out_;
};

migrate::graph revisions(const request& what, const program& of) {
    return what.migrations_folder.empty() ? of.migrations : migrate::folder(what.migrations_folder);
}

void print_heads(const migrate::graph& all, std::ostream& out) {
    for (const std::string& id : all.heads()) out << line(*all.find(id)) << '\n';
}

/// Ready for the database's own shell: each statement ends with a semicolon that no comment swallows.
std::string terminated(std::string statement) {
    statement.erase(statement.find_last_not_of(" \t\r\n") + 1);
    if (statement.ends_with(';')) return statement;
    const std::size_t last_line = statement.rfind('\n') + 1;
    return statement + (statement.find("--", last_line) == std::string::npos ? ";" : "\n;");
}

void print_plan(const std::vector<const migrate::revision*>& pending, const dialect& with, std::ostream& out) {
    if (pending.empty()) out << "-- nothing to do\n";
    for (const migrate::revision* each : pending) {
        out << "-- " << line(*each) << '\n';
        for (std::string& statement : render(*each, direction::upgrade, with))
            out << terminated(std::move(statement)) << '\n';
        out << '\n';
    }
}

}  // namespace

void execute(const request& what, const program& of, std::ostream& out, std::ostream& error) {
    migrate::graph all = revisions(what, of);
    if (what.what == request::kind::heads) return print_heads(all, out);
    if (what.what == request::kind::plan && !what.dialect.empty()) {
        const dialect& with = what.dialect == "sqlite" ? sqlite_dialect() : postgresql_dialect();
        return print_plan(all.upgrade_path({}, what.target), with, out);
    }
    work run(what, std::move(all), out, error);
    switch (what.what) {
        case request::kind::upgrade: return run.upgrade();
        case request::kind::downgrade: return run.downgrade();
        case request::kind::current: return run.current();
        case request::kind::history: return run.history();
        case request::kind::plan: return print_plan(run.pending(), run.dialect(), out);
        case request::kind::own: return run.run_own();
        case request::kind::heads: return;
    }
}

}  // namespace rowan::cli
