#include "equal_meaning/ledger.hpp"

using namespace ledger;
using rowan::date, rowan::field, rowan::timestamp;

DATABASE_TEST_CASE("an instant is kept to the microsecond", "[times]") {
    auto& db = database.session();
    create_tables(db);
    const auto at = timestamp::parse("2026-03-31T23:59:59.123456Z");
    CHECK(rowan::repository<entry>(db).get(book(db, {.at = at}).id).at == at);
    CHECK(rowan::from<entry>(db).where(field<&entry::at> == at).count() == 1);
}

DATABASE_TEST_CASE("instants compare as instants, whatever zone they were written in", "[times]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.at = timestamp::parse("2026-03-31T23:30:00Z")});
    CHECK(rowan::from<entry>(db).where(field<&entry::at> == timestamp::parse("2026-04-01T01:30:00+02:00")).count() ==
          1);
    CHECK(rowan::from<entry>(db).where(field<&entry::at> < timestamp::parse("2026-03-31T23:30:00.000001Z")).count() ==
          1);
}

DATABASE_TEST_CASE("times before 1970, before the year 1000 and after 9999 are in order", "[times]") {
    auto& db = database.session();
    create_tables(db);
    for (const char* const at :
         {"1969-12-31T23:59:59.999999Z", "0999-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01T00:00:00Z"})
        book(db, {.at = timestamp::parse(at)});
    const auto sorted = rowan::from<entry>(db).order_by(field<&entry::at>).select(field<&entry::at>).all();
    REQUIRE(sorted.size() == 4);
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
}

DATABASE_TEST_CASE("a day is a day, with no time of it", "[times]") {
    auto& db = database.session();
    create_tables(db);
    const entry one = book(db, {.at = timestamp::parse("2024-02-29T00:00:00Z"), .day = date::parse("2024-02-29")});
    CHECK(rowan::repository<entry>(db).get(one.id).day == date::parse("2024-02-29"));
    CHECK(rowan::from<entry>(db).where(field<&entry::day> > date::parse("2024-02-28")).count() == 1);
}
