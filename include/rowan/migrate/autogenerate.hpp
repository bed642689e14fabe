#pragma once

#include <rowan/schema/blueprint.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

struct autogenerate_options {
    std::vector<schema::answer> answers{};
    /// Tables that are none of the program's business, by name; `*` stands for anything: `"audit_*"`. Rowan's own and
    /// those of other migration tools need not be named.
    std::vector<std::string> ignored{};
};

/// What brings a database to what structs describe.
struct generated_changes {
    std::vector<schema::operation> up;
    /// Where going back is more than `up` reversed; empty otherwise.
    std::vector<schema::operation> down;
    std::vector<schema::question> questions;  ///< while one is open, there is no way
    std::vector<std::string> notes;           ///< what there is to know of the way down, a line each
    /// Why the comparison is not exact, texts having been compared as they stand; empty where it is.
    std::string inexact;

    bool empty() const noexcept { return up.empty() && questions.empty(); }
};

/// Compares the live schema with the one that the database makes of `wanted`, in a transaction that is rolled back or a
/// database in memory: nothing is left of it, no other database is needed. See `schema::completed` for what structs say
/// nothing of.
///
/// Errors: database_error; mapping_error for an answer that fits no question.
ROWAN_EXPORT generated_changes autogenerate(session& database, const schema::blueprint& wanted,
                                            const autogenerate_options& how = {});

/// The statements that carry the changes out and take them back, for files of the database's dialect. Throws
/// database_error.
struct sql_texts {
    std::string up;
    std::string down;
};
ROWAN_EXPORT sql_texts sql_source(session& database, const generated_changes& of);

/// `operations` as calls of `migrate::operations` on `op`, a line each or more, indented by so many blanks.
ROWAN_EXPORT std::string cpp_source(const std::vector<schema::operation>& operations, int indentation);

}  // namespace rowan::migrate
