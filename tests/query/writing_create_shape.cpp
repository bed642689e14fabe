#include "query/writing.hpp"

#include "support/catch.hpp"

using namespace archive;

DATABASE_TEST_CASE("a create shape returns the whole row, with what the database and the repository fill in",
                   "[writing][create_shape]") {
    const shelf at(database.session());
    const document made = at.documents.insert(new_document{at.own.id, "a", 21});
    CHECK_FALSE(made.id.is_nil());
    CHECK(made.title == "a");
    CHECK_FALSE(made.note);
    CHECK(made.language == "en");
    CHECK(made.doubled == 42);
    CHECK(made.version == 1);
    CHECK(made.created_at != rowan::timestamp{});
    CHECK(made.updated_at == made.created_at);
    const document read = at.documents.get(made.id);
    CHECK(read.title == "a");
    CHECK(read.created_at == made.created_at);
}

namespace {
struct word {
    std::string room;
    std::string word;
    std::int64_t times = 0;
};
BOOST_DESCRIBE_STRUCT(word, (), (room, word, times))
}  // namespace

DATABASE_TEST_CASE("a create shape without an identity gets its number", "[writing][create_shape]") {
    create_tables(database.session());
    const rowan::repository<tally> tallies(database.session());
    const tally first = tallies.insert(word{"a", "x", 3});
    const tally second = tallies.insert(word{"a", "y", 4});
    CHECK(first.id > 0);
    CHECK(second.id > first.id);
    CHECK(tallies.get(second.id).times == 4);
}

DATABASE_TEST_CASE("create shapes in bulk come back in their order", "[writing][create_shape]") {
    const shelf at(database.session());
    for (const int count : {1, 3, 500}) {
        std::vector<new_document> rows;
        for (int i = 0; i != count; ++i)
            rows.push_back({at.own.id, std::to_string(count) + '/' + std::to_string(i), i});
        const auto made = at.documents.insert_all(rows);
        REQUIRE(made.size() == rows.size());
        for (std::size_t i = 0; i != made.size(); ++i) {
            REQUIRE(made[i].title == rows[i].title);
            REQUIRE(made[i].doubled == 2 * rows[i].pages);
            REQUIRE(made[i].language == "en");
            REQUIRE(made[i].version == 1);
        }
        CHECK(at.documents.get(made.back().id).title == rows.back().title);
    }
}

DATABASE_TEST_CASE("an entity is stored as it is, not with the database's defaults", "[writing]") {
    const shelf at(database.session());
    document given = at.make(1);
    given.language = "";
    const document made = at.documents.insert(given);
    CHECK(made.language.empty());
    CHECK(at.documents.get(made.id).language.empty());
}

DATABASE_TEST_CASE("generated columns come back from insert and update and are never written", "[writing]") {
    const shelf at(database.session());
    document given = at.make(4);
    given.doubled = 99;
    document made = at.documents.insert(given);
    CHECK(made.doubled == 8);
    made.pages = 5;
    made.doubled = 99;
    made = at.documents.update(made);
    CHECK(made.doubled == 10);
    CHECK(at.documents.get(made.id).doubled == 10);
    const auto rows = at.documents.insert_all({at.make(6), at.make(7)});
    CHECK(rows[1].doubled == 14);
}

DATABASE_TEST_CASE("insert of an entity that comes back as it went in returns the row itself", "[writing]") {
    create_tables(database.session());
    const sheet row{.name = "a", .number = 1, .price = rowan::decimal("1.50"), .marks = {1, 2}};
    const sheet& back = rowan::repository<sheet>(database.session()).insert(row);
    CHECK(&back == &row);
}
