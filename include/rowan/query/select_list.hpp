#pragma once

#include <rowan/query/expression.hpp>
#include <rowan/query/query_state.hpp>
#include <rowan/query/relation.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// What a query knows and selects, and how its rows are read.
namespace rowan {

namespace detail {

/// What a query knows, as types. `Known` are its sources, `Absent` those of them that may have no row (and `no_rows`,
/// while nothing is grouped), `Outer` what it speaks of beyond them, as a part of another query may. `Bound` queries
/// have a session, and must know all.
template <class Known, class Absent = sources<no_rows>, class Outer = sources<>, bool Bound = true>
struct scope {
    using known = Known;
    using absent = Absent;
    using outer = Outer;
    static constexpr bool bound = Bound;

    template <class... Lists>
    static constexpr bool knows = !Bound || (all_among<Lists, Known> && ...);
    /// After expressions that speak of `Lists`.
    template <class... Lists>
    using speaking_of =
        std::conditional_t<Bound, scope, scope<Known, Absent, unknown_of<united<Outer, Lists...>, Known>, Bound>>;
};

template <class To, class From>
inline constexpr bool readable_as = std::is_same_v<To, From> || (plain_integer<To> && plain_integer<From>) ||
                                    (std::is_floating_point_v<To> && std::is_floating_point_v<From>);

ROWAN_EXPORT bool all_null(const row_reader& from, std::size_t at, std::size_t columns);

/// A value, or a whole row of another source: where it may be absent, nothing but NULL is none.
template <class M>
void read_member(const row_reader& from, std::size_t& at, M& to) {
    if constexpr (storable<M>) {
        read_value(from, at++, to);
    } else if constexpr (is_optional<M>) {
        using whole = not_optional<M>;
        static const std::size_t width = columns_of_shape<whole>().size();
        if (all_null(from, at, width)) {
            to.reset();
            at += width;
        } else {
            read_member(from, at, to.emplace());
        }
    } else {
        at = read_shape(from, to, at);
    }
}

/// How rows of a type are read: a value, a tuple, a described struct by its members in order.
template <class Row>
struct row_members {
    static_assert(meta::described<Row>, "read rows into a described struct, a std::tuple or a single value");
    template <class List>
    struct reader;
    template <template <class...> class L, class... D>
    struct reader<L<D...>> {
        static constexpr std::size_t size = sizeof...(D);
        template <std::size_t I>
        using type = member_type_at<Row, I>;
        static void read(const row_reader& from, Row& to) {
            std::size_t at = 0;
            (read_member(from, at, to.*D::pointer), ...);
        }
        static std::string name(std::size_t member) { return std::string(meta::member_names<Row>[member]); }
    };
    using as = reader<meta::detail::all_members<Row>>;
};
template <class... M>
struct row_members<std::tuple<M...>> {
    struct as {
        static constexpr std::size_t size = sizeof...(M);
        template <std::size_t I>
        using type = std::tuple_element_t<I, std::tuple<M...>>;
        static void read(const row_reader& from, std::tuple<M...>& to) {
            std::size_t at = 0;
            std::apply([&](auto&... member) { (read_member(from, at, member), ...); }, to);
        }
        static std::string name(std::size_t member) { return "column_" + std::to_string(member + 1); }
    };
};
template <storable V>
struct row_members<V> {
    struct as {
        static constexpr std::size_t size = 1;
        template <std::size_t>
        using type = V;
        static void read(const row_reader& from, V& to) { read_value(from, 0, to); }
        static std::string name(std::size_t) { return "value"; }
    };
};
/// A struct that is no row by itself, so that a mistake is reported once.
template <class Row>
using members_of_row = typename row_members<Row>::as;

/// Reads rows that were selected expression by expression.
template <class Row>
struct read_by_position {
    static void read(const row_reader& from, Row& to) { members_of_row<Row>::read(from, to); }
    static constexpr bool completes = false;
    static void complete(session&, std::vector<Row>&) {}
};
/// Reads a shape, and then its relations.
template <class S>
struct read_as_shape {
    static void read(const row_reader& from, S& to) { read_shape(from, to); }
    static constexpr bool completes = members_of_shape<S>::has_relations;
    static void complete(session& in, std::vector<S>& rows) { load_relations_of(in, rows); }
};

/// One expression, or a whole row, of a select list into the member that it is read into.
template <class Member, class Scope, class X>
void add_selected(sql::select& to, const X& x, std::string name) {
    if constexpr (source_object<X>) {
        using source = typename source_of_object<X>::type;
        using whole = not_optional<Member>;
        static_assert(Scope::template knows<sources<source>>,
                      "select names a row of a source that this query does not read");
        static_assert(shape<whole>, "a whole row is read into an entity or a shape of one");
        static_assert(is_optional<Member> || !listed<source, typename Scope::absent>,
                      "a row that a left join may not find is read into a member that is not std::optional");
        for (auto& column : shape_plan_of<whole>().columns()) {
            column.qualifier = source_traits<source>::name();
            to.names.push_back(name + '_' + column.name);
            to.columns.push_back(std::move(column));
        }
    } else {
        using type = value_type_in<X>;
        using from = typename as_term<X>::source_list;
        static_assert(Scope::template knows<from>, "select names a column of a table that this query does not read");
        static_assert(readable_as<not_optional<Member>, not_optional<type>>,
                      "an expression of select is of another type than the member it is read into");
        static_assert(is_optional<Member> || (!is_optional<type> && !may_be_absent<from, typename Scope::absent>),
                      "an expression that may be NULL is read into a member that is not std::optional: make the member "
                      "one, or use coalesce");
        to.names.push_back(std::move(name));
        to.columns.push_back(operand_of(x));
    }
}

template <class Row>
constexpr bool has_member_named(std::string_view name) {
    for (const auto& one : meta::member_names<Row>) {
        if (one == name) return true;
    }
    return false;
}
template <class Row, class From, template <class...> class L, class... D>
constexpr bool members_are_among(L<D...>*) {
    return (has_member_named<From>(D::name) && ...);
}

/// The columns of a query with a name, by the names of the members of `Row`, which are some of those of `From`.
template <class Row, class From>
void add_named_columns(sql::select& to, const std::string& qualifier) {
    using members = members_of_row<Row>;
    constexpr bool all_there = members_are_among<Row, From>(static_cast<meta::detail::all_members<Row>*>(nullptr));
    static_assert(
        all_there,
        "the rows of a query with a name have no member of one of these names: select<...>(...) takes expressions");
    for (std::size_t i = 0; i != members::size; ++i) {
        to.names.push_back(members::name(i));
        to.columns.push_back(sql::column(to.names.back(), qualifier));
    }
}

template <class Row, class Scope, std::size_t... I, class... X>
void add_all_selected(sql::select& to, std::index_sequence<I...>, const X&... x) {
    using members = members_of_row<Row>;
    (add_selected<typename members::template type<I>, Scope>(to, x, members::name(I)), ...);
}

template <class X, class Absent>
struct selected_type {
    using list = typename as_term<X>::source_list;
    using value = value_type_in<X>;
    using type = std::conditional_t<may_be_absent<list, Absent>, std::optional<not_optional<value>>, value>;
};
template <source_object X, class Absent>
struct selected_type<X, Absent> {
    using row_type = typename X::row_type;
    using type =
        std::conditional_t<listed<typename source_of_object<X>::type, Absent>, std::optional<row_type>, row_type>;
};

template <class X>
struct spoken_of {
    using type = typename as_term<X>::source_list;
};
template <source_object X>
struct spoken_of<X> {
    using type = sources<typename source_of_object<X>::type>;
};

template <class Row>
struct single_column {};
template <storable Row>
struct single_column<Row> {
    using single_type = Row;
};

}  // namespace detail

}  // namespace rowan
