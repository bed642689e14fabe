// The four database tests of the TechEmpower web framework benchmark, without the web: what a server would answer is
// printed.
//
//     build/examples/techempower                                       all four, on SQLite in memory
//     build/examples/techempower sqlite:///world.db queries 20         one of them: db, queries, updates, fortunes

#include "answers.hpp"
#include "tables.hpp"

#include <exception>
#include <iostream>

using namespace techempower;

int main(int count, char** words) {
    const auto word = [&](int at, const char* otherwise) { return count > at ? words[at] : otherwise; };
    const std::string wanted = word(2, "");
    const std::string queries = word(3, "5");
    try {
        auto db = rowan::open(word(1, "sqlite://:memory:"));
        prepare(db);
        if (wanted.empty() || wanted == "db") std::cout << single_query(db) << '\n';
        if (wanted.empty() || wanted == "queries") std::cout << multiple_queries(db, queries) << '\n';
        if (wanted.empty() || wanted == "updates") std::cout << updates(db, queries) << '\n';
        if (wanted.empty() || wanted == "fortunes") std::cout << fortunes(db) << '\n';
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
