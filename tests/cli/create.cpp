#include <support/database.hpp>

#include <rowan/migrate/lock_file.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "call.hpp"

// Revisions that are begun from the command line.

using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using result = rowan::test::call_result;

namespace {

namespace fs = std::filesystem;

class folder {
public:
    void write(const std::string& name, const std::string& text = "select 1;\n") const {
        std::ofstream(path() / name) << text;
    }
    std::string read(const std::string& name) const {
        std::ifstream in(path() / name);
        REQUIRE(in);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::set<std::string> files() const {
        std::set<std::string> result;
        for (const auto& each : fs::directory_iterator(path())) result.insert(each.path().filename().string());
        return result;
    }
    fs::path path() const { return folder_.path(); }

    result create(words arguments) const {
        arguments.insert(arguments.begin(), "create");
        return call(arguments, {.name = "rowan", .migrations_folder = path().string()});
    }

private:
    rowan::test::temporary_folder folder_;
};

rowan::cli::program shop() {
    return {.name = "shop",
            .migrations = {revision("001", "Create people"), revision("002", "Add names").after("001")}};
}

}  // namespace

TEST_CASE("a new file has the next number, as wide as the others, and its message as the name", "[cli]") {
    const folder all;
    all.write("00007_first.sql");
    const result made = all.create({"Add notes, & more!"});
    CHECK(made.code == 0);
    CHECK(made.out == "wrote " + (all.path() / "00008_add_notes_more.sql").string() + ", after 00007\n");
    CHECK(all.read("00008_add_notes_more.sql") == "-- SQL that applies it\n");
}

TEST_CASE("a new file has a way back where the newest has one, in the same form", "[cli]") {
    const folder sections;
    sections.write("0001_first.sql", "-- up\nselect 1;\n-- down\nselect 2;\n");
    sections.create({"second"});
    CHECK(sections.read("0002_second.sql") == "-- up\n-- SQL that applies it\n\n-- down\n-- SQL that undoes it\n");
    const folder pairs;
    pairs.write("0001_first.up.sql");
    pairs.write("0001_first.down.sql");
    CHECK_THAT(pairs.create({"second"}).out, containing("0002_second.up.sql and "));
    CHECK(pairs.read("0002_second.down.sql") == "-- SQL that undoes it\n");
    const folder halves;
    halves.write("0001_first.sql");
    halves.write("0001_first.down.sql");
    halves.create({"second"});
    CHECK(halves.files().contains("0002_second.sql"));
    CHECK(halves.files().contains("0002_second.down.sql"));
}

TEST_CASE("a new file gets a way back that the others do not have when told so", "[cli]") {
    const folder all;
    all.write("1_first.sql");
    all.create({"second", "--down"});
    CHECK_THAT(all.read("2_second.sql"), containing("-- down\n"));
}

TEST_CASE("a folder whose files have headers gets a file with a header and a fresh id", "[cli]") {
    const folder all;
    all.write("a1b2c3_first.sql", "-- revision: a1b2c3\nselect 1;\n");
    const result made = all.create({"second", "--json"});
    CHECK_THAT(made.out, containing(R"(,"parents":["a1b2c3"],"files":[")"));
    const std::string id = made.out.substr(made.out.find(':') + 2, 12);
    CHECK(all.read(id + "_second.sql") == "-- revision: " + id + "\n-- parent: a1b2c3\n\n-- SQL that applies it\n");
}

TEST_CASE("an empty folder gets its first file", "[cli]") {
    const folder all;
    CHECK(all.create({"first"}).code == 0);
    CHECK(all.files() == std::set<std::string>{"0001_first.sql"});
    CHECK(all.create({"second"}).code == 0);
    CHECK(all.files().contains("0002_second.sql"));
}

TEST_CASE("several heads need a parent to be named", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    all.write("0002_left.sql");
    all.write("0003_right.sql", "-- parent: 0001\nselect 1;\n");
    const result refused = all.create({"more"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, containing("there are several heads, 0002, 0003: say which one it comes after"));
    CHECK(all.create({"more", "--parent", "0002"}).code == 0);
    CHECK_THAT(all.read("0004_more.sql"), containing("-- parent: 0002\n"));
}

TEST_CASE("a label and a dependency are written into the header", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    all.write("0002_left.sql");
    all.create({"bills", "--parent", "0001", "--label", "billing", "--depends-on", "0002"});
    CHECK_THAT(all.read("0003_bills.sql"), containing("-- parent: 0001\n-- label: billing\n-- depends_on: 0002\n"));
    const result twice = all.create({"again", "--parent", "billing", "--label", "billing"});
    CHECK(twice.code == 1);
    CHECK_THAT(twice.error, containing("billing"));
    CHECK_FALSE(all.files().contains("0004_again.sql"));
}

TEST_CASE("the lock knows a new file at once", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    rowan::migrate::write_lock(all.path().string());
    CHECK_THAT(all.create({"second"}).out, containing("wrote migrations.lock"));
    CHECK_THAT(all.read("migrations.lock"), containing("\n0002 0001 1:"));
    CHECK(call({"heads"}, {.name = "rowan", .migrations_folder = all.path().string()}).code == 0);
}

TEST_CASE("a merge of files is locked, too", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    all.write("0002_left.sql");
    all.write("0003_right.sql", "-- parent: 0001\nselect 1;\n");
    rowan::migrate::write_lock(all.path().string());
    const rowan::cli::program program{.name = "rowan", .migrations_folder = all.path().string()};
    CHECK_THAT(call({"merge"}, program).out, containing("0004_merge_0002_0003.sql, which makes 0002 and 0003 one\n"));
    CHECK(call({"heads"}, program).out == "0004  merge 0002 0003\n");
}

TEST_CASE("a repeatable script is no revision", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    CHECK(all.create({"Totals by day", "--repeatable"}).code == 0);
    CHECK(all.files().contains("repeatable_totals_by_day.sql"));
    const result twice = all.create({"totals by day", "--repeatable"});
    CHECK(twice.code == 1);
    CHECK_THAT(twice.error, containing("is there already"));
}

TEST_CASE("what cannot be a new file is refused, and nothing is left of it", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    const auto before = all.files();
    CHECK_THAT(all.create({"!?"}).error, containing("\"!?\" makes no name of a file"));
    CHECK_THAT(all.create({std::string(300, 'x')}).error, containing("too long"));
    CHECK_THAT(all.create({"x", "--id", "0001"}).error, containing("the number 0001 is not behind 0001"));
    CHECK_THAT(all.create({"x", "--id", "head"}).error, containing("head"));
    CHECK_THAT(all.create({"x", "--parent", "nothing"}).error, containing("there is no revision \"nothing\""));
    CHECK_THAT(all.create({"x", "--parent", "base"}).error, containing("to begin anew at base"));
    CHECK(all.create({"x", "--parent", "base", "--id", "other"}).code == 0);
    CHECK(all.read("other_x.sql") == "-- revision: other\n\n-- SQL that applies it\n");
    fs::remove(all.path() / "other_x.sql");
    CHECK(all.files() == before);
    CHECK(all.create({}).code == 2);
}

TEST_CASE("a folder that is not there or cannot be written to is named", "[cli]") {
    const rowan::cli::program nowhere{.name = "rowan", .migrations_folder = "/nowhere/steps"};
    CHECK_THAT(call({"create", "x"}, nowhere).error,
               containing("/nowhere/steps: there is no folder of migrations here"));
    // A folder in /proc is one that not even root writes to.
    const rowan::cli::program readonly{.name = "rowan", .migrations_folder = "/proc/self/fd"};
    CHECK_THAT(call({"create", "x"}, readonly).error, containing("/proc/self/fd/0001_x.sql cannot be written: "));
}

TEST_CASE("where revisions are C++, a new one is printed", "[cli]") {
    CHECK(call({"create", "Say \"hi\"", "--label", "talk"}, shop()).out ==
          "rowan::migrate::revision(\"003\", \"Say \\\"hi\\\"\")\n"
          "    .after(\"002\")\n"
          "    .label(\"talk\")\n"
          "    .change([](rowan::migrate::operations& op) {\n"
          "        // op.add_column(\"table\", [](auto& t) { t.text(\"name\").nullable(); });\n"
          "    })\n");
    CHECK_THAT(call({"create", "x", "--sql"}, shop()).out, containing("op.sql(R\"("));
    CHECK_THAT(call({"create", "x", "--id", "002"}, shop()).error, containing("the id 002 is taken"));
    CHECK_THAT(call({"create", "x", "--json"}, shop()).out,
               containing(R"({"revision":"003","parents":["002"],"cpp":")"));
}

TEST_CASE("a folder is locked as it is, edited files too, and what is edited then is refused", "[cli]") {
    const folder all;
    all.write("0001_first.sql");
    const rowan::cli::program rowan{.name = "rowan", .migrations_folder = all.path().string()};
    const std::string file = (all.path() / "migrations.lock").string();
    CHECK(call({"lock"}, rowan).out == "wrote " + file + "\n");
    CHECK(all.read("migrations.lock") == rowan::migrate::lock_text(all.path().string()));
    CHECK(call({"heads"}, rowan).code == 0);
    all.write("0001_first.sql", "select 2;\n");
    CHECK_THAT(call({"heads"}, rowan).error, containing("0001_first.sql"));
    CHECK(call({"lock", "--json"}, rowan).out == R"({"file":")" + file + "\"}\n");
    CHECK(call({"heads"}, rowan).code == 0);
    CHECK_THAT(call({"lock"}, shop()).error, containing("there is no command \"lock\""));
}
