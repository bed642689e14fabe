#include "music_shop/table.hpp"

#include <algorithm>
#include <ostream>

namespace music_shop {

namespace {

/// In characters: bytes that go on with one are not counted.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t to, bool left) {
    const std::string blanks(to - width(text), ' ');
    return left ? blanks + text : text + blanks;
}

void print_line(std::ostream& out, const table& of, const std::vector<std::size_t>& widths,
                const std::vector<std::string>& cells) {
    std::string line = "   ";
    for (std::size_t i = 0; i != cells.size(); ++i)
        line += " " + padded(cells[i], widths[i], of.columns[i].is_number) + " ";
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
}

}  // namespace

std::string detail::text(const rowan::timestamp& from) {
    std::string result = from.to_string();  // 2021-03-01T00:00:00.000000Z
    if (result.ends_with("T00:00:00.000000Z")) return result.substr(0, 10);
    if (result.ends_with(".000000Z")) return result.substr(0, 19) + "Z";
    return result;
}

void print(std::ostream& out, const table& shown, std::size_t at_most) {
    std::vector<std::string> names;
    for (const auto& column : shown.columns) names.push_back(column.name);
    const std::size_t rows = std::min(at_most, shown.rows.size());
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i != names.size(); ++i) {
        widths.push_back(width(names[i]));
        for (std::size_t row = 0; row != rows; ++row) widths[i] = std::max(widths[i], width(shown.rows[row][i]));
    }
    print_line(out, shown, widths, names);
    for (std::size_t row = 0; row != rows; ++row) print_line(out, shown, widths, shown.rows[row]);
    if (rows != shown.rows.size()) out << "    ... and " << shown.rows.size() - rows << " more\n";
    out << '\n';
}

}  // namespace music_shop
