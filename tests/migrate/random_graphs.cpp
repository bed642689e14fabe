#include <support/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "graphs.hpp"

// What holds for every graph, tried on many.

using rowan::migrate::direction;
using rowan::migrate::graph;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::test::ids;
using rowan::test::names;

namespace {

using generator = std::mt19937;

std::size_t below(generator& by, std::size_t limit) { return by() % limit; }

std::string random_id(generator& by, std::size_t i) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string result;
    for (int k = 0; k != 7; ++k) result += digits[below(by, 16)];
    return result + std::to_string(i);
}

/// Each after up to three of the `reach` before it, a few with labels and dependencies, given in any order.
std::vector<revision> random_revisions(generator& by, std::size_t count, std::size_t reach) {
    ids all;
    std::vector<revision> result;
    for (std::size_t i = 0; i != count; ++i) {
        all.push_back(random_id(by, i));
        revision& each = result.emplace_back(all.back(), "message");
        const auto earlier = [&] { return i - 1 - below(by, std::min(i, reach)); };
        std::set<std::size_t> parents;
        for (std::size_t k = below(by, 8) == 0 ? 3 : 1; i != 0 && below(by, 12) != 0 && k != 0; --k)
            parents.insert(earlier());
        for (const std::size_t parent : parents) each.after(all[parent]);
        if (i != 0 && below(by, 6) == 0) each.depends_on(all[earlier()]);
        if (below(by, 6) == 0) each.label("label" + std::to_string(i));
    }
    std::shuffle(result.begin(), result.end(), by);
    return result;
}

/// Every revision of an upgrade comes after all that it needs.
bool is_order(const graph& of, const std::vector<const revision*>& path, const position& from) {
    std::set<std::string> done;
    for (const revision* each : of.held(from)) done.insert(each->id());
    for (const revision* each : path) {
        ids needs = each->parents();
        for (const revision* other : of.dependencies(*each)) needs.push_back(other->id());
        if (!std::all_of(needs.begin(), needs.end(), [&](const std::string& id) { return done.contains(id); }))
            return false;
        if (!done.insert(each->id()).second) return false;
    }
    return true;
}

/// Takes each step as a database would, and says where that leads.
position walked(const graph& of, position at, const std::vector<const revision*>& path, direction way) {
    for (const revision* each : path) {
        REQUIRE(of.can_step(at, *each, way));
        at = of.after(at, *each, way);
    }
    return at;
}

/// Where a random part of the graph leads.
position random_position(const graph& of, generator& by) {
    ids some;
    for (std::size_t k = below(by, 4); k != 0; --k)
        some.push_back(of.revisions()[below(by, of.revisions().size())].id());
    return of.holding(some);
}

}  // namespace

TEST_CASE("an upgrade applies in an order that holds, and steps lead where the whole way does") {
    for (unsigned seed = 0; seed != 60; ++seed) {
        CAPTURE(seed);
        generator by(seed);
        const graph all(random_revisions(by, 40, 6));
        const position from = random_position(all, by);
        const std::string& target = all.revisions()[below(by, 40)].id();
        const auto path = all.upgrade_path(from, target);
        CHECK(is_order(all, path, from));
        const position to = walked(all, from, path, direction::upgrade);
        CHECK(to == all.after(from, {direction::upgrade, path}));
        CHECK(all.includes(to, *all.find(target)));
        CHECK(all.upgrade_path(to, target).empty());
    }
}

TEST_CASE("what an upgrade applied can be undone in the reverse order, and the database is where it was") {
    for (unsigned seed = 100; seed != 160; ++seed) {
        CAPTURE(seed);
        generator by(seed);
        const graph all(random_revisions(by, 40, 6));
        const position from = random_position(all, by);
        auto path = all.upgrade_path(from, "heads");
        const position to = walked(all, from, path, direction::upgrade);
        std::reverse(path.begin(), path.end());
        CHECK(walked(all, to, path, direction::downgrade) == from);
    }
}

TEST_CASE("an upgrade to any revision and a downgrade to base leave nothing") {
    for (unsigned seed = 200; seed != 260; ++seed) {
        CAPTURE(seed);
        generator by(seed);
        const graph all(random_revisions(by, 40, 6));
        const std::string& target = all.revisions()[below(by, 40)].id();
        const auto path = all.upgrade_path({}, target);
        const position to = walked(all, {}, path, direction::upgrade);
        ids reversed = names(path);
        std::reverse(reversed.begin(), reversed.end());
        const auto back = all.downgrade_path(to, "base");
        CHECK(names(back) == reversed);
        CHECK(walked(all, to, back, direction::downgrade).empty());
    }
}

TEST_CASE("a downgrade to a revision keeps it and undoes all that comes after") {
    for (unsigned seed = 300; seed != 360; ++seed) {
        CAPTURE(seed);
        generator by(seed);
        const graph all(random_revisions(by, 40, 6));
        const revision& target = all.revisions()[below(by, 40)];
        const position top = all.holding(all.heads());
        const auto path = all.downgrade_path(top, target.id());
        const position to = walked(all, top, path, direction::downgrade);
        CHECK(all.includes(to, target));
        for (const revision* child : all.children(target)) CHECK_FALSE(all.includes(to, *child));
        CHECK(all.after(top, {direction::downgrade, path}) == to);
        const auto again = all.upgrade_path(to, "heads");
        CHECK(is_order(all, again, to));
        CHECK(walked(all, to, again, direction::upgrade) == top);
    }
}

TEST_CASE("every beginning of an id that no other begins with is that id") {
    generator by(7);
    const graph all(random_revisions(by, 200, 6));
    for (const revision& each : all.revisions()) {
        for (std::size_t length = 4; length <= each.id().size(); ++length) {
            const std::string beginning = each.id().substr(0, length);
            const auto sharing =
                std::count_if(all.revisions().begin(), all.revisions().end(),
                              [&](const revision& other) { return other.id().starts_with(beginning); });
            if (sharing == 1) CHECK(&all.get(beginning) == &each);
        }
    }
}

TEST_CASE("every label is a branch whose head is reached") {
    for (unsigned seed = 400; seed != 430; ++seed) {
        CAPTURE(seed);
        generator by(seed);
        const graph all(random_revisions(by, 40, 6));
        for (const revision& each : all.revisions()) {
            for (const std::string& label : each.labels()) {
                const position to = all.after({}, {direction::upgrade, all.upgrade_path({}, label + "@heads")});
                CHECK(all.includes(to, each));
                CHECK(all.upgrade_path(to, label).empty());
            }
        }
    }
}

TEST_CASE("five thousand revisions are planned in an order that holds, and always the same") {
    generator by(5000);
    const auto revisions = random_revisions(by, 5000, 40);
    const graph all(revisions);
    const auto path = all.upgrade_path({}, "heads");
    CHECK(path.size() == 5000);
    CHECK(is_order(all, path, {}));
    CHECK(names(graph(revisions).upgrade_path({}, "heads")) == names(path));
    const position to = all.after({}, {direction::upgrade, path});
    const auto back = all.downgrade_path(to, "base");
    CHECK(back.size() == 5000);
    CHECK(all.after(to, {direction::downgrade, back}).empty());
}
