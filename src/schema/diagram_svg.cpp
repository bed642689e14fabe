#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "schema/diagram_layout.hpp"
#include "schema/markup.hpp"

namespace rowan::schema {

namespace {

using std::size_t;

/// Colours of the groups' heads: in light, in dark.
constexpr std::array<std::pair<const char*, const char*>, 8> hues{{{"#dbeafe", "#1e3a8a"},
                                                                   {"#dcfce7", "#14532d"},
                                                                   {"#fef3c7", "#713f12"},
                                                                   {"#fce7f3", "#831843"},
                                                                   {"#ede9fe", "#4c1d95"},
                                                                   {"#cffafe", "#164e63"},
                                                                   {"#ffedd5", "#7c2d12"},
                                                                   {"#e2e8f0", "#334155"}}};

constexpr const char* light = R"(
  text { font-family: "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 12px; fill: #1e293b; }
  .paper { fill: #ffffff; }
  .frame { fill: #f8fafc; stroke: #cbd5e1; }
  .group { font-size: 15px; font-weight: bold; fill: #475569; }
  .title { font-size: 20px; font-weight: bold; }
  .table { fill: #ffffff; stroke: #64748b; }
  .edge { fill: none; stroke: #64748b; }
  .name { font-size: 13px; font-weight: bold; }
  .key { font-weight: bold; }
  .mark { font-size: 10px; fill: #64748b; }
  .note { fill: #64748b; }
  .line { fill: none; stroke: #475569; stroke-width: 1.3; }
  .far { fill: none; stroke: #94a3b8; stroke-width: 1; opacity: 0.28; }
  .foot { fill: #f8fafc; stroke: #475569; stroke-width: 1.3; }
)";

constexpr const char* dark = R"(
  text { fill: #e2e8f0; }
  .paper { fill: #0f172a; }
  .frame { fill: #17223a; stroke: #334155; }
  .group { fill: #a8b5c8; }
  .table { fill: #0f172a; stroke: #7d8ca3; }
  .edge { stroke: #7d8ca3; }
  .mark, .note { fill: #94a3b8; }
  .line { stroke: #b6c2d2; }
  .far { stroke: #64748b; }
  .foot { fill: #17223a; stroke: #b6c2d2; }
)";

std::string number(double value) {
    const auto tenths = static_cast<long long>(std::llround(value * 10));
    std::string result = std::to_string(tenths / 10);
    if (tenths < 0 && tenths / 10 == 0) result = "-0";
    if (tenths % 10 != 0) result += '.' + std::to_string(std::abs(tenths % 10));
    return result;
}

std::string attribute(const char* name, double value) { return std::string(" ") + name + "=\"" + number(value) + '"'; }

std::string rectangle(const char* style, const box& at, double round) {
    return "<rect class=\"" + std::string(style) + '"' + attribute("x", at.x) + attribute("y", at.y) +
           attribute("width", at.width) + attribute("height", at.height) + attribute("rx", round) + "/>";
}

std::string text(const char* style, point at, std::string_view words, bool ends = false) {
    return "<text class=\"" + std::string(style) + '"' + attribute("x", at.x) + attribute("y", at.y) +
           (ends ? " text-anchor=\"end\">" : ">") + escaped_xml(words) + "</text>";
}

std::string hover(std::string_view words) { return "<title>" + escaped_xml(words) + "</title>"; }

std::string coordinates(point at) { return number(at.x) + ' ' + number(at.y); }

/// With corners made round.
std::string path_of(std::vector<point> line) {
    const auto same = [](point left, point right) {
        return std::abs(left.x - right.x) < 0.5 && std::abs(left.y - right.y) < 0.5;
    };
    line.erase(std::unique(line.begin(), line.end(), same), line.end());
    std::string result = "M" + coordinates(line.front());
    for (size_t i = 1; i + 1 < line.size(); ++i) {
        const auto toward = [&](point other) {
            const double length = std::hypot(other.x - line[i].x, other.y - line[i].y);
            const double share = std::min(5.0, length / 2) / length;
            return point{line[i].x + (other.x - line[i].x) * share, line[i].y + (other.y - line[i].y) * share};
        };
        result += " L" + coordinates(toward(line[i - 1])) + " Q" + coordinates(line[i]) + ' ' +
                  coordinates(toward(line[i + 1]));
    }
    return result + " L" + coordinates(line.back());
}

std::string curve_of(point from, point to) {
    const double reach = std::max(40.0, std::abs(to.x - from.x) / 2) * (from.x > to.x ? -1 : 1);
    return "M" + coordinates(from) + " C" + coordinates({from.x + reach, from.y}) + ' ' +
           coordinates({to.x - reach, to.y}) + ' ' + coordinates(to);
}

/// What a line has at a table: `way` is 1 where it leaves to the right.
std::string crow_foot(point at, double way, bool many) {
    std::string result = "<path class=\"line\" d=\"";
    if (many) {
        result += "M" + coordinates({at.x, at.y - 5}) + " L" + coordinates({at.x + way * 10, at.y}) + " L" +
                  coordinates({at.x, at.y + 5}) + "\"/>";
    } else {
        result += "M" + coordinates({at.x + way * 6, at.y - 5}) + " v10\"/>";
    }
    return result;
}

std::string end_bars(point at, double way, bool optional) {
    std::string result = "<path class=\"line\" d=\"M" + coordinates({at.x + way * 5, at.y - 5}) + " v10";
    if (!optional) return result + " M" + coordinates({at.x + way * 9, at.y - 5}) + " v10\"/>";
    return result + "\"/><circle class=\"foot\"" + attribute("cx", at.x + way * 11) + attribute("cy", at.y) +
           " r=\"3.5\"/>";
}

class drawing {
public:
    drawing(const diagram& of, const std::string& title) : of_(of), title_(title), at_(layout_of(of, least_width())) {}

    std::string run() {
        const double top = title_.empty() ? 0 : 34;
        const double height = at_.height + top + 20;
        out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(at_.width) + ' ' + number(height) +
               '"' + attribute("width", at_.width) + attribute("height", height) + " role=\"img\">\n";
        out_ += hover(title_.empty() ? std::string("Entity diagram") : title_) + '\n';
        styles();
        out_ += rectangle("paper", {0, 0, at_.width, height}, 0) + '\n';
        if (!title_.empty()) out_ += text("title", {measure::margin, 38}, title_) + '\n';
        out_ += "<g transform=\"translate(0 " + number(top) + ")\">\n";
        for (size_t i = 0; i != of_.groups.size(); ++i) frame(i);
        for (size_t i = 0; i != of_.relations.size(); ++i) far_line(i);
        for (size_t i = 0; i != of_.relations.size(); ++i) near_line(i);
        for (size_t i = 0; i != of_.tables.size(); ++i) table_box(i);
        out_ += text("note", {measure::margin, at_.height + 2}, legend()) + "\n</g>\n</svg>\n";
        return std::move(out_);
    }

private:
    static std::string legend() {
        return "PK primary key · FK foreign key · UK unique · ? may be NULL · crow's foot: many · circle: may be none "
               "· →: in another group";
    }
    double least_width() const {
        const auto letters =
            std::max(double(columns_of_text(legend())) * measure::letter, double(columns_of_text(title_)) * 12.5);
        return letters + 2 * measure::margin;
    }

    bool is_near(const diagram_relation& each) const {
        return of_.tables[each.from].group == of_.tables[each.to].group;
    }

    void styles() {
        const auto heads = [](bool is_dark) {
            std::string result;
            for (size_t i = 0; i != hues.size(); ++i)
                result +=
                    "  .h" + std::to_string(i) + " { fill: " + (is_dark ? hues[i].second : hues[i].first) + "; }\n";
            return result;
        };
        out_ += std::string("<style>") + light + heads(false) + "  @media (prefers-color-scheme: dark) {" + dark +
                heads(true) + "  }\n";
        for (size_t i = 0; i != of_.tables.size(); ++i) {
            const std::string one = std::to_string(i);
            out_ += "  svg:has(#t" + one + ":hover) .r" + one + " { opacity: 1; stroke: #ea580c; stroke-width: 2; }\n";
        }
        out_ += "  .far:hover, .near:hover .line { opacity: 1; stroke: #ea580c; stroke-width: 2; }\n</style>\n";
    }

    void frame(size_t which) {
        if (of_.groups.size() == 1 && of_.groups.front().title.empty()) return;
        const box& at = at_.groups[which];
        out_ += rectangle("frame", at, 8) +
                text("group", {at.x + measure::frame, at.y + 27},
                     shortened(of_.groups[which].title, measure::longest_name)) +
                '\n';
    }

    static std::string ends_of(const diagram_relation& each) {
        return " r" + std::to_string(each.from) + " r" + std::to_string(each.to);
    }

    void far_line(size_t which) {
        const diagram_relation& each = of_.relations[which];
        if (is_near(each)) return;
        const auto& line = at_.lines[which];
        out_ += "<path class=\"far" + ends_of(each) + "\" d=\"" + curve_of(line.front(), line.back()) + "\">" +
                hover(each.words(of_.tables)) + "</path>\n";
    }

    void near_line(size_t which) {
        const diagram_relation& each = of_.relations[which];
        if (!is_near(each)) return;
        const auto& line = at_.lines[which];
        const auto way = [](point end, point next) { return next.x < end.x ? -1.0 : 1.0; };
        out_ += "<g class=\"near\">" + hover(each.words(of_.tables)) + "<path class=\"line" + ends_of(each) +
                "\" d=\"" + path_of(line) + "\"/>" + crow_foot(line.front(), way(line.front(), line[1]), !each.single) +
                end_bars(line.back(), way(line.back(), line[line.size() - 2]), is_optional(each)) + "</g>\n";
    }

    /// Lines that end at one key share what is drawn there.
    bool is_optional(const diagram_relation& like) const {
        return std::any_of(of_.relations.begin(), of_.relations.end(), [&](const diagram_relation& each) {
            return each.optional && each.to == like.to && each.referenced_column() == like.referenced_column();
        });
    }

    void table_box(size_t which) {
        const diagram_table& of = of_.tables[which];
        const box& at = at_.tables[which];
        const std::string head = "table h" + std::to_string(of.group % hues.size());
        out_ += "<g id=\"t" + std::to_string(which) + "\">";
        out_ += hover(of.name() + (of.of->comment.empty() ? "" : ": " + of.of->comment));
        out_ += rectangle("table", at, 4) + rectangle(head.c_str(), {at.x, at.y, at.width, measure::header}, 4);
        out_ += text("name", {at.x + 9, at.y + 18}, shortened(of.name(), measure::longest_name)) + '\n';
        double y = at.y + measure::header + 2;
        for (const diagram_row& each : of.rows) {
            row(of, each, at, y + 13);
            y += measure::row;
        }
        if (of.left_out != 0) {
            const std::string words = std::to_string(of.left_out) + (of.rows.empty() ? "" : " more") +
                                      (of.left_out == 1 ? " column" : " columns");
            out_ += text("note", {at.x + 9 + width_of_marks(of), y + 13}, words);
        }
        out_ += "</g>\n";
    }

    void row(const diagram_table& of, const diagram_row& each, const box& at, double y) {
        out_ += "<g>" + hover(each.of->name + ' ' + type_words(*each.of) + (each.of->nullable ? "" : " not null") +
                              (each.of->comment.empty() ? "" : ": " + each.of->comment));
        if (const std::string marks = each.marks(); !marks.empty()) out_ += text("mark", {at.x + 9, y - 0.5}, marks);
        out_ += text(each.primary ? "key" : "column", {at.x + 9 + width_of_marks(of), y},
                     shortened(each.of->name, measure::longest_name)) +
                text("note", {at.x + at.width - 9, y}, note_of(of_, of, each), true) + "</g>\n";
    }

    const diagram& of_;
    const std::string& title_;
    layout at_;
    std::string out_;
};

}  // namespace

std::string svg(const database& of, const diagram_options& how) {
    const diagram in = diagram_of(of, how);
    return drawing(in, shortened(how.title, 80)).run();
}

}  // namespace rowan::schema
