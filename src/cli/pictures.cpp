#include "cli/pictures.hpp"

#include <rowan/schema/diagram.hpp>
#include <rowan/schema/dictionary.hpp>
#include <rowan/session/introspect.hpp>

#include <fstream>
#include <ostream>

namespace rowan::cli {

namespace {

/// All schemas, since keys lead from one to the other, without what rowan itself keeps there.
schema::database live(database_work& on) {
    schema::database all = introspect(on.database(), {.every_schema = true});
    std::erase_if(all.tables, [](const schema::table& each) { return each.name.starts_with("rowan_"); });
    return all;
}

schema::shown_columns columns_of(const std::string& word) {
    if (word == "all") return schema::shown_columns::all;
    if (word == "keys") return schema::shown_columns::keys;
    return word == "none" ? schema::shown_columns::none : schema::shown_columns::by_size;
}

void write(database_work& on, const std::string& text) {
    const std::string& to = on.asked().output;
    if (to.empty()) {
        on.out() << text;
        return;
    }
    std::ofstream file(to, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw error("\"" + to + "\" cannot be written: is its folder there, and may it be written?");
    on.out() << "wrote " << to << '\n';
}

}  // namespace

void diagram(database_work& on) {
    const request& what = on.asked();
    const schema::database all = live(on);
    const schema::diagram_options how{.tables = what.tables, .columns = columns_of(what.columns), .title = on.name()};
    if (what.picture == "dot") return write(on, dot(all, how));
    write(on, what.picture == "svg" ? svg(all, how) : mermaid(all, how));
}

void dictionary(database_work& on) {
    const schema::database all = live(on);
    write(on, on.asked().picture == "html" ? html(all, on.name()) : markdown(all, on.name()));
}

}  // namespace rowan::cli
