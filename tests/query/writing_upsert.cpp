#include "query/writing.hpp"

#include "support/catch.hpp"

#include <set>
#include <thread>

using namespace archive;
using rowan::excluded;
using rowan::field;
using rowan::on_conflict;
using rowan::upsert_outcome;

DATABASE_TEST_CASE("an upsert tells inserted from updated and returns what is stored", "[writing][upsert]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto rule = on_conflict<&tally::room, &tally::word>();
    const auto first = tallies.upsert({.room = "a", .word = "x", .times = 1}, rule);
    CHECK(first.outcome == upsert_outcome::inserted);
    CHECK(first.row.id > 0);
    const auto second = tallies.upsert({.room = "a", .word = "x", .times = 5}, rule);
    CHECK(second.outcome == upsert_outcome::updated);
    CHECK(second.row.id == first.row.id);
    CHECK(second.row.times == 5);
    CHECK(second.row.created_at == first.row.created_at);
    CHECK(second.row.updated_at > first.row.updated_at);
    CHECK(tallies.count() == 1);
}

DATABASE_TEST_CASE("without further words an upsert goes by the primary key", "[writing][upsert]") {
    const shelf at(database.session());
    document row = at.documents.insert(at.make(1));
    row.title = "changed";
    const auto result = at.documents.upsert(row);
    CHECK(result.outcome == upsert_outcome::updated);
    CHECK(result.row.version == 2);
    CHECK(at.documents.get(row.id).title == "changed");
    CHECK(at.documents.upsert(at.make(2)).outcome == upsert_outcome::inserted);
}

DATABASE_TEST_CASE("an upsert may name the constraint, or a unique index, of the table's description",
                   "[writing][upsert]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(1));
    document other = at.make(1);
    other.pages = 77;
    const auto result = at.documents.upsert(other, rowan::on_constraint<document>("documents_title_key"));
    CHECK(result.outcome == upsert_outcome::updated);
    CHECK(result.row.id == row.id);
    CHECK(result.row.doubled == 154);
    try {
        at.documents.upsert(other, rowan::on_constraint<document>("documents_titel_key"));
        FAIL("no exception");
    } catch (const rowan::usage_error& error) {
        CHECK(std::string(error.what()).find("\"documents_titel_key\"") != std::string::npos);
    }
}

DATABASE_TEST_CASE("an upsert of chosen columns leaves the others", "[writing][upsert]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(1));
    document other = at.make(1);
    other.pages = 5;
    other.language = "fr";
    const auto result = at.documents.upsert(other, on_conflict<&document::title>().update<&document::pages>());
    CHECK(result.outcome == upsert_outcome::updated);
    CHECK(result.row.pages == 5);
    CHECK(result.row.language == "de");
    CHECK(result.row.version == 2);
    CHECK(result.row.updated_at > row.updated_at);
}

DATABASE_TEST_CASE("an upsert of nothing returns the row that is there", "[writing][upsert]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto rule = on_conflict<&tally::room, &tally::word>().nothing();
    const auto first = tallies.upsert({.room = "a", .word = "x", .times = 1}, rule);
    CHECK(first.outcome == upsert_outcome::inserted);
    const auto second = tallies.upsert({.room = "a", .word = "x", .times = 2}, rule);
    CHECK(second.outcome == upsert_outcome::unchanged);
    CHECK(second.row.id == first.row.id);
    CHECK(second.row.times == 1);
}

DATABASE_TEST_CASE("an upsert with a condition changes only rows that meet it", "[writing][upsert]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto newer = [] {
        return on_conflict<&tally::room, &tally::word>().when(excluded<tally>[field<&tally::times>] >
                                                              field<&tally::times>);
    };
    tallies.insert({.room = "a", .word = "x", .times = 10});
    const auto lower = tallies.upsert({.room = "a", .word = "x", .times = 9}, newer());
    CHECK(lower.outcome == upsert_outcome::unchanged);
    CHECK(lower.row.times == 10);
    const auto higher = tallies.upsert({.room = "a", .word = "x", .times = 11}, newer());
    CHECK(higher.outcome == upsert_outcome::updated);
    CHECK(higher.row.times == 11);
    const auto bound = on_conflict<&tally::room, &tally::word>().when(field<&tally::times> < 5);
    CHECK(tallies.upsert({.room = "a", .word = "x", .times = 0}, bound).outcome == upsert_outcome::unchanged);
}

DATABASE_TEST_CASE("an upsert may compute with both rows", "[writing][upsert]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto add = [] {
        return on_conflict<&tally::room, &tally::word>().set(
            field<&tally::times> = field<&tally::times> + excluded<tally>[field<&tally::times>]);
    };
    tallies.upsert({.room = "a", .word = "x", .times = 2}, add());
    CHECK(tallies.upsert({.room = "a", .word = "x", .times = 40}, add()).row.times == 42);
}

DATABASE_TEST_CASE("an upsert brings a softly deleted row back", "[writing][upsert][soft_delete]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(1));
    at.documents.remove(row.id);
    const auto result = at.documents.upsert(at.make(1), on_conflict<&document::title>());
    CHECK(result.outcome == upsert_outcome::updated);
    CHECK(result.row.id == row.id);
    CHECK(at.documents.exists(row.id));
}

DATABASE_TEST_CASE("an upsert that breaks another rule throws", "[writing][upsert]") {
    const shelf at(database.session());
    at.documents.insert(at.make(1));
    document other = at.make(1);
    other.id = rowan::id<document>::generate();
    CHECK_THROWS_AS(at.documents.upsert(other), rowan::constraint_error);
    CHECK_FALSE(database.session().in_transaction());
}

DATABASE_TEST_CASE("an upsert with the same rule prepares its statement once", "[writing][upsert]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    for (int i = 0; i != 20; ++i)
        tallies.upsert({.room = "a", .word = std::to_string(i)}, on_conflict<&tally::room, &tally::word>());
    if (!database.is("postgresql")) return;
    CHECK(database.session().query_value<std::int64_t>(
              "select count(*) from pg_prepared_statements where statement like 'insert%tallies%'") ==
          (database.is_pooled() ? 0 : 1));
}

DATABASE_TEST_CASE("upsert_all tells what became of each row, in their order", "[writing][upsert][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto rule = on_conflict<&tally::room, &tally::word>();
    for (const int count : {1, 4, 1000}) {
        const std::string room = std::to_string(count);
        auto rows = make_tallies(count, room);
        std::vector<tally> there;
        for (std::size_t i = 0; i < rows.size(); i += 2) there.push_back(rows[i]);
        there = tallies.insert_all(there);
        for (auto& row : rows) row.times += 100;
        const auto results = tallies.upsert_all(rows, rule);
        REQUIRE(results.size() == rows.size());
        for (std::size_t i = 0; i != rows.size(); ++i) {
            REQUIRE(results[i].row.word == rows[i].word);
            REQUIRE(results[i].row.times == rows[i].times);
            REQUIRE(results[i].outcome == (i % 2 == 0 ? upsert_outcome::updated : upsert_outcome::inserted));
            if (i % 2 == 0) REQUIRE(results[i].row.id == there[i / 2].id);
        }
        CHECK(tallies.where(field<&tally::room> == room).count() == rows.size());
    }
}

DATABASE_TEST_CASE("upsert_all of nothing or with a condition tells the unchanged rows and returns them as they are",
                   "[writing][upsert][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    auto rows = make_tallies(200);
    std::vector<tally> there;
    for (std::size_t i = 0; i < rows.size(); i += 3) there.push_back(rows[i]);
    there = tallies.insert_all(there);
    for (auto& row : rows) row.times += 100;
    const auto condition = on_conflict<&tally::room, &tally::word>().when(field<&tally::times> >= 99);
    for (const auto& rule : {on_conflict<&tally::room, &tally::word>().nothing(), condition}) {
        const bool nothing = rule.rule().what == rowan::detail::conflict_rule::change::none;
        rowan::transaction work(database.session());
        const auto results = tallies.upsert_all(rows, rule);
        for (std::size_t i = 0; i != rows.size(); ++i) {
            const bool known = i % 3 == 0;
            const bool changes = known && !nothing && i >= 99;
            REQUIRE(results[i].outcome == (!known    ? upsert_outcome::inserted
                                           : changes ? upsert_outcome::updated
                                                     : upsert_outcome::unchanged));
            REQUIRE(results[i].row.times == rows[i].times - (known && !changes ? 100 : 0));
            if (known) REQUIRE(results[i].row.id == there[i / 3].id);
        }
    }
}

DATABASE_TEST_CASE("a row given twice to upsert_all is inserted and then changed", "[writing][upsert][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    auto rows = make_tallies(50);
    rows.push_back(rows[7]);
    rows.back().times = 777;
    const auto results = tallies.upsert_all(rows, on_conflict<&tally::room, &tally::word>());
    CHECK(results[7].outcome == upsert_outcome::inserted);
    CHECK(results[7].row.times == 7);
    CHECK(results.back().outcome == upsert_outcome::updated);
    CHECK(results.back().row.id == results[7].row.id);
    CHECK(tallies.get(results[7].row.id).times == 777);
}

DATABASE_TEST_CASE("two sessions that upsert one row each see one insert and one update", "[writing][upsert]") {
    if (!database.can_be_shared()) return;
    create_tables(database.session());
    constexpr int rounds = 60;
    std::vector<upsert_outcome> seen[2];
    const auto work = [&](int who) {
        rowan::session own = database.open();
        const rowan::repository<tally> tallies(own);
        for (int i = 0; i != rounds; ++i) {
            seen[who].push_back(
                tallies.upsert({.room = "a", .word = std::to_string(i)}, on_conflict<&tally::room, &tally::word>())
                    .outcome);
        }
    };
    std::thread first(work, 0);
    std::thread second(work, 1);
    first.join();
    second.join();
    for (std::size_t i = 0; i != rounds; ++i) {
        REQUIRE((seen[0][i] == upsert_outcome::inserted) != (seen[1][i] == upsert_outcome::inserted));
        REQUIRE((seen[0][i] == upsert_outcome::updated) != (seen[1][i] == upsert_outcome::updated));
    }
}
