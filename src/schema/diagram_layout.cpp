#include "schema/diagram_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "schema/markup.hpp"

namespace rowan::schema {

namespace {

using std::size_t;

box size_of(const diagram& in, const diagram_table& of) {
    size_t names = 0;
    size_t notes = 0;
    for (const diagram_row& row : of.rows) {
        names = std::max(names, std::min(columns_of_text(row.of->name), measure::longest_name));
        notes = std::max(notes, columns_of_text(note_of(in, of, row)));
    }
    const double rows = width_of_marks(of) + double(names + notes) * measure::letter + 34;
    const double left_out = of.left_out == 0 ? 0 : width_of_marks(of) + 15 * measure::letter + 18;
    const double header =
        double(std::min(columns_of_text(of.name()), measure::longest_name)) * measure::bold_letter + 20;
    const size_t count = of.rows.size() + (of.left_out != 0 ? 1 : 0);
    return {.width = std::max({rows, header, left_out, 130.0}),
            .height = measure::header + double(count) * measure::row + (count != 0 ? 4 : 0)};
}

double title_height(const diagram_group& of) { return of.title.empty() ? 0 : measure::title; }

/// Boxes of given sizes beside and above each other, as low as they come to stand within a width.
class skyline {
public:
    explicit skyline(double width) : width_(width) {}

    point add(double width, double height) {
        point best{0, -1};
        for (const box& each : placed_) consider(each.x + each.width, width, best);
        consider(0, width, best);
        placed_.push_back({best.x, best.y, width, height});
        return best;
    }

private:
    void consider(double x, double width, point& best) const {
        if (x > 0 && x + width > width_) return;
        double y = 0;
        for (const box& each : placed_) {
            if (each.x < x + width - 0.5 && x < each.x + each.width - 0.5) y = std::max(y, each.y + each.height);
        }
        if (best.y < 0 || y < best.y - 0.5 || (y < best.y + 0.5 && x < best.x)) best = {x, y};
    }

    double width_;
    std::vector<box> placed_;
};

struct packing {
    std::vector<point> at;
    double width = 0;
    double height = 0;
};

packing packed(const std::vector<box>& sizes, const std::vector<size_t>& order, double width) {
    skyline line(width);
    packing result{std::vector<point>(sizes.size())};
    for (const size_t each : order) {
        const double gap = measure::margin;
        const point at = line.add(sizes[each].width + gap, sizes[each].height + gap);
        result.at[each] = at;
        result.width = std::max(result.width, at.x + sizes[each].width);
        result.height = std::max(result.height, at.y + sizes[each].height);
    }
    return result;
}

/// Tries widths: little paper, and that as broad as a sheet that lies.
packing best_packing(const std::vector<box>& sizes) {
    std::vector<size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t left, size_t right) { return sizes[left].height > sizes[right].height; });
    double area = 0;
    double widest = 0;
    for (const box& each : sizes) {
        area += (each.width + measure::margin) * (each.height + measure::margin);
        widest = std::max(widest, each.width);
    }
    packing best;
    double best_cost = -1;
    for (double factor = 0.9; factor < 1.9; factor += 0.02) {
        packing tried = packed(sizes, order, std::max(widest + measure::margin, std::sqrt(area) * factor));
        const double sheet = std::max(tried.width, tried.height * 1.41);
        if (best_cost >= 0 && sheet >= best_cost - 0.5) continue;
        best_cost = sheet;
        best = std::move(tried);
    }
    return best;
}

void move(layout& in, const diagram& of, size_t group, point by) {
    for (const size_t each : of.groups[group].tables) {
        in.tables[each].x += by.x;
        in.tables[each].y += by.y;
    }
    for (size_t i = 0; i != of.relations.size(); ++i) {
        if (of.tables[of.relations[i].from].group != group) continue;
        for (point& each : in.lines[i]) {
            each.x += by.x;
            each.y += by.y;
        }
    }
}

/// From the side of a table that is nearer to that of the other.
std::vector<point> straight(const diagram& of, const diagram_relation& which, const layout& in) {
    const box& from = in.tables[which.from];
    const box& to = in.tables[which.to];
    const double left = height_of_row(of.tables[which.from], from, which.first_column());
    const double right = height_of_row(of.tables[which.to], to, which.referenced_column());
    const bool is_right = from.x + from.width / 2 > to.x + to.width / 2;
    return {{is_right ? from.x : from.x + from.width, left}, {is_right ? to.x + to.width : to.x, right}};
}

}  // namespace

std::string note_of(const diagram& in, const diagram_table& of, const diagram_row& row) {
    for (const diagram_relation& each : in.relations) {
        const diagram_table& from = in.tables[each.from];
        const diagram_table& to = in.tables[each.to];
        if (from.of == of.of && each.first_column() == row.of->name && from.group != to.group)
            return shortened("→ " + to.name(), measure::longest_type);
    }
    return shortened(type_words(*row.of), measure::longest_type - 1) + (row.of->nullable && !row.primary ? "?" : "");
}

double width_of_marks(const diagram_table& of) {
    size_t most = 0;
    for (const diagram_row& row : of.rows) most = std::max(most, row.marks().size());
    return most == 0 ? 0 : double(most) * measure::mark_letter + 8;
}

double height_of_row(const diagram_table& of, const box& at, const std::string& column) {
    const size_t row = of.row_of(column);
    if (row == of.rows.size()) return at.y + measure::header / 2;
    return at.y + measure::header + (double(row) + 0.5) * measure::row + 2;
}

layout layout_of(const diagram& of, double wide) {
    layout result;
    for (const diagram_table& each : of.tables) result.tables.push_back(size_of(of, each));
    result.lines.resize(of.relations.size());
    for (size_t i = 0; i != of.groups.size(); ++i) {
        const auto [width, height] = lay_out_group(of, i, result);
        const double title = double(columns_of_text(shortened(of.groups[i].title, measure::longest_name))) * 9.5;
        result.groups.push_back({.width = std::max(width, title) + 2 * measure::frame,
                                 .height = height + 2 * measure::frame + title_height(of.groups[i])});
    }
    const packing sheet = best_packing(result.groups);
    for (size_t i = 0; i != of.groups.size(); ++i) {
        result.groups[i].x = sheet.at[i].x + measure::margin;
        result.groups[i].y = sheet.at[i].y + measure::margin;
        move(result, of, i,
             {result.groups[i].x + measure::frame, result.groups[i].y + measure::frame + title_height(of.groups[i])});
    }
    for (size_t i = 0; i != of.relations.size(); ++i) {
        if (result.lines[i].empty()) result.lines[i] = straight(of, of.relations[i], result);
    }
    result.width = std::max(sheet.width + 2 * measure::margin, wide);
    result.height = sheet.height + 2 * measure::margin;
    return result;
}

}  // namespace rowan::schema
