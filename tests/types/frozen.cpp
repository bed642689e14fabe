#include "support/catch.hpp"

#include <rowan/types/frozen.hpp>
#include <rowan/types/uuid.hpp>

#include <chrono>
#include <thread>

using namespace rowan;

TEST_CASE("frozen time stands still until it is moved, and goes on in the end", "[frozen]") {
    const timestamp then = timestamp::parse("2026-03-10T12:00:00Z");
    {
        testing::frozen_time time(then);
        CHECK(timestamp::now() == then);
        time.advance(std::chrono::minutes(90));
        CHECK(timestamp::now().to_string() == "2026-03-10T13:30:00.000000Z");
    }
    CHECK(timestamp::now() > then);
}

TEST_CASE("frozen time is that of its thread", "[frozen]") {
    const timestamp then = timestamp::parse("2001-01-01T00:00:00Z");
    const testing::frozen_time time(then);
    timestamp other;
    std::thread([&] { other = timestamp::now(); }).join();
    CHECK(other > then);
}

TEST_CASE("counted ids count, the inner ones for themselves", "[frozen]") {
    const testing::counted_ids outer;
    CHECK(uuid::generate().to_string() == "00000000-0000-7000-8000-000000000001");
    {
        const testing::counted_ids inner;
        CHECK(uuid::generate().to_string() == "00000000-0000-7000-8000-000000000001");
    }
    for (int i = 2; i != 300; ++i) uuid::generate();
    CHECK(uuid::generate().to_string() == "00000000-0000-7000-8000-00000000012c");
}
