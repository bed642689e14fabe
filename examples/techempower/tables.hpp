#pragma once

#include <rowan/rowan.hpp>

namespace techempower {

struct world {
    std::int32_t id = 0;
    std::int32_t random_number = 0;
};
BOOST_DESCRIBE_STRUCT(world, (), (id, random_number))

struct fortune {
    std::int32_t id = 0;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(fortune, (), (id, message))

inline constexpr std::int32_t worlds = 10'000;

/// Tables and rows, where they are not there yet.
void prepare(rowan::session& db);

}  // namespace techempower

template <>
inline constexpr auto rowan::table_of<techempower::world> =
    rowan::table<techempower::world>("world")
        .primary_key<&techempower::world::id>()
        .column_name<&techempower::world::random_number>("randomNumber");

template <>
inline constexpr auto rowan::table_of<techempower::fortune> =
    rowan::table<techempower::fortune>("fortune").primary_key<&techempower::fortune::id>();

/// As the benchmark wants it, not as the member is called.
template <>
struct rowan::json_form<techempower::world> {
    static void write(json_writer& to, const techempower::world& from) {
        to.begin_object();
        to.key("id");
        to.integer(from.id);
        to.key("randomNumber");
        to.integer(from.random_number);
        to.end_object();
    }
};
