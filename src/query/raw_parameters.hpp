#pragma once

#include <rowan/dialect/dialect.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::detail {

/// A `:name` in an SQL text.
struct parameter_place {
    static constexpr std::size_t nowhere = std::string_view::npos;

    std::string_view name;             ///< without the colon
    std::size_t offset = 0;            ///< of the colon
    std::size_t in_offset = nowhere;   ///< of the word `in` where it says `in (:name)`
    std::size_t not_offset = nowhere;  ///< of the word `not` before that
    bool among_others = false;         ///< in `in (:name, …)`
    bool only_null = false;  ///< in `:name is null` or `is not null`, where no other value says what type it is of
};

/// The parameters of `sql` in their order, as the backend of `of` reads a text: strings, quoted names, comments, casts
/// and the bounds of slices are looked through. Takes time in proportion to the text. Throws usage_error where a
/// parameter has a number for a name.
ROWAN_EXPORT std::vector<parameter_place> parameters_in(std::string_view sql, const dialect& of);

/// As `sql`, with parameter number `numbers[i]` in `places[i]`; where `is_list[i]`, `x in (…)` asks for an element of
/// an array.
ROWAN_EXPORT std::string with_numbers(std::string_view sql, const std::vector<parameter_place>& places,
                                      const std::vector<std::size_t>& numbers, const std::vector<bool>& is_list,
                                      const dialect& of);

}  // namespace rowan::detail
