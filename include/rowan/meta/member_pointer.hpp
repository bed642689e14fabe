#pragma once

#include <rowan/meta/members.hpp>

namespace rowan::meta {

/// The class that `&T::m` was declared in: for an inherited member that is the base, not `T`.
template <auto Pointer>
using class_of = typename detail::pointee<std::remove_cv_t<decltype(Pointer)>>::class_type;

/// The type of the member that `&T::m` points to.
template <auto Pointer>
using type_of_member = typename detail::pointee<std::remove_cv_t<decltype(Pointer)>>::value_type;

/// `Pointer` is a described member of `T` or of one of its bases.
template <class T, auto Pointer>
inline constexpr bool has_member = members<T>::template index_of<Pointer>() != members<T>::size;

/// Position of `Pointer` among `members<T>`.
template <class T, auto Pointer>
constexpr std::size_t index_of() {
    static_assert(has_member<T, Pointer>, "this member is not in the BOOST_DESCRIBE_STRUCT list of the struct");
    return members<T>::template index_of<Pointer>();
}

/// Name of the member that `Pointer` points to, as written in the describe macro.
template <auto Pointer>
inline constexpr std::string_view name_of = member_names<class_of<Pointer>>[index_of<class_of<Pointer>, Pointer>()];

}  // namespace rowan::meta
