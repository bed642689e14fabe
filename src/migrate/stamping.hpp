#pragma once

#include <rowan/migrate/migrator.hpp>
#include <rowan/session/transaction.hpp>

#include "migrate/standing.hpp"

#include <string>
#include <string_view>

namespace rowan::migrate {

/// What is said of revisions without running them, as the history has it: those forgotten, those undone, those applied.
class stamping {
public:
    stamping(session& on, const graph& in, entry_kind kind, const std::string& reason)
        : session_(on), graph_(in), kind_(kind), reason_(reason) {}

    /// Says in one transaction that the database stands where `where` says of a standing; nothing is written where it
    /// does already.
    template <class Where>
    outcome say(Where where) {
        const standing first = stored_heads(migrate::history(session_), graph_);
        const position to = where(first);
        if (to == first.rows) return {.from = first.rows, .to = to, .applied = {}, .notes = {}};
        migrate::history(session_).create();
        transaction all(session_);
        migrate::history(session_).lock();
        const standing before = stored_heads(migrate::history(session_), graph_);
        outcome result = write(before, where(before));
        all.commit();
        return result;
    }

private:
    outcome write(const standing& before, const position& to);
    void forget(const position& unknown, outcome& into);
    /// Revisions that `from` holds and `without` does not.
    void append(const position& from, const position& without, direction way, outcome& into);

    session& session_;
    const graph& graph_;
    entry_kind kind_;
    const std::string& reason_;
};

/// Throws migration_error where it is blank. `what` is a noun.
void require_reason(const std::string& reason, std::string_view what);
/// Throws migration_error where there is a history.
void refuse_history(const standing& at, std::string_view what);

}  // namespace rowan::migrate
