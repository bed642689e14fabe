#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/query/repository.hpp>

using rowan::field;

namespace {

struct folder {
    std::int64_t id = 0;
    std::string name;
    std::optional<rowan::timestamp> deleted_at;
};
BOOST_DESCRIBE_STRUCT(folder, (), (id, name, deleted_at))

struct note {
    std::int64_t id = 0;
    std::int64_t folder_id = 0;
    std::string text;
    std::optional<rowan::timestamp> deleted_at;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, folder_id, text, deleted_at))

/// A note is pinned to other folders, too.
struct pin {
    std::int64_t id = 0;
    std::int64_t pinned_folder = 0;
    std::int64_t pinned_note = 0;
    std::optional<rowan::timestamp> deleted_at;
};
BOOST_DESCRIBE_STRUCT(pin, (), (id, pinned_folder, pinned_note, deleted_at))

}  // namespace

template <>
inline constexpr auto rowan::table_of<folder> =
    rowan::table<folder>("folders").identity<&folder::id>().soft_delete<&folder::deleted_at>();
template <>
inline constexpr auto rowan::table_of<note> = rowan::table<note>("notes")
                                                  .identity<&note::id>()
                                                  .foreign_key<&note::folder_id, &folder::id>()
                                                  .soft_delete<&note::deleted_at>();
template <>
inline constexpr auto rowan::table_of<pin> = rowan::table<pin>("pins")
                                                 .identity<&pin::id>()
                                                 .foreign_key<&pin::pinned_folder, &folder::id>()
                                                 .foreign_key<&pin::pinned_note, &note::id>()
                                                 .soft_delete<&pin::deleted_at>();

namespace {

struct folder_page : folder {
    std::vector<note> notes;
    std::vector<note> all_notes;
    std::vector<note> pinned;
    std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(folder_page, (folder), (notes, all_notes, pinned, size))

struct note_page : note {
    std::optional<folder> in;
};
BOOST_DESCRIBE_STRUCT(note_page, (note), (in))
struct note_with_folder : note {
    folder in;
};
BOOST_DESCRIBE_STRUCT(note_with_folder, (note), (in))
struct note_with_any_folder : note {
    folder in;
};
BOOST_DESCRIBE_STRUCT(note_with_any_folder, (note), (in))

}  // namespace

template <>
inline constexpr auto rowan::relation_of<&folder_page::all_notes> = rowan::children.with_deleted();
template <>
inline constexpr auto rowan::relation_of<&folder_page::pinned> = rowan::through<pin>;
template <>
inline constexpr auto rowan::relation_of<&folder_page::size> = rowan::count_of<note>;
template <>
inline constexpr auto rowan::relation_of<&note_with_any_folder::in> = rowan::via<&note::folder_id>.with_deleted();

namespace {

struct fixture {
    explicit fixture(rowan::session& db) : folders(db), notes(db), pins(db) {
        const auto create = [&](const rowan::schema::table& table) {
            for (const auto& sql : db.dialect().render(rowan::schema::create_table{table})) db.execute_script(sql);
        };
        create(rowan::schema_table<folder>());
        create(rowan::schema_table<note>());
        create(rowan::schema_table<pin>());
        one = folders.insert({.name = "one"});
        kept = notes.insert({.folder_id = one.id, .text = "kept"});
        gone = notes.insert({.folder_id = one.id, .text = "gone"});
        pins.insert({.pinned_folder = one.id, .pinned_note = kept.id});
        unpinned = pins.insert({.pinned_folder = one.id, .pinned_note = kept.id});
        pins.insert({.pinned_folder = one.id, .pinned_note = gone.id});
        notes.remove(gone.id);
        pins.remove(unpinned.id);
    }
    rowan::repository<folder> folders;
    rowan::repository<note> notes;
    rowan::repository<pin> pins;
    folder one;
    note kept, gone;
    pin unpinned;
};

}  // namespace

DATABASE_TEST_CASE("related rows that were deleted softly are left out, and of links as well", "[relation]") {
    fixture with(database.session());
    const auto page = with.folders.get<folder_page>(with.one.id);
    REQUIRE(page.notes.size() == 1);
    CHECK(page.notes[0].text == "kept");
    CHECK(page.size == 1);
    REQUIRE(page.pinned.size() == 1);
    CHECK(page.pinned[0].text == "kept");
}

DATABASE_TEST_CASE("a relation with_deleted has them", "[relation]") {
    fixture with(database.session());
    CHECK(with.folders.get<folder_page>(with.one.id).all_notes.size() == 2);
}

DATABASE_TEST_CASE("a row that was deleted softly is no parent, unless a relation asks for it", "[relation]") {
    fixture with(database.session());
    CHECK(with.notes.get<note_page>(with.kept.id).in);
    with.folders.remove(with.one.id);
    CHECK_FALSE(with.notes.get<note_page>(with.kept.id).in);
    CHECK_THROWS_AS(with.notes.get<note_with_folder>(with.kept.id), rowan::not_found);
    CHECK(with.notes.get<note_with_any_folder>(with.kept.id).in.name == "one");
}
