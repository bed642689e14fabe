#pragma once

#include <rowan/meta/type_name.hpp>
#include <rowan/schema/sql_text.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "migrate/described.hpp"

// Values as C++ says them.
namespace rowan::migrate {

std::string cpp_words(std::string_view text);
std::string cpp_words(const schema::sql_text& text);
inline std::string cpp_words(const std::string& text) { return cpp_words(std::string_view(text)); }

template <class T>
std::string cpp_type() {
    const bool is_rowans = std::is_same_v<T, sql_type> || std::is_same_v<T, type_kind>;
    return (is_rowans ? "rowan::" : "rowan::schema::") + std::string(meta::type_name<T>);
}

/// Members that have their first value are left out.
template <class T>
std::string cpp_members(const T& what);

template <class T>
std::string cpp_value(const T& what) {
    if constexpr (requires { cpp_words(what); }) {
        return cpp_words(what);
    } else if constexpr (std::is_same_v<T, bool>) {
        return what ? "true" : "false";
    } else if constexpr (std::integral<T>) {
        return std::to_string(what);
    } else if constexpr (std::is_enum_v<T>) {
        return cpp_type<T>() + "::" + std::string(to_string(what));
    } else {
        return cpp_members(what);
    }
}
template <class T>
std::string cpp_value(const std::optional<T>& what) {
    if (!what) return "std::nullopt";
    if constexpr (meta::described<T>)
        return cpp_type<T>() + cpp_members(*what);
    else
        return cpp_value(*what);
}
template <class First, class Second>
std::string cpp_value(const std::pair<First, Second>& what) {
    return '{' + cpp_value(what.first) + ", " + cpp_value(what.second) + '}';
}
template <class... T>
std::string cpp_value(const std::variant<T...>& what) {
    return std::visit([](const auto& one) { return cpp_type<std::remove_cvref_t<decltype(one)>>() + cpp_members(one); },
                      what);
}
// With their type, or two texts would make one by its begin and end.
template <class T>
std::string cpp_value(const std::vector<T>& what) {
    std::string result = std::is_same_v<T, std::string> ? "std::vector<std::string>{" : "{";
    std::string_view between;
    for (const T& each : what) result.append(std::exchange(between, ", ")) += cpp_value(each);
    return result + '}';
}

template <class T>
std::string cpp_members(const T& what) {
    static const T first{};
    std::string result = "{";
    std::string_view between;
    const auto add = [&](std::string_view name, const auto& member, const auto& initial) {
        if (member == initial) return;
        result.append(std::exchange(between, ", ")).append(".").append(name).append(" = ") += cpp_value(member);
    };
    [&]<template <class...> class L, class... D>(L<D...>*) {
        (add(D::name, what.*D::pointer, first.*D::pointer), ...);
    }(static_cast<meta::detail::all_members<T>*>(nullptr));
    return result + '}';
}

}  // namespace rowan::migrate
