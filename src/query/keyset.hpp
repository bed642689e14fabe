#pragma once

#include <rowan/query/query_state.hpp>

#include <string>
#include <vector>

/// Orders that tell every row from every other, and what comes behind a row in them.
namespace rowan::detail {

/// `what` with the primary key of its root behind its order, where that is not in it; as it is where rows are not those
/// of tables (groups, distinct, several queries put together).
void complete_order(sql::select& what, const query_state& of);

/// The same from the last row to the first.
void reverse_order(std::vector<sql::order_term>& terms);

/// Rows behind the one whose values these are, or, with `including`, that one and those behind it.
sql::expression behind(const std::vector<sql::order_term>& terms, const std::vector<value>& position, bool including);

/// Brings the query into a form in which a condition on the terms of its order may be added to `where`, and in which
/// their values come behind the columns. `reversed`: the order has been.
void expose_order(sql::select& what, bool reversed);

}  // namespace rowan::detail
