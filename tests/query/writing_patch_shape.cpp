#include "query/writing.hpp"

#include "support/catch.hpp"

using namespace archive;
using rowan::field;

namespace {
struct rename_document {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(rename_document, (), (title))

struct edit_document {
    rowan::change<std::string> title;
    rowan::change<std::optional<std::string>> note;
    rowan::change<std::int32_t> pages;
};
BOOST_DESCRIBE_STRUCT(edit_document, (), (title, note, pages))

struct careful_edit {
    std::int32_t version = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(careful_edit, (), (version, title))
}  // namespace

DATABASE_TEST_CASE("a patch shape sets its members and leaves the other columns", "[writing][patch]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(3));
    at.documents.patch(row.id, rename_document{"other"});
    const document read = at.documents.get(row.id);
    CHECK(read.title == "other");
    CHECK(read.pages == 3);
    CHECK(read.updated_at > row.updated_at);
    CHECK(read.version == 2);
}

DATABASE_TEST_CASE("a change that is not set is left alone, which is not the same as NULL", "[writing][patch]") {
    const shelf at(database.session());
    document given = at.make(3);
    given.note = "n";
    const document row = at.documents.insert(given);
    at.documents.patch(row.id, edit_document{.pages = 9});
    CHECK(at.documents.get(row.id).note == "n");
    CHECK(at.documents.get(row.id).pages == 9);
    at.documents.patch(row.id, edit_document{.note = std::nullopt});
    CHECK_FALSE(at.documents.get(row.id).note);
    CHECK(at.documents.get(row.id).title == given.title);
    at.documents.patch(row.id, edit_document{.title = "t", .note = "again"});
    CHECK(at.documents.get(row.id).note == "again");
}

DATABASE_TEST_CASE("a patch shape of which nothing is set changes nothing, but the row must be there",
                   "[writing][patch]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(3));
    at.documents.patch(row.id, edit_document{});
    CHECK(at.documents.get(row.id).version == 1);
    CHECK_THROWS_AS(at.documents.patch(rowan::id<document>::generate(), edit_document{}), rowan::not_found);
    CHECK_THROWS_AS(at.documents.patch(rowan::id<document>::generate(), rename_document{"x"}), rowan::not_found);
}

DATABASE_TEST_CASE("a patch shape with the version is refused when the row has another one",
                   "[writing][patch][version]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(3));
    at.documents.patch(row.id, careful_edit{1, "a"});
    CHECK(at.documents.get(row.id).version == 2);
    CHECK_THROWS_AS(at.documents.patch(row.id, careful_edit{1, "b"}), rowan::stale_object);
    CHECK(at.documents.get(row.id).title == "a");
}

DATABASE_TEST_CASE("patch takes an expression for the new value", "[writing][patch]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(30));
    at.documents.patch(row.id, rowan::patch<document>().set<&document::pages>(field<&document::pages> - 5));
    CHECK(at.documents.get(row.id).pages == 25);
}
