#pragma once

#include <rowan/query/field.hpp>
#include <rowan/schema/key_member.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// What a relation is beyond its foreign key.
namespace rowan {

struct plain_relation {};

/// Says of a shape's relation what its type cannot: which foreign key, which rows, in which order and how many for each
/// row that has it; that it goes through a link table; that rows are counted. A relation along the only foreign key
/// there is needs none of it.
///
///     template <>
///     inline constexpr auto rowan::relation_of<&task_page::reviewer> = rowan::via<&task::reviewer_id>;
///     template <>
///     inline constexpr auto rowan::relation_of<&artist_page::hits> =
///         rowan::children.where([] { return field<&track::sold> > 100;
///         }).order_by<rowan::descending<&track::sold>>().limit(3);
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

template <class Made, std::size_t N>
constexpr void add_to(std::array<Made, N>& all, Made one) {
    std::size_t next = 0;
    while (all.at(next) != nullptr) ++next;
    all[next] = one;
}

/// Conditions and terms are data of the run, so a relation keeps how they are made.
struct relation_clauses {
    using make_condition = sql::expression (*)();
    using make_term = sql::order_term (*)();

    std::array<make_condition, 4> conditions{};
    std::array<make_term, 8> terms{};
    std::uint64_t limit = 0;  ///< 0: none
    bool with_deleted = false;

    constexpr void add(make_condition one) { add_to(conditions, one); }
    constexpr void add(make_term one) { add_to(terms, one); }
    constexpr bool ordered() const { return terms[0] != nullptr; }
    constexpr bool plain() const { return conditions[0] == nullptr && !ordered() && limit == 0; }
};

struct by_key {};
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
    if constexpr (term<decltype(Make{}())>) {
        return Make{}().asc().term;
    } else {
        return Make{}().term;
    }
}

template <auto Key>
struct ordered_member {
    using table = meta::class_of<Key>;
    static sql::order_term term() { return field_of<Key>{}.asc().term; }
};
template <auto Pointer, descending_key<Pointer> Key>
struct ordered_member<Key> {
    using table = meta::class_of<Pointer>;
    static sql::order_term term() { return field_of<Pointer>{}.desc().term; }
};

/// What stands for a condition or a term in a constant: a lambda that makes it.
template <class Make>
concept maker = std::is_empty_v<Make> && requires {
    typename decltype(Make{}())::source_list;
};

template <class Make>
struct made_from {
    using list = sources<>;
};
template <maker Make>
struct made_from<Make> {
    using list = typename decltype(Make{}())::source_list;
};

}  // namespace detail

/// See `relation_of`. Every call returns the relation with one more fact.
template <class What, class Sources = sources<>, auto... Keys>
struct relation {
    detail::relation_clauses clauses{};

    /// The foreign key, where there is more than one; of a link, the one to the row that has the relation, and the one
    /// to the other.
    template <auto... Chosen>
    constexpr auto via() const {
        return relation<What, Sources, Chosen...>{clauses};
    }
    /// Rows that meet the condition, which is made anew whenever the relation is read. All of several must be met.
    template <class Make>
    constexpr auto where(Make) const {
        static_assert(detail::maker<Make>,
                      "a relation's condition is made by a lambda without captures: where([] { return …; })");
        relation<What, detail::united<Sources, typename detail::made_from<Make>::list>, Keys...> result{clauses};
        if constexpr (detail::maker<Make>) result.clauses.add(&detail::made_condition<Make>);
        return result;
    }
    /// By columns, the foremost first; then by the key.
    template <auto First, auto... Rest>
    constexpr auto order_by() const {
        using list =
            sources<typename detail::ordered_member<First>::table, typename detail::ordered_member<Rest>::table...>;
        relation<What, detail::united<Sources, list>, Keys...> result{clauses};
        result.clauses.add(&detail::ordered_member<First>::term);
        (result.clauses.add(&detail::ordered_member<Rest>::term), ...);
        return result;
    }
    /// By other terms: `order_by([] { return lower(field<&track::name>).desc(); })`.
    template <class First, class... Rest>
    constexpr auto order_by(First, Rest...) const {
        constexpr bool sound = detail::maker<First> && (detail::maker<Rest> && ...);
        static_assert(sound,
                      "a relation's order is made by lambdas without captures, order_by([] { return …; }), or of "
                      "members, order_by<&…>()");
        relation<
            What,
            detail::united<Sources, typename detail::made_from<First>::list, typename detail::made_from<Rest>::list...>,
            Keys...>
            result{clauses};
        if constexpr (sound) {
            result.clauses.add(&detail::made_term<First>);
            (result.clauses.add(&detail::made_term<Rest>), ...);
        }
        return result;
    }
    /// At most so many for each row that has the relation.
    constexpr relation limit(std::uint64_t rows) const {
        relation result{clauses};
        result.clauses.limit = rows;
        return result;
    }
    /// Rows that were deleted softly, too.
    constexpr relation with_deleted() const {
        relation result{clauses};
        result.clauses.with_deleted = true;
        return result;
    }
};

/// Along the only foreign key between the two entities.
inline constexpr relation<detail::by_key> children{};
/// Along this foreign key.
template <auto Key>
inline constexpr relation<detail::by_key, sources<>, Key> via{};
/// Along the two foreign keys of a link entity. Members of the related shape that are no columns of its own entity are
/// the link's.
template <entity Link>
inline constexpr relation<detail::by_link<Link>> through{};
/// The number of rows that refer to this one, for an integer member.
template <entity Counted>
inline constexpr relation<detail::by_count<Counted>> count_of{};

namespace detail {

template <class What>
inline constexpr bool is_count = false;
template <class Counted, class Sources, auto... Keys>
inline constexpr bool is_count<relation<by_count<Counted>, Sources, Keys...>> = true;

template <auto Member>
inline constexpr bool says_relation = !std::is_same_v<std::remove_cv_t<decltype(relation_of<Member>)>, plain_relation>;

}  // namespace detail
}  // namespace rowan
