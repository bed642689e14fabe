#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/lock_file.hpp>
#include <rowan/migrate/migrator.hpp>

#include <support/database.hpp>
#include <test/notes/migrations.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;
using rowan::test::containing;
using rowan::test::temporary_folder;

namespace {

const std::string folder = ROWAN_TESTS_DIR "/embed/migrations";

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What the program says of a folder with this file; empty where it finds nothing wrong.
std::string complaint(const std::string& name, const std::string& text, bool edit_behind_lock = false) {
    const temporary_folder given;
    const fs::path scripts = given.path() / "scripts";
    fs::create_directory(scripts);
    std::ofstream(scripts / name) << text;
    if (edit_behind_lock) {
        rowan::migrate::write_lock(scripts.string());
        std::ofstream(scripts / name, std::ios::app) << "-- edited\n";
    }
    const std::string command = std::string(ROWAN_BUILD_DIR "/rowan-embed ") + scripts.string() + " app " +
                                (given.path() / "made").string() + " 2> " + (given.path() / "said").string();
    const bool failed = std::system(command.c_str()) != 0;
    CHECK(failed != fs::exists(given.path() / "made" / "migrations.cpp"));
    return read(given.path() / "said");
}

}  // namespace

TEST_CASE("an embedded folder is the folder") {
    const auto embedded = test::notes::migrations();
    const auto from_disk = rowan::migrate::folder(folder);
    REQUIRE(embedded.size() == from_disk.size());
    for (std::size_t i = 0; i != embedded.size(); ++i) {
        CHECK(embedded[i].id() == from_disk[i].id());
        CHECK(embedded[i].checksum() == from_disk[i].checksum());
        const auto& script = std::get<rowan::schema::run_sql>(embedded[i].up()[0]);
        CHECK(script.script == std::get<rowan::schema::run_sql>(from_disk[i].up()[0]).script);
        CHECK(script.source.starts_with("migrations/000"));
    }
}

DATABASE_TEST_CASE("embedded migrations, repeatables and seeds run", "[embed]") {
    rowan::session& db = database.session();
    rowan::migrator by(db, test::notes::migrations());
    by.upgrade();
    REQUIRE(test::notes::repeatables().size() == 1);
    CHECK(test::notes::seeds().empty());
    for (const auto& each : test::notes::seeds("dev"))
        db.execute_script(each.script.script.for_dialect(db.dialect().name()));
    CHECK(db.query_value<std::string>("select text from notes") == "say \"hello\"\\n?\?/");
}

TEST_CASE("a folder that is wrong is not embedded") {
    CHECK(complaint("0001_a.sql", "create table a (x int);\n").empty());
    CHECK_THAT(complaint("0001_a.sql", "-- parent: 0000\nselect 1"), containing("error: ") && containing("0000"));
    CHECK_THAT(complaint("0001_a.sql", "select 1;\nselect 'a;\n"),
               containing("0001_a.sql:2:8: the quote that opens here"));
    CHECK_THAT(complaint("0001_a.sql", "select 1;\nbegin;\n"), containing("0001_a.sql:2:1: `begin`"));
    CHECK_THAT(complaint("0001_a.sql", "select 1;\n", true), containing("was edited: its checksum is 1:"));
}
