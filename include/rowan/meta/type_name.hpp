#pragma once

#include <cstddef>
#include <string_view>

namespace rowan::meta {

namespace detail {
// GCC writes "… [with T = app::status; …]", Clang "… [T = app::status]".
template <class T>
constexpr std::string_view qualified_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    return text.substr(0, text.find_first_of(";]"));
}
// `app::page<app::task>::order` is an `order`, `app::page<app::task>` a `page`.
constexpr std::string_view without_scope(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t i = text.size(); i != 0; --i) {
        const char c = text[i - 1];
        if (c == '>') ++depth;
        if (c == '<' && --depth == 0 && text.back() == '>') text = text.substr(0, i - 1);
        if (c == ':' && depth == 0) return text.substr(i);
    }
    return text;
}
}  // namespace detail

/// The name of a class or enum as its author wrote it, without namespaces, classes around it and template arguments.
template <class T>
inline constexpr std::string_view type_name = detail::without_scope(detail::qualified_name<T>());

}  // namespace rowan::meta
