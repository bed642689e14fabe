#include "cli/pictures.hpp"

#include "cli/listing.hpp"

#include <rowan/schema/diagram.hpp>
#include <rowan/schema/dictionary.hpp>
#include <rowan/session/introspect.hpp>

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

}  // namespace

void diagram(database_work& on) {
    const request& what = on.asked();
    const schema::database all = live(on);
    const schema::diagram_options how{.tables = what.tables, .columns = columns_of(what.columns), .title = on.name()};
    if (what.picture == "dot") return write_output(what.output, dot(all, how), on.out());
    write_output(what.output, what.picture == "svg" ? svg(all, how) : mermaid(all, how), on.out());
}

void dictionary(database_work& on) {
    const schema::database all = live(on);
    write_output(on.asked().output, on.asked().picture == "html" ? html(all, on.name()) : markdown(all, on.name()), on.out());
}

}  // namespace rowan::cli
