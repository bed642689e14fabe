#include "query/writing_compiled_once.hpp"

#include "support/catch.hpp"

template class rowan::repository<archive::tally>;
template class rowan::repository<archive::document>;

DATABASE_TEST_CASE("a repository that is compiled once works in other sources", "[writing][compiled_once]") {
    archive::create_tables(database.session());
    const auto made = rowan::repository<archive::tally>(database.session()).insert({.room = "a", .word = "w"});
    CHECK(archive::read_word(database.session(), made.id) == "w");
}
