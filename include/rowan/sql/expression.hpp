#pragma once

#include <rowan/types/value.hpp>

#include <optional>
#include <string>
#include <vector>

#include <rowan/export.hpp>

/// Statements as plain data. A dialect turns them into text; values stay parameters on the way.
namespace rowan::sql {

/// A node of an expression tree.
struct expression {
    enum class kind {
        column,       ///< `name`, of the table or alias `qualifier` where that is not empty
        parameter,    ///< `bound`
        placeholder,  ///< a parameter whose value the caller binds when the statement runs
        infix,        ///< the operands with operator `name` between them
        prefix,       ///< operator `name`, then the operand
        postfix,      ///< the operand, then operator `name`
        call,         ///< function `name` of the operands
        cast,         ///< the operand as type `name`
        any_of,       ///< the first operand equals an element of the second, which is an array parameter
        raw,          ///< `name` as it stands: words of the library's own (`count(*)`), never of a caller's
    };
    kind what{};
    std::string name;
    std::string qualifier;
    /// Of a column: it holds exact numbers, which a backend that keeps them as text has to be told when it compares or sorts.
    bool exact_number = false;
    value bound;
    std::vector<expression> operands;

    friend bool operator==(const expression&, const expression&) = default;
};

ROWAN_EXPORT expression column(std::string name, std::string qualifier = {});
ROWAN_EXPORT expression parameter(value bound);
ROWAN_EXPORT expression placeholder();
ROWAN_EXPORT expression infix(std::string op, expression left, expression right);
ROWAN_EXPORT expression prefix(std::string op, expression operand);
ROWAN_EXPORT expression postfix(expression operand, std::string op);
ROWAN_EXPORT expression call(std::string function, std::vector<expression> arguments);
/// `type` is a name that every backend knows: bigint, text, …
ROWAN_EXPORT expression cast(expression operand, std::string type);
/// `operand` is among `list`; `list` is a placeholder or an array parameter. An empty array is matched by nothing.
ROWAN_EXPORT expression any_of(expression operand, expression list);
ROWAN_EXPORT expression raw(std::string text);

/// `left and right`, where either may be absent.
ROWAN_EXPORT std::optional<expression> all_of(std::optional<expression> left, std::optional<expression> right);

}  // namespace rowan::sql
