#include "tables.hpp"

#include <random>

namespace techempower {

namespace {

std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Create world and fortune").change([](auto& op) {
        op.create_table("world", [](auto& t) {
            t.integer("id").primary_key();
            t.integer("randomNumber");
        });
        op.create_table("fortune", [](auto& t) {
            t.integer("id").primary_key();
            t.text("message");
        });
    })};
}

std::vector<world> some_worlds() {
    std::mt19937 random;  // not seeded: the same worlds everywhere
    std::vector<world> result;
    for (std::int32_t id = 1; id <= worlds; ++id)
        result.push_back({id, static_cast<std::int32_t>(random() % worlds) + 1});
    return result;
}

std::vector<fortune> some_fortunes() {
    return {
        {1, "A berry in the hand is worth two on the branch."},
        {2, "You will soon read a row that nobody wrote."},
        {3, "Zero rows affected is also an answer."},
        {4, "Whoever locks in order sleeps in peace."},
        {5, "Fish & chips are better than fish | chips."},
        {6, "NULL is not nothing; nothing is \"\"."},
        {7, "It's the index you don't have that you will miss."},
        {8, "Today is a good day to commit."},
        {9, "Every join is a beginning."},
        {10, "1 < 2, and it will stay so."},
        {11, "<script>alert(\"no box shall open\");</script>"},
        {12, "ナナカマドの実は赤い。"},
    };
}

}  // namespace

void prepare(rowan::session& db) {
    rowan::migrator(db, migrations()).upgrade("head");
    rowan::transaction all_or_nothing(db);
    const rowan::repository<world> here(db);
    if (here.count() == 0) {
        here.insert_all(some_worlds());
        rowan::repository<fortune>(db).insert_all(some_fortunes());
    }
    all_or_nothing.commit();
}

}  // namespace techempower
