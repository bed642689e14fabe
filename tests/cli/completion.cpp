#include <support/database.hpp>

#include <filesystem>
#include <fstream>

#include "call.hpp"
#include "program_run.hpp"

// What a shell offers when the tabulator key is pressed.

using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;
using rowan::test::quoted;
using rowan::test::words;

namespace {

rowan::cli::program shop() {
    return {
        .name = "shop",
        .migrations = {revision("001", "Create people"), revision("002", "Add names").after("001").label("billing")},
        .commands = {{"demo", "Count people", nullptr}}};
}

/// What the words, the last of which is not finished, may become; without descriptions.
std::string candidates(words line) {
    line.insert(line.begin(), "__complete");
    std::string result;
    std::istringstream in(call(line, shop()).out);
    for (std::string each; std::getline(in, each);) result += each.substr(0, each.find('\t')) + ' ';
    return result;
}

/// What bash makes of a line when the key is pressed at its end, the script having been sourced.
std::string bash_completes(const std::string& line, const std::filesystem::path& folder) {
    const std::string program = ROWAN_BUILD_DIR "/rowan";
    const auto file = folder / "ask.sh";
    std::ofstream(file) << "source <(" << quoted(program) << " completion bash)\n"
                        << "COMP_LINE=" << quoted(program + " --migrations " + folder.string() + ' ' + line) << "\n"
                        << "COMP_POINT=${#COMP_LINE}\n_rowan_complete\nprintf '%s ' \"${COMPREPLY[@]}\"\n";
    return rowan::test::shell("bash " + quoted(file.string())).text;
}

}  // namespace

TEST_CASE("commands are completed, those of the program too", "[cli]") {
    CHECK(candidates({"up"}) == "upgrade ");
    CHECK(candidates({"de"}) == "demo ");
    CHECK_THAT(candidates({""}), containing("upgrade downgrade reset "));
    CHECK(candidates({"--database", "sqlite:///x", "cur"}) == "current ");
}

TEST_CASE("options are completed, with those of the command first", "[cli]") {
    CHECK(candidates({"upgrade", "--re"}) == "--reason ");
    CHECK(candidates({"downgrade", "--da"}) == "--database ");
    CHECK(candidates({"plan", "--dialect", ""}) == "postgresql sqlite ");
    CHECK(candidates({"plan", "--dialect", "sq"}) == "sqlite ");
    CHECK(candidates({"completion", ""}) == "bash zsh fish ");
    CHECK(candidates({"diagram", "--format", ""}) == "mermaid dot svg ");
    CHECK(candidates({"dictionary", "--format", "h"}) == "html ");
}

TEST_CASE("revisions and labels are completed where a target stands", "[cli]") {
    CHECK(candidates({"upgrade", ""}) == "head heads base 002 billing 001 ");
    CHECK(candidates({"upgrade", "b"}) == "base billing ");
    CHECK(candidates({"plan", "001:00"}) == "001:002 001:001 ");
    CHECK(candidates({"create", "x", "--parent", "00"}) == "002 001 ");
    CHECK(candidates({"heads", ""}).empty());
}

TEST_CASE("completion says nothing where the revisions are wrong", "[cli]") {
    const auto asked = call({"__complete", "upgrade", ""}, {.name = "shop", .migrations_folder = "/nowhere"});
    CHECK(asked.code == 0);
    CHECK(asked.error.empty());
}

TEST_CASE("bash completes commands, revisions and the second end of a range", "[cli]") {
    const rowan::test::temporary_folder folder;
    std::ofstream(folder.path() / "0001_first.sql") << "select 1";
    std::ofstream(folder.path() / "0002_second.sql") << "-- label: more\nselect 1";
    std::filesystem::create_directories(folder.path() / "seeds" / "demo");
    CHECK(bash_completes("upg", folder.path()) == "upgrade ");
    CHECK(bash_completes("upgrade 000", folder.path()) == "0002 0001 ");
    CHECK(bash_completes("upgrade ", folder.path()) == "head heads base 0002 more 0001 ");
    CHECK(bash_completes("plan 0001:h", folder.path()) == "head heads ");
    CHECK(bash_completes("upgrade more@h", folder.path()) == "head heads ");
    CHECK(bash_completes("seed ", folder.path()) == "demo ");
}

TEST_CASE("a program whose name is no word of bash has a function for it all the same", "[cli]") {
    const std::string script = call({"completion", "bash"}, {.name = "my-shop.2"}).out;
    CHECK_THAT(script, containing("complete -o default -F _my_shop_2_complete my-shop.2\n"));
    CHECK_THAT(call({"completion", "zsh"}, shop()).out, containing("#compdef shop\n"));
    CHECK_THAT(call({"completion", "fish"}, shop()).out, containing("complete -c shop -f"));
    CHECK(call({"completion", "tcsh"}, shop()).code == 2);
}
