#pragma once

#include <rowan/query/plan.hpp>
#include <rowan/query/relation_of.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

/// Shapes: described structs whose members are columns of an entity, or relations to other shapes.
namespace rowan {

namespace detail {

template <class List>
struct first_entity;
template <class S>
constexpr auto find_entity();

template <template <class...> class L>
struct first_entity<L<>> {
    using type = void;
};
template <template <class...> class L, class Base, class... Rest>
struct first_entity<L<Base, Rest...>> {
    using of_base = typename decltype(find_entity<typename Base::type>())::type;
    using type = std::conditional_t<std::is_void_v<of_base>, typename first_entity<L<Rest...>>::type, of_base>;
};

template <class S>
constexpr auto find_entity() {
    if constexpr (entity<S>) {
        return std::type_identity<S>{};
    } else if constexpr (requires { typename S::entity; }) {
        return std::type_identity<typename S::entity>{};
    } else if constexpr (meta::described<S>) {
        return first_entity<meta::detail::own_bases<S>>{};
    } else {
        return std::type_identity<void>{};
    }
}

template <class S>
using found_entity = typename decltype(find_entity<S>())::type;

}  // namespace detail

/// A struct that can be read from a table: an entity, a struct derived from one, or one that says `using entity = …;`.
template <class S>
concept shape = meta::described<S> && !std::is_void_v<detail::found_entity<S>>;

/// The entity whose table `S` is read from.
template <shape S>
using entity_of = detail::found_entity<S>;

namespace detail {

// A member is a relation when it is another shape, one or many, rather than a value.
template <class M>
struct relation_target {
    using type = M;
    static constexpr bool many = false;
};
template <class M>
struct relation_target<std::optional<M>> : relation_target<M> {};
template <class M>
struct relation_target<std::vector<M>> {
    using type = M;
    static constexpr bool many = true;
};

template <class M>
inline constexpr bool is_relation = !storable<M> && meta::described<typename relation_target<M>::type>;

template <class D>
using type_of_described = typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type;

/// As `is_relation`, of a described member; the number of related rows is one, too.
template <class D>
inline constexpr bool is_related = is_relation<type_of_described<D>> || says_relation<D::pointer>;

template <std::size_t N>
struct text_constant {
    char text[N + 1]{};
    constexpr explicit text_constant(const char* from) {
        for (std::size_t i = 0; i != N; ++i) text[i] = from[i];
    }
};

template <class E>
constexpr std::size_t find_column(std::string_view name) {
    for (std::size_t i = 0; i != columns_of<E>.size(); ++i) {
        if (columns_of<E>[i].name == name) return i;
    }
    return no_member;
}

/// The column of entity `E` behind a member of a shape, or, counted on, of the link that leads to it. The name is an
/// argument so that a compiler prints it.
template <class E, class Link, text_constant Name, class M>
constexpr std::size_t column_of_entity() {
    constexpr std::size_t found = find_column<E>(Name.text);
    if constexpr (found == no_member && !std::is_void_v<Link>) {
        return columns_of<E>.size() + column_of_entity<Link, void, Name, M>();
    }
    constexpr bool known = found != no_member || !std::is_void_v<Link>;
    static_assert(known, "a member of the shape is neither a column of its entity nor a relation to another shape");
    if constexpr (found != no_member) {
        constexpr column_type wanted = column_type_of<M>();
        constexpr column_type has = columns_of<E>[found].type;
        static_assert(wanted.kind == has.kind && wanted.array == has.array,
                      "a member of the shape is of another type than its column");
        static_assert(wanted.nullable || !has.nullable,
                      "the column may be NULL, so the member of the shape must be std::optional");
    }
    return found;
}

template <class S, class E, class Link, class D>
constexpr std::size_t column_of_member() {
    using member = type_of_described<D>;
    if constexpr (is_related<D>) {
        return no_member;
    } else {
        static_assert(storable<member>,
                      "a member of the shape is of a type that rowan cannot store: give it a rowan::codec");
        constexpr std::size_t length = std::string_view(D::name).size();
        return column_of_entity<E, Link, text_constant<length>(D::name), member>();
    }
}

template <class S, class E, class Link, class List>
struct shape_members;
template <class S, class E, class Link, template <class...> class L, class... D>
struct shape_members<S, E, Link, L<D...>> {
    static constexpr bool has_relations = (is_related<D> || ...);
    /// For each member its column, `no_member` for a relation.
    static constexpr std::array<std::size_t, sizeof...(D)> columns{column_of_member<S, E, Link, D>()...};

    static std::size_t read(const row_reader& from, S& to, std::size_t next) {
        (read_member<D>(from, next, to), ...);
        return next;
    }
    template <class F>
    static void for_each_relation(F&& f) {
        (visit_relation<D>(f), ...);
    }

private:
    template <class One>
    static void read_member(const row_reader& from, std::size_t& next, S& to) {
        if constexpr (!is_related<One>) read_value(from, next++, to.*One::pointer);
    }
    template <class One, class F>
    static void visit_relation(F& f) {
        if constexpr (is_related<One>) f(One{});
    }
};

// An entity is its own shape: every member a column, nothing to look up by name.
template <class E, class Link, template <class...> class L, class... D>
struct shape_members<E, E, Link, L<D...>> {
    static constexpr bool has_relations = false;
    static std::size_t read(const row_reader& from, E& to, std::size_t i) {
        (read_value(from, i++, to.*D::pointer), ...);
        return i;
    }
    template <class F>
    static void for_each_relation(F&&) {}
};

template <shape S, class Link = void>
using members_of_shape = shape_members<S, entity_of<S>, Link, meta::detail::all_members<S>>;

template <entity T>
const table_plan& plan_of() {
    static const table_plan plan(schema_table<T>(), roles_of(table_of<T>.facets()));
    return plan;
}

template <shape S, class Link = void>
std::vector<std::size_t> columns_of_shape() {
    std::vector<std::size_t> result;
    if constexpr (entity<S>) {
        for (std::size_t i = 0; i != columns_of<S>.size(); ++i) result.push_back(i);
    } else {
        for (const std::size_t column : members_of_shape<S, Link>::columns) {
            if (column != no_member) result.push_back(column);
        }
    }
    return result;
}

template <shape S>
const shape_plan& shape_plan_of() {
    static const shape_plan plan(plan_of<entity_of<S>>(), columns_of_shape<S>());
    return plan;
}

/// Reads the columns of `S`, the first of them at `start`; returns the position after the last.
template <shape S>
std::size_t read_shape(const row_reader& from, S& to, std::size_t start = 0) {
    return members_of_shape<S>::read(from, to, start);
}

// Type of the member at position `I` in the described members of `T`.
template <class T, std::size_t I>
using member_type_at = typename meta::detail::pointee<
    std::remove_cv_t<decltype(boost::mp11::mp_at_c<meta::detail::all_members<T>, I>::pointer)>>::value_type;

template <class T>
constexpr const facet* primary_key_of() {
    for (const facet& one : table_of<T>.facets()) {
        if (one.what == facet::kind::primary_key || one.what == facet::kind::identity) return &one;
    }
    return nullptr;
}

// GCC does not compare the address of a facet with nullptr in a constant while it looks for undefined behaviour.
template <class T>
constexpr bool has_primary_key() {
    for (const facet& one : table_of<T>.facets()) {
        if (one.what == facet::kind::primary_key || one.what == facet::kind::identity) return true;
    }
    return false;
}

template <class T, class Positions>
struct key_types;
template <class T, std::size_t... I>
struct key_types<T, std::index_sequence<I...>> {
    static constexpr const facet& key = *primary_key_of<T>();
    using all = std::tuple<member_type_at<T, key.members[I]>...>;
    using type =
        typename std::conditional_t<sizeof...(I) == 1, std::tuple_element<0, all>, std::type_identity<all>>::type;
};

template <entity T>
constexpr std::size_t key_size() {
    static_assert(has_primary_key<T>(), "this entity has no primary key: add .primary_key<…>() to its rowan::table_of");
    return primary_key_of<T>()->member_count;
}

}  // namespace detail

/// The type of `T`'s primary key; a tuple where it has several columns.
template <entity T>
using key_type = typename detail::key_types<T, std::make_index_sequence<detail::key_size<T>()>>::type;

}  // namespace rowan
