#include <rowan/schema/diagram.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace rowan;

namespace {

schema::table table_with_key(const std::string& name) {
    schema::table result{.name = name, .columns = {{.name = "id", .type = {.kind = type_kind::bigint}}}};
    result.primary_key = schema::primary_key{name + "_pkey", {"id"}};
    return result;
}

void refer(schema::table& from, const std::string& column, const std::string& to, bool nullable = false) {
    from.columns.push_back({.name = column, .type = {.kind = type_kind::bigint}, .nullable = nullable});
    from.foreign_keys.push_back(
        {.name = from.name + column, .columns = {column}, .referenced_table = to, .referenced_columns = {"id"}});
}

/// Users, what they write, a circle, a table that refers to itself, two keys to one table.
schema::database small() {
    schema::database all;
    for (const char* name : {"employees", "departments", "messages", "profiles"})
        all.tables.push_back(table_with_key(name));
    refer(all.tables[0], "manager_id", "employees", true);
    refer(all.tables[0], "department_id", "departments", true);
    refer(all.tables[1], "head_id", "employees");
    refer(all.tables[2], "sender_id", "employees");
    refer(all.tables[2], "receiver_id", "employees");
    refer(all.tables[3], "employee_id", "employees");
    all.tables[3].uniques.push_back({"profiles_key", {"employee_id"}});
    all.tables[2].columns.push_back({.name = "body"});
    return all;
}

/// 90 tables in nine families, each of which refers to the first of its own and to users.
schema::database large() {
    schema::database all;
    all.tables.push_back(table_with_key("users"));
    for (const char* family : {"ads", "bills", "carts", "deeds", "exams", "farms", "goals", "hotels", "items"}) {
        for (int i = 0; i != 10; ++i) {
            auto& made = all.tables.emplace_back(table_with_key(family + ("_part" + std::to_string(i))));
            if (i != 0) refer(made, "first_id", family + std::string("_part0"));
            refer(made, "user_id", "users");
            made.columns.push_back({.name = "note"});
        }
    }
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct point {
    double x;
    double y;
};

struct box {
    double x;
    double y;
    double width;
    double height;
};

bool overlap(const box& a, const box& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool within(const box& inner, const box& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

std::vector<double> numbers_in(const std::string& text) {
    std::vector<double> result;
    std::string spaced = text;
    for (char& c : spaced) {
        if ((c < '0' || c > '9') && c != '.' && c != '-') c = ' ';
    }
    std::istringstream in(spaced);
    for (double each = 0; in >> each;) result.push_back(each);
    return result;
}

/// What stands between each `begin` and the `end` behind it.
std::vector<std::string> each_between(const std::string& text, const std::string& begin, const std::string& end) {
    std::vector<std::string> result;
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        at += begin.size();
        result.push_back(text.substr(at, text.find(end, at) - at));
    }
    return result;
}

/// The boxes and lines of an SVG.
struct picture {
    explicit picture(const std::string& drawn) {
        for (const auto& each : each_between(drawn, "<rect class=\"table\"", " rx=")) tables.push_back(box_of(each));
        for (const auto& each : each_between(drawn, "<rect class=\"frame\"", " rx=")) groups.push_back(box_of(each));
        for (const auto& each : each_between(drawn, "<path class=\"line r", "\"/>")) {
            const auto found = numbers_in(each.substr(each.find(" d=")));
            auto& line = lines.emplace_back();
            for (std::size_t i = 0; i + 1 < found.size(); i += 2) line.push_back({found[i], found[i + 1]});
        }
        const auto size = numbers_in(each_between(drawn, "viewBox=\"", "\"").front());
        paper = {size[0], size[1], size[2], size[3]};
    }

    std::size_t group_of(std::size_t table) const {
        std::size_t result = 0;
        while (result != groups.size() && !within(tables[table], groups[result])) ++result;
        return result;
    }

    static box box_of(const std::string& attributes) {
        const auto found = numbers_in(attributes);
        return {found[0], found[1], found[2], found[3]};
    }

    std::vector<box> tables;
    std::vector<box> groups;
    std::vector<std::vector<point>> lines;
    box paper{};
};

/// Whether a line with corners goes through a box, not only along it.
bool crosses(const std::vector<point>& line, const box& at) {
    for (std::size_t i = 1; i != line.size(); ++i) {
        const box covered{std::min(line[i - 1].x, line[i].x), std::min(line[i - 1].y, line[i].y),
                          std::abs(line[i - 1].x - line[i].x), std::abs(line[i - 1].y - line[i].y)};
        if (overlap(covered, {at.x + 1, at.y + 1, at.width - 2, at.height - 2})) return true;
    }
    return false;
}

bool any_overlap(const std::vector<box>& all) {
    for (std::size_t i = 0; i != all.size(); ++i) {
        for (std::size_t j = 0; j != i; ++j) {
            if (overlap(all[i], all[j])) return true;
        }
    }
    return false;
}

void check_places(const picture& drawn) {
    CHECK_FALSE(any_overlap(drawn.tables));
    CHECK_FALSE(any_overlap(drawn.groups));
    for (const box& each : drawn.tables) CHECK(within(each, drawn.paper));
    for (const box& each : drawn.groups) CHECK(within(each, drawn.paper));
    for (const auto& line : drawn.lines) {
        for (const point& each : line) CHECK(within({each.x, each.y, 0, 0}, drawn.paper));
        CHECK(std::none_of(drawn.tables.begin(), drawn.tables.end(),
                           [&](const box& each) { return crosses(line, each); }));
    }
}

}  // namespace

TEST_CASE("tables and groups of a diagram do not overlap, and lines go round them", "[schema][diagram]") {
    const picture few(svg(small()));
    CHECK(few.tables.size() == 4);
    CHECK(few.lines.size() == 6);
    check_places(few);
    const picture many(svg(large()));
    CHECK(many.tables.size() == 91);
    CHECK(many.lines.size() > 80);
    check_places(many);
}

TEST_CASE("a diagram groups tables by their names and foreign keys", "[schema][diagram]") {
    const picture drawn(svg(large()));
    REQUIRE(drawn.group_of(1) != drawn.groups.size());
    for (std::size_t i = 2; i != 11; ++i) CHECK(drawn.group_of(i) == drawn.group_of(1));
    CHECK(drawn.group_of(1) != drawn.group_of(11));
}

TEST_CASE("schemas are groups of a diagram", "[schema][diagram]") {
    schema::database all;
    for (const char* name : {"a", "b"}) {
        all.tables.push_back(table_with_key("t"));
        all.tables.back().schema_name = name;
    }
    const picture drawn(svg(all));
    REQUIRE(drawn.groups.size() == 2);
    CHECK(drawn.group_of(0) != drawn.group_of(1));
    CHECK(has(svg(all), ">b: t</text>"));
}

TEST_CASE("many tables are drawn with their keys and the number of the other columns", "[schema][diagram]") {
    const std::string drawn = svg(large());
    CHECK(has(drawn, ">user_id</text>"));
    CHECK_FALSE(has(drawn, ">note</text>"));
    CHECK(has(drawn, ">1 more column</text>"));
    CHECK(has(svg(large(), {.columns = schema::shown_columns::all}), ">note</text>"));
    CHECK_FALSE(has(svg(large(), {.columns = schema::shown_columns::none}), ">user_id</text>"));
}

TEST_CASE("a relation to a table of another group is named in its row", "[schema][diagram]") {
    CHECK(has(svg(large()), ">→ users</text>"));
}

TEST_CASE("a diagram of some tables has their neighbours", "[schema][diagram]") {
    const std::string drawn = mermaid(small(), {.tables = {"prof*"}});
    CHECK(has(drawn, "\"profiles\" {"));
    CHECK(has(drawn, "\"employees\" {"));
    CHECK_FALSE(has(drawn, "\"messages\""));
}

TEST_CASE("Mermaid is told how many rows stand at each end", "[schema][diagram]") {
    const std::string drawn = mermaid(small());
    CHECK(has(drawn, R"("employees" ||--o{ "messages" : "sender_id")"));
    CHECK(has(drawn, R"("employees" |o--o{ "employees" : "manager_id")"));
    CHECK(has(drawn, R"("employees" ||--o| "profiles" : "employee_id")"));
    CHECK(has(drawn, "        bigint employee_id FK\n"));
}

TEST_CASE("names that mean something in a diagram's language are only names", "[schema][diagram]") {
    schema::database all;
    all.tables.push_back(table_with_key("a\"\\b%</text>\n&"));
    all.tables[0].columns.push_back({.name = "PK"});
    all.tables[0].columns.push_back(
        {.name = "two \"words", .type = {.kind = type_kind::numeric, .precision = 9, .scale = 2}});
    all.tables[0].columns.push_back({.name = "two 'words"});
    const std::string as_mermaid = mermaid(all);
    CHECK(has(as_mermaid, "\"a″＼b％‹/text› &\" {"));
    CHECK(has(as_mermaid, "        text PK_ \"PK\"\n"));
    CHECK(has(as_mermaid, "        numeric(9_2) two_words \"two ″words\"\n"));
    CHECK(has(as_mermaid, "        text two_words_2 \"two 'words\"\n"));
    const std::string as_dot = dot(all);
    CHECK(has(as_dot, R"(tooltip="a\"\\b%</text> &")"));
    CHECK(has(as_dot, "<B>a&quot;\\b%&lt;/text&gt; &amp;</B>"));
    CHECK(has(svg(all), ">a&quot;\\b%&lt;/text&gt; &amp;</text>"));
}

TEST_CASE("a table or a column may have an empty name in a diagram", "[schema][diagram]") {
    schema::database all;
    all.tables.push_back({.name = "", .columns = {{.name = ""}}});
    all.tables[0].primary_key = schema::primary_key{"key", {""}};
    CHECK(has(mermaid(all), "    \"(no name)\" {\n        text c_ PK\n"));
    CHECK_FALSE(has(dot(all), "<B></B>"));
}

TEST_CASE("Mermaid takes no name for a character that it stands for", "[schema][diagram]") {
    schema::database all;
    all.tables.push_back(table_with_key("a&lt;b & c"));
    CHECK(has(mermaid(all), "\"a＆lt;b & c\" {"));
}

TEST_CASE("many tables stand in columns in Mermaid's picture", "[schema][diagram]") {
    CHECK(has(mermaid(large()), "erDiagram\n    direction LR\n"));
    CHECK_FALSE(has(mermaid(small()), "direction"));
}

TEST_CASE("a database without tables has an empty diagram", "[schema][diagram]") {
    CHECK(schema::mermaid({}) == "erDiagram\n");
    CHECK(has(schema::svg({}), "</svg>"));
    CHECK(has(schema::dot({}), "digraph"));
}

TEST_CASE("a diagram is the same each time", "[schema][diagram]") { CHECK(svg(large()) == svg(large())); }
