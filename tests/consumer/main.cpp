#include <rowan/rowan.hpp>

#include <iostream>

struct note {
    rowan::id<note> id;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, text))

template <>
inline constexpr auto rowan::table_of<note> = rowan::table<note>("notes").primary_key<&note::id>();

std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Create notes").change([](auto& op) {
        op.create_table("notes", [](auto& t) {
            t.uuid("id").primary_key();
            t.text("text");
        });
    })};
}

int main() {
    auto db = rowan::open("sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade();
    rowan::repository<note> notes(db);
    const note written = notes.insert({.text = "rowan"});
    std::cout << notes.get(written.id).text << ' ' << rowan::version() << '\n';
}
