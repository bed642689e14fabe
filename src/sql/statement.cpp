#include <rowan/sql/statement.hpp>

namespace rowan::sql {

std::string order_words(const order_term& of) {
    std::string result;
    if (of.order == schema::sort_order::descending) result += " desc";
    if (of.nulls == schema::nulls_order::first) result += " nulls first";
    if (of.nulls == schema::nulls_order::last) result += " nulls last";
    return result;
}

}  // namespace rowan::sql
