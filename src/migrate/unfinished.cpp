#include <rowan/migrate/migrator.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <optional>

#include "migrate/progress_table.hpp"

namespace rowan::migrate {

std::vector<unfinished_revision> migrator::unfinished() const {
    std::vector<unfinished_revision> result;
    for (const progress_row& each : progress_table(*session_).all()) result.push_back(unfinished_of(each));
    return result;
}

void migrator::resume_as(verdict what) {
    progress_table table(*session_);
    const auto rows = table.all();
    const auto found =
        std::find_if(rows.begin(), rows.end(), [](const progress_row& each) { return each.begun.has_value(); });
    if (found == rows.end())
        throw migration_error("no statement is in doubt: the next run goes on where the last ended");
    progress_row after = *found;
    if (what == verdict::done) {
        ++after.done;
        ++after.statements;
        after.hash = *found->begun_hash;
    }
    after.begun.reset();
    after.begun_hash.reset();
    transaction all(*session_);
    migrate::history(*session_).lock();
    if (!table.update(*found, after)) throw migration_error("another process goes on with it at this moment");
    all.commit();
}

void migrator::start_over() {
    progress_table table(*session_);
    const auto rows = table.all();
    if (rows.empty()) throw migration_error("no revision is half applied");
    transaction all(*session_);
    migrate::history(*session_).lock();
    for (const progress_row& each : rows) table.erase(each.revision);
    all.commit();
}

}  // namespace rowan::migrate
