#include "examples/music_shop_raw.hpp"
#include "examples/program.hpp"

#include "music_shop/generator.hpp"
#include "music_shop/migrations.hpp"
#include "music_shop/questions.hpp"

#include <rowan/migrate/migrator.hpp>

#include <algorithm>
#include <map>

using music_shop::question;

namespace {

void open_shop(rowan::session& in) {
    rowan::migrator(in, music_shop::migrations()).upgrade("head");
    music_shop::fill(in);
}

music_shop::table answer_by_hand(const question& asked, rowan::session& of) {
    const auto& all = music_shop::questions_by_hand();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.question == asked.name; });
    REQUIRE(found != all.end());
    const bool same = of.dialect().name() == "postgresql" || found->sqlite.empty();
    return asked.answer_by_sql(of, same ? found->postgresql : found->sqlite);
}

/// The first row that is not the same, as text; empty where there is none.
std::string difference(const music_shop::table& left, const music_shop::table& right) {
    const auto text = [](const music_shop::table& from, std::size_t row) {
        std::string result;
        if (row >= from.rows.size()) return std::string("none");
        for (const std::string& cell : from.rows[row]) result += cell + '|';
        return result;
    };
    for (std::size_t row = 0; row < std::max(left.rows.size(), right.rows.size()); ++row) {
        const std::string one = text(left, row);
        const std::string other = text(right, row);
        if (one != other) return "row " + std::to_string(row) + ": " + one + " and " + other;
    }
    return {};
}

/// Typed answers of a shop on SQLite in memory, by the names of the questions.
const std::map<std::string_view, music_shop::table>& answers_in_memory() {
    static const auto result = [] {
        auto db = rowan::open("sqlite://:memory:");
        open_shop(db);
        std::map<std::string_view, music_shop::table> answers;
        for (const question& one : music_shop::questions()) answers.emplace(one.name, one.answer(db));
        return answers;
    }();
    return result;
}

}  // namespace

DATABASE_TEST_CASE("every question of the music shop has the answer that plain SQL gives", "[examples][music_shop]") {
    open_shop(database.session());
    for (const question& one : music_shop::questions()) {
        CAPTURE(one.name);
        const auto answer = one.answer(database.session());
        CHECK_FALSE(answer.rows.empty());
        CHECK(difference(answer, answer_by_hand(one, database.session())) == "");
    }
}

DATABASE_TEST_CASE("every question of the music shop has the same answer on each backend", "[examples][music_shop]") {
    open_shop(database.session());
    for (const question& one : music_shop::questions()) {
        CAPTURE(one.name);
        CHECK(difference(one.answer(database.session()), answers_in_memory().at(one.name)) == "");
    }
}

TEST_CASE("every question of the music shop is asked by hand, too, and no other is", "[examples][music_shop]") {
    std::vector<std::string_view> typed;
    for (const question& one : music_shop::questions()) typed.push_back(one.name);
    std::vector<std::string_view> by_hand;
    for (const auto& one : music_shop::questions_by_hand()) by_hand.push_back(one.question);
    CHECK(typed == by_hand);
}

TEST_CASE("the music shop prints its answers", "[examples][music_shop]") {
    const auto ran = examples::runner().run("music_shop");
    CHECK(ran.status == 0);
    CHECK(ran.output == examples::expected("music_shop.txt"));
}

DATABASE_TEST_CASE("the music shop prints the same on the database that it is given, however often",
                   "[examples][music_shop]") {
    if (!database.can_be_shared()) return;  // another process has no access to it
    const examples::runner program;
    for (int round = 0; round != 2; ++round) {
        const auto ran = program.run("music_shop " + examples::quoted(database.url()));
        CHECK(ran.status == 0);
        CHECK(ran.output == examples::expected("music_shop.txt"));
    }
}
