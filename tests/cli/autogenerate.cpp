#include <support/database.hpp>

#include <rowan/rowan.hpp>

#include <filesystem>
#include <fstream>

#include "call.hpp"

// Revisions that are written from what structs describe and a database has.

using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using answered = rowan::test::call_result;

namespace {

namespace before {
enum class mood { sad, glad };
BOOST_DESCRIBE_ENUM(mood, sad, glad)
struct note {
    std::int64_t id = 0;
    std::string title;
    mood state{};
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, title, state, rank))
}  // namespace before

namespace after {
enum class mood { sad, so_so, glad };
BOOST_DESCRIBE_ENUM(mood, sad, so_so, glad)
struct tag {
    rowan::id<tag> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(tag, (), (id, name))
struct note {
    std::int64_t id = 0;
    std::string headline;
    mood state{};
    std::optional<int> rank;
    std::optional<rowan::id<tag>> tag_id;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, headline, state, rank, tag_id))
}  // namespace after

}  // namespace

template <>
inline constexpr auto rowan::table_of<before::note> =
    rowan::table<before::note>("notes").primary_key<&before::note::id>().identity<&before::note::id>().check(
        "notes_rank_check", "rank > 0");
template <>
inline constexpr auto rowan::table_of<after::tag> =
    rowan::table<after::tag>("tags").primary_key<&after::tag::id>().unique<&after::tag::name>();
template <>
inline constexpr auto rowan::table_of<after::note> =
    rowan::table<after::note>("notes")
        .primary_key<&after::note::id>()
        .identity<&after::note::id>()
        .renamed_from<&after::note::headline>("title")
        .check("notes_rank_check", "rank >= 0")
        .foreign_key<&after::note::tag_id, &after::tag::id>(rowan::on_delete::set_null)
        .index<&after::note::tag_id>();

namespace {

/// A program whose revisions are files.
class folder {
public:
    answered run(const rowan::test::test_database& on, words line, rowan::schema::blueprint entities = {}) const {
        line.insert(line.end(), {"-d", on.url()});
        return call(line, {.name = "notes", .entities = std::move(entities), .migrations_folder = path().string()});
    }
    std::size_t size() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path()), {}));
    }
    std::filesystem::path path() const { return folder_.path(); }

private:
    rowan::test::temporary_folder folder_;
};

rowan::schema::blueprint old_structs() { return rowan::schema_of<before::note>(); }
rowan::schema::blueprint new_structs() { return rowan::schema_of<after::note, after::tag>(); }

void succeeds(const answered& of) {
    INFO(of.out << of.error);
    CHECK(of.code == 0);
}

void writes_nothing(const answered& of) {
    INFO(of.out << of.error);
    CHECK(of.code == 0);
    CHECK_THAT(of.out, containing("nothing to write"));
}

}  // namespace

DATABASE_TEST_CASE("a revision of files is written, its second run is empty, and its way down goes back", "[cli]") {
    if (!database.can_be_shared()) return;
    const folder all;
    {
        std::ofstream(all.path() / "0001_begin.sql") << "-- up\nselect 1;\n-- down\nselect 1;\n";
        succeeds(all.run(database, {"upgrade"}));
    }
    succeeds(all.run(database, {"create", "Add notes", "--autogenerate"}, old_structs()));
    succeeds(all.run(database, {"upgrade"}));
    writes_nothing(all.run(database, {"create", "Nothing", "--autogenerate"}, old_structs()));
    database.session().execute_script("insert into notes (title, state) values ('a', 'glad')");

    succeeds(all.run(database, {"create", "Tag notes", "--autogenerate"}, new_structs()));
    succeeds(all.run(database, {"upgrade"}));
    writes_nothing(all.run(database, {"create", "Nothing", "--autogenerate"}, new_structs()));
    CHECK(database.session().query("select headline from notes where state = 'glad'").next());

    succeeds(all.run(database, {"downgrade", "-1", "--yes"}));
    std::filesystem::remove(all.path() / "0003_tag_notes.sql");
    writes_nothing(all.run(database, {"create", "Nothing", "--autogenerate"}, old_structs()));
    CHECK(database.session().query("select title from notes where state = 'glad'").next());
    CHECK(all.size() == 2);
}

TEST_CASE("a program without files gets its revision as C++", "[cli]") {
    const rowan::test::test_database database("file");
    const answered made = call({"create", "Add notes", "--autogenerate", "-d", database.url()},
                               {.name = "notes", .entities = old_structs()});
    INFO(made.error);
    CHECK(made.code == 0);
    CHECK_THAT(made.out, containing("rowan::migrate::revision(\"001\", \"Add notes\")\n"));
    CHECK_THAT(made.out, containing("op.create_table(\"notes\", [](auto& t) {\n"));
    CHECK_THAT(made.out, containing("t.enumeration(\"state\", \"mood\", {\"sad\", \"glad\"});\n"));
}

TEST_CASE("a question that nobody answers has an exit code, and says how to answer it", "[cli]") {
    const rowan::test::test_database database("file");
    const folder all;
    succeeds(all.run(database, {"create", "Add notes", "--autogenerate"}, old_structs()));
    succeeds(all.run(database, {"upgrade"}));
    rowan::schema::blueprint now = new_structs();
    now.hints.clear();
    const answered refused = all.run(database, {"create", "Tag", "--autogenerate"}, now);
    CHECK(refused.code == rowan::cli::not_at_head);
    CHECK_THAT(refused.error, containing("rename notes.title = …    (headline"));
    CHECK(all.size() == 1);
    const auto answers = all.path().parent_path() / (all.path().filename().string() + ".answers");
    std::ofstream(answers) << "# what became of it\nrename notes.title = headline\n";
    succeeds(all.run(database, {"create", "Tag", "--autogenerate", "--answers", answers.string()}, now));
    std::filesystem::remove(answers);
    CHECK(all.size() == 2);
}

TEST_CASE("nothing is written for a database that has revisions to apply", "[cli]") {
    const rowan::test::test_database database("file");
    const folder all;
    succeeds(all.run(database, {"create", "Add notes", "--autogenerate"}, old_structs()));
    const answered refused = all.run(database, {"create", "More", "--autogenerate"}, old_structs());
    CHECK(refused.code == rowan::cli::not_at_head);
    CHECK_THAT(refused.error, containing("upgrade applies it"));
    CHECK(all.size() == 1);
}

TEST_CASE("a program without structs is told what is missing", "[cli]") {
    const rowan::test::test_database database("file");
    const folder all;
    CHECK_THAT(all.run(database, {"create", "Add", "--autogenerate"}).error, containing("rowan::schema_of"));
}
