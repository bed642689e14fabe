#include "cli/plan.hpp"

#include "cli/database_work.hpp"
#include "cli/drawing.hpp"
#include "cli/listing.hpp"

#include <rowan/dialect/client.hpp>
#include <rowan/migrate/offline.hpp>
#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <optional>
#include <ostream>

namespace rowan::cli {

namespace {

using migrate::direction;

/// A way from somewhere, on some backend.
struct plan_of {
    migrate::route route;
    migrate::position from;
    const rowan::dialect& dialect;
};

direction way_of(const request& what) {
    return what.what == request::kind::downgrade ? direction::downgrade : direction::upgrade;
}

void print_text(const migrate::graph& in, const plan_of& made, std::ostream& out) {
    if (made.route.steps.empty()) out << "-- nothing to do\n";
    for (const migrate::revision* each : made.route.steps) {
        out << (made.route.way == direction::upgrade ? "-- " : "-- undo ") << line(in, *each) << '\n';
        for (const std::string& statement : render(*each, made.route.way, made.dialect))
            out << client::terminated(statement);
        out << '\n';
    }
}

void print_json(const migrate::graph& in, const plan_of& made, std::ostream& out) {
    json_writer json;
    json.begin_object();
    json.key("direction");
    json.text(text_of(made.route.way));
    json.key("dialect");
    json.text(made.dialect.name());
    json.key("from");
    write_json(json, made.from);
    json.key("steps");
    json.begin_array();
    for (const migrate::revision* each : made.route.steps) {
        begin_json(json, in, *each);
        json.key("sql");
        write_json(json, render(*each, made.route.way, made.dialect));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    print(out, std::move(json));
}

void print_plan(const request& what, const migrate::graph& in, const plan_of& made, std::ostream& out) {
    const migrate::offline_options how{.idempotent = what.idempotent, .reason = what.reason};
    if (what.script)
        out << offline_script(in, made.route, made.from, made.dialect, how);
    else if (what.json)
        print_json(in, made, out);
    else
        print_text(in, made, out);
}

/// A database may say what is applied; there need be none.
void draw(const request& what, migrate::graph all, const console& with) {
    std::optional<database_work> run;
    if (!what.database.empty() && !is_missing(what)) run.emplace(what, all, with);
    drawing picture{run ? run->graph() : all};
    if (run) picture.apply(run->applied());
    const std::string_view target = what.target.empty() ? "heads" : std::string_view(what.target);
    if (what.is_range())
        picture.plan(picture.revisions.between(target).steps);
    else if (run)
        picture.plan(run->pending(target));
    else if (!what.target.empty())
        picture.plan(picture.revisions.upgrade_path({}, target));
    with.out << (what.graph == "dot" ? picture.dot() : what.graph == "mermaid" ? picture.mermaid() : picture.text());
}

/// Where a range begins: what has to be there before its first step.
migrate::position start_of(const migrate::graph& in, std::string_view range) {
    const std::string_view from = range.substr(0, range.find(':'));
    if (from.empty()) return {};
    return in.after({}, {direction::upgrade, in.upgrade_path({}, from)});
}

[[noreturn]] void refuse_way(const request& what) {
    throw migrate::migration_error(fmt::format(
        "the range {} goes {}; say {} {} --sql", what.target, way_of(what) == direction::upgrade ? "down" : "up",
        way_of(what) == direction::upgrade ? "downgrade" : "upgrade", what.target));
}

plan_of offline(const request& what, const migrate::graph& all, std::string_view target) {
    if (what.is_range()) {
        migrate::route route = all.between(target);
        const bool is_other_way = !route.steps.empty() && route.way != way_of(what);
        if (is_other_way && what.what != request::kind::plan) refuse_way(what);
        migrate::position from = start_of(all, target);
        return {std::move(route), std::move(from), dialect_of(what)};
    }
    if (way_of(what) == direction::downgrade)
        throw migrate::migration_error(fmt::format(
            "without a connection it is not known where the database stands: say FROM:TO, such as head:{}", target));
    return {{direction::upgrade, all.upgrade_path({}, target)}, {}, dialect_of(what)};
}

}  // namespace

const dialect& dialect_of(const request& what) {
    const backend* const named = find_backend(what.dialect);
    return (named != nullptr ? *named : backend_of(what.database)).dialect();
}

void plan(const request& what, migrate::graph all, const console& with) {
    if (!what.graph.empty()) return draw(what, std::move(all), with);
    const std::string_view target = what.target.empty() ? "head" : std::string_view(what.target);
    // The file that an upgrade would create holds nothing yet.
    const bool is_new = what.what == request::kind::upgrade && !what.database.empty() && is_missing(what);
    if (what.is_range() || what.idempotent || !what.dialect.empty() || is_new)
        return print_plan(what, all, offline(what, all, target), with.out);
    database_work run(what, std::move(all), with);
    print_plan(what, run.graph(), {run.planned(way_of(what), target), run.place(), run.dialect()}, with.out);
}

}  // namespace rowan::cli
