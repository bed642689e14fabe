// More rows than one list should hold. Run it: build/examples/reading_much [URL]

#include "../01_mapping/sample.hpp"

#include <algorithm>
#include <iostream>

using rowan::field, rowan::from;

// [line]
struct visit {
    std::string member;
    std::string tool;
    rowan::date taken;
};
BOOST_DESCRIBE_STRUCT(visit, (), (member, tool, taken))
// [line]

namespace {

void by_keys(rowan::session& db) {
    // [keys]
    const rowan::repository<loan> loans(db);
    for (const loan& one : loans.find_all({5, 1, 99, 1})) std::cout << one.id << ' ';
    try {
        loans.get_all({5, 99});
    } catch (const rowan::not_found& error) {
        std::cout << error.what() << '\n';
    }
    // [keys]
}

void streams(rowan::session& db) {
    // [stream]
    rowan::decimal worth;
    const auto in_use = from<tool>(db).where(field<&tool::state> != tool_state::retired);
    for (const tool& one : in_use.stream()) worth = worth + one.price;
    std::cout << worth.to_string() << '\n';
    // [stream]

    // [range]
    auto visits = from<loan>(db)
        .join<member>()
        .join<tool>()
        .select<visit>(field<&member::name>, field<&tool::name>, field<&loan::taken>)
        .order_by(field<&visit::taken>)
        .stream({.batch = 500});
    const auto by_ada = std::ranges::count(visits, "Ada", &visit::member);
    std::cout << by_ada << " visits by Ada\n";
    // [range]
}

void pages(rowan::session& db) {
    // [page]
    const auto by_price = from<tool>(db).order_by(field<&tool::price>.desc());
    const rowan::page<tool> second = by_price.page({.number = 2, .size = 3});
    for (const tool& one : second.rows) std::cout << one.name << ", ";
    std::cout << "page " << second.number << " of " << second.pages() << ", " << second.total << " rows\n";
    // [page]
}

void cursors(rowan::session& db) {
    // [cursor]
    const rowan::cursor_key key("a secret of the configuration");
    const auto by_price = from<tool>(db).order_by(field<&tool::price>.desc());
    std::optional<std::string> after;
    do {
        const rowan::keyset_page<tool> page = by_price.keyset_page(key, {.size = 3, .after = after});
        for (const tool& one : page.rows) std::cout << one.name << ", ";
        std::cout << page.rows.size() << " rows\n";
        after = page.next;
    } while (after);
    // [cursor]
    // [bad cursor]
    try {
        (void)by_price.keyset_page(key, {.after = "from somewhere"});
    } catch (const rowan::cursor_error& error) {
        std::cout << error.what() << '\n';
    }
    // [bad cursor]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    by_keys(db);
    streams(db);
    pages(db);
    cursors(db);
}
