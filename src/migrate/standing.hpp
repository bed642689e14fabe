#pragma once

#include <rowan/migrate/history.hpp>
#include <rowan/migrate/migrator.hpp>

namespace rowan::migrate {

/// What a database holds of the revisions of one graph.
struct standing {
    bool has_history = false;
    position rows;                                    // the heads as they are stored
    position unknown;                                 // those among them that the graph does not have
    position known;                                   // what it holds of the graph
    std::vector<recorded::applied_revision> applied;  // as the history has it

    bool is_ahead() const noexcept { return !unknown.empty(); }
    /// The heads to be stored where the known part has become `now`.
    position rows_for(const position& now) const;
};

/// Throws ahead_error where the database is ahead and that is refused, or its history does not tell what it holds.
standing standing_of(const history& of, const graph& in, when_ahead policy);

/// Throws edited_error where a revision that is applied is another one in the graph by now.
void refuse_edited(const standing& at, const graph& in);

/// Throws edited_error where a revision lies below what is applied and was never applied itself: it was put in later.
void refuse_inserted(const standing& at, const graph& in);

/// The heads that are stored, as the graph sees them: what lies below unknown ones is not known.
standing stored_heads(const history& of, const graph& in);

}  // namespace rowan::migrate
