#pragma once

#include <rowan/schema/sql_text.hpp>
#include <rowan/types/sql_type.hpp>
#include <rowan/types/value.hpp>

#include <optional>
#include <string>
#include <vector>

#include <rowan/export.hpp>

/// Statements as plain data. A dialect turns them into text; values stay parameters on the way.
namespace rowan::sql {

struct select;

/// A node of an expression tree: a column, a value, a query, or words around other expressions. Every operator,
/// function and clause of an expression is words, so a new one is a line where it is used and nothing here or in a
/// dialect.
///
/// Copying is compiled once, in the library.
struct ROWAN_EXPORT expression {
    enum class kind {
        column,       ///< `name`, of the table or alias `qualifier` where that is not empty
        parameter,    ///< `bound`
        placeholder,  ///< a parameter whose value the caller binds when the statement runs
        words,        ///< `words` with the operands in place of `$1` to `$9`; `$*` is all of them, with commas
        cast,         ///< the operand as `type`
        query,        ///< the only element of `queries`, in parentheses
    };
    kind what{};
    std::string name;
    std::string qualifier;
    schema::sql_text words;  ///< of the library and of a program's source, never of its input
    bool closed =
        false;  ///< the words read as one: `lower($1)` needs no parentheses beside an operator, `$1 + $2` does
    value bound;
    sql_type type;
    std::vector<expression> operands;
    std::vector<select> queries;

    expression();
    expression(const expression&);
    expression(expression&&) noexcept;
    expression& operator=(const expression&);
    expression& operator=(expression&&) noexcept;
    ~expression();
    friend ROWAN_EXPORT bool operator==(const expression&, const expression&);
};

ROWAN_EXPORT expression column(std::string name, std::string qualifier = {});
ROWAN_EXPORT expression parameter(value bound);
ROWAN_EXPORT expression placeholder();
/// Words that need parentheses beside an operator: `words("$1 collate \"C\"", {…})`.
ROWAN_EXPORT expression words(schema::sql_text text, std::vector<expression> operands = {});
/// Words that stand for themselves: `closed("count(*)")`, `closed("lower($1)", {…})`.
ROWAN_EXPORT expression closed(schema::sql_text text, std::vector<expression> operands = {});
ROWAN_EXPORT expression infix(std::string op, expression left, expression right);
ROWAN_EXPORT expression prefix(std::string op, expression operand);
ROWAN_EXPORT expression postfix(expression operand, std::string op);
ROWAN_EXPORT expression call(std::string function, std::vector<expression> arguments);
ROWAN_EXPORT expression cast(expression operand, sql_type type);
ROWAN_EXPORT expression query(select what);
/// `operand` is among `list`; `list` is a placeholder or an array parameter. An empty array is matched by nothing.
ROWAN_EXPORT expression any_of(expression operand, expression list);

/// `left and right`, where either may be absent.
ROWAN_EXPORT std::optional<expression> all_of(std::optional<expression> left, std::optional<expression> right);

}  // namespace rowan::sql
