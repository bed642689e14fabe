#pragma once

#include <rowan/query/change.hpp>
#include <rowan/query/row_store.hpp>
#include <rowan/query/shape.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// What a struct must be like so that an entity's row can be written from it: its members are columns.
namespace rowan::detail {

template <class M>
inline constexpr bool is_change<change<M>> = true;

template <class T>
constexpr bool has_facet(std::size_t column, facet::kind what) {
    for (const facet& one : table_of<T>.facets()) {
        if (one.what == what && one.members[0] == column) return true;
    }
    return false;
}

/// The column of entity `T` that is written from a member. The name is an argument so that a compiler prints it.
template <class T, text_constant Member, class M>
constexpr std::size_t written_column() {
    constexpr std::size_t found = find_column<T>(Member.text);
    static_assert(found != no_member, "a member of the struct that is written is no column of the entity");
    if constexpr (found != no_member) {
        static_assert(
            storable<M>,
            "a member of the struct that is written is of a type that rowan cannot store: give it a rowan::codec");
        static_assert(!has_facet<T>(found, facet::kind::generated),
                      "the database computes this column, so it cannot be written");
        if constexpr (storable<M>) {
            constexpr column_type given = column_type_of<M>();
            constexpr column_type has = columns_of<T>[found].type;
            static_assert(given.kind == has.kind && given.array == has.array,
                          "a member of the struct that is written is of another type than its column");
            static_assert(has.nullable || !given.nullable,
                          "the column cannot be NULL, so the member cannot be std::optional");
        }
    }
    return found;
}

template <class T, class D>
constexpr std::size_t written_column_of() {
    constexpr std::size_t length = std::string_view(D::name).size();
    return written_column<T, text_constant<length>(D::name),
                          typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type>();
}

template <class T, class List>
struct written_columns;
template <class T, template <class...> class L, class... D>
struct written_columns<T, L<D...>> {
    static constexpr std::array<std::size_t, sizeof...(D)> value{written_column_of<T, D>()...};
    static constexpr bool has_change =
        (is_change<typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type> || ...);
};

/// An insert may leave the column out.
template <class T>
constexpr bool fills_itself(std::size_t column) {
    if (columns_of<T>[column].type.nullable) return true;
    for (const facet& one : table_of<T>.facets()) {
        using enum facet::kind;
        const bool fills = one.what == identity || one.what == default_value || one.what == created_at ||
                           one.what == updated_at || one.what == version || one.what == generated;
        if (fills && one.members[0] == column) return true;
    }
    return false;
}

template <class T>
constexpr std::size_t generated_key() {
    if constexpr (has_primary_key<T>()) {
        constexpr const facet& key = *primary_key_of<T>();
        if constexpr (key.member_count == 1) {
            if constexpr (requires(member_type_at<T, key.members[0]> own) { own.is_nil(), own.generate(); })
                return key.members[0];
        }
    }
    return no_member;
}

template <class T, class S>
constexpr std::size_t missing_column() {
    using written = written_columns<T, meta::detail::all_members<S>>;
    for (std::size_t column = 0; column != columns_of<T>.size(); ++column) {
        bool is_there = fills_itself<T>(column) || column == generated_key<T>();
        for (const std::size_t one : written::value) is_there = is_there || one == column;
        if (!is_there) return column;
    }
    return no_member;
}

/// The column is an argument so that a compiler prints it.
template <class Shape, auto Missing>
constexpr void check_column_is_there() {
    static_assert(sizeof(Shape) == 0, "a column without a default is missing from the struct that is inserted");
}

template <class T, class S>
constexpr void check_create_shape() {
    static_assert(!written_columns<T, meta::detail::all_members<S>>::has_change,
                  "rowan::change is for patches: an insert writes every member");
    constexpr std::size_t missing = missing_column<T, S>();
    if constexpr (missing != no_member) {
        check_column_is_there<S, boost::mp11::mp_at_c<meta::detail::all_members<T>, missing>::pointer>();
    }
}

template <class T, class S>
constexpr void check_patch_shape() {
    if constexpr (has_primary_key<T>()) {
        constexpr bool names_key = [] {
            constexpr const facet& key = *primary_key_of<T>();
            for (const std::size_t column : written_columns<T, meta::detail::all_members<S>>::value) {
                for (std::size_t i = 0; i != key.member_count; ++i) {
                    if (key.members[i] == column) return true;
                }
            }
            return false;
        }();
        static_assert(!names_key, "a patch changes the row with a key: the key is no member of it");
    }
}

template <class T, class S>
const written_plan& written_plan_of() {
    static const written_plan plan(plan_of<T>(), layout_of<T>(), layout_of<S>(),
                                   written_columns<T, meta::detail::all_members<S>>::value);
    return plan;
}

}  // namespace rowan::detail
