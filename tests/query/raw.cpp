#include <rowan/query/raw.hpp>

#include "query/shop.hpp"

#include "support/catch.hpp"
#include "support/hostile.hpp"

#include <tuple>

using namespace shop;
using rowan::raw;
using rowan::test::containing, rowan::test::hostile_texts;

namespace {

struct line {
    std::string name;
    int amount = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(line, (), (name, amount, note))

/// An entity whose columns have other names than its members.
struct ticket {
    int number = 0;
    std::string holder_name;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (number, holder_name))

/// An entity's columns with one more, computed.
struct counted_customer : customer {
    std::int64_t purchases = 0;
};
BOOST_DESCRIBE_STRUCT(counted_customer, (customer), (purchases))

/// Ada with purchases of 1 to 4, the odd ones paid, the last with a note.
customer ada_with_purchases(rowan::session& db) {
    create_tables(db);
    const customer ada = rowan::repository<customer>(db).insert({.name = "Ada"});
    std::vector<purchase> rows;
    for (int i = 1; i <= 4; ++i)
        rows.push_back({.customer_id = ada.id, .state = i % 2 ? state::paid : state::open, .amount = i});
    rows.back().note = "gift";
    rowan::repository<purchase>(db).insert_all(rows);
    return ada;
}

}  // namespace

template <>
inline constexpr auto rowan::table_of<ticket> =
    rowan::table<ticket>("tickets").primary_key<&ticket::number>().column_name<&ticket::holder_name>("holder");

DATABASE_TEST_CASE("rows become structs whose members are named as the columns", "[raw]") {
    auto& db = database.session();
    const customer ada = ada_with_purchases(db);
    const auto rows =
        raw(db,
            "select p.amount, p.note, c.name, p.id from purchases p join customers c on c.id = p.customer_id "
            "where c.id = :customer and p.state in (:states) order by p.amount")
            .bind("customer", ada.id)
            .bind("states", std::vector{state::open, state::sent})
            .all<line>();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "Ada");
    CHECK(rows[0].amount == 2);
    CHECK_FALSE(rows[0].note);
    CHECK(rows[1].amount == 4);
    CHECK(rows[1].note == "gift");
}

DATABASE_TEST_CASE("rows become single values, NULL as an empty optional", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    CHECK(raw(db, "select amount from purchases order by amount").all<int>() == std::vector{1, 2, 3, 4});
    CHECK(raw(db, "select state from purchases order by amount").all<state>() ==
          std::vector{state::paid, state::open, state::paid, state::open});
    CHECK(raw(db, "select note from purchases where amount >= :least order by amount")
              .bind("least", 3)
              .all<std::optional<std::string>>() == std::vector<std::optional<std::string>>{std::nullopt, "gift"});
    CHECK(raw(db, "select amount > 2 from purchases order by amount").all<bool>() ==
          std::vector{false, false, true, true});
}

DATABASE_TEST_CASE("rows become tuples by position", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    using pair = std::tuple<int, std::optional<std::string>>;
    CHECK(raw(db, "select amount, note from purchases where amount > 2 order by amount").all<pair>() ==
          std::vector<pair>{{3, std::nullopt}, {4, "gift"}});
}

DATABASE_TEST_CASE("a tuple or a single value takes as many columns as there are", "[raw]") {
    auto& db = database.session();
    create_tables(db);
    CHECK_THROWS_WITH(raw(db, "select id, label from counters").all<int>(),
                      "the result has 2 columns, 1 is asked for; it has: \"id\", \"label\"");
    CHECK_THROWS_WITH((raw(db, "select id from counters").all<std::tuple<int, std::string>>()),
                      "the result has 1 column, 2 are asked for; it has: \"id\"");
}

DATABASE_TEST_CASE("an entity is read by the names of its table's columns", "[raw]") {
    auto& db = database.session();
    db.execute_script("create table tickets (holder text not null, extra int, number int primary key)");
    CHECK(raw(db, "insert into tickets (number, holder) values (:number, :holder)")
              .bind("number", 7)
              .bind("holder", "Ada")
              .execute() == 1);
    const auto found = raw(db, "select * from tickets").one<ticket>();
    CHECK(found.number == 7);
    CHECK(found.holder_name == "Ada");
    CHECK_THROWS_WITH(raw(db, "select number, holder as holder_name from tickets").one<ticket>(),
                      containing("no column \"holder\" for ticket"));
}

DATABASE_TEST_CASE("a struct derived from an entity may have members that the table does not", "[raw]") {
    auto& db = database.session();
    const customer ada = ada_with_purchases(db);
    const auto found =
        raw(db,
            "select c.*, (select count(*) from purchases p where p.customer_id = c.id) as purchases from customers c")
            .one<counted_customer>();
    CHECK(found.id == ada.id);
    CHECK(found.created_at == ada.created_at);
    CHECK(found.purchases == 4);
}

DATABASE_TEST_CASE("the relations of a shape are loaded in one statement each", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    rowan::testing::statement_recorder watch(db);
    const auto found =
        raw(db, "select * from customers where name = :name").bind("name", "Ada").all<customer_account>();
    CHECK(watch.count() == 2);
    REQUIRE(found.size() == 1);
    CHECK(found[0].purchases.size() == 4);
}

DATABASE_TEST_CASE("a member without a column is told with the columns that came", "[raw]") {
    auto& db = database.session();
    create_tables(db);
    CHECK_THROWS_WITH(raw(db, "select name, phone as note from customers").all<line>(),
                      "the result has no column \"amount\" for line; it has: \"name\", \"note\"");
    CHECK_THROWS_AS(raw(db, "select name, phone as note from customers").first<line>(), rowan::usage_error);
}

DATABASE_TEST_CASE("two columns of a member's name are ambiguous, of another name not", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    CHECK_THROWS_WITH(raw(db, "select name, name, 1 as amount, phone as note from customers").all<line>(),
                      containing("more than one column \"name\""));
    CHECK(raw(db, "select name, id, id, 1 as amount, phone as note from customers").all<line>().size() == 1);
}

DATABASE_TEST_CASE("first, one and one_or_none tell how many rows there were", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    const auto at_least = [&](int amount) {
        return raw(db, "select amount from purchases where amount >= :amount order by amount").bind("amount", amount);
    };
    CHECK(at_least(2).first<int>() == 2);
    CHECK_FALSE(at_least(9).first<int>());
    CHECK(at_least(4).one<int>() == 4);
    CHECK(at_least(4).one_or_none<int>() == 4);
    CHECK_FALSE(at_least(9).one_or_none<int>());
    CHECK_THROWS_AS(at_least(9).one<int>(), rowan::not_found);
    CHECK_THROWS_AS(at_least(3).one<int>(), rowan::usage_error);
    CHECK_THROWS_AS(at_least(3).one_or_none<int>(), rowan::usage_error);
}

DATABASE_TEST_CASE("execute tells how many rows changed", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    const auto pay = [&](int amount) {
        return raw(db, "update purchases set state = :state where amount > :amount")
            .bind("state", state::sent)
            .bind("amount", amount)
            .execute();
    };
    CHECK(pay(1) == 3);
    CHECK(pay(9) == 0);
}

DATABASE_TEST_CASE("rows that returning gives are read as any others", "[raw]") {
    auto& db = database.session();
    create_tables(db);
    const auto made =
        raw(db, "insert into counters (label) values (:label) returning id, label").bind("label", "a").one<counter>();
    CHECK(made.id > 0);
    CHECK(made.label == "a");
}

DATABASE_TEST_CASE("a statement without rows is not run where rows are asked for", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    CHECK_THROWS_WITH(raw(db, "delete from purchases").all<purchase>(), containing("returns no rows"));
    CHECK(rowan::repository<purchase>(db).count() == 4);
}

DATABASE_TEST_CASE("a list is of any length and any type", "[raw]") {
    auto& db = database.session();
    const customer ada = ada_with_purchases(db);
    const auto count = [&](const std::string& where, const auto& list) {
        return raw(db, "select count(*) from purchases where " + where).bind("list", list).template one<int>();
    };
    CHECK(count("amount in (:list)", std::vector{1, 2, 9}) == 2);
    CHECK(count("amount not in (:list)", std::vector{1, 2, 9}) == 2);
    CHECK(count("amount in (:list)", std::vector<int>()) == 0);
    CHECK(count("amount not in (:list)", std::vector<int>()) == 4);
    CHECK(count("note in (:list)", std::vector<std::string>()) == 0);
    CHECK(count("note not in (:list)", std::vector<std::string>()) == 4);  // NULL as well
    CHECK(count("note in (:list)", std::vector<std::string>{"gift", "x'y"}) == 1);
    CHECK(count("state in (:list)", std::vector{state::paid}) == 2);
    CHECK(count("state in (:list)", std::vector<state>()) == 0);
    CHECK(count("customer_id in (:list)", std::vector{ada.id, rowan::id<customer>()}) == 4);
    CHECK(count("amount in (:list)", std::optional(std::vector{1})) == 1);
    std::vector<int> many(100'000);
    for (std::size_t i = 0; i != many.size(); ++i) many[i] = static_cast<int>(i) + 3;
    CHECK(count("amount in (:list)", many) == 2);
}

DATABASE_TEST_CASE("NULL in a list is unknown, as SQL has it", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    const auto count = [&](const std::string& where) {
        return raw(db, "select count(*) from purchases where " + where)
            .bind("list", std::vector<std::optional<int>>{1, std::nullopt})
            .one<int>();
    };
    CHECK(count("amount in (:list)") == 1);
    CHECK(count("amount not in (:list)") == 0);
    CHECK(count("amount in (:list) is null") == 3);
}

DATABASE_TEST_CASE("a list is an operand as in (…) is", "[raw]") {
    auto& db = database.session();
    const auto truth = [&](const std::string& what, const std::vector<int>& list) {
        return raw(db, "select " + what).bind("list", list).one<bool>();
    };
    CHECK(truth("1 + 1 in (:list)", {2}));
    CHECK(truth("not 1 in (:list)", {2}));
    CHECK(truth("2 in (:list) and 3 not in (:list)", {2}));
    CHECK(truth("(2 in (:list)) = (2 in (:list))", {2}));
    CHECK(truth("case when 2 in (:list) then 1 = 1 else 1 = 0 end", {2}));
    if (database.is("sqlite")) return;  // where `in` and = are of one strength, read from the left
    CHECK(truth("true = 2 in (:list)", {2}));
    CHECK(truth("2 in (:list) = true", {2}));
}

DATABASE_TEST_CASE("lists of all lengths are one statement", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    rowan::testing::statement_recorder watch(db);
    for (const std::size_t length : {0u, 1u, 100u})
        raw(db, "select id from purchases where amount in (:list)")
            .bind("list", std::vector<int>(length))
            .all<rowan::id<purchase>>();
    REQUIRE(watch.count() == 3);
    CHECK(watch.all()[0].sql == watch.all()[2].sql);
}

DATABASE_TEST_CASE("a list of bytes is refused where it could not be compared", "[raw]") {
    auto& db = database.session();
    db.execute_script(database.is("sqlite") ? "create table files (hash blob)" : "create table files (hash bytea)");
    const rowan::bytes hash{std::byte{1}, std::byte{0}};
    raw(db, "insert into files values (:hash)").bind("hash", hash).execute();
    const auto query =
        raw(db, "select count(*) from files where hash in (:list)").bind("list", std::vector<rowan::bytes>{hash});
    if (database.is("sqlite"))
        CHECK_THROWS_WITH(query.one<int>(), containing(":list is a list of bytes"));
    else
        CHECK(query.one<int>() == 1);
}

DATABASE_TEST_CASE("a vector outside of in (…) is the value of an array", "[raw]") {
    auto& db = database.session();
    db.execute_script(database.is("sqlite") ? "create table notes (tags text)" : "create table notes (tags text[])");
    const std::vector<std::string> tags{"a", "it's {\"b\"}", ""};
    raw(db, "insert into notes (tags) values (:tags)").bind("tags", tags).execute();
    CHECK(raw(db, "select tags from notes where tags = :tags").bind("tags", tags).one<std::vector<std::string>>() ==
          tags);
}

DATABASE_TEST_CASE("a name that stands in several places is one parameter", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    const auto count = [&](std::optional<int> amount) {
        return raw(db, "select count(*) from purchases where :amount is null or amount = :amount")
            .bind("amount", amount)
            .one<int>();
    };
    CHECK(count(std::nullopt) == 4);
    CHECK(count(3) == 1);
}

DATABASE_TEST_CASE("an optional filter may ask its list for NULL", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    const auto count = [&](const std::optional<std::vector<state>>& states) {
        return raw(db, "select count(*) from purchases where (:states is null or state in (:states))")
            .bind("states", states)
            .one<int>();
    };
    CHECK(count(std::nullopt) == 4);
    CHECK(count(std::vector{state::paid}) == 2);
    CHECK(count(std::vector<state>()) == 0);
}

DATABASE_TEST_CASE("literal colons reach the database as they are", "[raw]") {
    auto& db = database.session();
    const auto text =
        raw(db, "select ':name' || \"x:name\" || :name /* :name */ -- :name\n from (select 'a:b' as \"x:name\") as t")
            .bind("name", "!")
            .one<std::string>();
    CHECK(text == ":namea:b!");
    if (database.is("sqlite")) return;
    CHECK(raw(db, "select $$:name$$ || E'\\':name' || (array['a','b','c'])[1:2]::text || cast(:name as text)")
              .bind("name", "!")
              .one<std::string>() == ":name':name{a,b}!");
}

DATABASE_TEST_CASE("hostile text comes back as it was bound and harms nothing", "[raw]") {
    auto& db = database.session();
    ada_with_purchases(db);
    for (const std::string& text : hostile_texts()) {
        const auto back = raw(db, "update customers set phone = :text where name = :name returning phone")
                              .bind("text", text)
                              .bind("name", "Ada")
                              .one<std::string>();
        CHECK(back == text);
        CHECK(raw(db, "select name from customers where phone = :text").bind("text", text).all<std::string>() ==
              std::vector<std::string>{"Ada"});
        CHECK(raw(db, "select name from customers where phone in (:texts)")
                  .bind("texts", std::vector<std::string>{"no", text})
                  .all<std::string>() == std::vector<std::string>{"Ada"});
        CHECK(raw(db, "select name from customers where phone not in (:texts)")
                  .bind("texts", std::vector{text})
                  .all<std::string>()
                  .empty());
        CHECK(raw(db, "select count(*) from customers where name = :text").bind("text", text).one<int>() == 0);
    }
    CHECK(rowan::repository<purchase>(db).count() == 4);
    CHECK(rowan::repository<customer>(db).count() == 1);
}

DATABASE_TEST_CASE("hostile text in an array comes back as it was bound", "[raw]") {
    auto& db = database.session();
    db.execute_script(database.is("sqlite") ? "create table notes (tags text)" : "create table notes (tags text[])");
    const auto back = raw(db, "insert into notes values (:tags) returning tags")
                          .bind("tags", hostile_texts())
                          .one<std::vector<std::string>>();
    CHECK(back == hostile_texts());
}

DATABASE_TEST_CASE("a value that does not fit is told by its name, without the value", "[raw]") {
    auto& db = database.session();
    create_tables(db);
    const std::string secret("s3cret\0", 7);
    try {
        raw(db, "select name from customers where name = :secret").bind("secret", secret).all<std::string>();
        FAIL("a NUL character was taken");
    } catch (const rowan::mapping_error& fault) {
        CHECK_THAT(fault.what(), containing(":secret: "));
        CHECK(std::string(fault.what()).find("s3cret") == std::string::npos);
    }
}

DATABASE_TEST_CASE("errors of the database and of counting rows hold no value", "[raw]") {
    auto& db = database.session();
    create_tables(db);
    const auto insert =
        raw(db, "insert into customers select * from customers where name = :name").bind("name", "s3cret");
    CHECK(insert.execute() == 0);
    for (const std::string sql :
         {"select name from customers where name = :name", "select nothing from customers where name = :name"}) {
        try {
            raw(db, sql).bind("name", "s3cret").one<std::string>();
            FAIL("no error");
        } catch (const rowan::error& fault) { CHECK(std::string(fault.what()).find("s3cret") == std::string::npos); }
    }
}

DATABASE_TEST_CASE("a table that changed since is read with its new columns", "[raw]") {
    auto& db = database.session();
    db.execute_script("create table lines (name text, amount int)");
    const auto query = raw(db, "select * from lines");
    CHECK_THROWS_AS(query.all<line>(), rowan::usage_error);
    db.execute_script("alter table lines add column note text; insert into lines values ('a', 1, 'b')");
    CHECK(query.one<line>().note == "b");
}
