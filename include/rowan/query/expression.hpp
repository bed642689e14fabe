#pragma once

#include <rowan/query/operations.hpp>

#include <type_traits>
#include <utility>

namespace rowan {

template <class V, class Sources>
class expression : public detail::operations<expression<V, Sources>> {
public:
    using value_type = V;
    using source_list = Sources;

    explicit expression(sql::expression tree) : tree_(std::move(tree)) {}
    /// One that speaks of fewer sources, or that is never NULL.
    template <class From, class Fewer>
    requires(!std::is_same_v<expression<From, Fewer>, expression> &&
             (std::is_same_v<V, From> || std::is_same_v<V, std::optional<From>>)&&detail::all_among<Fewer, Sources>)
        expression(expression<From, Fewer> from)
        : tree_(std::move(from).tree()) {}

    const sql::expression& tree() const& noexcept { return tree_; }
    sql::expression tree() && noexcept { return std::move(tree_); }

private:
    sql::expression tree_;
};

template <class L, class R>
requires detail::operands<L, R>
auto operator==(const L& left, const R& right) {
    if constexpr (term<L>) {
        return detail::compare_equal("=", left, right, true);
    } else {
        return detail::compare_equal("=", right, left, true);
    }
}
template <class L, class R>
requires detail::operands<L, R>
auto operator!=(const L& left, const R& right) {
    if constexpr (term<L>) {
        return detail::compare_equal("<>", left, right, false);
    } else {
        return detail::compare_equal("<>", right, left, false);
    }
}
template <class L, class R>
requires detail::operands<L, R>
auto operator<(const L& left, const R& right) { return detail::compare_order("<", left, right); }
template <class L, class R>
requires detail::operands<L, R>
auto operator<=(const L& left, const R& right) { return detail::compare_order("<=", left, right); }
template <class L, class R>
requires detail::operands<L, R>
auto operator>(const L& left, const R& right) { return detail::compare_order(">", left, right); }
template <class L, class R>
requires detail::operands<L, R>
auto operator>=(const L& left, const R& right) { return detail::compare_order(">=", left, right); }

namespace detail {
template <class X>
concept truth = term<X> && std::is_same_v < type_of<X>,
bool > ;
}  // namespace detail

template <detail::truth L, detail::truth R>
auto operator&&(L left, R right) {
    return expression<bool, detail::sources_in<L, R>>(
        sql::infix("and", std::move(left).tree(), std::move(right).tree()));
}
template <detail::truth L, detail::truth R>
auto operator||(L left, R right) {
    return expression<bool, detail::sources_in<L, R>>(
        sql::infix("or", std::move(left).tree(), std::move(right).tree()));
}
template <detail::truth T>
auto operator!(T operand) {
    return expression<bool, detail::sources_in<T>>(sql::prefix("not", std::move(operand).tree()));
}

/// A query has a row.
template <class Query>
auto exists(const Query& that) {
    return expression<bool, typename Query::outer_sources>(sql::words("exists $1", {sql::query(that.select_one())}));
}
template <class Query>
auto not_exists(const Query& that) {
    return expression<bool, typename Query::outer_sources>(
        sql::words("not exists $1", {sql::query(that.select_one())}));
}
/// The only value of a query with one column; NULL where it has no row.
template <detail::value_query Query>
auto scalar(const Query& that) {
    using found = std::optional<detail::not_optional<typename Query::single_type>>;
    return expression<found, typename Query::outer_sources>(sql::query(that.select()));
}

}  // namespace rowan
