#include "equal_meaning/ledger.hpp"

using namespace ledger;
using rowan::field;

namespace {
void open_all(rowan::session& db, const strings& owners_) {
    for (const std::string& each : owners_) open_account(db, each);
}
}  // namespace

DATABASE_TEST_CASE("like tells capitals from small letters", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    open_all(db, {"Ada", "ada", "Bob"});
    const auto count = [&](const auto& that) { return rowan::from<account>(db).where(that).count(); };
    CHECK(count(field<&account::owner>.like("a%")) == 1);
    CHECK(count(field<&account::owner>.ilike("a%")) == 2);
    CHECK(count(field<&account::owner>.like("_da")) == 2);
}

DATABASE_TEST_CASE("the signs of like are escaped by a backslash", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    open_all(db, {"50%", "50x", "a_b", "axb", "c\\d"});
    const auto found = [&](const char* pattern) {
        return rowan::from<account>(db)
            .where(field<&account::owner>.like(pattern))
            .select(field<&account::owner>)
            .all();
    };
    CHECK(found("50\\%") == strings{"50%"});
    CHECK(found("a\\_b") == strings{"a_b"});
    CHECK(found("c\\\\d") == strings{"c\\d"});
}

DATABASE_TEST_CASE("texts are equal where each character is", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    open_all(db, {"Ada", "ada", "Ada "});
    CHECK(rowan::from<account>(db).where(field<&account::owner> == "Ada").count() == 1);
    CHECK(rowan::from<account>(db).where(field<&account::owner>.in("ada", "Ada ")).count() == 2);
}

DATABASE_TEST_CASE("a text's length is in characters", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    open_all(db, {"Zoë", "日本"});
    CHECK(rowan::from<account>(db).order_by(field<&account::id>).select(rowan::length(field<&account::owner>)).all() ==
          std::vector<std::int32_t>{3, 2});
}

DATABASE_TEST_CASE("a column takes as many characters as it says", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    CHECK(open_account(db, "日本日本日本日本日本").owner == "日本日本日本日本日本");
    CHECK_THROWS_AS(open_account(db, "日本日本日本日本日本!"), rowan::database_error);
}

DATABASE_TEST_CASE("an empty text is not NULL", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    const auto one = rowan::repository<account>(db).insert({.owner = "", .code = ""});
    CHECK(rowan::repository<account>(db).get(one.id).code == "");
    CHECK(rowan::from<account>(db).where(field<&account::code> == std::nullopt).count() == 0);
}

DATABASE_TEST_CASE("a text with U+0000 is refused", "[texts]") {
    auto& db = database.session();
    create_tables(db);
    CHECK_THROWS_AS(open_account(db, std::string("a\0b", 3)), rowan::error);
}
