#pragma once

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// What Boost.Describe knows of a struct, in the one form that the rest of the library uses.
namespace rowan::meta {

/// A struct with a `BOOST_DESCRIBE_STRUCT` (or `BOOST_DESCRIBE_CLASS`) of its own.
///
/// Ask only after the macro: the answer is remembered by the compiler, so a question asked too early stays "no".
template <class T>
concept described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

namespace detail {
template <class T>
using own_members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
template <class T>
using own_bases = boost::describe::describe_bases<T, boost::describe::mod_any_access>;

// Describe's way through the bases is dear to compile, so it is not gone where there are none.
template <class T, class Bases>
struct members_with_bases {
    using type = boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;
};
template <class T, template <class...> class L>
struct members_with_bases<T, L<>> {
    using type = own_members<T>;
};
template <class T>
using all_members = typename members_with_bases<T, own_bases<T>>::type;

template <class P>
struct pointee;
template <class C, class M>
struct pointee<M C::*> {
    using class_type = C;
    using value_type = M;
};

struct anything {
    template <class T>
    operator T() const;
};

// `{}` starts any member of any type, so a list with one `{}` too many compiles exactly when there is one member more
// than the macro names. The second form serves structs whose list is in another order than their members.
template <class T, class Bases, class Members>
struct has_a_member_more;
template <class T, template <class...> class L, class... B, class... M>
struct has_a_member_more<T, L<B...>, L<M...>> {
    static constexpr bool in_this_order = requires {
        T{std::declval<typename B::type>()...,
          std::declval<typename pointee<decltype(M::pointer)>::value_type>()...,
          {}};
    };
    static constexpr bool in_any_order = requires {
        T{((void)sizeof(B), anything{})..., ((void)sizeof(M), anything{})..., {}};
    };
    static constexpr bool value = in_this_order || in_any_order;
};
}  // namespace detail

/// Every member of `T` is in the list of its describe macro; a member left out would never be saved.
///
/// Sees aggregates only: other classes cannot be counted and pass.
template <class T>
constexpr bool fully_described() {
    if constexpr (std::is_aggregate_v<T>) {
        return !detail::has_a_member_more<T, detail::own_bases<T>, detail::own_members<T>>::value;
    } else {
        return true;
    }
}

namespace detail {
// Overloads, not `if constexpr`: nothing is instantiated for each pair of members.
template <class P>
struct same_pointer {
    static constexpr bool as(P left, P right) { return left == right; }
    static constexpr bool as(P, ...) { return false; }
};

template <class List>
struct member_list;
template <template <class...> class L, class... D>
struct member_list<L<D...>> {
    static constexpr std::size_t size = sizeof...(D);
    static constexpr std::array<std::string_view, sizeof...(D)> names{D::name...};

    template <class T, class F>
    static constexpr void visit(T&& object, F&& f) {
        std::size_t i = 0;
        (f(i++, object.*D::pointer), ...);
    }
    template <class F>
    static constexpr void visit_descriptors(F&& f) {
        (f(D{}), ...);
    }
    template <auto Pointer>
    static constexpr std::size_t index_of() {
        using same = same_pointer<std::remove_cv_t<decltype(Pointer)>>;
        std::size_t i = 0;
        std::size_t found = size;
        ((same::as(Pointer, D::pointer) ? void(found = i) : void(), ++i), ...);
        return found;
    }
};
}  // namespace detail

/// The described members of `T`, those of its bases first.
template <described T>
using members = detail::member_list<detail::all_members<T>>;

/// Calls `f(index, member)` for each member of `object`, those of its bases first.
template <class T, class F>
constexpr void for_each_member(T&& object, F&& f) {
    members<std::remove_cvref_t<T>>::visit(object, f);
}

template <class T>
inline constexpr std::size_t member_count = members<T>::size;

template <class T>
inline constexpr const auto& member_names = members<T>::names;

}  // namespace rowan::meta
