#include <rowan/migrate/error.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/lock_file.hpp>

#include "sql_folder.hpp"

using namespace rowan::migrate;
using rowan::test::containing;
using rowan::test::files;
using rowan::test::sql_folder;

namespace {

files three() {
    return {
        {"0001_a.sql", "select 1;\n"}, {"0002_b.sql", "select 2;\n"}, {"0003_c.up.sql", "c"}, {"0003_c.down.sql", "d"}};
}

std::string refusal(const sql_folder& given) {
    try {
        folder(given.path());
    } catch (const migration_error& error) { return error.what(); }
    return "(accepted)";
}

/// Of a folder whose only file is this one.
std::string sum_of(const std::string& name, const std::string& text) {
    return folder(sql_folder(files{{name, text}}).path())[0].checksum();
}

}  // namespace

TEST_CASE("a checksum says by which rules it was made") {
    // sha256sum of the three letters
    CHECK(checksum("abc") == "1:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("ends of lines, trailing blanks and a byte order mark change no checksum") {
    const std::string plain = checksum("select 1;\n\n-- x\nselect 2;\n");
    for (const char* same : {"select 1;\r\n\r\n-- x\r\nselect 2;\r\n", "select 1; \t\n  \n-- x\nselect 2;",
                             "\xEF\xBB\xBFselect 1;\n\n-- x\nselect 2;\n\n\n", "select 1;\r\r-- x\rselect 2;\r"})
        CHECK(checksum(same) == plain);
    for (const char* other :
         {"select 1;\n-- x\nselect 2;\n", " select 1;\n\n-- x\nselect 2;\n", "select 1;\n\n-- y\nselect 2;\n"})
        CHECK(checksum(other) != plain);
}

TEST_CASE("a comment that answers lint changes no checksum, also of a file that was applied long ago") {
    CHECK(checksum("-- rowan:ignore drop-table nobody reads it\ndrop table t;\n  -- rowan:ignore-file naming old\n") ==
          checksum("drop table t;\n"));
    CHECK(checksum("drop table t; -- rowan:ignore drop-table nobody reads it\n") != checksum("drop table t;\n"));
}

TEST_CASE("a revision's checksum is that of all its files and what they are for") {
    CHECK(sum_of("0001_a.sql", "select 1") == sum_of("0001_renamed.sql", "select 1\r\n"));
    CHECK(sum_of("0001_a.sql", "select 1") != sum_of("0001_a.sqlite.sql", "select 1"));
    CHECK(sum_of("0001_a.sql", "select 1") != sum_of("0001_a.sql", "-- no transaction\nselect 1"));
    CHECK(folder(sql_folder(three()).path())[2].checksum() != sum_of("0003_c.up.sql", "c"));
}

TEST_CASE("the lock has a line for each revision") {
    const sql_folder given(three());
    const auto all = folder(given.path());
    const std::string text = lock_text(given.path());
    CHECK_THAT(text, containing("\n0001 - " + all[0].checksum() + "\n0002 0001 " + all[1].checksum() + "\n0003 0002 " +
                                all[2].checksum() + "\n"));
    write_lock(given.path());
    CHECK(given.read("migrations.lock") == text);
    CHECK(folder(given.path()) == all);
}

TEST_CASE("the lock has parents before children, so that the newest is the last line") {
    const sql_folder given(
        files{{"b.sql", "-- revision: b\nselect 1"}, {"a.sql", "-- revision: a\n-- parent: b\nselect 2"}});
    const std::string text = lock_text(given.path());
    CHECK(text.find("\nb - ") < text.find("\na b "));
}

TEST_CASE("a file edited behind the lock's back is refused with both checksums") {
    const sql_folder given(three());
    write_lock(given.path());
    const std::string before = folder(given.path())[1].checksum();
    given.write("0002_b.sql", "select 22;\n");
    const std::string what = refusal(given);
    CHECK_THAT(what, containing(given.path("migrations.lock") + " does not fit the files beside it"));
    CHECK_THAT(what, containing("0002 (0002_b.sql) was edited: its checksum is 1:"));
    CHECK_THAT(what, containing(" now, and " + before + " in the lock"));
    write_lock(given.path());
    CHECK(refusal(given) == "(accepted)");
}

TEST_CASE("a file that is missing and one that is new are both named") {
    const sql_folder given(three());
    write_lock(given.path());
    const std::string gone = folder(given.path())[2].checksum();
    given.remove("0003_c.up.sql");
    given.remove("0003_c.down.sql");
    given.write("0004_d.sql", "d");
    const std::string what = refusal(given);
    CHECK_THAT(what, containing("0003 is missing: the lock has it, with the checksum " + gone));
    CHECK_THAT(what, containing("0004 (0004_d.sql) is not in the lock; its checksum is 1:"));
}

TEST_CASE("a revision that comes after another one now is refused") {
    const sql_folder given(files{{"0001_a.sql", "a"}, {"0002_b.sql", "b"}, {"0004_d.sql", "d"}});
    write_lock(given.path());
    given.write("0003_c.sql", "c");
    CHECK_THAT(refusal(given), containing("0004 (0004_d.sql) comes after 0003 now, and after 0002 in the lock"));
}

TEST_CASE("line ends of another system break no lock") {
    const sql_folder given(three());
    write_lock(given.path());
    std::string lock = given.read("migrations.lock");
    for (std::size_t at = 0; (at = lock.find('\n', at)) != std::string::npos; at += 2) lock.replace(at, 1, "\r\n");
    given.write("migrations.lock", lock);
    given.write("0002_b.sql", "\xEF\xBB\xBFselect 2;\r\n");
    CHECK(refusal(given) == "(accepted)");
}

TEST_CASE("a lock with a conflict, a broken line or other rules says so") {
    const sql_folder given(three());
    write_lock(given.path());
    const std::string lock = given.read("migrations.lock");
    given.write("migrations.lock", lock + "<<<<<<< HEAD\n0004 0003 1:00\n=======\n0004 0003 1:11\n>>>>>>> other\n");
    CHECK_THAT(refusal(given), containing(given.path("migrations.lock") +
                                          ":5: a conflict of git: two branches have each added a revision"));
    given.write("migrations.lock", lock + "0004 0003\n");
    CHECK_THAT(refusal(given), containing("migrations.lock:5: a line has an id, parents"));
    given.write("migrations.lock", lock + "0004 0003 9:00\n");
    CHECK_THAT(refusal(given), containing("migrations.lock:5: the checksum 9:00 was made by other rules"));
    given.write("migrations.lock", lock + "0003 0002 1:00\n");
    CHECK_THAT(refusal(given), containing("migrations.lock:5: 0003 is there twice"));
}

TEST_CASE("no lock is written for a folder that is wrong") {
    const sql_folder given(files{{"0001_a.sql", "-- parent: nowhere\na"}});
    CHECK_THROWS_WITH(write_lock(given.path()), containing("nowhere"));
    CHECK(given.read("migrations.lock").empty());
}
