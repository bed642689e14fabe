#pragma once

#include <rowan/schema/key_member.hpp>
#include <rowan/query/source.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

/// What a relation is beyond its foreign key.
namespace rowan {

struct plain_relation {};

/// Says of a shape's relation what its type cannot: which foreign key, which rows, in which order, how many for each row that they
/// belong to; that it goes through a link table; that rows are counted. A relation whose foreign key is the only one needs none of it.
///
///     template <>
///     inline constexpr auto rowan::relation_of<&task_page::reviewer> = rowan::via<&task::reviewer_id>;
///     template <>
///     inline constexpr auto rowan::relation_of<&artist_page::hits> =
///         rowan::children.where([] { return field<&track::sold> > 100; }).order_by<rowan::descending<&track::sold>>().limit(3);
///     template <>
///     inline constexpr auto rowan::relation_of<&playlist_page::tracks> =
///         rowan::through<playlist_track>.order_by<&playlist_track::position>();
///     template <>
///     inline constexpr auto rowan::relation_of<&project_line::open_tasks> =
///         rowan::count_of<task>.where([] { return field<&task::status> != task_status::done; });
///
/// It stands behind the shape's BOOST_DESCRIBE_STRUCT.
template <auto Member>
inline constexpr plain_relation relation_of{};

namespace detail {

struct relation_clauses {
    using make_condition = sql::expression (*)();
    using make_term = sql::order_term (*)();

    std::array<make_condition, 4> conditions{};
    std::array<make_term, 8> terms{};
    std::size_t condition_count = 0;
    std::size_t term_count = 0;
    std::uint64_t limit = 0;  ///< none
    bool with_deleted = false;
};

struct by_foreign_key {};
template <class Link>
struct by_link {};
template <class Counted>
struct by_count {};

template <class Make>
sql::expression made_condition() {
    return Make{}().tree();
}
template <class Make>
sql::order_term made_term() {
    if constexpr (requires(Make make) { make().term; }) {
        return Make{}().term;
    } else {
        return Make{}().asc().term;
    }
}
template <auto Key>
sql::order_term key_term() {
    if constexpr (requires { Key.pointer; }) {
        return field_of<Key.pointer>{}.desc().term;
    } else {
        return field_of<Key>{}.asc().term;
    }
}

template <auto Key>
struct ordered_member {
    static constexpr auto pointer = Key;
};
template <auto Pointer, descending_key<Pointer> Key>
struct ordered_member<Key> {
    static constexpr auto pointer = Pointer;
};

}  // namespace detail

/// See `relation_of`. Every call returns the relation with one more fact.
template <class What, class Sources = sources<>, auto... Keys>
struct relation : detail::relation_clauses {
    /// The foreign key, where several would do; of a link, the one to the rows that have the relation, then the one to the others.
    template <auto... Chosen>
    constexpr auto via() const {
        return relation<What, Sources, Chosen...>{*this};
    }
    /// Rows that meet a condition, made anew by `[] { return …; }` each time the relation is read. All of several must be met.
    template <class Make>
    constexpr auto where(Make) const {
        static_assert(std::is_empty_v<Make>, "a relation's condition is made by a lambda without captures");
        using list = typename decltype(Make{}())::source_list;
        relation<What, detail::united<Sources, list>, Keys...> result{*this};
        result.conditions[result.condition_count++] = &detail::made_condition<Make>;
        return result;
    }
    /// By members, `rowan::descending<&track::sold>` among them; rows that are equal in them come in the order of their key.
    template <auto First, auto... Rest>
    constexpr auto order_by() const {
        using list = sources<meta::class_of<detail::ordered_member<First>::pointer>, meta::class_of<detail::ordered_member<Rest>::pointer>...>;
        relation<What, detail::united<Sources, list>, Keys...> result{*this};
        result.terms[result.term_count++] = &detail::key_term<First>;
        ((result.terms[result.term_count++] = &detail::key_term<Rest>), ...);
        return result;
    }
    /// By expressions: `order_by([] { return lower(field<&track::name>).desc(); })`.
    template <class... Make>
        requires(sizeof...(Make) != 0)
    constexpr auto order_by(Make...) const {
        static_assert((std::is_empty_v<Make> && ...), "a relation's order is made by lambdas without captures");
        relation<What, detail::united<Sources, typename decltype(Make{}())::source_list...>, Keys...> result{*this};
        ((result.terms[result.term_count++] = &detail::made_term<Make>), ...);
        return result;
    }
    /// At most so many for each row that has the relation, the first in its order.
    constexpr relation first(std::uint64_t rows) const {
        relation result{*this};
        result.limit = rows;
        return result;
    }
    /// Rows that were deleted softly, too.
    constexpr relation including_deleted() const {
        relation result{*this};
        result.with_deleted = true;
        return result;
    }
};
