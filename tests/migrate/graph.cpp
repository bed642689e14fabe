#include <rowan/migrate/graph.hpp>

#include <support/catch.hpp>

#include "graphs.hpp"

using rowan::migrate::direction;
using rowan::migrate::graph;
using rowan::migrate::migration_error;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::test::containing;
using rowan::test::dependent;
using rowan::test::down;
using rowan::test::forked;
using rowan::test::ids;
using rowan::test::merged;
using rowan::test::step;
using rowan::test::up;

namespace {

graph line() { return graph({step("001"), step("002", {"001"}), step("003", {"002"})}); }

template <class Describe>
revision described(const std::string& id, Describe describe) {
    revision result(id, "message");
    result.change(describe);
    return result;
}

}  // namespace

TEST_CASE("an id is there once") {
    CHECK_THROWS_AS(graph({step("001"), step("001")}), migration_error);
    CHECK_THROWS_WITH(graph({revision("001", "one"), revision("001", "other")}),
                      R"(two revisions have the id 001: "one" and "other"; give the newer one another id)");
}

TEST_CASE("an id that a target could not name is refused") {
    for (const char* id : {"a@b", "a-b", "a+b", "a:b", "a b", "a\tb", "head", "heads", "base", "current"}) {
        CAPTURE(id);
        CHECK_THROWS_WITH(
            graph({step(id)}),
            containing("an id holds no blanks and none of @ - + :, and is not head, heads, base or current"));
    }
    CHECK_THROWS_WITH(graph({step("")}), containing("has an empty id"));
}

TEST_CASE("a parent that is missing is named with those that there are") {
    CHECK_THROWS_WITH(graph({step("001"), step("002", {"oo1"})}),
                      R"(revision 002 comes after "oo1", which does not exist; there are 001, 002)");
}

TEST_CASE("a revision does not come after itself") {
    CHECK_THROWS_WITH(graph({step("001", {"001"})}),
                      "revision 001 comes after itself; name the one before it, or none");
}

TEST_CASE("a cycle is shown") {
    CHECK_THROWS_WITH(
        graph({step("001"), step("002", {"004"}), step("003", {"002"}), step("004", {"003"}), step("005", {"004"})}),
        "revisions come after each other in a circle: 002 → 003 → 004 → 002; one of them must not come after the one "
        "before it");
}

TEST_CASE("revisions may be given in any order") {
    const graph any({step("003", {"002"}), step("001"), step("002", {"001"})});
    CHECK(up(any, {}, "head") == ids{"001", "002", "003"});
    CHECK(any.heads() == position{"003"});
    CHECK(any.bases() == position{"001"});
    const graph diamond({step("m", {"b", "c"}), step("b", {"a"}), step("c", {"a"}), step("a")});
    CHECK(up(diamond, {}, "m") == ids{"a", "b", "c", "m"});
}

TEST_CASE("revisions that do not depend on each other keep the order they were given in") {
    CHECK(up(forked(), {}, "heads") == ids{"a", "b1", "b2", "c1", "c2"});
}

TEST_CASE("a revision says whether there is a way back") {
    revision forgotten("001", "message");
    forgotten.up([](operations& op) { op.sql("select 1"); });
    CHECK_THROWS_WITH(graph({forgotten}), containing("revision 001 says nothing about the way back"));
    CHECK_NOTHROW(graph({revision(forgotten).irreversible("it is a select")}));
    CHECK_NOTHROW(graph({revision(forgotten).down([](operations&) {})}));
}

TEST_CASE("what cannot be reversed by itself is named") {
    const revision given = described("001", [](operations& op) { op.sql("select 1"); });
    CHECK_THROWS_WITH(graph({given}), containing(R"(revision 001: cannot undo "run SQL" by itself)"));
}

TEST_CASE("upgrading to the head applies what is missing") {
    CHECK(up(line(), {}, "head") == ids{"001", "002", "003"});
    CHECK(up(line(), {"001"}, "head") == ids{"002", "003"});
    CHECK(up(line(), {"003"}, "head").empty());
}

TEST_CASE("upgrading goes to the revision named") {
    CHECK(up(line(), {}, "002") == ids{"001", "002"});
    CHECK(up(line(), {"003"}, "002").empty());
}

TEST_CASE("upgrading goes so many steps") {
    CHECK(up(line(), {"001"}, "+2") == ids{"002", "003"});
    CHECK(up(line(), {}, "+1") == ids{"001"});
    CHECK(up(line(), {}, "002-1") == ids{"001"});
    CHECK(up(line(), {}, "head-1") == ids{"001", "002"});
    CHECK(up(line(), {}, "base+2") == ids{"001", "002"});
}

TEST_CASE("downgrading undoes, last one first") {
    CHECK(down(line(), {"003"}, "001") == ids{"003", "002"});
    CHECK(down(line(), {"003"}, "base") == ids{"003", "002", "001"});
    CHECK(down(line(), {"003"}, "-1") == ids{"003"});
    CHECK(down(line(), {"003"}, "-3") == ids{"003", "002", "001"});
    CHECK(down(line(), {"003"}, "head-2") == ids{"003", "002"});
    CHECK(down(line(), {"002"}, "002").empty());
    CHECK(down(line(), {}, "base").empty());
}

TEST_CASE("more steps than there are is an error") {
    CHECK_THROWS_WITH(up(line(), {"001"}, "+5"), R"("+5" goes too far: there are only 2 revisions left)");
    CHECK_THROWS_WITH(down(line(), {"001"}, "-2"), R"("-2" goes too far: there is only 1 revision to go back)");
    CHECK_THROWS_WITH(down(line(), {}, "-1"), R"("-1" goes too far: there are only 0 revisions to go back)");
}

TEST_CASE("an upgrade does not go back, a downgrade not on") {
    CHECK_THROWS_WITH(up(line(), {"002"}, "-1"), R"("-1" goes back: that is a downgrade)");
    CHECK_THROWS_WITH(up(line(), {"002"}, "base"), "base is below every revision: that is a downgrade");
    CHECK_THROWS_WITH(down(line(), {"002"}, "+1"), R"("+1" goes on: that is an upgrade)");
    CHECK_THROWS_WITH(down(line(), {"001"}, "003"),
                      "cannot go down to 003: the database is at 001, where that is not applied");
}

TEST_CASE("an unknown target is answered with the nearest ids") {
    CHECK_THROWS_WITH(up(line(), {}, "004"), R"(there is no revision "004"; there are 001, 002, 003)");
    std::vector<revision> many;
    for (int i = 10; i != 40; ++i) many.push_back(step("r" + std::to_string(i)));
    CHECK_THROWS_WITH(up(graph(many), {}, "r1x"),
                      R"(there is no revision "r1x"; nearest are r10, r11, r12, r13, r14, r15, r16, r17)");
}

TEST_CASE("the beginning of an id is enough from four characters on") {
    const graph hex({step("7c1f09ab"), step("7c1faaaa", {"7c1f09ab"}), step("8888", {"7c1faaaa"})});
    CHECK(up(hex, {}, "7c1f0") == ids{"7c1f09ab"});
    CHECK_THROWS_WITH(up(hex, {}, "7c1f"), R"(several revisions begin with "7c1f": 7c1f09ab, 7c1faaaa)");
    CHECK_THROWS_WITH(up(hex, {}, "888"), containing("the beginning of an id takes four characters or more"));
}

TEST_CASE("an id is found although another one begins with it") {
    const graph both({step("0001"), step("00011", {"0001"})});
    CHECK(up(both, {}, "0001") == ids{"0001"});
}

TEST_CASE("a target has nothing behind it") {
    for (const char* target : {"", "+", "-", "+1x", "002+x", "+1+1", "001--1", "+1 ", "+9999999999"}) {
        CAPTURE(target);
        CHECK_THROWS_WITH(up(line(), {}, target), containing("is not understood"));
    }
}

TEST_CASE("a database at a revision that is not known is ahead") {
    CHECK_THROWS_WITH(up(line(), {"009"}, "head"),
                      containing("the database is at revision 009, which this program does not know"));
    CHECK_THROWS_AS(down(line(), {"009"}, "base"), migration_error);
}

TEST_CASE("what cannot be undone stops a downgrade with its reason") {
    std::vector<revision> all{step("001"), step("002", {"001"}), step("003", {"002"})};
    all[1].irreversible("rows are gone");
    CHECK_THROWS_WITH(down(graph(all), {"003"}, "base"), "revision 002 cannot be undone: rows are gone");
    CHECK(down(graph(all), {"003"}, "002") == ids{"003"});
}

TEST_CASE("with several heads, head is an error that names them, and heads is all of them") {
    CHECK_THROWS_WITH(up(forked(), {}, "head"), containing("there are several heads: b2, c2"));
    CHECK(up(forked(), {"b2"}, "heads") == ids{"c1", "c2"});
}

TEST_CASE("a step that could go two ways is an error that names them") {
    CHECK_THROWS_WITH(up(forked(), {"a"}, "+1"), containing(R"("+1" is ambiguous: the way divides into b1, c1)"));
    CHECK_THROWS_WITH(down(merged(), {"m"}, "-2"), containing("the way divides into b2, c2"));
    CHECK_THROWS_WITH(down(forked(), {"b2", "c2"}, "-1"),
                      containing("does not say from which of several revisions: b2, c2"));
}

TEST_CASE("a merge waits for both sides") {
    CHECK(up(merged(), {"c1"}, "head") == ids{"b1", "b2", "c2", "m"});
    CHECK_FALSE(merged().can_step({"b2", "c1"}, *merged().find("m"), direction::upgrade));
    CHECK(merged().can_step({"b2", "c2"}, *merged().find("m"), direction::upgrade));
}

TEST_CASE("downgrading one side of a fork leaves the other alone") {
    CHECK(down(forked(), {"b2", "c2"}, "b1") == ids{"b2"});
    CHECK(down(forked(), {"b2", "c2"}, "a") == ids{"c2", "c1", "b2", "b1"});
}

TEST_CASE("heads move with each step") {
    const graph all = merged();
    const auto& at = [&](const char* id) -> const revision& { return *all.find(id); };
    CHECK(all.after({}, at("a"), direction::upgrade) == position{"a"});
    CHECK(all.after({"a"}, at("b1"), direction::upgrade) == position{"b1"});
    CHECK(all.after({"b1"}, at("c1"), direction::upgrade) == position{"b1", "c1"});
    CHECK(all.after({"b2", "c2"}, at("m"), direction::upgrade) == position{"m"});
    CHECK(all.after({"m"}, at("m"), direction::downgrade) == position{"b2", "c2"});
    CHECK(all.after({"b1", "c1"}, at("b1"), direction::downgrade) == position{"c1"});
    CHECK(all.after({"a"}, at("a"), direction::downgrade).empty());
}

TEST_CASE("a database includes its heads and all before them") {
    CHECK(forked().includes({"b2"}, *forked().find("b1")));
    CHECK(forked().includes({"b2"}, *forked().find("a")));
    CHECK_FALSE(forked().includes({"b2"}, *forked().find("c1")));
    CHECK_FALSE(forked().includes({}, *forked().find("a")));
}

TEST_CASE("a label is a name, and there once") {
    CHECK_THROWS_WITH(graph({step("001").label("a-b")}),
                      containing(R"(revision 001 carries the label "a-b": a label holds no blanks)"));
    CHECK_THROWS_WITH(graph({step("001").label("head")}), containing("is not head, heads, base or current"));
    CHECK_THROWS_WITH(
        graph({step("001").label("x"), step("002").label("x")}),
        R"(the label "x" is there twice, on revisions 001 and 002; a label names one branch: take it off )"
        "one of them");
}

TEST_CASE("a label is not the id of a revision") {
    CHECK_THROWS_WITH(
        graph({step("001").label("002"), step("002")}),
        R"(the label "002" of revision 001 is also the id of a revision; call the branch something else)");
}

TEST_CASE("a merge names a revision once") {
    CHECK_THROWS_WITH(graph({step("001"), step("002", {"001", "001"})}),
                      containing("revision 002 comes after 001 twice"));
}

TEST_CASE("a dependency that is missing is named with what there is") {
    CHECK_THROWS_WITH(graph({step("001").label("lib"), step("002").depends_on("003")}),
                      R"(revision 002 depends on "003", which does not exist; there are 001, 002, lib)");
}

TEST_CASE("a dependency is a revision that stays the same") {
    CHECK_THROWS_WITH(graph({step("001").label("lib"), step("002").depends_on("lib@head")}),
                      R"(revision 002 depends on "lib@head": that is no one revision that stays the same; name an id )"
                      "or a label");
}

TEST_CASE("a dependency is an id, the beginning of one, or a label") {
    const graph all({step("7c1f09ab").label("lib"), step("a").depends_on("7c1f"), step("b").depends_on("lib")});
    CHECK(up(all, {}, "a") == ids{"7c1f09ab", "a"});
    CHECK(up(all, {}, "b") == ids{"7c1f09ab", "b"});
    CHECK(rowan::test::names(all.dependencies(*all.find("b"))) == ids{"7c1f09ab"});
    CHECK_THROWS_WITH(graph({step("7c1f09ab"), step("7c1faaaa"), step("a").depends_on("7c1f")}),
                      containing("several revisions begin with that: 7c1f09ab, 7c1faaaa; write one out"));
}

TEST_CASE("a revision does not depend on itself") {
    CHECK_THROWS_WITH(graph({step("001").depends_on("001")}),
                      "revision 001 depends on itself; name another one, or none");
}

TEST_CASE("a circle through a dependency is shown with the dependency") {
    CHECK_THROWS_WITH(graph({step("001").depends_on("003"), step("002", {"001"}), step("003", {"002"})}),
                      "revisions wait for each other in a circle: 001 → 002 → 003 → 001; 001 depends on 003, which "
                      "comes after it; take a depends_on(…) away");
    CHECK_THROWS_WITH(graph({step("001").depends_on("002"), step("002").depends_on("001")}),
                      containing("001 → 002 → 001; 002 depends on 001, 001 depends on 002"));
}

TEST_CASE("a dependency is applied before what needs it, and stands in no row beside it") {
    const graph all = dependent();
    CHECK(up(all, {}, "app@head") == ids{"a1", "b1", "c1", "a2", "b2", "c2"});
    CHECK(all.after({}, {direction::upgrade, all.upgrade_path({}, "b2")}) == position{"b2"});
    CHECK(all.after({"a2", "c1"}, *all.find("b2"), direction::upgrade) == position{"b2"});
    CHECK(up(all, {"b2"}, "lib@head") == ids{"d1"});
    CHECK_FALSE(all.can_step({"a2", "b1"}, *all.find("b2"), direction::upgrade));
    CHECK(all.can_step({"a2", "c1"}, *all.find("b2"), direction::upgrade));
}

TEST_CASE("undoing a dependency undoes what needs it") {
    CHECK(down(dependent(), {"c2", "d1"}, "lib@a1") == ids{"c2", "b2", "d1", "c1", "b1"});
    CHECK(down(dependent(), {"c2", "d1"}, "lib@c1") == ids{"d1"});
    CHECK(down(dependent(), {"c2", "d1"}, "lib@base") == ids{"c2", "b2", "d1", "c1", "b1", "a1"});
}

TEST_CASE("undoing what has a dependency leaves the dependency") {
    const graph all = dependent();
    CHECK(down(all, {"b2"}, "-1") == ids{"b2"});
    CHECK(all.after({"b2"}, *all.find("b2"), direction::downgrade) == position{"a2", "c1"});
    CHECK(down(all, {"c2"}, "app@base") == ids{"c2", "b2", "a2"});
}

TEST_CASE("a head that another branch depends on is a head") {
    const graph all({step("lib"), step("app").depends_on("lib")});
    CHECK(all.heads() == position{"app", "lib"});
    CHECK(all.holding(all.heads()) == position{"app"});
}

TEST_CASE("a column knows the labels of an enum type that an earlier revision creates") {
    const graph all({
        described("001",
                  [](operations& op) {
                      op.create_enum("mood", {"sad", "glad"});
                  }),
        described("002",
                  [](operations& op) { op.create_table("people", [](auto& t) { t.enumeration("mood", "mood"); }); })
            .after("001"),
    });
    const auto& up_table = std::get<rowan::schema::create_table>(all.find("002")->up().front()).object;
    const auto& down_table = std::get<rowan::schema::drop_table>(all.find("002")->down().front()).object;
    CHECK(up_table.columns.front().type.labels == ids{"sad", "glad"});
    CHECK(down_table.columns.front().type.labels == ids{"sad", "glad"});
}

TEST_CASE("a column knows the definition of a domain that an earlier revision creates") {
    rowan::schema::domain email;
    email.name = "email";
    email.checks = {{"email_check", "value like '%@%'"}};
    const graph all({
        described("001", [&](operations& op) { op.create_domain(email); }),
        described(
            "002",
            [](operations& op) { op.add_column("people", [](auto& t) { t.domain("email", "email").nullable(); }); })
            .after("001"),
    });
    CHECK(std::get<rowan::schema::add_column>(std::get<rowan::schema::alter_table>(all.find("002")->up().front()).changes.front()).column.domain == email);
}

TEST_CASE("a column of an enum type that nothing creates is refused") {
    const auto people = described(
        "001", [](operations& op) { op.create_table("people", [](auto& t) { t.enumeration("mood", "moods"); }); });
    CHECK_THROWS_WITH(
        graph({people}),
        containing(R"(revision 001: column "people.mood" is of the enum type "moods", which neither this)"));
    const auto labelled = described("001", [](operations& op) {
        op.create_table("people", [](auto& t) { t.enumeration("mood", "moods", {"sad", "glad"}); });
    });
    CHECK_NOTHROW(graph({labelled}));
}
