#pragma once

#include <rowan/meta/members.hpp>
#include <rowan/schema/database.hpp>

#include <string_view>
#include <type_traits>

namespace rowan::migrate {

namespace detail {
template <class List>
struct said_members;
template <template <class...> class L, class... D>
struct said_members<L<D...>> {
    template <class T, class Use>
    static void visit(const T& what, std::string_view always, Use&& use) {
        static const T first{};
        ((what.*D::pointer == first.*D::pointer && D::name != always
              ? void()
              : use(std::string_view(D::name), what.*D::pointer)),
         ...);
    }
};
}  // namespace detail

/// Calls `use(name, member)` for each member that is not as it comes, and for the one named `always`. What is written
/// of these only stays the same when a later version has more members.
template <class T, class Use>
void for_each_said(const T& what, Use&& use, std::string_view always = {}) {
    // A catalog tells anew what is made of what: that is no part of what a schema is.
    constexpr bool is_told = std::is_same_v<T, schema::database> || meta::fully_described<T>();
    static_assert(meta::described<T> && is_told, "describe the struct in described.hpp");
    detail::said_members<meta::detail::all_members<T>>::visit(what, always, use);
}

}  // namespace rowan::migrate
