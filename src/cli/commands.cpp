#include "cli/commands.hpp"

#include "cli/database_work.hpp"
#include "cli/drawing.hpp"
#include "cli/graph_commands.hpp"
#include "cli/listing.hpp"
#include "session/url.hpp"

#include <rowan/migrate/folder.hpp>

#include <optional>
#include <ostream>

namespace rowan::cli {

namespace {

using migrate::direction;

migrate::graph revisions(const request& what, const program& of) {
    return what.migrations_folder.empty() ? of.migrations : migrate::folder(what.migrations_folder);
}

/// Ready for the database's own shell: each statement ends with a semicolon that no comment swallows.
std::string terminated(std::string statement) {
    statement.erase(statement.find_last_not_of(" \t\r\n") + 1);
    if (statement.ends_with(';')) return statement;
    const std::size_t last_line = statement.rfind('\n') + 1;
    return statement + (statement.find("--", last_line) == std::string::npos ? ";" : "\n;");
}

void print_sql(const migrate::graph& in, const migrate::route& along, const dialect& with, std::ostream& out) {
    if (along.steps.empty()) out << "-- nothing to do\n";
    for (const migrate::revision* each : along.steps) {
        out << (along.way == direction::upgrade ? "-- " : "-- undo ") << line(in, *each) << '\n';
        for (std::string& statement : render(*each, along.way, with)) out << terminated(std::move(statement)) << '\n';
        out << '\n';
    }
}

const dialect& dialect_of(const request& what) {
    const bool is_sqlite = what.dialect.empty() ? detail::parse_url(what.database).on == detail::backend::sqlite
                                                : what.dialect == "sqlite";
    return is_sqlite ? sqlite_dialect() : postgresql_dialect();
}

/// A database may say what is applied; there need be none.
void draw(const request& what, migrate::graph all, std::ostream& out, std::ostream& error) {
    std::optional<database_work> run;
    if (!what.database.empty() && !is_missing(what)) run.emplace(what, all, out, error);
    drawing picture{run ? run->graph() : all};
    if (run) picture.apply(run->applied());
    const std::string_view target = what.target.empty() ? "heads" : std::string_view(what.target);
    if (what.is_range())
        picture.plan(picture.revisions.between(target).steps);
    else if (run)
        picture.plan(run->pending(target));
    else if (!what.target.empty())
        picture.plan(picture.revisions.upgrade_path({}, target));
    out << (what.graph == "dot" ? picture.dot() : what.graph == "mermaid" ? picture.mermaid() : picture.text());
}

void plan(const request& what, migrate::graph all, std::ostream& out, std::ostream& error) {
    if (!what.graph.empty()) return draw(what, std::move(all), out, error);
    const std::string_view target = what.target.empty() ? "head" : std::string_view(what.target);
    if (what.is_range()) return print_sql(all, all.between(target), dialect_of(what), out);
    if (!what.dialect.empty())
        return print_sql(all, {direction::upgrade, all.upgrade_path({}, target)}, dialect_of(what), out);
    database_work run(what, std::move(all), out, error);
    print_sql(run.graph(), {direction::upgrade, run.pending(target)}, run.dialect(), out);
}

/// What helps against a database that is ahead.
std::string advice(const request& what) {
    if (what.what == request::kind::stamp) return "\n  with --purge, a stamp forgets what is unknown";
    if ((what.what == request::kind::upgrade || what.what == request::kind::plan) && !what.allow_ahead)
        return "\n  with --allow-ahead, what this program knows is applied where it is missing, and the rest left "
               "alone";
    return {};
}

int act(const request& what, const program& of, std::ostream& out, std::ostream& error) {
    migrate::graph all = revisions(what, of);
    switch (what.what) {
        case request::kind::heads: print_heads(what, all, out); return ok;
        case request::kind::branches: print_branches(what, all, out); return ok;
        case request::kind::show: print_revision(what, all, out); return ok;
        case request::kind::merge: merge(what, all, out); return ok;
        case request::kind::plan: plan(what, std::move(all), out, error); return ok;
        default: break;
    }
    database_work run(what, std::move(all), out, error);
    switch (what.what) {
        case request::kind::upgrade: run.upgrade(); return ok;
        case request::kind::downgrade: run.downgrade(); return ok;
        case request::kind::stamp: run.stamp(); return ok;
        case request::kind::current: return run.current();
        case request::kind::history: run.history(); return ok;
        default: run.run_own(); return ok;
    }
}

}  // namespace

int execute(const request& what, const program& of, std::ostream& out, std::ostream& error) {
    try {
        return act(what, of, out, error);
    } catch (const migrate::ahead_error& fault) {
        throw migrate::ahead_error(fault.what() + advice(what), fault.revision());
    }
}

}  // namespace rowan::cli
