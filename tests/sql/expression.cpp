#include <rowan/sql/expression.hpp>
#include <rowan/sql/statement.hpp>

#include "support/catch.hpp"

using namespace rowan;
using kind = sql::expression::kind;

TEST_CASE("each function makes the node of its name", "[sql]") {
    CHECK(sql::column("a", "t").what == kind::column);
    CHECK(sql::column("a", "t").name == "a");
    CHECK(sql::column("a", "t").qualifier == "t");
    CHECK(sql::parameter(value(true)).what == kind::parameter);
    CHECK(sql::parameter(value(true)).bound == value(true));
    CHECK(sql::placeholder().what == kind::placeholder);
    CHECK(sql::closed("count(*)").what == kind::words);
    CHECK(sql::closed("count(*)").words.text() == "count(*)");
    CHECK(sql::closed("count(*)").closed);
    CHECK_FALSE(sql::words("$1 + 1", {sql::column("a")}).closed);
    CHECK(sql::cast(sql::column("a"), {.kind = type_kind::bigint}).what == kind::cast);
    CHECK(sql::query({}).what == kind::query);
}

TEST_CASE("operands stand in the order they were given", "[sql]") {
    const std::vector<sql::expression> both{sql::column("a"), sql::column("b")};
    CHECK(sql::infix("<", both[0], both[1]).operands == both);
    CHECK(sql::infix("<", both[0], both[1]).words.text() == "$1 < $2");
    CHECK(sql::call("max", both).operands == both);
    CHECK(sql::call("max", both).words.text() == "max($*)");
    CHECK(sql::any_of(both[0], both[1]).operands == both);
    CHECK(sql::prefix("not", both[0]).operands == std::vector{both[0]});
    CHECK(sql::prefix("not", both[0]).words.text() == "not $1");
    CHECK(sql::postfix(both[0], "is null").operands == std::vector{both[0]});
    CHECK(sql::postfix(both[0], "is null").words.text() == "$1 is null");
}

TEST_CASE("all_of joins what is there", "[sql]") {
    const sql::expression a = sql::column("a");
    const sql::expression b = sql::column("b");
    CHECK(sql::all_of(a, b) == sql::infix("and", a, b));
    CHECK(sql::all_of(a, {}) == a);
    CHECK(sql::all_of({}, b) == b);
    CHECK_FALSE(sql::all_of({}, {}).has_value());
}

TEST_CASE("expressions are equal when their trees are", "[sql]") {
    CHECK(sql::infix("=", sql::column("a"), sql::placeholder()) ==
          sql::infix("=", sql::column("a"), sql::placeholder()));
    CHECK(sql::infix("=", sql::column("a"), sql::placeholder()) !=
          sql::infix("<>", sql::column("a"), sql::placeholder()));
    CHECK(sql::column("a", "t") != sql::column("a"));
}
