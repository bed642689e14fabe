#pragma once

#include <rowan/query/plan.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <rowan/export.hpp>

/// A query on its way, without its types: what is compiled once.
namespace rowan::detail {

/// Leaves rows out that were deleted softly, unless the query asks for them.
struct live_filter {
    std::size_t join;  ///< position among the joins; `no_member`: the source itself
    sql::expression condition;
};

struct ROWAN_EXPORT query_state {
    session* in = nullptr;
    sql::select what{};
    std::vector<live_filter> live{};
    bool with_deleted = false;
    const schema::table* root = nullptr;  ///< the entity that the query starts from

    query_state() = default;
    explicit query_state(session* by) : in(by) {}
    query_state(const query_state&);
    query_state(query_state&&) noexcept;
    query_state& operator=(const query_state&);
    query_state& operator=(query_state&&) noexcept;
    ~query_state();

    void where(sql::expression condition);
    void having(sql::expression condition);
    /// `absent`: the term may be NULL because its source may be absent.
    void order_by(sql::order_term term, bool absent);
    void join(sql::join::kind what, sql::source with, std::optional<sql::expression> on,
              std::optional<sql::expression> live);
    /// Throws usage_error for a query that was made without a session.
    session& connection() const;
    /// The statement, deleted rows left out.
    sql::select finished() const;
    /// With these columns, those of `qualifier`.
    sql::select finished(std::vector<sql::expression> columns, const std::string& qualifier) const;
};

/// As one operand of a query that puts two together; flat where it is one of the same kind already.
ROWAN_EXPORT sql::select put_together(const char* set_operator, sql::select left, sql::select right);
/// `on`: the equality of two columns, by their qualifiers.
ROWAN_EXPORT sql::expression equal_columns(std::string left, std::string left_qualifier, std::string right,
                                           std::string right_qualifier);

/// The number of rows of a query, without reading them.
ROWAN_EXPORT std::uint64_t count_rows(session& in, sql::select what);
ROWAN_EXPORT bool has_row(session& in, sql::select what);
/// The plan that the database has for a query, a line for each step.
ROWAN_EXPORT std::string explain(session& in, const sql::select& what);
[[noreturn]] ROWAN_EXPORT void throw_more_than_one_row();
[[noreturn]] ROWAN_EXPORT void throw_no_row();

}  // namespace rowan::detail
