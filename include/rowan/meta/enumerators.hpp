#pragma once

#include <rowan/meta/type_name.hpp>

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include <rowan/export.hpp>

namespace rowan {

/// An enum with a `BOOST_DESCRIBE_ENUM`.
template <class E>
concept described_enum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// One enumerator under another name than its C++ one.
template <class E>
struct label {
    E value;
    std::string_view text;
};
template <class E>
label(E, std::string_view) -> label<E>;  // Clang deduces aggregates from version 17 on

/// Labels that are no C++ names; the enumerators not listed keep theirs.
///
///     template <>
///     inline constexpr auto rowan::labels_of<event> = std::array{rowan::label{event::goal_created, "goal.created"}};
template <class E>
inline constexpr std::array<label<E>, 0> labels_of{};

/// Name of the enum's type in the database; specialise it where the C++ name will not do.
template <class E>
inline constexpr std::string_view enum_name_of = meta::type_name<E>;

/// An enum without its type: what the compiled half of the library works on.
struct enumeration {
    struct entry {
        std::int64_t value;
        std::string_view label;
    };
    std::string_view name;
    std::span<const entry> entries;

    /// Empty where no enumerator has this value.
    ROWAN_EXPORT std::optional<std::string_view> label_of(std::int64_t value) const noexcept;
    /// Empty where no enumerator has this label.
    ROWAN_EXPORT std::optional<std::int64_t> value_of(std::string_view label) const noexcept;
};

namespace meta::detail {
template <class E>
constexpr std::string_view label_for(E value, std::string_view name) {
    for (const auto& one : labels_of<E>) {
        if (one.value == value) return one.text;
    }
    return name;
}
template <class E, class List>
struct entries_of;
template <class E, template <class...> class L, class... D>
struct entries_of<E, L<D...>> {
    static constexpr std::array<enumeration::entry, sizeof...(D)> value{
        enumeration::entry{static_cast<std::int64_t>(D::value), label_for<E>(D::value, D::name)}...};
};
}  // namespace meta::detail

/// Name, enumerators and labels of `E`.
template <described_enum E>
inline constexpr enumeration enumeration_of{
    enum_name_of<E>, meta::detail::entries_of<E, boost::describe::describe_enumerators<E>>::value};

/// The label of `value`; empty where no enumerator has this value. Lifetime: static.
template <described_enum E>
std::string_view to_string(E value) noexcept {
    return enumeration_of<E>.label_of(static_cast<std::int64_t>(value)).value_or(std::string_view());
}

}  // namespace rowan
