#include <rowan/types/error.hpp>
#include <rowan/types/id.hpp>

#include <support/catch.hpp>

#include <type_traits>
#include <unordered_set>

namespace {
struct project;
struct task;
}  // namespace

using rowan::id;
using rowan::uuid;

static_assert(!std::is_convertible_v<id<project>, id<task>>);
static_assert(!std::is_constructible_v<id<project>, id<task>>);
static_assert(!std::is_convertible_v<uuid, id<task>>);
static_assert(std::is_constructible_v<id<task>, uuid>);
static_assert(sizeof(id<task>) == 16);

TEST_CASE("a default-constructed id is nil") { CHECK(id<task>().is_nil()); }

TEST_CASE("an id's text reads back as the same id") {
    const auto key = id<task>::generate();
    CHECK(id<task>::parse(key.to_string()) == key);
}

TEST_CASE("text that is no uuid is no id") { CHECK_THROWS_AS(id<task>::parse("1"), rowan::mapping_error); }

TEST_CASE("ids can be keys of an unordered container") {
    std::unordered_set<id<task>> keys;
    for (int i = 0; i != 1000; ++i) keys.insert(id<task>::generate());
    CHECK(keys.size() == 1000);
}
