#include <rowan/types/json_map.hpp>

#include <support/catch.hpp>

using namespace rowan;

using numbers = std::map<std::string, std::optional<int>>;

TEST_CASE("a map is an object") {
    CHECK(to_json(numbers{{"b", 2}, {"a", std::nullopt}}) == R"({"a":null,"b":2})");
    CHECK(from_json<numbers>(R"({"b":2,"a":null})") == numbers{{"b", 2}, {"a", std::nullopt}});
    CHECK(from_json<numbers>("{}").empty());
}

TEST_CASE("of members of one name the last is in the map") {
    CHECK(from_json<numbers>(R"({"a":1,"a":2})").at("a") == 2);
}

TEST_CASE("a map's faults have their path") {
    CHECK_THROWS_WITH(from_json<numbers>(R"({"a":true})"), "a: expected a number, found a boolean");
    CHECK_THROWS_WITH(from_json<numbers>("[]"), "the JSON document: expected an object");
}
