// What structs and their descriptions become in a database. Run it: build/examples/mapping [URL]

#include "migrations.hpp"

#include <iostream>

namespace {

template <class Entity>
void print_table(const rowan::dialect& of) {
    // [render]
    const rowan::schema::create_table creation{rowan::schema_table<Entity>()};
    for (const std::string& statement : of.render(creation)) std::cout << statement << ";\n";
    // [render]
    std::cout << '\n';
}

// [same]
bool is_made_as(const rowan::schema::table& wanted, const rowan::migrate::revision& by) {
    for (const rowan::schema::operation& one : by.up()) {
        const auto* creation = std::get_if<rowan::schema::create_table>(&one);
        if (creation != nullptr && creation->object.name == wanted.name) return creation->object == wanted;
    }
    return false;
}
// [same]

// [broken rule]
void insert(rowan::session& db, const member& one) {
    try {
        rowan::repository<member>(db).insert(one);
        std::cout << one.name << " is a member\n";
    } catch (const rowan::constraint_error& error) {
        std::cout << one.name << " is none: " << error.constraint() << '\n';
    }
}
// [broken rule]

}  // namespace

int main(int count, char** words) {
    print_table<member>(rowan::postgresql_dialect());
    print_table<member>(rowan::sqlite_dialect());
    print_table<tool>(rowan::postgresql_dialect());
    print_table<loan>(rowan::postgresql_dialect());

    // [upgrade]
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade("head");
    // [upgrade]

    const rowan::migrate::revision first = migrations().front();
    const bool same = is_made_as(rowan::schema_table<member>(), first) &&
                      is_made_as(rowan::schema_table<category>(), first) &&
                      is_made_as(rowan::schema_table<tool>(), first) && is_made_as(rowan::schema_table<loan>(), first);
    std::cout << "revision " << first.id() << (same ? " makes" : " does not make") << " the tables of the structs\n";

    // [three members]
    insert(db, {.name = "Ada", .email = "ada@example.org", .joined = rowan::date::of(2026, 1, 3)});
    insert(db, {.name = "Ben", .email = "ada@example.org", .joined = rowan::date::of(2026, 1, 4)});
    insert(db, {.name = "Cleo", .email = "nowhere", .joined = rowan::date::of(2026, 1, 5)});
    // [three members]
}
