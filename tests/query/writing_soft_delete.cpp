#include "query/writing.hpp"

#include "support/catch.hpp"

using namespace archive;
using rowan::field;

DATABASE_TEST_CASE("a row that was deleted softly is read by nothing", "[writing][soft_delete]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(3));
    CHECK(at.documents.remove(rows[1].id));
    CHECK_FALSE(at.documents.find(rows[1].id));
    CHECK_THROWS_AS(at.documents.get(rows[1].id), rowan::not_found);
    CHECK_FALSE(at.documents.exists(rows[1].id));
    CHECK(at.documents.all().size() == 2);
    CHECK(at.documents.count() == 2);
    CHECK(at.documents.where(field<&document::title> == rows[1].title).all().empty());
    CHECK(at.documents.find_all({rows[0].id, rows[1].id}).size() == 1);
    CHECK(at.documents.select().with_deleted().count() == 3);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from documents where deleted_at is not null") ==
          1);
}

DATABASE_TEST_CASE("removing what was removed already returns false", "[writing][soft_delete]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(1));
    CHECK(at.documents.remove(row.id));
    CHECK_FALSE(at.documents.remove(row.id));
}

DATABASE_TEST_CASE("restore brings a row back as it was", "[writing][soft_delete]") {
    const shelf at(database.session());
    const document row = at.documents.insert(at.make(1));
    CHECK_FALSE(at.documents.restore(row.id));
    at.documents.remove(row.id);
    CHECK(at.documents.restore(row.id));
    const document back = at.documents.get(row.id);
    CHECK(back.title == row.title);
    CHECK(back.version == 3);
    CHECK(back.updated_at > row.updated_at);
    CHECK_FALSE(back.deleted_at);
}

DATABASE_TEST_CASE("purge really deletes a row, removed before or not", "[writing][soft_delete]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(2));
    at.documents.remove(rows[0].id);
    CHECK(at.documents.purge(rows[0].id));
    CHECK(at.documents.purge(rows[1].id));
    CHECK_FALSE(at.documents.purge(rows[1].id));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from documents") == 0);
}

DATABASE_TEST_CASE("a row that was deleted softly is not updated", "[writing][soft_delete]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(2));
    at.documents.remove(rows[0].id);
    CHECK_THROWS_AS(at.documents.update(rows[0]), rowan::not_found);
    CHECK_THROWS_AS(at.documents.patch(rows[0].id, rowan::patch<document>().set<&document::title>("x")),
                    rowan::not_found);
    CHECK_THROWS_AS(at.documents.update_all(rows), rowan::not_found);
    CHECK(at.documents.select().update(rowan::patch<document>().set<&document::pages>(7)) == 1);
}

DATABASE_TEST_CASE("removing by condition and by many keys is soft, too", "[writing][soft_delete]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(6));
    CHECK(at.documents.where(field<&document::pages> < 2).remove() == 2);
    CHECK(at.documents.remove_all({rows[1].id, rows[2].id, rows[3].id}) == 2);
    CHECK(at.documents.count() == 2);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from documents") == 6);
}

DATABASE_TEST_CASE("relations pass over rows that were deleted softly", "[writing][soft_delete]") {
    const shelf at(database.session());
    const auto rows = at.documents.insert_all(at.make_many(3));
    at.documents.remove(rows[2].id);
    const auto with = rowan::repository<folder>(database.session()).get<folder_with_documents>(at.own.id);
    CHECK(with.documents.size() == 2);
}

DATABASE_TEST_CASE("without a version, too, a row that was deleted softly is not updated", "[writing][soft_delete]") {
    create_tables(database.session());
    const rowan::repository<label> labels(database.session());
    auto rows = labels.insert_all({{.text = "a"}, {.text = "b"}, {.text = "c"}});
    labels.remove(rows[1].id);
    CHECK_THROWS_AS(labels.update(rows[1]), rowan::not_found);
    for (auto& row : rows) row.text = "z";
    CHECK_THROWS_AS(labels.update_all(rows), rowan::not_found);
    CHECK(labels.get(rows[0].id).text == "a");
    CHECK(labels.restore(rows[1].id));
    CHECK(labels.update_all(rows).size() == 3);
}

DATABASE_TEST_CASE("an update does not change the time of a row's removal", "[writing][soft_delete]") {
    create_tables(database.session());
    const rowan::repository<label> labels(database.session());
    label row = labels.insert({.text = "a"});
    row.deleted_at = rowan::timestamp::now();
    labels.update(row);
    CHECK(labels.exists(row.id));
}
