#include "cli/verify.hpp"

#include "cli/comparison.hpp"

#include <rowan/migrate/verify.hpp>

#include <ostream>

namespace rowan::cli {

namespace {

migrate::verify_options options_of(const request& what, const program& of) {
    migrate::verify_options how;
    how.migrations = !what.structs_only;
    if (!what.migrations_only) how.structs = of.entities;
    how.scratch = what.scratch;
    how.ignored = ignored_tables(what, of);
    if (!what.against.empty())
        how.against = snapshot_named(what.against, how.ignored,
                                     ": cannot be read; --against takes a file that snapshot wrote, or a URL");
    return how;
}

}  // namespace

int verify(database_work& on, const program& of, const std::vector<migrate::named_script>& repeatables) {
    const request& what = on.asked();
    if (what.structs_only) require_structs(of);
    migrate::verify_options how = options_of(what, of);
    how.repeatables = repeatables;
    const migrate::verify_report found = migrate::verify(on.database(), on.graph(), how);
    if (what.json)
        on.out() << found.json() << '\n';
    else
        on.out() << on.name() << ":\n" << found.text();
    return found ? ok : drift;
}

}  // namespace rowan::cli
