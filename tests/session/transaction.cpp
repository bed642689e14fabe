#include "support/database.hpp"

#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

#include <stdexcept>

using namespace rowan;
using test::containing;

namespace {
void create_things(session& db) { db.execute_script("create table things (id bigint primary key)"); }
void insert(session& db, int id) { db.execute("insert into things values ($1)", id); }

std::vector<int> ids(session& db) {
    std::vector<int> result;
    for (auto rows = db.query("select id from things order by id"); rows.next();) result.push_back(rows.get<int>(0));
    return result;
}

using list = std::vector<int>;
}  // namespace

DATABASE_TEST_CASE("what is committed stays", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    CHECK(db.in_transaction());
    insert(db, 1);
    work.commit();
    CHECK_FALSE(db.in_transaction());
    CHECK(ids(db) == list{1});
}

DATABASE_TEST_CASE("what is not committed is rolled back at the end of the scope", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    {
        transaction work(db);
        insert(db, 1);
    }
    CHECK_FALSE(db.in_transaction());
    CHECK(ids(db).empty());
}

DATABASE_TEST_CASE("an exception rolls back on its way out", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    const auto fail = [&] {
        transaction work(db);
        insert(db, 1);
        throw std::runtime_error("no");
    };
    CHECK_THROWS_AS(fail(), std::runtime_error);
    CHECK_FALSE(db.in_transaction());
    CHECK(ids(db).empty());
}

DATABASE_TEST_CASE("a query that is still open does not hinder the rollback", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    insert(db, 1);
    insert(db, 2);
    {
        transaction work(db);
        insert(db, 3);
        auto rows = db.query("select id from things order by id");
        REQUIRE(rows.next());
    }
    CHECK(ids(db) == list{1, 2});
}

DATABASE_TEST_CASE("rollback undoes at once, and the next transaction begins anew", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    insert(db, 1);
    work.rollback();
    CHECK(ids(db).empty());
    transaction next(db);
    insert(db, 2);
    next.commit();
    CHECK(ids(db) == list{2});
}

DATABASE_TEST_CASE("a transaction that has ended says so", "[transaction]") {
    auto& db = database.session();
    transaction work(db);
    work.commit();
    CHECK_THROWS_WITH(work.commit(), containing("the transaction has ended"));
    CHECK_THROWS_AS(work.rollback(), usage_error);
    transaction nested_in(db);
    savepoint part(db);
    part.release();
    CHECK_THROWS_WITH(part.rollback(), containing("the savepoint has ended"));
}

DATABASE_TEST_CASE("a transaction within another one is a part of it", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction outer(db);
    insert(db, 1);
    {
        transaction inner(db);
        insert(db, 2);
        inner.commit();
    }
    {
        transaction inner(db);
        insert(db, 3);
    }
    CHECK(ids(db) == list{1, 2});
    outer.commit();
    CHECK(ids(db) == list{1, 2});
}

DATABASE_TEST_CASE("rolling back the outer transaction undoes the inner one", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    {
        transaction outer(db);
        transaction inner(db);
        insert(db, 1);
        inner.commit();
    }
    CHECK(ids(db).empty());
}

DATABASE_TEST_CASE("transactions nest to any depth", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction one(db);
    insert(db, 1);
    {
        transaction two(db);
        insert(db, 2);
        {
            transaction three(db);
            insert(db, 3);
        }
        two.commit();
    }
    one.commit();
    CHECK(ids(db) == list{1, 2});
}

DATABASE_TEST_CASE("a transaction begun in SQL's own words is joined as well", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    db.execute("begin");
    CHECK(db.in_transaction());
    {
        transaction work(db);
        insert(db, 1);
        work.commit();
    }
    CHECK(db.in_transaction());
    db.execute("rollback");
    CHECK(ids(db).empty());
}

DATABASE_TEST_CASE("a savepoint undoes a failed statement, and the transaction goes on", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    insert(db, 1);
    {
        savepoint part(db);
        CHECK_THROWS_AS(insert(db, 1), constraint_error);
        part.rollback();
    }
    insert(db, 2);
    work.commit();
    CHECK(ids(db) == list{1, 2});
}

DATABASE_TEST_CASE("a savepoint that is left is undone, a released one is kept", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    {
        savepoint part(db);
        insert(db, 1);
    }
    {
        savepoint part(db);
        insert(db, 2);
        part.release();
    }
    work.commit();
    CHECK(ids(db) == list{2});
}

DATABASE_TEST_CASE("a savepoint needs a transaction", "[transaction]") {
    CHECK_THROWS_WITH(savepoint(database.session()), containing("rowan::transaction"));
}

DATABASE_TEST_CASE("a read-only transaction refuses to write, and the next one writes", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    {
        transaction work(db, {.read_only = true});
        CHECK(ids(db).empty());
        try {
            insert(db, 1);
            FAIL("it wrote");
        } catch (const database_error& fault) { CHECK(fault.sqlstate() == "25006"); }
    }
    insert(db, 2);
    {
        transaction work(db, {.read_only = true});
        work.commit();
    }
    insert(db, 3);
    CHECK(ids(db) == list{2, 3});
}

DATABASE_TEST_CASE("a deferred foreign key that does not hold at commit rolls all back", "[transaction]") {
    auto& db = database.session();
    db.execute_script(
        "create table parents (id bigint primary key);"
        "create table children (parent_id bigint, constraint fk_parent foreign key (parent_id) references parents (id) "
        "deferrable initially deferred)");
    {
        transaction work(db);
        db.execute("insert into children values (1)");
        try {
            work.commit();
            FAIL("it was committed");
        } catch (const constraint_error& fault) {
            CHECK(fault.which() == constraint_kind::foreign_key);
            CHECK(fault.constraint() == "fk_parent");
            CHECK(fault.table() == "children");
        }
        CHECK_FALSE(db.in_transaction());
    }
    CHECK(db.query_value<std::int64_t>("select count(*) from children") == 0);
    transaction work(db);
    db.execute("insert into children values (1)");
    db.execute("insert into parents values (1)");
    work.commit();
    CHECK(db.query_value<std::int64_t>("select count(*) from children") == 1);
}

TEST_CASE("a transaction in which a statement failed cannot be committed on PostgreSQL", "[transaction][postgresql]") {
    test::test_database database("postgresql");  // SQLite undoes the statement alone and goes on
    auto& db = database.session();
    create_things(db);
    transaction work(db);
    insert(db, 1);
    CHECK_THROWS_AS(insert(db, 1), constraint_error);
    CHECK_THROWS_AS(insert(db, 2), transaction_error);
    CHECK_THROWS_WITH(work.commit(), containing("nothing was committed"));
    CHECK_FALSE(db.in_transaction());
    CHECK(ids(db).empty());
}

TEST_CASE("a nested transaction in which a statement failed takes only itself back on PostgreSQL",
          "[transaction][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    create_things(db);
    transaction outer(db);
    insert(db, 1);
    {
        transaction inner(db);
        CHECK_THROWS_AS(insert(db, 1), constraint_error);
        CHECK_THROWS_AS(inner.commit(), transaction_error);
    }
    insert(db, 2);
    outer.commit();
    CHECK(ids(db) == list{1, 2});
}

TEST_CASE("SQLite keeps what a failed statement found in its transaction", "[transaction][sqlite]") {
    auto db = open("sqlite://:memory:");
    create_things(db);
    transaction work(db);
    insert(db, 1);
    CHECK_THROWS_AS(insert(db, 1), constraint_error);
    insert(db, 2);
    work.commit();
    CHECK(ids(db) == list{1, 2});
}

DATABASE_TEST_CASE("a transaction outlives the move of its session", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    std::optional<session> moved;
    transaction work(db);
    insert(db, 1);
    moved = std::move(db);
    work.commit();
    CHECK(ids(*moved) == list{1});
}

DATABASE_TEST_CASE("what one session has not committed another one does not see", "[transaction]") {
    if (!database.can_be_shared()) return;  // there is no other session
    auto& db = database.session();
    create_things(db);
    auto other = database.open();
    transaction work(db);
    insert(db, 1);
    CHECK(ids(other).empty());
    work.commit();
    CHECK(ids(other) == list{1});
}

DATABASE_TEST_CASE("a script is all or nothing", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    CHECK_THROWS_AS(db.execute_script(
                        "insert into things values (1); insert into things values (2); insert into things values (1);"),
                    constraint_error);
    CHECK(ids(db).empty());
    CHECK_FALSE(db.in_transaction());
}

DATABASE_TEST_CASE("a script that begins transactions itself ends them itself", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    db.execute_script("begin; insert into things values (1); commit; begin; insert into things values (2); rollback;");
    CHECK(ids(db) == list{1});
}

DATABASE_TEST_CASE("a script within a transaction is part of it", "[transaction]") {
    auto& db = database.session();
    create_things(db);
    {
        transaction work(db);
        db.execute_script("insert into things values (1); insert into things values (2);");
    }
    CHECK(ids(db).empty());
}
