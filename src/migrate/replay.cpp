#include <rowan/migrate/replay.hpp>

#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/scripts.hpp>
#include <rowan/migrate/snapshot.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace rowan::migrate {

namespace {

const std::string& checked(session& beside, const std::string& scratch) {
    if (beside.in_transaction())
        throw migration_error(
            "revisions are run beside a database in no transaction of its own: end the one that is open");
    return scratch;
}

}  // namespace

replay::replay(session& beside, const graph& revisions, const std::string& scratch) try
    : graph_(&revisions), database_(beside, checked(beside, scratch)) {
} catch (const database_error& refused) {
    if (refused.sqlstate() != "42501") throw;
    throw no_scratch_error(
        fmt::format("what the revisions make is seen by running them in a database of its own, and this user may not "
                    "create one on the server of {} ({})\n  Let it (alter role … createdb), or name an empty database "
                    "of the same version instead: it is emptied again",
                    beside.description(), refused.what()));
}

void replay::upgrade(std::string_view target) {
    try {
        migrator(place(), *graph_).upgrade(target);
    } catch (const revision_error& fault) {
        revision_error::details what = fault.facts();
        what.half_applied = false;
        std::throw_with_nested(
            revision_error(std::string(fault.what()) + "\n  It was run in an empty database, to see what it makes: no "
                                                       "other one was changed, and that one is gone",
                           std::move(what)));
    }
}

schema::database replay::made(const std::vector<std::string>& ignored) {
    return take_snapshot(place(), ignored).schema;
}

schema::database replayed(session& beside, const graph& revisions, const position& up_to, const replay_options& how) {
    replay in(beside, revisions, how.scratch);
    for (const std::string& each : up_to) in.upgrade(each);
    run_scripts(in.place(), how.repeatables, entry_kind::repeatable);
    return in.made(how.ignored);
}

}  // namespace rowan::migrate
