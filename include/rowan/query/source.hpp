#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <string>
#include <type_traits>

/// What a query reads from, as types: an entity, an entity under another name, a query with a name.
namespace rowan {

/// The sources that an expression speaks of. An entity stands for its own table.
template <class... S>
struct sources {};

namespace detail {

template <std::size_t N>
struct source_name {
    char text[N]{};
    constexpr source_name(const char (&from)[N]) {
        for (std::size_t i = 0; i != N; ++i) text[i] = from[i];
    }
};

/// Spoken of, but never the cause of a NULL: what `count` or `coalesce` have made definite.
template <class S>
struct definite {};

/// The cause of the NULL that an aggregate is where there is no row at all; there always is one in a group.
struct no_rows {};

/// What an aggregate speaks of: not of one row, so that it has no place in `where`, nor beside a column of one.
struct many_rows {};

}  // namespace detail

template <class V, class Sources = sources<>>
class expression;
template <auto Pointer>
struct field_of;

namespace detail {

/// Name of the column behind a member: an entity's table may call it otherwise than the struct does.
template <auto Pointer, class Row = meta::class_of<Pointer>>
std::string column_name() {
    if constexpr (entity<Row>) {
        return schema_table<Row>().columns[meta::index_of<Row, Pointer>()].name;
    } else {
        return std::string(meta::member_names<Row>[meta::index_of<Row, Pointer>()]);
    }
}

}  // namespace detail

/// A source by its name, of rows that are read into `Row`: `row<task>`, `alias<task, "before">`, `cte<tree_row,
/// "tree">`.
template <class Row, class Source>
struct named_source {
    using row_type = Row;

    /// A column of this source: `boss[field<&employee::name>]`.
    template <auto Pointer>
    auto operator[](field_of<Pointer>) const {
        using owner = meta::class_of<Pointer>;
        static_assert(std::is_base_of_v<owner, Row>, "this member is not one of the source's rows");
        return expression<meta::type_of_member<Pointer>, sources<Source>>(
            sql::column(detail::column_name<Pointer, Row>(), Source::name()));
    }
};

/// An entity as a whole: its row in `select`, and its columns where a member is one of a base that several tables
/// share.
template <entity T>
struct row_of : named_source<T, T> {};
template <entity T>
inline constexpr row_of<T> row{};

/// An entity under a second name, for joins of a table with itself:
///
///     inline constexpr auto boss = rowan::alias<employee, "boss">;
///     from<employee>(db).left_join(boss, boss[field<&employee::id>] == field<&employee::reports_to>)
template <entity T, detail::source_name Name>
struct alias_of : named_source<T, alias_of<T, Name>> {
    static std::string name() { return Name.text; }
};
template <entity T, detail::source_name Name>
inline constexpr alias_of<T, Name> alias{};

/// The row that an insert brings, in the `set` and `where` of an upsert.
template <entity T>
inline constexpr alias_of<T, "excluded"> excluded{};

namespace detail {

/// What a source is called and read from.
template <class S>
struct source_traits {
    using row_type = S;
    static std::string name() { return schema_table<S>().name; }
    static sql::source source() { return sql::table_name{schema_table<S>().schema_name, schema_table<S>().name}; }
};
template <class T, source_name Name>
struct source_traits<alias_of<T, Name>> {
    using row_type = T;
    static std::string name() { return Name.text; }
    static sql::source source() {
        return {sql::table_name{schema_table<T>().schema_name, schema_table<T>().name}, Name.text};
    }
};

// `row<T>` is the source T itself.
template <class S>
struct source_of_object {
    using type = S;
};
template <class T>
struct source_of_object<row_of<T>> {
    using type = T;
};

template <class S, class Base = S>
concept source_object = requires {
    typename S::row_type;
}
&&std::is_empty_v<S> && !requires { typename S::value_type; };

// Lists of sources as sets. Written out, for mp11's would be instantiated for every pair of lists.

/// `Of` names what `In` holds: the same source, or a base that an entity's struct takes columns from.
template <class Of, class In>
inline constexpr bool names_source = std::is_same_v<Of, In> || [] {
    if constexpr (std::is_class_v<Of> && std::is_class_v<In>) {
        if constexpr (!entity<Of> && requires { typename In::row_type; }) {
            return std::is_base_of_v<Of, typename In::row_type>;  // the rows of a query with a name
        } else {
            return std::is_base_of_v<Of, In>;
        }
    } else {
        return false;
    }
}();
template <class S, class In>
inline constexpr bool names_source<definite<S>, In> = names_source<S, In>;

// Tags that are no sources.
template <class S>
inline constexpr bool is_tag = std::is_same_v<S, no_rows> || std::is_same_v<S, many_rows>;

template <class S, class List>
inline constexpr bool among = false;
template <class S, class... In>
inline constexpr bool among<S, sources<In...>> = is_tag<S> || (names_source<S, In> || ...);

template <class Some, class List>
inline constexpr bool all_among = false;
template <class... S, class List>
inline constexpr bool all_among<sources<S...>, List> = (among<S, List> && ...);

template <class S, class List>
inline constexpr bool listed = false;
template <class S, class... In>
inline constexpr bool listed<S, sources<In...>> = (std::is_same_v<S, In> || ...);

template <class L, class R>
struct union_of_two;
template <class... L>
struct union_of_two<sources<L...>, sources<>> {
    using type = sources<L...>;
};
template <class... L, class First, class... Rest>
struct union_of_two<sources<L...>, sources<First, Rest...>> {
    using head = std::conditional_t<listed<First, sources<L...>>, sources<L...>, sources<L..., First>>;
    using type = typename union_of_two<head, sources<Rest...>>::type;
};
template <class L, class... Rest>
struct source_union {
    using type = L;
};
template <class L, class... Rest>
struct source_union<L, L, Rest...> : source_union<L, Rest...> {};
template <class L, class R, class... Rest>
struct source_union<L, R, Rest...> : source_union<typename union_of_two<L, R>::type, Rest...> {};
template <class... Lists>
using united = typename source_union<sources<>, Lists...>::type;

/// Those of `List` that `Known` does not have.
template <class List, class Known, class Result = sources<>>
struct source_difference {
    using type = Result;
};
template <class First, class... Rest, class Known, class... Result>
struct source_difference<sources<First, Rest...>, Known, sources<Result...>>
    : source_difference<sources<Rest...>, Known,
                        std::conditional_t<among<First, Known>, sources<Result...>, sources<Result..., First>>> {};
template <class List, class Known>
using unknown_of = typename source_difference<List, Known>::type;

template <class S>
struct definite_of {
    using type = definite<S>;
};
template <class S>
struct definite_of<definite<S>> {
    using type = definite<S>;
};
template <class S>
requires is_tag<S>
struct definite_of<S> {
    using type = many_rows;
};
template <class List>
struct made_definite;
template <class... S>
struct made_definite<sources<S...>> {
    using type = united<sources<typename definite_of<S>::type>...>;
};

template <class List>
struct without_tags;
template <class... S>
struct without_tags<sources<S...>> {
    using type = united<std::conditional_t<is_tag<S>, sources<>, sources<S>>...>;
};

/// An expression over `List` speaks of one row of a source in `Known`.
template <class List, class Known>
inline constexpr bool speaks_of_row = false;
template <class... S, class Known>
inline constexpr bool speaks_of_row<sources<S...>, Known> =
    !listed<many_rows, sources<S...>> && ((!is_tag<S> && among<S, Known>) || ...);

/// A NULL may come from one of `Absent`, the sources of a left join.
template <class List, class Absent>
inline constexpr bool may_be_absent = false;
template <class... S, class Absent>
inline constexpr bool may_be_absent<sources<S...>, Absent> = (listed<S, Absent> || ...);

}  // namespace detail
}  // namespace rowan
