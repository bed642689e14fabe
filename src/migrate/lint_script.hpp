#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/revision.hpp>

#include "migrate/lint_facts.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Migrations as lists of statements with facts.
namespace rowan::migrate::facts {

/// A word that silences a rule.
struct ignore {
    std::string code;
    std::string reason;
    std::size_t statement = 0;  ///< number, from 0
    bool everywhere = false;
    std::size_t line = 0;  ///< 0: `revision::ignore`
    std::size_t column = 0;
};

struct statement {
    std::string text;
    std::string file{};
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t operation = 0;
    std::size_t transaction = 0;  ///< those of one number run in one; 0: in none
    std::vector<fact> facts{};
};

struct migration {
    std::string id{};
    std::string file{};
    bool has_transaction = true;    ///< it says so; statements that refuse one run in none anyway
    bool limits_lock_waits = true;  ///< the engine does, for what it runs in a transaction
    bool runs_code = false;         ///< that nobody can read here
    std::vector<statement> statements{};
    std::vector<ignore> ignores{};
};

migration read(const revision& from, direction way, const dialect& with);
/// A file that may be a revision's; throws script_error where it cannot be split. A way down is empty in most.
migration read_file(std::string_view text, const std::string& path, direction way, const dialect& with);
/// What the operation does, where it is carried out by a look at the database and not by statements of the dialect.
std::vector<fact> facts_of(const schema::alter_table& from, const dialect& with);
std::vector<fact> facts_of(const schema::alter_enum& from);

}  // namespace rowan::migrate::facts
