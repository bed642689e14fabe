#include <notes/migrations.hpp>
#include <rowan/rowan.hpp>

#include <iostream>

int main() {
    auto db = rowan::open("sqlite://:memory:");
    rowan::migrator(db, notes::migrations()).upgrade();
    std::cout << db.query_value<std::string>("select text from notes") << '\n';
}
