#include <rowan/migrate/graph.hpp>

#include <support/catch.hpp>

#include <initializer_list>

using rowan::migrate::direction;
using rowan::migrate::graph;
using rowan::migrate::migration_error;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::test::containing;

namespace {

using ids = std::vector<std::string>;

revision step(const std::string& id, std::initializer_list<const char*> parents = {}) {
    revision result(id, "message of " + id);
    for (const char* parent : parents) result.after(parent);
    return result;
}

graph line() { return graph({step("001"), step("002", {"001"}), step("003", {"002"})}); }

// a - b1 - b2
//  \  c1 - c2
graph forked() {
    return graph({step("a"), step("b1", {"a"}), step("b2", {"b1"}), step("c1", {"a"}), step("c2", {"c1"})});
}

// fork, and m after b2 and c2
graph merged() {
    return graph({step("a"), step("b1", {"a"}), step("b2", {"b1"}), step("c1", {"a"}), step("c2", {"c1"}),
                  step("m", {"b2", "c2"})});
}

ids names(const std::vector<const revision*>& path) {
    ids result;
    for (const revision* each : path) result.push_back(each->id());
    return result;
}

ids up(const graph& of, const position& from, std::string_view target) { return names(of.upgrade_path(from, target)); }
ids down(const graph& of, const position& from, std::string_view target) {
    return names(of.downgrade_path(from, target));
}

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
                      R"(two revisions have the id 001: "one" and "other")");
}

TEST_CASE("an id that a target could not name is refused") {
    for (const char* id : {"a@b", "a-b", "a+b", "a:b", "a b", "a\tb", "head", "heads", "base"}) {
        CAPTURE(id);
        CHECK_THROWS_WITH(graph({step(id)}),
                          containing("an id holds no blanks and none of @ - + :, and is not head, heads or base"));
    }
    CHECK_THROWS_WITH(graph({step("")}), containing("has an empty id"));
}

TEST_CASE("a parent that is missing is named with those that there are") {
    CHECK_THROWS_WITH(graph({step("001"), step("002", {"oo1"})}),
                      R"(revision 002 comes after "oo1", which does not exist; there are 001, 002)");
}

TEST_CASE("a revision does not come after itself") {
    CHECK_THROWS_WITH(graph({step("001", {"001"})}), "revision 001 comes after itself");
}

TEST_CASE("a cycle is shown") {
    CHECK_THROWS_WITH(
        graph({step("001"), step("002", {"004"}), step("003", {"002"}), step("004", {"003"}), step("005", {"004"})}),
        "revisions come after each other in a circle: 002 → 003 → 004 → 002");
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
    CHECK_THROWS_WITH(down(merged(), {"m"}, "-1"), containing("the way divides into b2, c2"));
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
