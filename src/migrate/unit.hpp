#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/revision.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace rowan::migrate {

/// What is done in one piece: an operation, a script, or one of their statements.
struct unit {
    const schema::operation* of = nullptr;
    std::size_t operation = 0;  ///< its number in the revision, from 1
    std::string sql{};          ///< empty where the operation is carried out as a whole
    std::size_t line = 1;       ///< of its file, that `sql` begins in
    std::string begin{};        ///< the `begin …` of a script that has its own transaction around `sql`
    std::size_t statements = 1;
    statement_traits traits{};
    bool in_batches = false;  ///< takes transactions as it needs them
};

/// What a revision does one way. As few pieces as can be where all of it runs in one transaction; otherwise a piece
/// for each statement. Throws script_error, dialect_error.
std::vector<unit> units_of(const revision& which, direction way, const dialect& with);

/// How many statements they are, as far as it can be told without a database.
std::size_t statement_count(const revision& which, direction way, const dialect& with);

/// For people: the statement, shortened, or the operation.
std::string describe(const unit& what);
/// Of the first `count` of them, so that a changed one is found.
std::string hash_of(const std::vector<unit>& units, std::size_t count, const dialect& with);

/// Units in a row that run in one transaction, or one that runs in none.
struct segment {
    std::size_t first = 0;
    std::size_t last = 0;  ///< not in it
    bool in_transaction = true;
    bool only_settings = false;  ///< nothing of it lasts: it is done again where a run goes on
};

/// Of the units from `first` on.
std::vector<segment> segments_of(const std::vector<unit>& units, bool has_transaction, std::size_t first = 0);
/// Whether all that lasts is one transaction; settings may stand around it.
bool is_one_transaction(const std::vector<segment>& segments);
/// The unit that keeps a revision from being run within a transaction; null where there is none.
const unit* first_outside_transaction(const std::vector<unit>& units);

}  // namespace rowan::migrate
