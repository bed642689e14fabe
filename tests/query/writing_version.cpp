#include "query/writing.hpp"

#include "support/catch.hpp"

#include <chrono>
#include <thread>

using namespace archive;
using rowan::field;

DATABASE_TEST_CASE("a version begins with 1 and counts the updates", "[writing][version]") {
    const shelf at(database.session());
    document one = at.documents.insert(at.make(1));
    CHECK(one.version == 1);
    one = at.documents.update(one);
    CHECK(one.version == 2);
    one.title = "other";
    one = at.documents.update(one);
    CHECK(one.version == 3);
    CHECK(at.documents.get(one.id).version == 3);
}

DATABASE_TEST_CASE("an update of a row that somebody else has changed throws stale_object with both versions",
                   "[writing][version]") {
    const shelf at(database.session());
    const document read = at.documents.insert(at.make(1));
    at.documents.update(at.documents.update(read));
    try {
        at.documents.update(read);
        FAIL("no exception");
    } catch (const rowan::stale_object& error) {
        CHECK(error.table() == "documents");
        CHECK(error.expected() == 1);
        CHECK(error.found() == 3);
        CHECK(std::string(error.what()).find("\"documents\"") != std::string::npos);
    }
    CHECK(at.documents.get(read.id).version == 3);
}

DATABASE_TEST_CASE("an update of a row that is gone throws not_found, whatever its version", "[writing][version]") {
    const shelf at(database.session());
    const document read = at.documents.insert(at.make(1));
    at.documents.purge(read.id);
    CHECK_THROWS_AS(at.documents.update(read), rowan::not_found);
}

DATABASE_TEST_CASE("removing a row checks the version that it was read with", "[writing][version]") {
    const shelf at(database.session());
    const document read = at.documents.insert(at.make(1));
    const document now = at.documents.update(read);
    CHECK_THROWS_AS(at.documents.remove(read), rowan::stale_object);
    CHECK(at.documents.exists(read.id));
    CHECK(at.documents.remove(now));
    CHECK_FALSE(at.documents.remove(now));
}

DATABASE_TEST_CASE("patch and update by condition count the version, too", "[writing][version]") {
    const shelf at(database.session());
    const document read = at.documents.insert(at.make(1));
    at.documents.patch(read.id, rowan::patch<document>().set<&document::title>("b"));
    CHECK(at.documents.get(read.id).version == 2);
    at.documents.where(field<&document::title> == "b").update(rowan::patch<document>().set<&document::title>("c"));
    CHECK(at.documents.get(read.id).version == 3);
    CHECK_THROWS_AS(at.documents.patch(read.id, rowan::patch<document>().set<&document::title>("d").expecting(2)),
                    rowan::stale_object);
    at.documents.patch(read.id, rowan::patch<document>().set<&document::title>("d").expecting(3));
    CHECK(at.documents.get(read.id).title == "d");
}

DATABASE_TEST_CASE("update_all checks every version and names the stale row", "[writing][version][bulk]") {
    const shelf at(database.session());
    for (const int count : {2, 300}) {
        auto rows = at.documents.insert_all(at.make_many(count));
        for (auto& row : rows) row.pages += 1;
        rows = at.documents.update_all(rows);
        CHECK(rows.back().version == 2);
        CHECK(rows.back().doubled == 2 * count);
        const std::size_t last = rows.size() - 1;
        at.documents.update(rows[last]);
        for (auto& row : rows) row.pages = 1000;
        try {
            at.documents.update_all(rows);
            FAIL("no exception");
        } catch (const rowan::stale_object& error) {
            CHECK(error.row() == last);
            CHECK(error.expected() == 2);
            CHECK(error.found() == 3);
        }
        CHECK(at.documents.get(rows[0].id).pages == 1);
        for (const auto& row : rows) at.documents.purge(row.id);
    }
}

DATABASE_TEST_CASE("of two sessions that read one row the second to write learns of the first", "[writing][version]") {
    if (!database.can_be_shared()) return;
    const shelf at(database.session());
    rowan::session other_session = database.open();
    const rowan::repository<document> other(other_session);
    const document mine = at.documents.insert(at.make(1));
    document theirs = other.get(mine.id);
    theirs.title = "theirs";
    other.update(theirs);
    CHECK_THROWS_AS(at.documents.update(mine), rowan::stale_object);
    CHECK(at.documents.get(mine.id).title == "theirs");
}

DATABASE_TEST_CASE("a writer that waits for another one's transaction is stale when that commits",
                   "[writing][version]") {
    if (!database.can_be_shared()) return;
    const shelf at(database.session());
    const document read = at.documents.insert(at.make(1));
    std::string seen;
    rowan::session second = database.open();
    {
        rowan::transaction work(database.session());
        document mine = read;
        mine.title = "mine";
        at.documents.update(mine);
        std::thread waiting([&] {
            document theirs = read;
            theirs.title = "theirs";
            try {
                rowan::repository<document>(second).update(theirs);
                seen = "updated";
            } catch (const rowan::stale_object& error) { seen = std::to_string(error.found()); }
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        work.commit();
        waiting.join();
    }
    CHECK(seen == "2");
    CHECK(at.documents.get(read.id).title == "mine");
}
