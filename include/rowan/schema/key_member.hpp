#pragma once

#include <rowan/meta/member_pointer.hpp>
#include <rowan/types/codec.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>

namespace rowan {

/// A column of an index in descending order: `.index<&task::priority, rowan::descending<&task::created_at>>()`.
template <auto Pointer>
struct descending_key {};
template <auto Pointer>
inline constexpr descending_key<Pointer> descending{};

/// Several members as one key: `.foreign_key<rowan::columns<&task::tenant_id, &task::project_id>,
/// rowan::columns<&project::tenant_id, &project::id>>()`.
template <auto... Pointers>
struct column_list {};
template <auto... Pointers>
inline constexpr column_list<Pointers...> columns{};

namespace detail {

template <class M>
struct not_optional_type {
    using type = M;
};
template <class M>
struct not_optional_type<std::optional<M>> {
    using type = M;
};
template <class M>
using not_optional = typename not_optional_type<M>::type;
template <class M>
inline constexpr bool is_optional = !std::is_same_v<M, not_optional<M>>;

// `id<project>` says which entity it is a key of, even where the member itself sits in a base that several entities
// share.
template <class Key, class Default>
struct entity_of_key {
    using type = Default;
};
template <class T, class Default>
struct entity_of_key<id<T>, Default> {
    using type = T;
};

/// The entity that several members belong to: some may sit in bases of it.
template <class First, class... Rest>
struct owner_of {
    using type = First;
};
template <class First, class Second, class... Rest>
struct owner_of<First, Second, Rest...>
    : owner_of<std::conditional_t<std::is_base_of_v<First, Second>, Second, First>, Rest...> {};

// A mistake is reported once, by who calls; what follows from it is not.
template <bool Sound, class T, auto Pointer>
constexpr std::size_t index_if() {
    if constexpr (Sound) {
        return meta::index_of<T, Pointer>();
    } else {
        return 0;
    }
}

template <class T, auto Key>
struct key_member {
    static constexpr std::size_t index = index_if<meta::described<T>, T, Key>();
    static constexpr bool descends = false;
};
template <class T, auto Pointer, descending_key<Pointer> Key>
struct key_member<T, Key> {
    static constexpr std::size_t index = index_if<meta::described<T>, T, Pointer>();
    static constexpr bool descends = true;
};

template <auto Key>
constexpr type_kind kind_of_member() {
    return column_type_of<meta::type_of_member<Key>>().kind;
}

}  // namespace detail
}  // namespace rowan
