#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "schema/diagram_model.hpp"

// Where everything stands in a picture, in pixels.
namespace rowan::schema {

namespace measure {
inline constexpr double letter = 7.3;  ///< of the type that names of columns are set in
inline constexpr double bold_letter = 8;
inline constexpr double mark_letter = 6.2;
inline constexpr double row = 18;
inline constexpr double header = 26;
inline constexpr double frame = 22;   ///< within that of a group
inline constexpr double title = 26;   ///< of a group
inline constexpr double margin = 24;  ///< around the picture
inline constexpr std::size_t longest_name = 36;
inline constexpr std::size_t longest_type = 24;
}  // namespace measure

struct point {
    double x = 0;
    double y = 0;
};

struct box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct layout {
    std::vector<box> tables{};
    std::vector<box> groups{};
    /// Of each relation within a group from the table with the key to the one that it refers to, with corners; of
    /// others both ends.
    std::vector<std::vector<point>> lines{};
    double width = 0;
    double height = 0;
};

/// What stands at the right of a row: its type, or where it refers to, of another group.
std::string note_of(const diagram& in, const diagram_table& of, const diagram_row& row);
double width_of_marks(const diagram_table& of);

/// `wide` is the width that there must be at least.
layout layout_of(const diagram& of, double wide);

/// The tables of a group in layers, those that are referred to at the left, as if it were alone: fills in its tables
/// and lines from 0, 0. The result is its size.
std::pair<double, double> lay_out_group(const diagram& of, std::size_t group, layout& to);

/// The middle of a row at the one or other side of its table.
double height_of_row(const diagram_table& of, const box& at, const std::string& column);

}  // namespace rowan::schema
