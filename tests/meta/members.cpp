#include <rowan/meta/members.hpp>

#include <support/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace meta = rowan::meta;

namespace {
struct nothing {};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

struct person {
    int id = 7;
    std::string name;
    std::optional<std::string> phone;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(person, (), (id, name, phone, tags))

struct employee : person {
    double salary = 1.5;
    std::optional<int> room;
};
BOOST_DESCRIBE_STRUCT(employee, (person), (salary, room))

struct other_order {
    int id;
    std::optional<std::string> phone;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(other_order, (), (name, id, phone))

struct last_left_out {
    int id;
    std::string name;
    std::optional<int> room;
};
BOOST_DESCRIBE_STRUCT(last_left_out, (), (id, name))

struct optional_in_the_middle_left_out {
    int id;
    std::optional<std::string> phone;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(optional_in_the_middle_left_out, (), (id, name))

struct first_left_out {
    std::vector<int> tags;
    std::optional<std::string> phone;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(first_left_out, (), (phone, name))

struct left_out_before_an_optional {
    int id;
    std::string name;
    std::optional<double> weight;
    std::vector<int> tags;
};
BOOST_DESCRIBE_STRUCT(left_out_before_an_optional, (), (id, weight, tags))

struct only_member_left_out {
    int id;
};
BOOST_DESCRIBE_STRUCT(only_member_left_out, (), ())

struct member_of_derived_left_out : person {
    double salary;
    std::optional<int> room;
};
BOOST_DESCRIBE_STRUCT(member_of_derived_left_out, (person), (room))

struct base_left_out : person {
    double salary;
};
BOOST_DESCRIBE_STRUCT(base_left_out, (), (salary))

struct with_nested {
    person owner;
    std::array<int, 3> sizes;
    person helper;
};
BOOST_DESCRIBE_STRUCT(with_nested, (), (owner, sizes, helper))

template <class T>
struct page {
    std::vector<T> items;
    std::optional<int> next;
    BOOST_DESCRIBE_CLASS(page, (), (items, next), (), ())
};

template <class T>
struct page_left_out {
    std::vector<T> items;
    std::optional<int> next;
    BOOST_DESCRIBE_CLASS(page_left_out, (), (items), (), ())
};

class with_private {
public:
    with_private() = default;
    int a = 1;

private:
    int b = 2;
    BOOST_DESCRIBE_CLASS(with_private, (), (a), (), (b))
};

struct not_described {
    int id;
};
}  // namespace

static_assert(meta::described<person>);
static_assert(meta::described<nothing>);
static_assert(meta::described<page<int>>);
static_assert(!meta::described<not_described>);
static_assert(!meta::described<int>);
static_assert(!meta::described<std::string>);

static_assert(meta::fully_described<nothing>());
static_assert(meta::fully_described<person>());
static_assert(meta::fully_described<employee>());
static_assert(meta::fully_described<other_order>());
static_assert(meta::fully_described<with_nested>());
static_assert(meta::fully_described<page<person>>());
static_assert(meta::fully_described<with_private>());

static_assert(!meta::fully_described<last_left_out>());
static_assert(!meta::fully_described<optional_in_the_middle_left_out>());
static_assert(!meta::fully_described<first_left_out>());
static_assert(!meta::fully_described<left_out_before_an_optional>());
static_assert(!meta::fully_described<only_member_left_out>());
static_assert(!meta::fully_described<member_of_derived_left_out>());
static_assert(!meta::fully_described<base_left_out>());
static_assert(!meta::fully_described<page_left_out<int>>());

TEST_CASE("members of the bases come first") {
    const std::vector<std::string_view> names(meta::member_names<employee>.begin(), meta::member_names<employee>.end());
    CHECK(names == std::vector<std::string_view>{"id", "name", "phone", "tags", "salary", "room"});
}

TEST_CASE("member_count counts the members of the bases") {
    CHECK(meta::member_count<employee> == 6);
    CHECK(meta::member_count<nothing> == 0);
}

TEST_CASE("for_each_member visits each member with its position") {
    employee one;
    std::vector<std::size_t> positions;
    meta::for_each_member(one, [&](std::size_t i, auto&) { positions.push_back(i); });
    CHECK(positions == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("for_each_member can change members") {
    other_order one{};
    meta::for_each_member(one, [](std::size_t, auto& member) {
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(member)>, std::string>) member = "rowan";
    });
    CHECK(one.name == "rowan");
}

TEST_CASE("for_each_member reaches private members that are described") {
    const with_private one;
    int sum = 0;
    meta::for_each_member(one, [&](std::size_t, const int& member) { sum += member; });
    CHECK(sum == 3);
}
