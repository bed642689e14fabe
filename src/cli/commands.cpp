#include "cli/commands.hpp"

#include "cli/autogenerate.hpp"
#include "cli/changes.hpp"
#include "cli/check.hpp"
#include "cli/comparison.hpp"
#include "cli/completion.hpp"
#include "cli/database_work.hpp"
#include "cli/failure.hpp"
#include "cli/generate.hpp"
#include "cli/graph_commands.hpp"
#include "cli/lint.hpp"
#include "cli/listing.hpp"
#include "cli/new_files.hpp"
#include "cli/new_revision.hpp"
#include "cli/pictures.hpp"
#include "cli/plan.hpp"
#include "cli/questions.hpp"
#include "cli/takeover.hpp"
#include "cli/tenants.hpp"
#include "cli/trace.hpp"
#include "cli/verify.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/replay.hpp>

#include <fmt/format.h>

#include <ostream>

namespace rowan::cli {

namespace {

using kind = request::kind;

migrate::graph revisions(const request& what, const program& of) {
    if (what.only_reads_schema()) return std::vector<migrate::revision>();
    if (what.what == kind::create && !what.migrations_folder.empty()) return revisions_in(what.migrations_folder);
    return what.migrations_folder.empty() ? of.migrations : migrate::folder(what.migrations_folder);
}

scripts repeatables(const request& what, const program& of) {
    return what.migrations_folder.empty() ? of.repeatables : migrate::repeatables(what.migrations_folder);
}

scripts seeds(const request& what, const program& of) {
    if (!what.migrations_folder.empty()) return migrate::seeds(what.migrations_folder, what.environment);
    return of.seeds ? of.seeds(what.environment) : scripts();
}

/// What helps against a database that is ahead.
std::string advice(const request& what) {
    if (what.what == kind::stamp) return "\n  with --purge, a stamp forgets what is unknown";
    const bool may_allow = what.what == kind::upgrade || what.what == kind::plan;
    if (may_allow && !what.allow_ahead)
        return "\n  with --allow-ahead, what this program knows is applied where it is missing, and the rest left "
               "alone";
    return {};
}

/// Commands that need no connection. False where it is none of them.
bool act_without_database(const request& what, const program& of, const console& with) {
    switch (what.what) {
        case kind::create:
            if (what.autogenerate) return false;
            create(what, of, nullptr, nullptr, with.out);
            return true;
        case kind::lock: lock(what, with.out); return true;
        case kind::completion: print_completion(what.shell, of, with.out); return true;
        case kind::heads: print_heads(what, revisions(what, of), with.out); return true;
        case kind::branches: print_branches(what, revisions(what, of), with.out); return true;
        case kind::show: print_revision(what, revisions(what, of), with.out); return true;
        case kind::merge: merge(what, revisions(what, of), with.out); return true;
        case kind::wait: wait(what, revisions(what, of), with); return true;
        default: break;
    }
    if (what.only_prints()) plan(what, revisions(what, of), with);
    return what.only_prints();
}

int act_on_database(const request& what, const program& of, const console& with) {
    if (what.has_tenants()) return upgrade_tenants(what, revisions(what, of), with);
    database_work on(what, revisions(what, of), with);
    switch (what.what) {
        case kind::upgrade: upgrade(on, repeatables(what, of)); return ok;
        case kind::downgrade: downgrade(on); return ok;
        case kind::reset: reset(on, repeatables(what, of)); return ok;
        case kind::stamp: stamp(on); return ok;
        case kind::baseline: baseline(on); return ok;
        case kind::adopt: adopt(on); return ok;
        case kind::repair: repair(on); return ok;
        case kind::seed: seed(on, seeds(what, of)); return ok;
        case kind::mark: mark(on); return ok;
        case kind::create: create_from_structs(on, of); return ok;
        case kind::generate: generate(on); return ok;
        case kind::current: return current(on);
        case kind::history: history(on); return ok;
        case kind::trace: return trace(on);
        case kind::verify: return verify(on, of, repeatables(what, of));
        case kind::diagram: diagram(on); return ok;
        case kind::dictionary: dictionary(on); return ok;
        case kind::snapshot: write_snapshot(on, of); return ok;
        default: what.own->run({on.database(), what.arguments, with.out}); return ok;
    }
}

void print_failure(const std::exception& fault, std::ostream& out) {
    json_writer json;
    json.begin_object();
    json.key("event");
    json.text("failed");
    json.key("exit_code");
    json.integer(code_of(fault));
    json.key("message");
    json.text(without_passwords(fault.what()));
    json.end_object();
    print(out, std::move(json));
}

int act(const request& what, const program& of, const console& with) {
    try {
        if (what.what == kind::lint) return lint(what, {[&] { return revisions(what, of); }, [&] { return seeds(what, of); }}, with);
        if (what.what == kind::check) return check(what, of, with);
        if (what.what == kind::diff) return diff(what, of, with);
        return act_without_database(what, of, with) ? int{ok} : act_on_database(what, of, with);
    } catch (const migrate::ahead_error& fault) {
        throw migrate::ahead_error(fault.what() + advice(what), fault.revision());
    } catch (const migrate::edited_error& fault) {
        throw migrate::migration_error(fmt::format("{}\n  {} repair --accept {} --reason \"…\" accepts it",
                                                   fault.what(), of.name, fault.revision()));
    } catch (const migrate::no_scratch_error& fault) {
        throw migrate::no_scratch_error(std::string(fault.what()) + " (--scratch URL)");
    } catch (const migrate::occupied_error& fault) {
        throw migrate::migration_error(
            fmt::format("{}\n  {} baseline REVISION --reason \"…\" says where it stands", fault.what(), of.name));
    }
}

}  // namespace

int execute(const request& what, const program& of, const console& with) {
    if (!what.json) return act(what, of, with);
    try {
        return act(what, of, with);
    } catch (const std::exception& fault) {
        print_failure(fault, with.out);
        throw;
    }
}

}  // namespace rowan::cli
