#include "query/writing.hpp"

#include "support/catch.hpp"

using namespace archive;
using rowan::field;

namespace {
rowan::bytes some_bytes(int number) { return rowan::bytes(3, static_cast<std::byte>(number % 256)); }

std::vector<sheet> make_sheets(int count) {
    std::vector<sheet> result;
    for (int i = 0; i != count; ++i) {
        result.push_back({.name = i % 2 == 0 ? "even" : "odd",
                          .number = i,
                          .open = i % 3 == 0,
                          .weight = i / 8.0,
                          .price = rowan::decimal(std::to_string(i) + ".25"),
                          .day = rowan::date::parse("2026-11-21"),
                          .image = some_bytes(i),
                          .marks = {i, i + 1}});
    }
    return result;
}

template <class Work>
std::optional<std::size_t> failing_row(Work work) {
    try {
        work();
    } catch (const rowan::database_error& error) {
        CHECK(std::string(error.what()).find("row " + std::to_string(error.row().value_or(0))) != std::string::npos);
        return error.row();
    }
    FAIL("no exception");
    return {};
}
}  // namespace

DATABASE_TEST_CASE("insert_all returns keys, stamps, versions and generated columns in the order of the rows",
                   "[writing][bulk]") {
    const shelf at(database.session());
    for (const int count : {1, 2, 40, 1000}) {
        const auto rows = at.documents.insert_all(at.make_many(count));
        REQUIRE(rows.size() == static_cast<std::size_t>(count));
        for (int i = 0; i != count; ++i) {
            const auto& row = rows[static_cast<std::size_t>(i)];
            REQUIRE(row.doubled == 2 * i);
            REQUIRE(row.version == 1);
            REQUIRE(row.created_at != rowan::timestamp{});
        }
        CHECK(at.documents.get(rows.back().id).pages == count - 1);
        for (const auto& row : rows) at.documents.purge(row.id);
    }
}

DATABASE_TEST_CASE("numbers of the database come back in the order of the rows, however many", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    for (const int count : {2, 30, 10000}) {
        const auto rows = tallies.insert_all(make_tallies(count, std::to_string(count)));
        for (std::size_t i = 1; i < rows.size(); ++i) REQUIRE(rows[i].id > rows[i - 1].id);
        CHECK(tallies.get(rows.back().id).word == rows.back().word);
    }
}

DATABASE_TEST_CASE("rows of every type and with arrays are written in bulk", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<sheet> sheets(database.session());
    for (const int count : {5, 200}) {
        auto rows = sheets.insert_all(make_sheets(count));
        for (auto& row : rows) row.weight += 1, row.marks.push_back(-1);
        rows = sheets.update_all(rows);
        std::vector<std::tuple<std::string, std::int32_t>> keys;
        for (const auto& row : rows) keys.emplace_back(row.name, row.number);
        const auto read = sheets.get_all(keys);
        for (std::size_t i = 0; i != read.size(); ++i) {
            REQUIRE(read[i].number == static_cast<int>(i));
            REQUIRE(read[i].weight == static_cast<double>(i) / 8.0 + 1);
            REQUIRE(read[i].price == rows[i].price);
            REQUIRE(read[i].image == some_bytes(static_cast<int>(i)));
            REQUIRE(read[i].marks.size() == 3);
        }
        CHECK(sheets.remove_all(keys) == rows.size());
        CHECK(sheets.count() == 0);
    }
}

DATABASE_TEST_CASE("a row that breaks a rule is named by its index, and nothing is stored", "[writing][bulk]") {
    const shelf at(database.session());
    const rowan::repository<tally> tallies(database.session());
    for (const std::size_t count : {std::size_t{3}, std::size_t{20}, std::size_t{1000}}) {
        const std::size_t bad = count == 1000 ? 777 : count - 1;
        auto documents = at.make_many(static_cast<int>(count));
        documents[bad].title = documents[0].title;
        CHECK(failing_row([&] { at.documents.insert_all(documents); }) == bad);
        documents = at.make_many(static_cast<int>(count));
        documents[bad].pages = -1;
        CHECK(failing_row([&] { at.documents.insert_all(documents); }) == bad);
        documents = at.make_many(static_cast<int>(count));
        documents[bad].folder_id = rowan::id<folder>::generate();
        CHECK(failing_row([&] { at.documents.insert_all(documents); }) == bad);
        CHECK(at.documents.count() == 0);
        auto words = make_tallies(static_cast<int>(count));
        words[bad].word = words[0].word;
        CHECK(failing_row([&] { tallies.insert_all(words); }) == bad);
        CHECK(tallies.count() == 0);
    }
}

DATABASE_TEST_CASE("the failing row of 100,000 is found", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    auto words = make_tallies(100000);
    words[777].word = words[5].word;
    CHECK(failing_row([&] { tallies.insert_all(words); }) == 777);
    CHECK(failing_row([&] {
              std::vector<tally> numbered = words;
              for (std::size_t i = 0; i != numbered.size(); ++i) numbered[i].id = static_cast<std::int64_t>(i) + 1;
              tallies.upsert_all(numbered);
          }) == 777);
    CHECK(tallies.count() == 0);
}

DATABASE_TEST_CASE("a bulk call that fails leaves an open transaction usable", "[writing][bulk]") {
    const shelf at(database.session());
    for (const int count : {3, 100}) {
        rowan::transaction work(database.session());
        at.documents.insert({.folder_id = at.own.id, .title = "before"});
        auto rows = at.make_many(count);
        rows.back().pages = -1;
        CHECK_THROWS_AS(at.documents.insert_all(rows), rowan::constraint_error);
        CHECK_THROWS_AS(at.documents.update_all(rows), rowan::not_found);
        CHECK_THROWS_AS(at.documents.upsert_all(rows), rowan::constraint_error);
        CHECK(at.documents.count() == 1);
        rows.back().pages = 1;
        at.documents.insert_all(rows);
        CHECK(at.documents.count() == static_cast<std::uint64_t>(count) + 1);
        work.rollback();
    }
}

DATABASE_TEST_CASE("update_all stores every row and stamps it", "[writing][bulk]") {
    const shelf at(database.session());
    for (const int count : {2, 500}) {
        const auto made = at.documents.insert_all(at.make_many(count));
        auto rows = made;
        for (auto& row : rows)
            row.title += "!", row.note = row.pages % 2 == 0 ? std::optional<std::string>("n") : std::nullopt;
        const auto changed = at.documents.update_all(rows);
        for (std::size_t i = 0; i != changed.size(); ++i) {
            const document read = at.documents.get(changed[i].id);
            REQUIRE(read.title == rows[i].title);
            REQUIRE(read.note == rows[i].note);
            REQUIRE(read.created_at == made[i].created_at);
            REQUIRE(read.updated_at == changed[i].updated_at);
            REQUIRE(read.updated_at > made[i].updated_at);
            REQUIRE(read.version == 2);
        }
        for (const auto& row : made) at.documents.purge(row.id);
    }
}

DATABASE_TEST_CASE("update_all names the row that is missing", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    auto rows = tallies.insert_all(make_tallies(50));
    tallies.remove(rows[31].id);
    for (auto& row : rows) row.times = -5;
    try {
        tallies.update_all(rows);
        FAIL("no exception");
    } catch (const rowan::not_found& error) {
        CHECK(std::string(error.what()).find("row 31 of those given") != std::string::npos);
    }
    CHECK(tallies.where(field<&tally::times> == -5).count() == 0);
}

DATABASE_TEST_CASE("a row given twice to update_all has what came last", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    auto rows = tallies.insert_all(make_tallies(20));
    rows.push_back(rows[3]);
    rows[3].times = 1000;
    rows.back().times = 2000;
    tallies.update_all(rows);
    CHECK(tallies.get(rows[3].id).times == 2000);
}

DATABASE_TEST_CASE("remove_all returns how many rows there were", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const auto rows = tallies.insert_all(make_tallies(100));
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i != 60; ++i) keys.push_back(rows[i].id);
    keys.push_back(-1);
    keys.push_back(rows[0].id);
    CHECK(tallies.remove_all(keys) == 60);
    CHECK(tallies.count() == 40);
    CHECK(tallies.remove_all({}) == 0);
}

DATABASE_TEST_CASE("remove_all of rows that others refer to names the first and removes none", "[writing][bulk]") {
    const shelf at(database.session());
    const rowan::repository<folder> folders(database.session());
    std::vector<rowan::id<folder>> keys;
    for (int i = 0; i != 20; ++i) keys.push_back(folders.insert({.name = std::to_string(i)}).id);
    document row = at.make(1);
    row.folder_id = keys[13];
    at.documents.insert(row);
    CHECK(failing_row([&] { folders.remove_all(keys); }) == 13u);
    CHECK(folders.count() == 21);
}

DATABASE_TEST_CASE("a value that cannot be written is named by its row", "[writing][bulk]") {
    if (!database.is("postgresql")) return;  // SQLite's text may hold the NUL character
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    for (const std::size_t count : {std::size_t{3}, std::size_t{200}}) {
        auto rows = make_tallies(static_cast<int>(count));
        rows[2].word = std::string("a\0b", 3);
        try {
            tallies.insert_all(rows);
            FAIL("no exception");
        } catch (const rowan::mapping_error& error) {
            CHECK(std::string(error.what()).find("row 2 of those given") != std::string::npos);
        }
        CHECK(tallies.count() == 0);
    }
}

DATABASE_TEST_CASE("a text that is too long is refused in bulk as it is alone, not cut off", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<label> labels(database.session());
    for (const std::size_t count : {std::size_t{3}, std::size_t{40}, std::size_t{600}}) {
        std::vector<label> rows(count, label{.text = "short", .price = rowan::decimal("1.50")});
        rows[1].text = "much too long";
        CHECK(failing_row([&] { labels.insert_all(rows); }) == 1u);
        rows[1].text = "short";
        rows = labels.insert_all(rows);
        CHECK(labels.count() == count);
        rows[2].text = "much too long";
        CHECK(failing_row([&] { labels.update_all(rows); }) == 2u);
        for (const auto& row : rows) labels.purge(row.id);
    }
}

DATABASE_TEST_CASE("enums, json and domains are written in bulk", "[writing][bulk]") {
    create_tables(database.session());
    const rowan::repository<tag> tags(database.session());
    for (const std::size_t count : {std::size_t{3}, std::size_t{40}, std::size_t{600}}) {
        std::vector<tag> rows(count, tag{.colour = colour::blue, .other = colour::green, .numbers = {{1, 2}}, .mail = "a@b"});
        rows[1].other.reset();
        rows = tags.insert_all(rows);
        for (auto& row : rows) row.colour = colour::green;
        tags.update_all(rows);
        rows[2].mail = "c@d";
        CHECK(tags.upsert_all(rows).back().outcome == rowan::upsert_outcome::updated);
        const tag read = tags.get(rows[2].id);
        CHECK(read.colour == colour::green);
        CHECK(read.other == colour::green);
        CHECK(read.numbers.value == std::vector{1, 2});
        CHECK(read.mail == "c@d");
        CHECK_FALSE(tags.get(rows[1].id).other);
        rows[2].mail = "nobody";
        CHECK(failing_row([&] { tags.update_all(rows); }) == 2u);
    }
}
