#include <rowan/meta/enumerators.hpp>

#include <support/catch.hpp>

#include <limits>
#include <vector>

namespace app {
enum class status { backlog, todo, done };
BOOST_DESCRIBE_ENUM(status, backlog, todo, done)

enum class event { goal_created, goal_deleted, login };
BOOST_DESCRIBE_ENUM(event, goal_created, goal_deleted, login)

enum class extreme : std::int64_t {
    lowest = std::numeric_limits<std::int64_t>::min(),
    highest = std::numeric_limits<std::int64_t>::max()
};
BOOST_DESCRIBE_ENUM(extreme, lowest, highest)

enum plain_enum { red = 4, green = -2 };
BOOST_DESCRIBE_ENUM(plain_enum, red, green)

enum class one_left_out { a, b, c };
BOOST_DESCRIBE_ENUM(one_left_out, a, c)

struct task {
    enum class priority { low, high };
    BOOST_DESCRIBE_NESTED_ENUM(priority, low, high)
};

enum class not_described { a };
}  // namespace app

template <>
inline constexpr auto rowan::labels_of<app::event> = std::array{rowan::label{app::event::goal_created, "goal.created"},
                                                                rowan::label{app::event::goal_deleted, "goal.deleted"}};

template <>
inline constexpr std::string_view rowan::enum_name_of<app::event> = "audit_event";

using rowan::enumeration_of;

static_assert(rowan::described_enum<app::status>);
static_assert(rowan::described_enum<app::task::priority>);
static_assert(!rowan::described_enum<app::not_described>);
static_assert(!rowan::described_enum<int>);

TEST_CASE("an enumeration has the labels in the order of the macro") {
    std::vector<std::string_view> labels;
    for (const auto& entry : enumeration_of<app::status>.entries) labels.push_back(entry.label);
    CHECK(labels == std::vector<std::string_view>{"backlog", "todo", "done"});
}

TEST_CASE("an enumeration's name is the enum's, without scope") {
    CHECK(enumeration_of<app::status>.name == "status");
    CHECK(enumeration_of<app::task::priority>.name == "priority");
}

TEST_CASE("enum_name_of gives an enumeration another name") { CHECK(enumeration_of<app::event>.name == "audit_event"); }

TEST_CASE("labels_of replaces the labels that it lists, and no other") {
    const auto& events = enumeration_of<app::event>;
    CHECK(events.label_of(0) == "goal.created");
    CHECK(events.label_of(1) == "goal.deleted");
    CHECK(events.label_of(2) == "login");
}

TEST_CASE("a replaced label is read, the C++ name behind it is not") {
    CHECK(enumeration_of<app::event>.value_of("goal.created") == 0);
    CHECK_FALSE(enumeration_of<app::event>.value_of("goal_created"));
}

TEST_CASE("enumerators may have any value of 64 bits") {
    CHECK(enumeration_of<app::extreme>.value_of("lowest") == std::numeric_limits<std::int64_t>::min());
    CHECK(enumeration_of<app::extreme>.value_of("highest") == std::numeric_limits<std::int64_t>::max());
    CHECK(enumeration_of<app::plain_enum>.label_of(-2) == "green");
}

TEST_CASE("an enumerator that is not described has no label") {
    CHECK_FALSE(enumeration_of<app::one_left_out>.label_of(1));
    CHECK_FALSE(enumeration_of<app::one_left_out>.value_of("b"));
}

TEST_CASE("labels differ by case, and none is empty") {
    CHECK_FALSE(enumeration_of<app::status>.value_of("Todo"));
    CHECK_FALSE(enumeration_of<app::status>.value_of(""));
}

TEST_CASE("an enumerator is printed by its label") {
    CHECK(rowan::to_string(app::status::todo) == "todo");
    CHECK(rowan::to_string(app::event::goal_created) == "goal.created");
    CHECK(rowan::to_string(app::one_left_out::b).empty());
}
