#pragma once

#include <rowan/schema/database.hpp>
#include <rowan/schema/operation.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// What two schemas do not tell, and only a person knows. As data, so that it can be answered beforehand.
struct question {
    enum class kind {
        rename_table,   ///< a table is gone and one like it has come: is it the same?
        rename_column,  ///< the same of a column
        rename_label,   ///< the same of a label of an enum
        fill_column,    ///< a new column is not null: what do the rows have that are there?
        fill_nulls,     ///< a column becomes not null: what do the rows have that have none?
        replace_object, ///< a view, trigger, … stands on what goes: does it go as well, or what is its new text?
    };
    kind what{};
    std::string table;                    ///< or the enum; with its schema where it has one in its name; `view overdue`
    std::string subject;                  ///< the column or label that it is about; of rename_table the table again
    std::vector<std::string> candidates;  ///< to rename it to

    friend bool operator==(const question&, const question&) = default;
};

/// By what an answer finds its question: `rename table todos`, `rename tasks.title`, `rename label mood.glad`,
/// `fill tasks.rank`, `fill nulls tasks.rank`, `replace view overdue`, `replace trigger tasks.touch`.
ROWAN_EXPORT std::string key_of(const question& what);
/// One line for people.
ROWAN_EXPORT std::string describe(const question& what);

/// To `key_of(question)`: of a rename the new name, or `dropped`; of what rows get SQL, or `none` where there are no such
/// rows; of an object its new text, or `dropped`: a view's query, what follows a function's arguments, `after update for
/// each row …`, `using (…) with check (…)`, the whole statement of a rule.
struct answer {
    std::string to;
    std::string value;
    bool is_hint = false;  ///< no answer where it does not fit: what it says may have been done long ago

    friend bool operator==(const answer&, const answer&) = default;
};

struct diff_options {
    std::vector<answer> answers{};
    /// Without, what is gone is dropped, what has come is new, and rows are not looked after.
    bool ask = true;
};

/// The way from one schema to another.
struct plan {
    /// In an order in which they apply, and back in the other. Empty while a question is open.
    std::vector<operation> operations;
    std::vector<question> questions;

    bool empty() const noexcept { return operations.empty() && questions.empty(); }
};

/// What makes `to` of `from`. The order of columns is no difference, nor are names of constraints that have none on one
/// of the sides. Texts are compared as they stand: let the database say both (`migrate::autogenerate` does).
///
/// What is in the way of a change and stays (a view on a column whose type changes, a foreign key to it, a trigger) is
/// taken away before it and made again.
ROWAN_EXPORT plan diff(const database& from, const database& to, const diff_options& how = {});

}  // namespace rowan::schema
