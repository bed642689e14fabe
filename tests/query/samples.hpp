#pragma once

#include "support/database.hpp"

#include <rowan/query/aggregate.hpp>
#include <rowan/query/common_table.hpp>
#include <rowan/query/conditional.hpp>
#include <rowan/query/function.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/types/json.hpp>

#include <optional>
#include <string>
#include <vector>

/// A table with a column of every type that expressions know, and a table that refers to it.
namespace samples {

struct sample {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> note;
    std::int32_t count = 0;
    std::optional<std::int32_t> rank;
    double ratio = 0;
    rowan::decimal price;
    std::optional<rowan::decimal> discount;
    rowan::timestamp at;
    rowan::date day;
    std::vector<std::string> tags;
    std::vector<std::int32_t> numbers;
    rowan::json<> config;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(sample, (), (id, name, note, count, rank, ratio, price, discount, at, day, tags, numbers, config, active))

struct reading {
    std::int64_t id = 0;
    std::int64_t sample_id = 0;
    std::int32_t value = 0;
};
BOOST_DESCRIBE_STRUCT(reading, (), (id, sample_id, value))

}  // namespace samples

template <>
inline constexpr auto rowan::table_of<samples::sample> = rowan::table<samples::sample>("samples").identity<&samples::sample::id>();
template <>
inline constexpr auto rowan::table_of<samples::reading> =
    rowan::table<samples::reading>("readings")
        .identity<&samples::reading::id>()
        .foreign_key<&samples::reading::sample_id, &samples::sample::id>(rowan::on_delete::cascade);

namespace samples {

inline void create_tables(rowan::session& db) {
    for (const rowan::schema::table* const one : {&rowan::schema_table<sample>(), &rowan::schema_table<reading>()}) {
        for (const auto& sql : db.dialect().render(rowan::schema::create_table{*one})) db.execute_script(sql);
    }
}

/// Three samples, of which the last has no readings.
inline std::vector<sample> three_samples(rowan::session& db) {
    create_tables(db);
    std::vector<sample> rows{
        {.name = "Ada", .note = "50% off_", .count = 7, .rank = 1, .ratio = 2.5, .price = rowan::decimal("9.99"),
         .discount = rowan::decimal("0.50"), .at = rowan::timestamp::parse("2026-03-31T23:59:59.5Z"), .day = rowan::date::parse("2026-03-31"),
         .tags = {"red", "blue"}, .numbers = {1, 2, 3}, .config = rowan::json<>(R"({"size": {"w": 3}, "list": [1, "two", null]})")},
        {.name = "bob", .count = -7, .ratio = -0.5, .price = rowan::decimal("10.01"), .at = rowan::timestamp::parse("2026-04-01T00:00:00Z"),
         .day = rowan::date::parse("2026-04-01"), .tags = {}, .numbers = {}, .config = rowan::json<>("{}"), .active = false},
        {.name = "Cy\\d", .note = "", .count = 2, .rank = 2, .ratio = 0, .price = rowan::decimal("100"), .discount = rowan::decimal("1"),
         .at = rowan::timestamp::parse("2024-02-29T12:30:15Z"), .day = rowan::date::parse("2024-02-29"), .tags = {"blue"}, .numbers = {3},
         .config = rowan::json<>(R"({"size": {"w": 3, "h": 1.0}})")},
    };
    rows = rowan::repository<sample>(db).insert_all(std::move(rows));
    rowan::repository<reading>(db).insert_all(std::vector<reading>{
        {.sample_id = rows[0].id, .value = 5}, {.sample_id = rows[0].id, .value = 7}, {.sample_id = rows[1].id, .value = 5}});
    return rows;
}

/// The value of an expression over the sample of this name.
template <class X>
auto value_for(rowan::session& db, const char* name, const X& x) {
    return rowan::from<sample>(db).where(rowan::field<&sample::name> == name).select(x).one();
}

/// The names that a condition finds, in order.
template <class Condition>
std::vector<std::string> names(rowan::session& db, const Condition& that) {
    return rowan::from<sample>(db).where(that).order_by(rowan::field<&sample::id>).select(rowan::field<&sample::name>).all();
}

using strings = std::vector<std::string>;

}  // namespace samples
