#include <rowan/cli/cli.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include "call.hpp"

// Commands on revisions that are more than one line.

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;
using result = rowan::test::call_result;

namespace {

revision step(const std::string& id) { return revision(id, "Make " + id); }

/// Creates a table of its own name.
revision table(const std::string& name) {
    revision result = step(name);
    result.change([&](operations& op) { op.create_table(name, [](auto& t) { t.integer("id").primary_key(); }); });
    return result;
}

//     a - b1 - b2      the branch left
//      \  c1 - c2      the branch right, c2 needs b1
rowan::cli::program forked() {
    return {.name = "shop",
            .migrations = {table("a"), table("b1").after("a").label("left"), table("b2").after("b1"),
                           table("c1").after("a").label("right"), table("c2").after("c1").depends_on("b1")}};
}

rowan::cli::program merged() {
    auto all = forked();
    all.migrations.push_back(step("m").after("b2").after("c2"));
    return all;
}

/// `text` with `N` for how long each revision took.
std::string without_numbers(std::string text) {
    constexpr std::string_view before = "\"milliseconds\":";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const auto end = text.find('}', at);
        text.replace(at + before.size(), end - at - before.size(), "N");
    }
    return text;
}

}  // namespace

TEST_CASE("heads are shown with the labels of their branches", "[cli]") {
    CHECK(call({"heads"}, forked()).out == "b2  Make b2  [left]\nc2  Make c2  [right]\n");
    CHECK(call({"heads", "--json"}, forked()).out ==
          R"({"heads":[{"revision":"b2","message":"Make b2","parents":["b1"],"depends_on":[],"labels":[],)"
          R"("branches":["left"]},{"revision":"c2","message":"Make c2","parents":["c1"],"depends_on":["b1"],)"
          R"("labels":[],"branches":["right"]}]})"
          "\n");
}

TEST_CASE("branches shows where the revisions divide, and the labels", "[cli]") {
    CHECK(call({"branches"}, merged()).out ==
          "a  Make a\n"
          "  → b1  Make b1  [left]\n"
          "  → c1  Make c1  [right]\n"
          "label left: from b1, at m now\n"
          "label right: from c1, at m now\n");
    CHECK(call({"branches"}, {.name = "shop", .migrations = {step("a")}}).out ==
          "the revisions are one line, without labels\n");
    CHECK_THAT(call({"branches", "--json"}, forked()).out,
               containing(R"("branches":[],"children":["b1","c1"]}],"labels":[{"label":"left","revision":"b1",)"
                          R"("heads":["b2"]},)"));
}

TEST_CASE("show tells all of one revision", "[cli]") {
    CHECK(call({"show", "c2"}, merged()).out ==
          "c2  Make c2  [right]\n"
          "  after       c1\n"
          "  before      m\n"
          "  depends on  b1\n"
          "  up          create table \"c2\"\n"
          "  down        drop table \"c2\"\n");
    CHECK_THAT(call({"show", "right@head"}, forked()).out, containing("before      nothing: a head\n"));
    CHECK_THAT(call({"show", "left"}, forked()).out, containing("label       left\n"));
    CHECK_THAT(call({"show", "a"}, forked()).out, containing("after       base\n"));
    CHECK_THAT(call({"show", "b1", "--json"}, forked()).out,
               containing(R"("labels":["left"],"branches":["left"],"children":["b2"],"up":["create table \"b1\""],)"
                          R"("down":["drop table \"b1\""],"irreversible":null})"));
    CHECK(call({"show", "nothing"}, forked()).error ==
          "shop: there is no revision \"nothing\"; there are a, b1, b2, c1, c2, left, right\n");
    CHECK(call({"show"}, forked()).code == 2);
}

TEST_CASE("merge prints the revision that makes the heads one", "[cli]") {
    CHECK(call({"merge", "--id", "m"}, forked()).out ==
          "// Makes b2 and c2 one; to be put behind them.\n"
          "rowan::migrate::revision(\"m\", \"Merge b2, c2\")\n"
          "    .after(\"b2\")\n"
          "    .after(\"c2\")\n"
          "    .change([](rowan::migrate::operations&) {})\n");
    CHECK_THAT(call({"merge", "--message", "say \"both\""}, forked()).out, containing(R"(, "say \"both\"")"));
}

TEST_CASE("a merge is numbered where the revisions are", "[cli]") {
    const rowan::cli::program numbered{.name = "shop",
                                       .migrations = {step("009"), step("010").after("009"), step("011").after("009")}};
    CHECK_THAT(call({"merge"}, numbered).out, containing("revision(\"012\", \"Merge 010, 011\")"));
}

TEST_CASE("what is no head is not merged, and one head neither", "[cli]") {
    CHECK(call({"merge", "b1", "c2"}, forked()).error ==
          "shop: revision b1 is no head: another one comes after it; merge heads, there are b2, c2\n");
    CHECK(call({"merge"}, merged()).error == "shop: there is nothing to merge: the head is m\n");
    CHECK(call({"merge", "b2"}, forked()).error == "shop: one revision needs no merge; there are the heads b2, c2\n");
    CHECK(call({"merge"}, merged()).code == 1);
}

TEST_CASE("a plan goes from one target to another, either way", "[cli]") {
    const result up = call({"plan", "left@head:heads", "--dialect", "sqlite"}, forked());
    CHECK_THAT(up.out, containing("-- c1  Make c1  [right]\ncreate table \"c1\""));
    CHECK(up.out.find("\"b2\"") == std::string::npos);
    CHECK(call({"plan", "b2:b1", "--dialect", "postgresql"}, forked()).out ==
          "-- undo b2  Make b2  [left]\ndrop table \"b2\";\n\n");
    CHECK_THAT(call({"plan", "b1:b2", "-d", "sqlite:///nowhere/is.db"}, forked()).out,
               containing("create table \"b2\""));
}

TEST_CASE("the graph is drawn as text", "[cli]") {
    CHECK(call({"plan", "--graph", "text"}, merged()).out ==
          "○ m  Make m  [left, right]\n"
          "├─┐\n"
          "│ ○ c2  Make c2  [right]  (needs b1)\n"
          "│ ○ c1  Make c1  [right]\n"
          "○ │ b2  Make b2  [left]\n"
          "○ │ b1  Make b1  [left]\n"
          "├─┘\n"
          "○ a  Make a\n");
}

TEST_CASE("the graph is drawn for Graphviz", "[cli]") {
    const std::string drawn = call({"plan", "b1", "--graph", "dot"}, forked()).out;
    CHECK(drawn.starts_with("digraph migrations {\n"));
    CHECK_THAT(drawn, containing("  \"b1\" [label=\"b1  Make b1  [left]\", fillcolor=khaki];\n  \"a\" -> \"b1\";\n"));
    CHECK_THAT(drawn, containing("  \"b1\" -> \"c2\" [style=dashed];\n}\n"));
}

TEST_CASE("the graph is drawn for Mermaid", "[cli]") {
    rowan::cli::program program{.name = "shop", .migrations = {revision("a", "Say \"a\" #1"), step("b").after("a")}};
    CHECK(call({"plan", "--graph", "mermaid"}, program).out ==
          "graph TD\n"
          "  r0[\"a  Say #quot;a#quot; #35;1\"]\n"
          "  r1[\"b  Make b\"]\n"
          "  r0 --> r1\n");
    CHECK(call({"plan", "--graph", "oil"}, program).code == 2);
}

DATABASE_TEST_CASE("the drawing of a database marks what is applied and what is to be", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "b1", "-d", database.url()}, forked());
    const std::string drawn = call({"plan", "left@head", "--graph", "text", "-d", database.url()}, forked()).out;
    CHECK(drawn ==
          "○ c2  Make c2  [right]  (needs b1)\n"
          "○ c1  Make c1  [right]\n"
          "│ + b2  Make b2  [left]\n"
          "│ ● b1  Make b1  [left]\n"
          "├─┘\n"
          "● a  Make a\n"
          "\n● applied  + to be applied  ○ not applied\n");
}

DATABASE_TEST_CASE("one branch is brought up and down from the command line", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK(call({"upgrade", "-d", database.url()}, forked()).code == 1);
    CHECK_THAT(call({"upgrade", "left@head", "-d", database.url()}, forked()).out, containing(": base → b2\n"));
    CHECK_THAT(call({"upgrade", "heads", "-d", database.url()}, forked()).out, containing("at head: b2, c2\n"));
    CHECK(call({"current", "-d", database.url()}, forked()).out ==
          "b2  Make b2  [left]\nc2  Make c2  [right]\nthese are all heads\n");
    CHECK_THAT(call({"downgrade", "right@a", "-d", database.url()}, forked()).out, containing(": b2, c2 → b2\n"));
    CHECK_THAT(call({"downgrade", "left@-1", "-d", database.url()}, forked()).out, containing("at b1\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "b2"));
}

DATABASE_TEST_CASE("current can be asked for whether it is the head", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "b1", "-d", database.url()}, merged());
    CHECK(call({"current", "--check", "-d", database.url()}, merged()).code == 3);
    CHECK(call({"current", "-d", database.url()}, merged()).code == 0);
    const std::string json = call({"current", "--json", "-d", database.url()}, merged()).out;
    CHECK_THAT(json, containing(R"("branches":["left"],"known":true}],"ahead":false,"at_head":false,"to_apply":4,)"
                                R"("heads":["m"],"unfinished":[]})"));
    call({"upgrade", "-d", database.url()}, merged());
    CHECK(call({"current", "--check", "-d", database.url()}, merged()).code == 0);
    CHECK(call({"current", "--check", "-d", database.url()}, forked()).code == 8);
    CHECK_THAT(
        call({"current", "--json", "-d", database.url()}, forked()).out,
        containing(R"("revisions":[{"revision":"m","known":false}],"ahead":true,"at_head":false,"to_apply":null)"));
}

DATABASE_TEST_CASE("a stamp says that nothing was run, and its reason is in the history", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "a", "-d", database.url()}, forked());
    const result stamped = call({"stamp", "b2", "c1", "--reason", "made by hand", "-d", database.url()}, forked());
    CHECK(stamped.code == 0);
    CHECK_THAT(stamped.out, containing(": a → b2, c1, and nothing was run\nat b2, c1\n"));
    CHECK_THAT(call({"stamp", "b2", "c1", "-d", database.url()}, forked()).out, containing("nothing to do: "));
    CHECK_FALSE(rowan::table_exists(database.session(), "b2"));
    const std::string shown = call({"history", "-d", database.url()}, forked()).out;
    CHECK_THAT(shown, containing("upgrade    c1  Make c1  stamp  "));
    CHECK_THAT(shown, containing("  (made by hand)\n"));
    CHECK_THAT(call({"history", "--json", "-d", database.url()}, forked()).out,
               containing(R"("reason":"made by hand"}]})"));
    CHECK_THAT(call({"stamp", "a", "b2", "-d", database.url()}, forked()).error,
               containing("a database that is at b2 has a already"));
}

DATABASE_TEST_CASE("a database ahead is refused with what can be done, and allowed when told so", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "-d", database.url()}, merged());
    const result refused = call({"upgrade", "heads", "-d", database.url()}, forked());
    CHECK(refused.code == 8);
    CHECK_THAT(refused.error, containing("the database is at revision m, which this program does not know"));
    CHECK_THAT(refused.error, containing("\n  with --allow-ahead, "));
    const result allowed = call({"upgrade", "heads", "--allow-ahead", "-d", database.url()}, forked());
    CHECK(allowed.code == 0);
    CHECK_THAT(allowed.out, containing("nothing to do: "));
    CHECK(call({"downgrade", "base", "-d", database.url()}, forked()).code == 8);
    CHECK_THAT(call({"stamp", "heads", "-d", database.url()}, forked()).error, containing("with --purge"));
    CHECK_THAT(call({"stamp", "heads", "--purge", "-d", database.url()}, forked()).out, containing("m → b2, c2"));
}

DATABASE_TEST_CASE("history shows a range of revisions, newest first, with what is applied", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "b1", "-d", database.url()}, forked());
    CHECK(call({"history", "a:left@head", "-d", database.url()}, forked()).out ==
          "○ b2  Make b2  [left]\n● b1  Make b1  [left]  (current)\n● a  Make a\n");
    CHECK(call({"history", "-1:current", "-d", database.url()}, forked()).out ==
          "● b1  Make b1  [left]  (current)\n● a  Make a\n");
    CHECK_THAT(call({"history", "b1", "--json", "-d", database.url()}, forked()).out,
               containing(R"("branches":["left"],"applied":true,"current":true}]})"));
}

DATABASE_TEST_CASE("a run for programs is a line of JSON for each event", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK(without_numbers(call({"upgrade", "b1", "--json", "-d", database.url()}, forked()).out) ==
          R"({"event":"begin","revision":"a","message":"Make a","direction":"upgrade","step":1,"steps":2})"
          "\n"
          R"({"event":"end","revision":"a","milliseconds":N})"
          "\n"
          R"({"event":"begin","revision":"b1","message":"Make b1","direction":"upgrade","step":2,"steps":2})"
          "\n"
          R"({"event":"end","revision":"b1","milliseconds":N})"
          "\n"
          R"({"event":"done","from":[],"to":["b1"],"done":["a","b1"],"notes":[],"left":false})"
          "\n");
    CHECK_THAT(call({"downgrade", "-1", "--json", "-d", database.url()}, forked()).out,
               containing(R"({"event":"done","from":["b1"],"to":["a"],"done":["b1"],"notes":[],"left":false})"));
}

DATABASE_TEST_CASE("a run that fails ends with an event that says so, and the error stream says it, too", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    auto broken = forked();
    broken.migrations.push_back(
        step("x").after("b2").up([](operations& op) { op.sql("insert into nowhere values (1)"); }).irreversible("-"));
    const result all = call({"upgrade", "x", "--json", "-d", database.url()}, broken);
    CHECK(all.code == 1);
    CHECK_THAT(all.out,
               containing("\n{\"event\":\"failed\",\"exit_code\":1,\"message\":\"revision x (Make x) failed at "));
    CHECK_THAT(all.error, containing("shop: revision x (Make x) failed at "));
}
