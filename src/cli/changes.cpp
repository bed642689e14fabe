#include "cli/changes.hpp"

#include "cli/listing.hpp"

#include <rowan/migrate/environment.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/scripts.hpp>

#include <fmt/format.h>

#include <ostream>

namespace rowan::cli {

namespace {

using migrate::direction;
using migrate::entry_kind;
using migrate::position;
using migrate::text_of;

constexpr std::string_view production = "production";

void print_run(database_work& on, entry_kind kind, const migrate::script_run& which) {
    if (!on.asked().json) {
        on.out() << fmt::format("{} {} … {} ms\n", migrate::name_of(kind), which.name, which.milliseconds);
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("event");
    json.text("script");
    json.key("kind");
    json.text(migrate::name_of(kind));
    json.key("name");
    json.text(which.name);
    json.key("milliseconds");
    json.integer(which.milliseconds);
    json.end_object();
    print(on.out(), std::move(json));
}

std::size_t run_scripts(database_work& on, const scripts& all, entry_kind kind) {
    const auto done =
        migrate::run_scripts(on.database(), all, kind, {.again = on.asked().again, .reason = on.asked().reason});
    for (const migrate::script_run& each : done) print_run(on, kind, each);
    return done.size();
}

bool is_at_heads(database_work& on) { return on.graph().upgrade_path(on.known(on.place()), "heads").empty(); }

void announce(database_work& on, const migrate::route& plan) {
    if (on.asked().json || plan.steps.empty()) return;
    on.out() << (plan.way == direction::upgrade ? "upgrading " : "downgrading ") << on.name() << ": "
             << text_of(on.place()) << " → " << text_of(on.migrator().after(plan)) << std::endl;
}

/// The end of a run.
void conclude(database_work& on, const migrate::outcome& result, bool has_done_something) {
    if (on.asked().json) return on.print_outcome(result, "done", "done");
    if (result.left) on.out() << "left to the process that migrates it at this moment: ";
    if (!has_done_something) on.out() << "nothing to do: " << on.name() << " is ";
    on.print_place(result.to);
}

migrate::outcome upgrade_to(database_work& on, const std::string& target, const scripts& repeatables, bool& has_done) {
    const migrate::route plan = on.planned(direction::upgrade, target);
    announce(on, plan);
    migrate::outcome result = on.run(direction::upgrade, target);
    const std::size_t scripts_run = is_at_heads(on) ? run_scripts(on, repeatables, entry_kind::repeatable) : 0;
    has_done = has_done || !plan.steps.empty() || scripts_run != 0;
    return result;
}

bool is_production(database_work& on) { return migrate::environment(on.database()) == production; }

/// All that stand in the way, where the graph would name the first.
void refuse_irreversible(const std::vector<const migrate::revision*>& steps) {
    std::string all;
    for (const migrate::revision* each : steps) {
        if (!each->irreversible().empty())
            all += fmt::format("\n  {}  {}: {}", each->id(), each->message(), each->irreversible());
    }
    if (!all.empty())
        throw migrate::migration_error("nothing was undone, as these revisions have no way back:" + all +
                                       "\n  Make a new database instead, or give them one");
}

std::string revisions_text(std::size_t count) { return count == 1 ? "1 revision" : fmt::format("{} revisions", count); }

std::string question(database_work& on, const std::vector<const migrate::revision*>& held) {
    const std::string mark = migrate::environment(on.database());
    return fmt::format("reset {}{}: {}, {} to {}, would be undone, and all rows in what they made lost", on.name(),
                       mark.empty() ? "" : " (" + mark + ')', revisions_text(held.size()), held.front()->id(),
                       held.back()->id());
}

/// What is undone is not known before.
void downgrade_stored(database_work& on) {
    if (!on.asked().yes && is_production(on))
        confirm(on.with(),
                fmt::format("{} is marked as production: undo all down to {}?", on.name(), on.asked().target));
    const migrate::outcome result = on.migrator().downgrade_stored(on.asked().target);
    if (!on.asked().json) {
        for (const std::string& each : result.applied) on.out() << "undone: " << each << '\n';
    }
    conclude(on, result, !result.applied.empty());
}

}  // namespace

void upgrade(database_work& on, const scripts& repeatables) {
    const std::string target = on.asked().target.empty() ? "head" : on.asked().target;
    bool has_done = false;
    const migrate::outcome result = upgrade_to(on, target, repeatables, has_done);
    conclude(on, result, has_done);
}

void downgrade(database_work& on) {
    if (on.asked().stored) return downgrade_stored(on);
    const migrate::route plan = on.planned(direction::downgrade, on.asked().target);
    if (!plan.steps.empty() && !on.asked().yes && is_production(on))
        confirm(on.with(), fmt::format("{} is marked as production: undo {} ({} → {})?", on.name(),
                                       revisions_text(plan.steps.size()), text_of(on.place()),
                                       text_of(on.migrator().after(plan))));
    announce(on, plan);
    conclude(on, on.run(direction::downgrade, on.asked().target), !plan.steps.empty());
}

void reset(database_work& on, const scripts& repeatables) {
    if (is_production(on))
        throw migrate::migration_error(fmt::format(
            "{} is marked as production, and is not reset. Where that is wrong, `mark` says what it is", on.name()));
    const position from = on.place();
    if (!on.has_unknown(from)) refuse_irreversible(on.applied());
    const migrate::route down = on.planned(direction::downgrade, "base");
    bool has_done = !down.steps.empty();
    if (has_done) {
        if (!on.asked().yes) confirm(on.with(), question(on, on.applied()));
        announce(on, down);
        on.run(direction::downgrade, "base");
    }
    migrate::outcome result = upgrade_to(on, "heads", repeatables, has_done);
    result.from = from;
    conclude(on, result, has_done);
}

void stamp(database_work& on) {
    const auto result = on.migrator().stamp(on.asked().targets, {.purge = on.asked().purge});
    if (on.asked().json) return on.print_outcome(result, "", "stamped");
    if (result.from == result.to)
        on.out() << "nothing to do: " << on.name() << " is ";
    else
        on.out() << "stamped " << on.name() << ": " << text_of(result.from) << " → " << text_of(result.to)
                 << ", and nothing was run\n";
    on.print_place(result.to);
}

void seed(database_work& on, const scripts& all) {
    const std::size_t count = run_scripts(on, all, entry_kind::seed);
    if (on.asked().json) {
        json_writer json;
        json.begin_object();
        json.key("event");
        json.text("done");
        json.key("run");
        json.unsigned_integer(count);
        json.key("unchanged");
        json.unsigned_integer(all.size() - count);
        json.end_object();
        return print(on.out(), std::move(json));
    }
    if (all.empty())
        on.out() << "there are no seeds\n";
    else if (count == 0)
        on.out() << "nothing to do: " << on.name() << " has run them all, and none was changed; --again runs them\n";
    else
        on.out() << fmt::format("{} of {} run\n", count, all.size());
}

void mark(database_work& on) {
    const std::string before = migrate::environment(on.database());
    const std::string& wanted = on.asked().environment;
    if (!wanted.empty()) {
        const std::string name = wanted == "none" ? std::string() : wanted;
        if (before == production && name != before && !on.asked().yes)
            confirm(on.with(), fmt::format("{} is marked as production: mark it as {}?", on.name(), wanted));
        migrate::set_environment(on.database(), name);
    }
    const std::string now = migrate::environment(on.database());
    if (on.asked().json) {
        json_writer json;
        json.begin_object();
        json.key("database");
        json.text(on.name());
        json.key("environment");
        now.empty() ? json.null() : json.text(now);
        json.end_object();
        return print(on.out(), std::move(json));
    }
    on.out() << on.name() << (now.empty() ? " has no mark" : " is marked as " + now) << '\n';
}

}  // namespace rowan::cli
