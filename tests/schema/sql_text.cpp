#include <rowan/schema/sql_text.hpp>

#include "support/catch.hpp"

using rowan::schema::sql_text;

TEST_CASE("SQL text is the same for every dialect until one has its own", "[schema]") {
    const sql_text text = sql_text("a").on("sqlite", "b");
    CHECK(text.for_dialect("postgresql") == "a");
    CHECK(text.for_dialect("sqlite") == "b");
    CHECK(text.text() == "a");
}

TEST_CASE("the last text given for a dialect counts", "[schema]") {
    sql_text text("a");
    text.on("sqlite", "b").on("sqlite", "c");
    CHECK(text.for_dialect("sqlite") == "c");
    CHECK(text == sql_text("a").on("sqlite", "c"));
}

TEST_CASE("SQL text may be empty for one dialect", "[schema]") {
    const sql_text text = sql_text("a").on("sqlite", "");
    CHECK(text.for_dialect("sqlite").empty());
    CHECK_FALSE(text.empty());
}

TEST_CASE("SQL text for one dialect alone is not empty", "[schema]") {
    CHECK(sql_text().empty());
    CHECK_FALSE(sql_text().on("sqlite", "a").empty());
}

TEST_CASE("SQL texts differ by what they say to a dialect", "[schema]") {
    CHECK(sql_text("a") != sql_text("a").on("sqlite", "b"));
    CHECK(sql_text("a") != sql_text("b"));
}
