// Which C++ types a column can have, and how each is kept. Run it: build/examples/types [URL]

#include <rowan/rowan.hpp>
#include <rowan/types/chrono.hpp>

#include <iomanip>
#include <iostream>

using rowan::field;

// [enum]
enum class power { by_hand, corded, battery };
BOOST_DESCRIBE_ENUM(power, by_hand, corded, battery)

template <>
inline constexpr auto rowan::labels_of<power> = std::array{rowan::label{power::by_hand, "hand"}};
// [enum]

// [json struct]
struct dimensions {
    int width = 0;
    int height = 0;
    std::optional<int> depth;
};
BOOST_DESCRIBE_STRUCT(dimensions, (), (width, height, depth))
// [json struct]

// [datasheet]
struct datasheet {
    rowan::id<datasheet> id;
    std::string name;
    std::int32_t grams = 0;
    std::optional<double> volts;
    rowan::decimal price;
    power driven_by = power::by_hand;
    rowan::date built;
    rowan::timestamp checked;
    std::chrono::year_month_day next_check;
    rowan::json<dimensions> size;
    rowan::json<> notes;
    std::vector<std::string> tags;
    std::vector<std::optional<std::int32_t>> wear;
    rowan::bytes picture;
};
BOOST_DESCRIBE_STRUCT(datasheet, (), (id, name, grams, volts, price, driven_by, built, checked, next_check, size, notes,
                                      tags, wear, picture))

template <>
inline constexpr auto rowan::table_of<datasheet> = rowan::table<datasheet>("datasheets")
    .primary_key<&datasheet::id>()
    .precision<&datasheet::price>(8, 2);
// [datasheet]

namespace {

// [column type]
template <class T>
void print_type(const char* name) {
    const rowan::sql_type type = rowan::column_type_of<T>().to_sql_type();
    std::cout << std::left << std::setw(36) << name << std::setw(18) << rowan::postgresql_dialect().type_name(type)
              << rowan::sqlite_dialect().type_name(type) << '\n';
}
// [column type]

void print_types() {
    print_type<bool>("bool");
    print_type<std::int8_t>("std::int8_t, std::uint8_t");
    print_type<std::int16_t>("std::int16_t");
    print_type<std::uint16_t>("std::uint16_t");
    print_type<std::int32_t>("std::int32_t");
    print_type<std::uint32_t>("std::uint32_t");
    print_type<std::int64_t>("std::int64_t, std::uint64_t");
    print_type<float>("float");
    print_type<double>("double");
    print_type<rowan::decimal>("rowan::decimal");
    print_type<std::string>("std::string");
    print_type<rowan::bytes>("rowan::bytes");
    print_type<rowan::uuid>("rowan::uuid");
    print_type<rowan::id<datasheet>>("rowan::id<T>");
    print_type<rowan::timestamp>("rowan::timestamp");
    print_type<rowan::sys_microseconds>("std::chrono::sys_time<microseconds>");
    print_type<rowan::date>("rowan::date");
    print_type<std::chrono::year_month_day>("std::chrono::year_month_day");
    print_type<std::chrono::sys_days>("std::chrono::sys_days");
    print_type<power>("an enum with BOOST_DESCRIBE_ENUM");
    print_type<rowan::json<>>("rowan::json<>");
    print_type<rowan::json<dimensions>>("rowan::json<T>");
    print_type<std::vector<std::string>>("std::vector<std::string>");
    print_type<std::vector<std::int32_t>>("std::vector<std::int32_t>");
}

std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Datasheets").change([](rowan::migrate::operations& op) {
        op.create_enum("power", {"hand", "corded", "battery"});
        op.create_table("datasheets", [](auto& t) {
            t.uuid("id").primary_key();
            t.text("name");
            t.integer("grams");
            t.double_precision("volts").nullable();
            t.numeric("price", 8, 2);
            t.enumeration("driven_by", "power");
            t.date("built");
            t.timestamp("checked");
            t.date("next_check");
            t.json("size");
            t.json("notes");
            t.text("tags").array();
            t.integer("wear").array();
            t.bytes("picture");
        });
    })};
}

datasheet cordless_drill() {
    // [values]
    using namespace std::chrono;
    datasheet drill{
        .name = "Cordless drill",
        .grams = 1650,
        .price = rowan::decimal("129.50"),
        .driven_by = power::battery,
        .built = rowan::date::of(2023, 11, 30),
        .checked = rowan::timestamp::parse("2026-03-10T09:30:00+01:00"),
        .next_check = 2027y / March / 31,
        .size = dimensions{.width = 210, .height = 190},
        .notes = rowan::json<>(R"({"chuck": {"type": "keyless", "mm": 13}})"),
        .tags = {"wood", "metal"},
        .wear = {12, std::nullopt, 31},
    };
    // [values]
    return drill;
}

void print_stored() {
    rowan::session db = rowan::open("sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade();
    rowan::repository<datasheet>(db).insert(cordless_drill());
    for (const char* column : {"price", "driven_by", "built", "checked", "size", "notes", "tags", "wear"}) {
        const auto text = db.query_value<std::string>("select " + std::string(column) + " from datasheets");
        std::cout << std::left << std::setw(12) << column << text << '\n';
    }
    std::cout << '\n';
}

void null(rowan::session& db, const datasheet& drill) {
    // [null]
    const auto without_volts = rowan::from<datasheet>(db).where(field<&datasheet::volts>.is_null());
    std::cout << std::boolalpha << without_volts.count() << " without volts, as " << drill.volts.has_value() << " says\n";
    try {
        db.query_value<double>("select volts from datasheets");
    } catch (const rowan::mapping_error& error) {
        std::cout << error.what() << '\n';
    }
    // [null]
}

void exact_numbers(rowan::session& db, const datasheet& drill) {
    // [decimal]
    const rowan::decimal third = drill.price / 3;
    std::cout << drill.price.to_string() << " / 3 = " << third.to_string() << ", rounded " << third.rounded(2).to_string()
              << "; 1.5 is 1.50: " << (rowan::decimal("1.5") == rowan::decimal("1.50")) << '\n';
    const auto dear = rowan::from<datasheet>(db).where(field<&datasheet::price> > 99);
    std::cout << dear.select(field<&datasheet::price> * 2).one().to_string() << '\n';
    // [decimal]
}

void times(const datasheet& drill) {
    // [time]
    const auto instant = rowan::to_sys_time(drill.checked);
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    std::cout << drill.checked.to_string() << " is on " << rowan::to_date(day).to_string() << ", "
              << (std::chrono::sys_days(drill.next_check) - day).count() << " days before the next check\n";
    // [time]
}

void documents(rowan::session& db, const datasheet& drill) {
    // [json]
    std::cout << drill.size->width << " x " << drill.size->height << ", chuck "
              << drill.notes.read().member("chuck")->member("type")->text() << '\n';
    const auto keyless = field<&datasheet::notes>.text_at("chuck", "type") == "keyless";
    const auto chuck = rowan::from<datasheet>(db).where(keyless).select(field<&datasheet::notes>.at("chuck", "mm")).one();
    std::cout << chuck->read().integer() << " mm\n";
    try {
        rowan::from_json<std::vector<dimensions>>(R"([{"width": 1, "height": 2}, {"width": 3}])");
    } catch (const rowan::mapping_error& error) {
        std::cout << error.what() << '\n';
    }
    // [json]
}

void arrays(rowan::session& db) {
    // [array]
    const auto for_wood = rowan::from<datasheet>(db).where(field<&datasheet::tags>.contains("wood")).one();
    std::cout << for_wood.tags.size() << " tags, " << for_wood.wear.size() << " measures\n";
    // [array]
}

void keys(const datasheet& drill) {
    // [key]
    const auto same = rowan::id<datasheet>::parse(drill.id.to_string());
    const auto next = rowan::id<datasheet>::generate();
    std::cout << (same == drill.id) << ' ' << (drill.id < next) << '\n';
    // [key]
}

}  // namespace

int main(int count, char** words) {
    print_types();
    std::cout << '\n';
    print_stored();

    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade();
    const rowan::repository<datasheet> sheets(db);
    const datasheet drill = sheets.get(sheets.insert(cordless_drill()).id);
    null(db, drill);
    exact_numbers(db, drill);
    times(drill);
    documents(db, drill);
    arrays(db);
    keys(drill);
}
