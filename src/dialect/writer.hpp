#pragma once

#include <rowan/dialect/dialect.hpp>

#include <cstdint>
#include <string>
#include <string_view>

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
    void where(const std::optional<sql::expression>& condition);
    void order_by(const std::vector<sql::order_term>& terms);
    void window(const std::optional<std::uint64_t>& limit, const std::optional<std::uint64_t>& offset);

    rendered finish() &&;

private:
    void infix_operand(const sql::expression& from, std::string_view op);
    void list(const std::vector<sql::expression>& from);

    const dialect& by_;
    rendered out_;
    std::size_t parameters_ = 0;
};

}  // namespace rowan
