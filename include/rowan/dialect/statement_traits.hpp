#pragma once

namespace rowan {

/// What one has to know of a statement to run it among others, told from its words.
struct statement_traits {
    bool refuses_transaction = false;  ///< the backend runs it in none, or it does nothing there
    bool may_commit = false;           ///< what it calls may end transactions: `call`, `do`
    bool seen_after_commit = false;    ///< what it makes cannot be used before: a new label of an enum type
    bool only_settings = false;        ///< changes the session, and nothing that lasts
    bool repeatable = false;           ///< done twice is as good as done once
};

}  // namespace rowan
