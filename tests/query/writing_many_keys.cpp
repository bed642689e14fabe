#include "query/writing.hpp"

#include "support/catch.hpp"
#include <rowan/session/expect_statements.hpp>

using namespace archive;

DATABASE_TEST_CASE("rows come in the order of their keys and as often as they are asked for", "[writing][many_keys]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(5));
    const auto read = at.documents.get_all({rows[3].id, rows[0].id, rows[3].id, rows[4].id});
    REQUIRE(read.size() == 4);
    CHECK(read[0].pages == 3);
    CHECK(read[1].pages == 0);
    CHECK(read[2].pages == 3);
    CHECK(read[3].pages == 4);
}

DATABASE_TEST_CASE("find_all leaves out what is not there, get_all says how many are missing", "[writing][many_keys]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(3));
    const std::vector<rowan::id<document>> keys{rows[2].id, rowan::id<document>::generate(), rows[1].id};
    const auto read = at.documents.find_all(keys);
    REQUIRE(read.size() == 2);
    CHECK(read[0].pages == 2);
    CHECK(read[1].pages == 1);
    try {
        at.documents.get_all(keys);
        FAIL("no exception");
    } catch (const rowan::not_found& error) {
        CHECK(std::string(error.what()).find("1 of the 3 rows of \"documents\"") != std::string::npos);
    }
    CHECK(at.documents.find_all({}).empty());
}

DATABASE_TEST_CASE("many keys are one statement, composite ones as well", "[writing][many_keys]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const rowan::repository<sheet> sheets(database.session());
    const auto rows = tallies.insert_all(make_tallies(1000));
    std::vector<std::int64_t> keys;
    for (std::size_t i = rows.size(); i != 0; --i) keys.push_back(rows[i - 1].id);
    for (int i = 0; i != 10; ++i) sheets.insert({.name = "n\"'" + std::to_string(i), .number = i});
    const rowan::testing::statement_recorder watch(database.session());
    const auto read = tallies.get_all(keys);
    CHECK(watch.count() == 1);
    for (std::size_t i = 0; i != keys.size(); ++i) REQUIRE(read[i].id == keys[i]);
    const auto pages = sheets.get_all({{"n\"'7", 7}, {"n\"'2", 2}, {"n\"'7", 7}});
    CHECK(watch.count() == 2);
    REQUIRE(pages.size() == 3);
    CHECK(pages[0].number == 7);
    CHECK(pages[1].number == 2);
    CHECK(sheets.find_all({{"n\"'7", 2}}).empty());
}

DATABASE_TEST_CASE("shapes with relations are read by many keys", "[writing][many_keys]") {
    const shelf at(database.session());
    at.documents.insert_all(at.make_many(4));
    const rowan::repository<folder> folders(database.session());
    const auto empty = folders.insert({.name = "empty"});
    const auto read = folders.get_all<folder_with_documents>({empty.id, at.own.id});
    CHECK(read[0].documents.empty());
    CHECK(read[1].documents.size() == 4);
}
