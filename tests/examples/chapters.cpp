#include "examples/program.hpp"

namespace {

/// A chapter's program prints what its text shows, on every backend.
void check_chapter(const std::string& name, const rowan::test::test_database& on) {
    const auto ran = examples::runner().run(on.can_be_shared() ? name + ' ' + examples::quoted(on.url()) : name);
    CHECK(ran.status == 0);
    CHECK(ran.output == examples::expected(name + ".txt"));
}

}  // namespace

DATABASE_TEST_CASE("chapter 1: mapping", "[book]") { check_chapter("mapping", database); }
DATABASE_TEST_CASE("chapter 2: types", "[book]") { check_chapter("types", database); }
DATABASE_TEST_CASE("chapter 3: queries", "[book]") { check_chapter("queries", database); }
DATABASE_TEST_CASE("chapter 4: writing", "[book]") { check_chapter("writing", database); }
DATABASE_TEST_CASE("chapter 5: relations", "[book]") { check_chapter("relations", database); }
DATABASE_TEST_CASE("chapter 6: raw SQL", "[book]") { check_chapter("raw_sql", database); }
DATABASE_TEST_CASE("chapter 7: your own types", "[book]") { check_chapter("your_own_types", database); }
DATABASE_TEST_CASE("chapter 8: reading much", "[book]") { check_chapter("reading_much", database); }
DATABASE_TEST_CASE("chapter 9: transactions and errors", "[book]") { check_chapter("transactions", database); }
DATABASE_TEST_CASE("chapter 10: pools", "[book]") { check_chapter("pools", database); }
DATABASE_TEST_CASE("chapter 11: migrations", "[book]") { check_chapter("migrations", database); }
DATABASE_TEST_CASE("chapter 12: testing your code", "[book]") { check_chapter("testing", database); }
DATABASE_TEST_CASE("chapter 13: watching", "[book]") { check_chapter("watching", database); }
DATABASE_TEST_CASE("chapter 14: linting", "[book]") { check_chapter("linting", database); }
DATABASE_TEST_CASE("chapter 15: verifying", "[book]") { check_chapter("verifying", database); }
