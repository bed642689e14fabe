#pragma once

#include <rowan/dialect/dialect.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan {

class dialect::writer {
public:
    explicit writer(const dialect& by) : by_(by) {}

    void text(std::string_view words) { out_.sql += words; }
    void identifier(std::string_view name) { by_.append_identifier(out_.sql, name); }
    void identifiers(const std::vector<std::string>& names);
    void table(const sql::table_name& name) { by_.append_table(out_.sql, name); }
    void placeholder();
    void parameter(value bound);
    void expression(const sql::expression& from);
    /// `from`, in parentheses where it has operators of its own.
    void operand(const sql::expression& from);
    void list(const std::vector<sql::expression>& from);
    /// `keyword` and the condition; nothing where there is none.
    void condition(std::string_view keyword, const std::optional<sql::expression>& that);
    void assignments(const std::vector<sql::assignment>& set);
    void returning(const std::vector<sql::expression>& columns);

    void select(const sql::select& what);
    void source(const sql::source& from);

    rendered finish() &&;

private:
    void words(const sql::expression& from);
    void hole(const sql::expression& in, std::string_view before, std::string_view after,
              const sql::expression& operand);
    void with(const sql::select& what);
    void remember_groups(const std::vector<sql::expression>& groups);
    void columns(const sql::select& what);
    void joins(const std::vector<sql::join>& joins);
    void set_operand(const sql::select& what);
    void order_by(const std::vector<sql::order_term>& terms);
    void window(const std::optional<std::uint64_t>& limit, const std::optional<std::uint64_t>& offset);
    void lock(const sql::row_lock& what);

    const dialect& by_;
    rendered out_;
    std::size_t parameters_ = 0;
    std::vector<std::pair<const sql::expression*, std::string>> groups_;  // those with parameters, and their text
};

}  // namespace rowan
