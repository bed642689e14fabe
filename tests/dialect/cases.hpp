#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/schema/operation.hpp>
#include <rowan/sql/statement.hpp>

#include <string>
#include <variant>
#include <vector>

namespace rowan::test {

/// Operations that can be carried out on an empty database, in order.
struct operations_case {
    std::string name;
    std::vector<schema::operation> operations;
    std::string only_on{};  ///< a dialect's name; elsewhere some of it is refused, or takes a look at the database

    bool is_for(const dialect& by) const { return only_on.empty() || only_on == by.name(); }
};
const std::vector<operations_case>& operations_cases();

/// A statement on the tables of the case "statement_tables".
struct statement_case {
    std::string name;
    std::variant<sql::select, sql::insert, sql::update, sql::erase> statement;
};
const std::vector<statement_case>& statement_cases();

/// As the golden file has it: the statements, each ended by a semicolon.
std::string text_of(const dialect& by, const operations_case& from);
/// The statement, then its parameters as a comment.
std::string text_of(const dialect& by, const statement_case& from);
rendered render(const dialect& by, const statement_case& from);

}  // namespace rowan::test
