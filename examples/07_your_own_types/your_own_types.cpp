// Types, conditions and functions that rowan does not know. Run it: build/examples/your_own_types [URL]

#include <rowan/rowan.hpp>

#include <array>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

using rowan::field, rowan::from;

// [typedef]
template <class Of>
struct code {
    std::string text;
    friend bool operator==(const code&, const code&) = default;
};
struct tool;
struct shelf;

template <class Of>
struct rowan::codec<code<Of>> {
    using stored = std::string;
    static stored encode(const code<Of>& from) { return from.text; }
    static code<Of> decode(stored from) { return {std::move(from)}; }
};
// [typedef]

// [range]
struct period {
    rowan::date from;  // the first day
    rowan::date to;    // the day after the last
};

template <>
struct rowan::codec<period> {
    using stored = std::string;
    static stored encode(const period& of) { return '[' + of.from.to_string() + ',' + of.to.to_string() + ')'; }
    static period decode(const stored& text) {
        if (text.size() != 23) throw rowan::mapping_error("a period is [from,to)");
        return {rowan::date::parse(text.substr(1, 10)), rowan::date::parse(text.substr(12, 10))};
    }
};
// [range]

// [composite]
struct box {
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::int32_t depth = 0;
};

template <>
struct rowan::codec<box> {
    using stored = std::vector<std::int32_t>;
    static stored encode(const box& from) { return {from.width, from.height, from.depth}; }
    static box decode(const stored& from) {
        if (from.size() != 3) throw rowan::mapping_error("a box has three sides");
        return {from[0], from[1], from[2]};
    }
};
// [composite]

// [long form]
using fingerprint = std::array<std::byte, 4>;

template <>
struct rowan::codec<fingerprint> {
    static constexpr rowan::column_type type{rowan::type_kind::bytes};
    static void write(rowan::row_writer& to, std::size_t index, const fingerprint& from) {
        to.set_bytes(index, from, false);
    }
    static void read(const rowan::row_reader& from, std::size_t index, fingerprint& to) {
        const std::span<const std::byte> stored = from.get_bytes(index);
        if (stored.size() != to.size()) throw rowan::mapping_error("a fingerprint has four bytes");
        std::copy(stored.begin(), stored.end(), to.begin());
    }
};
// [long form]

// [entity]
struct tool {
    code<tool> serial;
    code<shelf> kept_on;
    std::string name;
    box size;
    period under_warranty;
    std::optional<fingerprint> photo;
};
BOOST_DESCRIBE_STRUCT(tool, (), (serial, kept_on, name, size, under_warranty, photo))

template <>
inline constexpr auto rowan::table_of<tool> = rowan::table<tool>("tools").primary_key<&tool::serial>();
// [entity]

// [functions]
inline constexpr auto without_zeros = rowan::function<std::string(code<tool>, std::string)>("ltrim");
inline constexpr auto width_of = rowan::function<std::int32_t(box)>(
    {.postgresql = "$1[1]", .sqlite = "json_extract($1, '$[0]')"});
inline constexpr auto end_of = rowan::function<rowan::date(period)>(
    {.postgresql = "upper(cast($1 as daterange))", .sqlite = "substr($1, 13, 10)"});
// [functions]

// [condition]
inline constexpr auto covers = rowan::function<bool(period, rowan::date)>(
    {.postgresql = "cast($1 as daterange) @> $2", .sqlite = "$2 >= substr($1, 2, 10) and $2 < substr($1, 13, 10)"});

auto returnable(const code<shelf>& from_shelf, rowan::date day) {
    return field<&tool::kept_on> == from_shelf && covers(field<&tool::under_warranty>, day);
}
// [condition]

namespace {

std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Tools").change([](rowan::migrate::operations& op) {
        // [table]
        op.create_table("tools", [](auto& t) {
            t.text("serial").primary_key();
            t.text("kept_on");
            t.text("name");
            t.integer("size").array();
            t.text("under_warranty");
            t.bytes("photo").nullable();
        });
        // [table]
    })};
}

void print(const std::vector<tool>& tools) {
    for (const tool& one : tools) {
        std::cout << one.serial.text << ' ' << one.name << ", " << one.size.width << " x " << one.size.height << " x "
                  << one.size.depth << ", until " << one.under_warranty.to.to_string() << '\n';
    }
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade();

    // [use]
    const rowan::repository<tool> tools(db);
    const auto on = [](const char* day) { return rowan::date::parse(day); };
    tools.insert_all({
        {{"0012"}, {"A1"}, "Block plane", {160, 60, 55}, {on("2025-05-01"), on("2027-05-01")}, fingerprint{}},
        {{"0104"}, {"B2"}, "Drill press", {300, 810, 420}, {on("2021-03-01"), on("2026-03-01")}, {}},
        {{"0031"}, {"B2"}, "Cordless drill", {210, 190, 80}, {on("2025-11-30"), on("2027-11-30")}, {}},
    });
    print(tools.where(field<&tool::serial> == code<tool>{"0012"}).all());
    print(tools.where(returnable({"B2"}, on("2026-03-10"))).all());
    print(tools.where(width_of(field<&tool::size>) > 200).order_by(width_of(field<&tool::size>).desc()).all());
    // [use]

    // [selected]
    const auto by_end = from<tool>(db).order_by(end_of(field<&tool::under_warranty>));
    const auto ends = by_end.select(without_zeros(field<&tool::serial>, "0"), end_of(field<&tool::under_warranty>));
    for (const auto& [number, end] : ends.all()) {
        std::cout << number << ' ' << end.to_string() << '\n';
    }
    // [selected]
    std::cout << from<tool>().where(returnable({"B2"}, on("2026-03-10"))).to_sql(rowan::postgresql_dialect()).sql << '\n';
}
