#pragma once

#include <rowan/meta/members.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <type_traits>
#include <vector>

namespace music_shop {

/// Rows of a described struct as text, a column for each member.
struct table {
    struct column {
        std::string name;
        bool is_number = false;
        bool operator==(const column&) const = default;
    };
    std::vector<column> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Prints the first rows, and how many more there are.
void print(std::ostream& out, const table& shown, std::size_t at_most);

namespace detail {

std::string text(const rowan::timestamp& from);

template <class T>
struct cell_of {
    static constexpr bool is_number = std::is_integral_v<T> || std::is_same_v<T, rowan::decimal>;
    static std::string text(const T& from) {
        if constexpr (std::is_same_v<T, std::string>) {
            return from;
        } else if constexpr (std::is_same_v<T, bool>) {
            return from ? "yes" : "no";
        } else if constexpr (std::is_integral_v<T>) {
            return std::to_string(from);
        } else if constexpr (std::is_same_v<T, rowan::timestamp>) {
            return detail::text(from);
        } else if constexpr (std::is_enum_v<T>) {
            return std::string(rowan::to_string(from));
        } else {
            return from.to_string();
        }
    }
};
template <class T>
struct cell_of<std::optional<T>> {
    static constexpr bool is_number = cell_of<T>::is_number;
    static std::string text(const std::optional<T>& from) { return from ? cell_of<T>::text(*from) : "-"; }
};

template <class Row>
table columns_of() {
    table result;
    Row row{};
    rowan::meta::for_each_member(row, [&](std::size_t index, const auto& member) {
        using cell = cell_of<std::remove_cvref_t<decltype(member)>>;
        result.columns.push_back({std::string(rowan::meta::member_names<Row>[index]), cell::is_number});
    });
    return result;
}

}  // namespace detail

template <class Row>
table as_table(const std::vector<Row>& rows) {
    table result = detail::columns_of<Row>();
    for (const Row& row : rows) {
        auto& cells = result.rows.emplace_back();
        rowan::meta::for_each_member(row, [&](std::size_t, const auto& member) {
            cells.push_back(detail::cell_of<std::remove_cvref_t<decltype(member)>>::text(member));
        });
    }
    return result;
}

/// The rows that a statement returns, whose columns are the members of `Row` in their order.
template <class Row>
std::vector<Row> read_all(rowan::statement rows) {
    std::vector<Row> result;
    while (rows.next()) {
        rowan::meta::for_each_member(result.emplace_back(), [&](std::size_t index, auto& member) {
            rowan::read_value(rows.row(), index, member);
        });
    }
    return result;
}

}  // namespace music_shop
