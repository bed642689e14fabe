#include <support/catch.hpp>

#include "graphs.hpp"

using rowan::migrate::direction;
using rowan::migrate::graph;
using rowan::migrate::position;
using rowan::test::containing;
using rowan::test::dependent;
using rowan::test::down;
using rowan::test::forked;
using rowan::test::ids;
using rowan::test::merged;
using rowan::test::names;
using rowan::test::step;
using rowan::test::up;

namespace {

ids range(const graph& of, const position& at, std::string_view text) { return names(of.range(at, text)); }

ids between(const graph& of, std::string_view text) { return names(of.between(text).steps); }

graph line() { return graph({step("a"), step("b", {"a"}), step("c", {"b"})}); }

}  // namespace

TEST_CASE("a label is the revision that carries it") {
    CHECK(up(forked(), {}, "left") == ids{"a", "b1"});
    CHECK(up(forked(), {}, "left+1") == ids{"a", "b1", "b2"});
    CHECK(down(forked(), {"b2"}, "left") == ids{"b2"});
}

TEST_CASE("the head of a branch is reached without the other branches") {
    CHECK(up(forked(), {}, "left@head") == ids{"a", "b1", "b2"});
    CHECK(up(forked(), {"b2"}, "right@heads") == ids{"c1", "c2"});
    CHECK(up(forked(), {"c2"}, "right@head").empty());
}

TEST_CASE("a branch is named by any revision on it") {
    CHECK(up(forked(), {}, "c2@head") == ids{"a", "c1", "c2"});
    CHECK_THROWS_WITH(up(forked(), {}, "a@head"), containing(R"(there are several heads on "a": b2, c2)"));
    CHECK(up(forked(), {}, "a@heads").size() == 5);
}

TEST_CASE("a branch and a revision on it are that revision") {
    CHECK(up(forked(), {}, "left@b1") == ids{"a", "b1"});
    CHECK(up(forked(), {}, "left@a") == ids{"a"});
    CHECK(up(merged(), {}, "left@m").size() == 6);
    CHECK_THROWS_WITH(up(forked(), {}, "left@c1"),
                      R"(revision c1 is not on the branch "left": neither comes after the other)");
}

TEST_CASE("a branch that there is not is answered with the labels") {
    CHECK_THROWS_WITH(
        up(forked(), {}, "lfet@head"),
        R"(there is no branch "lfet"; there are the labels left, right, and the id of any revision names )"
        "the branch that it is on");
    CHECK_THROWS_WITH(up(line(), {}, "left@head"), containing("no revision carries a label"));
}

TEST_CASE("steps on a branch go on from where the branch stands") {
    CHECK(up(forked(), {"b1", "c1"}, "left@+1") == ids{"b2"});
    CHECK(up(forked(), {"c2"}, "left@+1") == ids{"b1"});
    CHECK(up(forked(), {"a"}, "right@+2") == ids{"c1", "c2"});
    CHECK(up(forked(), {}, "right@+2") == ids{"a", "c1"});
    CHECK(up(dependent(), {"b2"}, "lib@+1") == ids{"d1"});
    CHECK_THROWS_WITH(up(forked(), {"b1"}, "left@+2"), R"("left@+2" goes too far: there is only 1 revision left)");
}

TEST_CASE("steps on a branch go back from where the branch stands") {
    CHECK(down(forked(), {"b2", "c2"}, "left@-1") == ids{"b2"});
    CHECK(down(forked(), {"b2", "c2"}, "left@-2") == ids{"b2", "b1"});
    CHECK(down(merged(), {"m"}, "left@-2") == ids{"m", "b2"});
}

TEST_CASE("steps from a revision stay on the branch") {
    CHECK(up(forked(), {}, "left@a+1") == ids{"a", "b1"});
    CHECK(up(forked(), {}, "right@head-1") == ids{"a", "c1"});
    CHECK(up(forked(), {}, "right@base+3") == ids{"a", "c1", "c2"});
    CHECK(up(merged(), {}, "left@m-1") == ids{"a", "b1", "b2"});
    CHECK(down(forked(), {"b2", "c2"}, "left@b2-1") == ids{"b2"});
    CHECK(down(forked(), {"b2", "c2"}, "right@base+2") == ids{"c2"});
}

TEST_CASE("what could be meant is said with the branch") {
    CHECK_THROWS_WITH(up(forked(), {"b1", "c1"}, "+1"),
                      R"("+1" does not say from which of several revisions: b1, c1; name the branch, say b1@+1)");
    CHECK_THROWS_WITH(up(forked(), {}, "a+2"),
                      R"("a+2" is ambiguous: the way divides into b1, c1; name one, or the branch, say b1@a+2)");
    CHECK_THROWS_WITH(up(dependent(), {}, "+1"), containing("the way divides into a1, a2"));
    CHECK_THROWS_WITH(down(forked(), {"b2", "c2"}, "heads-1"), containing("say b2@heads-1"));
    CHECK(down(forked(), {"b2", "c2"}, "b2@heads-1") == ids{"b2"});
}

TEST_CASE("one step back from a merge undoes the merge") {
    CHECK(down(merged(), {"m"}, "-1") == ids{"m"});
    CHECK(merged().after({"m"}, *merged().find("m"), direction::downgrade) == position{"b2", "c2"});
}

TEST_CASE("downgrading a branch leaves the others") {
    CHECK(down(forked(), {"b2", "c2"}, "left@a") == ids{"b2", "b1"});
    CHECK(down(merged(), {"m"}, "left@a") == ids{"m", "b2", "b1"});
    CHECK(forked().after({"b2", "c2"}, {direction::downgrade, forked().downgrade_path({"b2", "c2"}, "left@a")}) ==
          position{"c2"});
    CHECK(down(dependent(), {"c2", "d1"}, "app@base") == ids{"c2", "b2", "a2"});
}

TEST_CASE("downgrading a branch below where others leave it is refused") {
    CHECK_THROWS_WITH(
        down(forked(), {"b2", "c2"}, "left@base"),
        R"("left@base" would undo a, which c1 comes after, too, and that is not on the branch "left"; go )"
        "down to left@a, or leave the branch out to undo the other one as well");
    CHECK(down(forked(), {"b2"}, "left@base") == ids{"b2", "b1", "a"});
}

TEST_CASE("a target has one branch, and something on it") {
    for (const char* target : {"@", "@head", "left@", "left@right@head", "left@a@b", "left@+", "a:b", "left@ head"}) {
        CAPTURE(target);
        CHECK_THROWS_WITH(up(forked(), {}, target), containing("is not understood"));
    }
}

TEST_CASE("a target that names a revision gets it") {
    CHECK(forked().get("left@head").id() == "b2");
    CHECK(line().get("head-1").id() == "b");
    CHECK_THROWS_WITH(forked().get("heads"), R"("heads" are several revisions: b2, c2; name one)");
    CHECK_THROWS_WITH(line().get("+1"), R"("+1" counts from where a database stands; name a revision)");
    CHECK_THROWS_WITH(line().get("base"), R"("base" is below every revision; name one)");
}

TEST_CASE("a range holds both its ends, newest first") {
    CHECK(range(line(), {}, "a:c") == ids{"c", "b", "a"});
    CHECK(range(line(), {}, "b:c") == ids{"c", "b"});
    CHECK(range(line(), {}, "b:") == ids{"c", "b"});
    CHECK(range(line(), {}, ":b") == ids{"b", "a"});
    CHECK(range(line(), {}, ":") == ids{"c", "b", "a"});
    CHECK(range(line(), {}, "b") == ids{"b"});
    CHECK(range(forked(), {}, "a:left@head") == ids{"b2", "b1", "a"});
}

TEST_CASE("a range counts from its other end, as far as there is something") {
    CHECK(range(line(), {}, "b:+1") == ids{"c", "b"});
    CHECK(range(line(), {}, "b:+9") == ids{"c", "b"});
    CHECK(range(line(), {"b"}, "-1:current") == ids{"b", "a"});
    CHECK(range(line(), {}, "-9:head") == ids{"c", "b", "a"});
    CHECK(range(line(), {"b"}, "current:") == ids{"c", "b"});
    CHECK(range(line(), {}, "-2:current").empty());
    CHECK_THROWS_WITH(range(line(), {}, "-2:+1"), containing("counts from nowhere"));
}

TEST_CASE("a way leads from one target to another, up or down") {
    CHECK(between(line(), "a:c") == ids{"b", "c"});
    CHECK(between(line(), "c:a") == ids{"c", "b"});
    CHECK(line().between("c:a").way == direction::downgrade);
    CHECK(between(line(), ":b") == ids{"a", "b"});
    CHECK(between(line(), "a:") == ids{"b", "c"});
    CHECK(between(line(), "c:base") == ids{"c", "b", "a"});
    CHECK(between(line(), "b:+1") == ids{"c"});
    CHECK(between(line(), "b:-1") == ids{"b"});
    CHECK(between(forked(), "left@head:right@head") == ids{"c1", "c2"});
    CHECK(between(line(), "b:b").empty());
    CHECK_THROWS_WITH(between(line(), "+1:c"), containing("begins with steps from nowhere"));
}

TEST_CASE("a stamp moves the branch that it names") {
    CHECK(forked().stamped({}, {"heads"}) == position{"b2", "c2"});
    CHECK(forked().stamped({"b2", "c2"}, {"c1"}) == position{"b2", "c1"});
    CHECK(forked().stamped({"b2", "c2"}, {"a"}) == position{"a"});
    CHECK(forked().stamped({"b2"}, {"right@head"}) == position{"b2", "c2"});
    CHECK(merged().stamped({"b2"}, {"m"}) == position{"m"});
    CHECK(merged().stamped({"m"}, {"left@a"}) == position{"c2"});
    CHECK(forked().stamped({"b2", "c2"}, {"base"}).empty());
    CHECK(dependent().stamped({"c2", "d1"}, {"app@base"}) == position{"d1"});
    CHECK(forked().stamped({"b2"}, {"b2"}) == position{"b2"});
}

TEST_CASE("a stamp takes several targets that lie beside each other") {
    CHECK(forked().stamped({}, {"b1", "c2"}) == position{"b1", "c2"});
    CHECK_THROWS_WITH(forked().stamped({}, {"a", "c2"}),
                      "a database that is at c2 has a already; leave one of them out");
    CHECK_THROWS_WITH(forked().stamped({}, {"c2", "a"}), containing("has a already"));
    CHECK_THROWS_WITH(forked().stamped({}, {"base", "a"}), containing("base is below every revision"));
    CHECK_THROWS_WITH(forked().stamped({"a"}, {"+1"}), containing("a stamp names a revision"));
}

TEST_CASE("branches of a revision are its labels and those of what it comes after") {
    const graph all = merged();
    CHECK(all.branches(*all.find("a")).empty());
    CHECK(all.branches(*all.find("b2")) == ids{"left"});
    CHECK(all.branches(*all.find("m")) == ids{"left", "right"});
}
