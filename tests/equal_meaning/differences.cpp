#include "equal_meaning/ledger.hpp"

// What does not hold on every backend: each case is a row of examples/differences.md.
using namespace ledger;
using rowan::field;

DATABASE_TEST_CASE("letters beyond a to z have capitals only where there is a locale", "[differences]") {
    auto& db = database.session();
    create_tables(db);
    open_account(db, "Ärger");
    const auto found = rowan::from<account>(db).where(field<&account::owner>.ilike("ärger")).count();
    CHECK(found == (database.is("postgresql") ? 1 : 0));
}

DATABASE_TEST_CASE("a double leaves its range as an error or as infinity", "[differences]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.ratio = 1e308});
    const auto beyond = [&] { return value_of(db, field<&entry::ratio> * 10.0); };
    if (database.is("postgresql"))
        CHECK_THROWS_AS(beyond(), rowan::data_error);
    else
        CHECK(beyond() == std::numeric_limits<double>::infinity());
}

DATABASE_TEST_CASE("a transaction goes on after a failed statement, or does not", "[differences]") {
    auto& db = database.session();
    create_tables(db);
    rowan::transaction work(db);
    CHECK_THROWS_AS(db.execute("insert into nowhere values (1)"), rowan::database_error);
    if (database.is("postgresql"))
        CHECK_THROWS_AS(open_account(db), rowan::database_error);
    else
        CHECK_NOTHROW(open_account(db));
}

DATABASE_TEST_CASE("SQL of one's own divides by zero as the database does", "[differences]") {
    auto& db = database.session();
    if (database.is("postgresql"))
        CHECK_THROWS_AS(db.query_value<std::optional<int>>("select 1 / 0"), rowan::data_error);
    else
        CHECK(db.query_value<std::optional<int>>("select 1 / 0") == std::nullopt);
}

DATABASE_TEST_CASE("SQL of one's own calculates as the database does", "[differences]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.medium = std::numeric_limits<std::int32_t>::max(), .amount = rowan::decimal("1")});
    const auto add = [&] { db.execute("update entries set medium = medium + 1"); };
    if (database.is("postgresql"))
        CHECK_THROWS_AS(add(), rowan::data_error);
    else
        CHECK_NOTHROW(add());
}

DATABASE_TEST_CASE("SQL of one's own has the database's like", "[differences]") {
    auto& db = database.session();
    CHECK(db.query_value<bool>("select 'Ada' like 'a%'") == database.is("sqlite"));
}

DATABASE_TEST_CASE("SQL of one's own has the database's order of NULL", "[differences]") {
    auto& db = database.session();
    const auto first =
        db.query_value<std::optional<int>>("select n from (select 1 as n union all select null) t order by n");
    CHECK(first.has_value() == database.is("postgresql"));
}
