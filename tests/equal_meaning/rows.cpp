#include "equal_meaning/ledger.hpp"

#include <algorithm>

using namespace ledger;
using rowan::field;

namespace {
void open_ranked(rowan::session& db) {
    rowan::repository<account> accounts(db);
    accounts.insert({.owner = "two", .rank = 2});
    accounts.insert({.owner = "none"});
    accounts.insert({.owner = "one", .rank = 1});
}
}  // namespace

DATABASE_TEST_CASE("NULL comes after every value, and before them where the order is reversed", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    open_ranked(db);
    CHECK(owners(db, field<&account::rank>) == strings{"one", "two", "none"});
    CHECK(owners(db, field<&account::rank>.desc()) == strings{"none", "two", "one"});
}

DATABASE_TEST_CASE("NULL is neither equal nor unequal to anything", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    open_ranked(db);
    CHECK(rowan::from<account>(db).where(field<&account::rank> != 1).count() == 1);
    CHECK(rowan::from<account>(db).where(!(field<&account::rank> == 1)).count() == 1);
    CHECK(rowan::from<account>(db).where(!field<&account::rank>.in(1, 2)).count() == 0);
}

DATABASE_TEST_CASE("no row is in an empty list and every row is outside of it", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    open_ranked(db);
    const std::vector<std::int32_t> nothing;
    CHECK(rowan::from<account>(db).where(field<&account::rank>.in(nothing)).count() == 0);
    CHECK(rowan::from<account>(db).where(!field<&account::rank>.in(nothing)).count() == 3);
}

DATABASE_TEST_CASE("NULL is unique beside NULL", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    open_account(db, "first");
    CHECK_NOTHROW(open_account(db, "second"));
}

DATABASE_TEST_CASE("a second row of one unique value says which constraint it breaks", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<account> accounts(db);
    accounts.insert({.owner = "first", .code = "a"});
    try {
        accounts.insert({.owner = "second", .code = "a"});
        FAIL("the row was taken");
    } catch (const rowan::constraint_error& fault) {
        CHECK(fault.sqlstate() == "23505");
        CHECK(fault.constraint() == "accounts_code_key");
        CHECK(fault.table() == "accounts");
    }
    CHECK_NOTHROW(accounts.insert({.owner = "third", .code = "A"}));
}

DATABASE_TEST_CASE("a check that fails is named", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    try {
        rowan::repository<account>(db).insert({.owner = "below", .rank = -1});
        FAIL("the row was taken");
    } catch (const rowan::constraint_error& fault) {
        CHECK(fault.sqlstate() == "23514");
        CHECK(fault.constraint() == "rank_not_negative");
    }
    CHECK_NOTHROW(rowan::repository<account>(db).insert({.owner = "unknown"}));
}

DATABASE_TEST_CASE("a row that refers to none is refused at once", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    try {
        rowan::repository<entry>(db).insert({.account_id = 404});
        FAIL("the row was taken");
    } catch (const rowan::constraint_error& fault) { CHECK(fault.sqlstate() == "23503"); }
}

DATABASE_TEST_CASE("rows go with the one that they refer to", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    const entry one = book(db, {});
    CHECK(rowan::repository<account>(db).remove(one.account_id));
    CHECK_FALSE(rowan::repository<entry>(db).find(one.id));
}

DATABASE_TEST_CASE("ties are cut by a second field, and a limit takes so many rows", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    for (const char* const owner : {"d", "b", "a", "c"})
        rowan::repository<account>(db).insert({.owner = owner, .rank = 1});
    const auto in_order = rowan::from<account>(db).order_by(field<&account::rank>, field<&account::owner>);
    CHECK(in_order.limit(2).select(field<&account::owner>).all() == strings{"a", "b"});
    CHECK(in_order.limit(2).offset(3).select(field<&account::owner>).all() == strings{"d"});
    CHECK(in_order.limit(0).select(field<&account::owner>).all().empty());
}

DATABASE_TEST_CASE("an aggregate of no rows is NULL, and a count of them 0", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    CHECK(rowan::from<account>(db).select(rowan::max(field<&account::rank>)).one() == std::nullopt);
    CHECK(rowan::from<account>(db).count() == 0);
}

DATABASE_TEST_CASE("an update counts the rows that it met, changed or not", "[rows]") {
    auto& db = database.session();
    create_tables(db);
    open_ranked(db);
    CHECK(rowan::from<account>(db).where(field<&account::rank> == 1).update(field<& account::rank> = 1) == 1);
}

DATABASE_TEST_CASE("what a transaction has not committed another session does not see", "[rows]") {
    if (!database.can_be_shared()) return;
    auto& db = database.session();
    create_tables(db);
    rowan::session other = database.open();
    rowan::transaction work(db);
    open_account(db);
    CHECK(rowan::from<account>(other).count() == 0);
    work.commit();
    CHECK(rowan::from<account>(other).count() == 1);
}

DATABASE_TEST_CASE("two sessions that count up lose no step", "[rows]") {
    if (!database.can_be_shared()) return;
    auto& db = database.session();
    create_tables(db);
    rowan::session other = database.open();
    const auto one = rowan::repository<account>(db).insert({.owner = "Ada", .rank = 0});
    for (int i = 0; i != 20; ++i) {
        rowan::session& by = i % 2 == 0 ? db : other;
        by.transact([&] {
            rowan::from<account>(by)
                .where(field<&account::id> == one.id)
                .update(field<& account::rank> = field<&account::rank> + 1);
        });
    }
    CHECK(rowan::repository<account>(db).get(one.id).rank == 20);
}
