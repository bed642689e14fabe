#include "equal_meaning/ledger.hpp"

using namespace ledger;
using rowan::decimal, rowan::field;

// What PostgreSQL says of a number beyond its type, and of a division by zero.
namespace {
constexpr auto top16 = std::numeric_limits<std::int16_t>::max();
constexpr auto top32 = std::numeric_limits<std::int32_t>::max();
constexpr auto top64 = std::numeric_limits<std::int64_t>::max();
constexpr auto bottom64 = std::numeric_limits<std::int64_t>::min();

/// SQLSTATE of what `work` throws; empty where it throws nothing.
template <class Work>
std::string state_of(Work work) {
    try {
        work();
    } catch (const rowan::database_error& fault) { return std::string(fault.sqlstate()); }
    return {};
}
}  // namespace

DATABASE_TEST_CASE("whole numbers reach to both of their ends", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    const entry kept = book(db, {.small = top16, .medium = -top32 - 1, .large = bottom64});
    const entry read = rowan::repository<entry>(db).get(kept.id);
    CHECK(read.small == top16);
    CHECK(read.medium == -top32 - 1);
    CHECK(read.large == bottom64);
}

DATABASE_TEST_CASE("a sum beyond 64 bits is an error and no double", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.large = top64});
    const auto large = field<&entry::large>;
    CHECK(state_of([&] { value_of(db, large + 1); }) == "22003");
    CHECK(state_of([&] { value_of(db, large * 2); }) == "22003");
    CHECK(state_of([&] { value_of(db, 0 - large - 2); }) == "22003");
}

DATABASE_TEST_CASE("a sum beyond the numbers' own type is an error", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.small = top16, .medium = top32});
    CHECK(state_of([&] { value_of(db, field<&entry::medium> + 1); }) == "22003");
    CHECK(state_of([&] { value_of(db, field<&entry::medium> * field<&entry::medium>); }) == "22003");
    CHECK(value_of(db, field<&entry::medium> + std::int64_t{1}) == std::int64_t{top32} + 1);
}

DATABASE_TEST_CASE("a column takes no number beyond its type", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    const entry kept = book(db, {.small = top16, .medium = top32, .large = top64});
    const auto add_one = [&](auto which) {
        return state_of([&] { rowan::from<entry>(db).where(field<&entry::id> == kept.id).update(which = which + 1); });
    };
    CHECK(add_one(field<&entry::medium>) == "22003");
    CHECK(add_one(field<&entry::large>) == "22003");
    rowan::repository<entry> entries(db);
    CHECK(entries.get(kept.id).medium == top32);
    CHECK(entries.get(kept.id).large == top64);
}

DATABASE_TEST_CASE("whole numbers are divided towards zero, and a remainder has the sign of what is divided",
                   "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.medium = -7});
    CHECK(value_of(db, field<&entry::medium> / 2) == -3);
    CHECK(value_of(db, field<&entry::medium> % 2) == -1);
    CHECK(value_of(db, field<&entry::medium> / -2) == 3);
}

DATABASE_TEST_CASE("division by zero is an error and not NULL", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.medium = 7, .exact = decimal("7"), .ratio = 7});
    CHECK(state_of([&] { value_of(db, field<&entry::medium> / 0); }) == "22012");
    CHECK(state_of([&] { value_of(db, field<&entry::medium> % 0); }) == "22012");
    CHECK(state_of([&] { value_of(db, field<&entry::exact> / 0); }) == "22012");
    CHECK(state_of([&] { value_of(db, field<&entry::ratio> / 0.0); }) == "22012");
}

DATABASE_TEST_CASE("exact numbers are calculated exactly, however large", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.exact = decimal("12345678901234567890.0000000001")});
    CHECK(value_of(db, field<&entry::exact> + decimal("0.1")).to_string() == "12345678901234567890.1000000001");
    CHECK(value_of(db, field<&entry::exact> * 10).to_string() == "123456789012345678900.0000000010");
    CHECK(value_of(db, rowan::sum(field<&entry::exact>)).value().to_string() == "12345678901234567890.0000000001");
}

DATABASE_TEST_CASE("exact numbers are in the order of numbers", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    for (const char* const text : {"10", "-2", "9.5", "-10.01"}) book(db, {.exact = decimal(text)});
    const auto sorted = rowan::from<entry>(db).order_by(field<&entry::exact>).select(field<&entry::exact>).all();
    CHECK(sorted == std::vector<decimal>{decimal("-10.01"), decimal("-2"), decimal("9.5"), decimal("10")});
    CHECK(rowan::from<entry>(db).where(field<&entry::exact> > decimal("9.6")).count() == 1);
}

DATABASE_TEST_CASE("a column of two places rounds to them, half away from zero", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<entry> entries(db);
    const auto stored = [&](const char* text) {
        return entries.get(book(db, {.amount = decimal(text)}).id).amount.to_string();
    };
    CHECK(stored("1.005") == "1.01");
    CHECK(stored("-1.005") == "-1.01");
    CHECK(stored("1.0049") == "1.00");
    CHECK(stored("3") == "3.00");
    const entry one = book(db, {.amount = decimal("10.00")});
    rowan::from<entry>(db)
        .where(field<&entry::id> == one.id)
        .update(field<& entry::amount> = field<&entry::amount> / 3);
    CHECK(entries.get(one.id).amount.to_string() == "3.33");
    entries.insert_all(std::vector<entry>{{.account_id = one.account_id, .medium = 77, .amount = decimal("0.005")}});
    CHECK(entries.where(field<&entry::medium> == 77).one().amount.to_string() == "0.01");
}

DATABASE_TEST_CASE("a column of six digits, two of them places, takes no five before the point", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<entry> entries(db);
    const auto state = [&](const char* text) { return state_of([&] { book(db, {.amount = decimal(text)}); }); };
    CHECK(state("9999.99").empty());
    CHECK(state("-9999.99").empty());
    CHECK(state("10000") == "22003");
    CHECK(state("9999.995") == "22003");
    CHECK(state("-10000.00") == "22003");
}

DATABASE_TEST_CASE("aggregates of whole numbers are exact", "[numbers]") {
    auto& db = database.session();
    create_tables(db);
    book(db, {.medium = 1, .large = top64});
    book(db, {.medium = 2, .large = top64});
    CHECK(value_of(db, rowan::avg(field<&entry::medium>)).value() == 1.5);
    CHECK(value_of(db, rowan::sum(field<&entry::medium>)).value() == 3);
    CHECK(state_of([&] { value_of(db, rowan::sum(field<&entry::large>)); }) == "22003");
}
