#pragma once

#include <rowan/migrate/revision.hpp>

#include <utility>
#include <vector>

// A small history for tests: 001 creates people with their mood, 002 a view, 003 a note.
namespace rowan::test {

inline migrate::revision people_001() {
    return migrate::revision("001", "Create people").change([](migrate::operations& op) {
        op.create_enum("mood", {"sad", "glad"});
        op.create_table("people", [](auto& t) {
            t.identity("id").primary_key();
            t.text("name").unique();
            t.enumeration("mood", "mood").index();
        });
    });
}

inline migrate::revision people_002() {
    return migrate::revision("002", "Show who is glad").after("001").change([](migrate::operations& op) {
        op.create_view("glad_people", "select name from people where mood = 'glad'");
    });
}

inline migrate::revision people_003() {
    return migrate::revision("003", "Add notes").after("002").change([](migrate::operations& op) {
        op.add_column("people", [](auto& t) { t.text("note").nullable(); });
    });
}

inline std::vector<migrate::revision> people() { return {people_001(), people_002(), people_003()}; }

/// People, and one more revision.
inline std::vector<migrate::revision> people_and(migrate::revision last) {
    auto all = people();
    all.push_back(std::move(last));
    return all;
}

}  // namespace rowan::test
