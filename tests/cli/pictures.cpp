#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <support/database.hpp>

#include "call.hpp"
#include "support/catch.hpp"

using namespace rowan;

TEST_CASE("diagram draws the live database without rowan's own tables", "[cli][pictures]") {
    const test::temporary_folder folder;
    const std::string url = "sqlite:///" + (folder.path() / "notes.db").string();
    const std::string files = (folder.path() / "sql").string();
    std::filesystem::create_directory(files);
    std::ofstream(files + "/0001_notes.up.sql")
        << "create table people (id integer primary key);\n"
           "create table notes (id integer primary key, author_id integer not null references people (id));\n"
           "create table tags (id integer primary key);\n";
    const cli::program program{.name = "rowan", .migrations_folder = files};
    REQUIRE(test::call({"upgrade", "-d", url}, program).code == 0);

    const auto drawn = test::call({"diagram", "-d", url, "--tables", "notes"}, program);
    CHECK(drawn.code == 0);
    CHECK(drawn.out.find(R"("people" ||--o{ "notes" : "author_id")") != std::string::npos);
    CHECK(drawn.out.find("tags") == std::string::npos);
    CHECK(drawn.out.find("rowan_") == std::string::npos);
    CHECK(test::call({"diagram", "-d", url, "--format", "dot"}, program).out.starts_with("digraph"));

    const std::string file = (folder.path() / "notes.svg").string();
    CHECK(test::call({"diagram", "-d", url, "--format", "svg", "-o", file}, program).code == 0);
    std::ifstream in(file);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}).starts_with("<svg "));
    CHECK(test::call({"diagram", "-d", url, "-o", (folder.path() / "no/x").string()}, program).code == 1);

    CHECK(test::call({"dictionary", "-d", url}, program).out.find("[notes](#table-notes)") != std::string::npos);
    CHECK(test::call({"dictionary", "-d", url, "--format", "html"}, program).out.starts_with("<!DOCTYPE html>"));
    CHECK(test::call({"diagram", "-d", url, "--format", "html"}, program).code == 2);
}

TEST_CASE("a database is drawn without any revisions, and not made where there is none", "[cli][pictures]") {
    const test::temporary_folder folder;
    const std::string file = (folder.path() / "made.db").string();
    const cli::program program{.name = "rowan", .migrations_folder = folder.path().string()};
    CHECK(test::call({"diagram", "-d", "sqlite:///" + file}, program).code == 1);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(test::call({"diagram", "-d", "sqlite://:memory:"}, program).out.ends_with("erDiagram\n"));
}
