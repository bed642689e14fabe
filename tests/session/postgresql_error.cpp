#include "../../src/session/postgresql_error.hpp"

#include <support/catch.hpp>

using namespace rowan::detail::postgresql;
using list = std::vector<std::string>;

TEST_CASE("a message about data loses what stands in quotes") {
    CHECK(without_values(R"(invalid input syntax for type integer: "secret")") ==
          R"(invalid input syntax for type integer: "…")");
    CHECK(without_values(R"(invalid input value for enum task_status: "nope")") ==
          R"(invalid input value for enum task_status: "…")");
    CHECK(without_values(R"(value "99999999999" is out of range for type integer)") ==
          R"(value "…" is out of range for type integer)");
}

TEST_CASE("quotes within a value leave nothing of it behind") {
    CHECK(without_values(R"(invalid input syntax for type uuid: "a"secret"b")") ==
          R"(invalid input syntax for type uuid: "…")");
    CHECK(without_values(R"(invalid input syntax for type uuid: "cut off)") ==
          R"(invalid input syntax for type uuid: "…")");
}

TEST_CASE("a message in another language loses its values, too") {
    CHECK(without_values("ungültige Eingabesyntax für Typ integer: »geheim«") ==
          "ungültige Eingabesyntax für Typ integer: \"…\"");
    CHECK(without_values("недопустимое значение: „тайна“") == "недопустимое значение: \"…\"");
}

TEST_CASE("a message about data loses its numbers, save those of types") {
    CHECK(without_values("date field value out of range: 2024-13-40") == "date field value out of range: …-…-…");
    CHECK(without_values("value too long for type character varying(5)") ==
          "value too long for type character varying(5)");
    CHECK(without_values("bit string length 3 does not match type bit(4)") ==
          "bit string length … does not match type bit(4)");
    CHECK(without_values(R"(invalid byte sequence for encoding "UTF8": 0xc3 0x28)") ==
          R"(invalid byte sequence for encoding "…": … …)");
    CHECK(without_values("cannot cast int4range") == "cannot cast int4range");
}

TEST_CASE("the columns of a key are read from a detail, its values are not") {
    CHECK(key_columns("Key (email)=(someone@example.org) already exists.") == list{"email"});
    CHECK(key_columns("Key (a, b)=(1, 2) already exists.") == list{"a", "b"});
    CHECK(key_columns("Schlüssel »(a, b)=(1, 2)« existiert bereits.") == list{"a", "b"});
    CHECK(key_columns(R"(Key ("Odd, ""name""", b)=(1, 2) already exists.)") == list{R"(Odd, "name")", "b"});
}

TEST_CASE("expressions of a key are no columns") {
    CHECK(key_columns("Key (lower(email::text), tenant)=(a, b) already exists.") == list{"tenant"});
    CHECK(key_columns("Key ((a + b))=(3) already exists.").empty());
    CHECK(key_columns("Failing row contains (1, secret).").empty());
    CHECK(key_columns("").empty());
}

TEST_CASE("a cut detail gives no more columns than it names") {
    const std::string detail = R"(Key ("a", b)=(1, 2) already exists.)";
    for (std::size_t size = 0; size != detail.size(); ++size) CHECK(key_columns(detail.substr(0, size)).size() <= 2);
}
