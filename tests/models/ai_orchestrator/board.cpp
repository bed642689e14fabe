#include <rowan/models/ai_orchestrator/board.hpp>

#include "models/ai_orchestrator/at_once.hpp"
#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include <rowan/session/expect_statements.hpp>

#include <algorithm>
#include <random>

using namespace ai_orchestrator;
using rowan::field;

namespace {

using titles = std::vector<std::string>;

/// A board with cards a, b, c and d in the backlog, and x and y to do.
struct six_cards : repositories {
    explicit six_cards(rowan::session& in) : repositories(in) {
        for (const char* title : {"a", "b", "c", "d"}) add(title, task_status::backlog);
        for (const char* title : {"x", "y"}) add(title, task_status::todo);
    }

    task add(const std::string& title, task_status status) {
        return of_shop.add({.title = title, .status = status, .column = std::string(rowan::to_string(status))});
    }
    rowan::id<task> id(const std::string& title) const { return tasks.where(field<&task::title> == title).one().id; }
    task move(const std::string& title, task_status to, int order) const {
        return of_shop.move(id(title), {to, std::string(rowan::to_string(to)), order});
    }
    /// From the top.
    titles column(const std::string& name) const {
        titles result;
        for (const auto& one : of_shop.columns()) {
            if (one.name != name) continue;
            for (const task& card : one.tasks) result.push_back(card.title);
        }
        return result;
    }

    project shop = projects.insert({.name = "shop"});
    board of_shop{db, shop.id};
};

/// The columns whose order is not 0, 1, 2, …
titles gappy(const board& of) {
    titles result;
    for (const auto& column : of.columns()) {
        for (std::size_t i = 0; i != column.tasks.size(); ++i) {
            if (column.tasks[i].order == static_cast<int>(i)) continue;
            result.push_back(column.name);
            break;
        }
    }
    return result;
}

std::size_t height(const board& of) {
    std::size_t result = 0;
    for (const auto& column : of.columns()) result += column.tasks.size();
    return result;
}

/// Where a card may go.
task_move anywhere(std::mt19937& random) {
    const auto status = static_cast<task_status>(random() % 3);
    return {status, std::string(rowan::to_string(status)), static_cast<int>(random() % 8)};
}

}  // namespace

DATABASE_TEST_CASE("a board has a column for each status, in their order", "[ai_orchestrator]") {
    const six_cards with(database.session());
    titles names;
    for (const auto& column : with.of_shop.columns()) names.push_back(column.name);
    CHECK(names == titles{"backlog", "todo", "in_progress", "review", "done"});
}

DATABASE_TEST_CASE("columns that a project has besides come last, by name", "[ai_orchestrator]") {
    const six_cards with(database.session());
    for (const char* name : {"waiting", "Blocked", "archive"}) with.of_shop.add({.title = name, .column = name});
    const auto columns = with.of_shop.columns();
    REQUIRE(columns.size() == 8);
    CHECK(columns[5].name == "Blocked");
    CHECK(columns[6].name == "archive");
    CHECK(columns[7].name == "waiting");
}

DATABASE_TEST_CASE("a board is read in one statement", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const rowan::testing::statement_recorder watch(with.db);
    CHECK(height(with.of_shop) == 6);
    CHECK(watch.count() == 1);
}

DATABASE_TEST_CASE("a card is added at the end of its column", "[ai_orchestrator]") {
    six_cards with(database.session());
    CHECK(with.add("z", task_status::todo).order == 2);
    CHECK(with.column("todo") == titles{"x", "y", "z"});
}

DATABASE_TEST_CASE("a board that is not there takes no card", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const board nowhere(with.db, rowan::id<project>::generate());
    CHECK_THROWS_AS(nowhere.add({.title = "lost"}), rowan::not_found);
}

DATABASE_TEST_CASE("a card moves down and up within its column", "[ai_orchestrator]") {
    const six_cards with(database.session());
    with.move("a", task_status::backlog, 2);
    CHECK(with.column("backlog") == titles{"b", "c", "a", "d"});
    with.move("d", task_status::backlog, 1);
    CHECK(with.column("backlog") == titles{"b", "d", "c", "a"});
    CHECK(gappy(with.of_shop).empty());
}

DATABASE_TEST_CASE("a card moves to another column, and both stay without gaps", "[ai_orchestrator]") {
    const six_cards with(database.session());
    with.move("b", task_status::todo, 1);
    CHECK(with.column("backlog") == titles{"a", "c", "d"});
    CHECK(with.column("todo") == titles{"x", "b", "y"});
    CHECK(gappy(with.of_shop).empty());
}

DATABASE_TEST_CASE("a move returns the card where it is now", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const task moved = with.move("b", task_status::todo, 1);
    CHECK(moved.status == task_status::todo);
    CHECK(moved.column == "todo");
    CHECK(moved.order == 1);
    CHECK(moved.title == "b");
}

DATABASE_TEST_CASE("beyond the end of a column is its end, before its top the top", "[ai_orchestrator]") {
    const six_cards with(database.session());
    CHECK(with.move("a", task_status::todo, 99).order == 2);
    CHECK(with.move("c", task_status::todo, -1).order == 0);
    CHECK(with.column("todo") == titles{"c", "x", "y", "a"});
}

DATABASE_TEST_CASE("a card that stays where it is changes no order", "[ai_orchestrator]") {
    const six_cards with(database.session());
    with.move("b", task_status::backlog, 1);
    CHECK(with.column("backlog") == titles{"a", "b", "c", "d"});
    CHECK(gappy(with.of_shop).empty());
}

DATABASE_TEST_CASE("a move leaves the boards of other projects alone", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const board other(with.db, with.projects.insert({.name = "other"}).id);
    const task far = other.add({.title = "far"});
    with.move("a", task_status::backlog, 3);
    CHECK(with.tasks.get(far.id).order == 0);
    CHECK(with.tasks.get(far.id).updated_at == far.updated_at);
}

DATABASE_TEST_CASE("a card of another board does not move", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const board other(with.db, with.projects.insert({.name = "other"}).id);
    CHECK_THROWS_AS(other.move(with.id("a"), {}), rowan::not_found);
    CHECK(with.column("backlog") == titles{"a", "b", "c", "d"});
}

DATABASE_TEST_CASE("a card that is removed leaves no gap", "[ai_orchestrator]") {
    const six_cards with(database.session());
    const auto gone = with.id("b");
    CHECK(with.of_shop.remove(gone));
    CHECK(with.column("backlog") == titles{"a", "c", "d"});
    CHECK(gappy(with.of_shop).empty());
    CHECK_FALSE(with.of_shop.remove(gone));
}

DATABASE_TEST_CASE("a move that is rolled back has not been", "[ai_orchestrator]") {
    const six_cards with(database.session());
    {
        rowan::transaction given_up(with.db);
        with.move("a", task_status::todo, 0);
    }
    CHECK(with.column("backlog") == titles{"a", "b", "c", "d"});
    CHECK(with.column("todo") == titles{"x", "y"});
}

DATABASE_TEST_CASE("cards that several move at once stay without gaps", "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;  // in memory there is one session
    six_cards with(database.session());
    for (int i = 0; i != 12; ++i) with.add("more", task_status::in_progress);
    std::vector<rowan::id<task>> cards;
    for (const task& one : with.tasks.all()) cards.push_back(one.id);

    at_once(database, 4, [&](rowan::session& own, int number) {
        std::mt19937 random(static_cast<unsigned>(number));
        const board shared(own, with.shop.id);
        for (int i = 0; i != 50; ++i) shared.move(cards[random() % cards.size()], anywhere(random));
    });
    CHECK(gappy(with.of_shop).empty());
    CHECK(height(with.of_shop) == cards.size());
}

DATABASE_TEST_CASE("cards that come and go while others move leave no gaps", "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;
    const six_cards with(database.session());
    const auto mover = with.id("a");
    at_once(database, 4, [&](rowan::session& own, int number) {
        std::mt19937 random(static_cast<unsigned>(number));
        const board shared(own, with.shop.id);
        for (int i = 0; i != 25; ++i) {
            const task guest = shared.add({.title = "guest"});
            shared.move(mover, anywhere(random));
            shared.move(guest.id, anywhere(random));
            if (i % 2 == 0) shared.remove(guest.id);
        }
    });
    CHECK(gappy(with.of_shop).empty());
    CHECK(height(with.of_shop) == 6 + 4 * 12);
}
