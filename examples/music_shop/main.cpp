// A music shop of some 20,000 rows, and what its owner wants to know, each asked by a typed query.
//
//     build/examples/music_shop                                          SQLite in memory
//     build/examples/music_shop postgresql://user:password@host/database
//
// The questions are in questions/: catalogue, playlists, customers, sales, staff.

#include "music_shop/entities.hpp"
#include "music_shop/generator.hpp"
#include "music_shop/migrations.hpp"
#include "music_shop/questions.hpp"

#include <rowan/rowan.hpp>

#include <exception>
#include <iostream>

namespace {

void show(rowan::session& db) {
    rowan::migrator(db, music_shop::migrations()).upgrade("head");
    if (rowan::repository<music_shop::artist>(db).count() == 0) music_shop::fill(db);

    int number = 0;
    for (const music_shop::question& one : music_shop::questions()) {
        std::cout << ++number << ". " << one.words << '\n';
        print(std::cout, one.answer(db), 8);
    }
}

}  // namespace

int main(int count, char** words) {
    try {
        auto db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
        show(db);
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
