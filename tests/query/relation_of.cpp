#include "query/music.hpp"
#include <rowan/session/expect_statements.hpp>

#include "support/catch.hpp"

#include <rowan/query/raw.hpp>

using namespace music;
using rowan::field;

namespace {

/// Two artists with four and one tracks and one without, three playlists.
struct fixture {
    explicit fixture(rowan::session& in) : db(in) {
        create_tables(db);
        rowan::repository<artist> artists(db);
        bach = artists.insert({.name = "Bach"});
        glass = artists.insert({.name = "Glass"});
        nobody = artists.insert({.name = "Nobody"});
        rowan::repository<track> tracks(db);
        const auto add = [&](const artist& by, const char* name, std::optional<int> sold) {
            return tracks.insert({.artist_id = by.id, .name = name, .sold = sold});
        };
        air = add(bach, "Air", 30);
        badinerie = add(bach, "Badinerie", 30);
        chaconne = add(bach, "Chaconne", 50);
        dance = add(bach, "Dance", std::nullopt);
        silence = add(glass, "silence", 5);
        rowan::repository<playlist> playlists(db);
        playlists.insert_all({{"evening", 1}, {"morning", 2}, {"never", 3}});
        rowan::repository<playlist_track> links(db);
        links.insert_all({{"evening", 1, dance.id, "slow"},
                          {"evening", 2, air.id, "loud"},
                          {"evening", 3, dance.id, "again"},
                          {"evening", 4, silence.id, "end"},
                          {"morning", 1, silence.id, "wait"},
                          {"morning", 2, chaconne.id, "skip"},
                          {"morning", 3, air.id, "now"}});
        rowan::repository<influence> influences(db);
        influences.insert_all({{glass.id, bach.id, 1960}, {nobody.id, glass.id, 1990}, {nobody.id, bach.id, 1980}});
    }
    rowan::session& db;
    artist bach, glass, nobody;
    track air, badinerie, chaconne, dance, silence;
};

template <class Rows>
std::string names(const Rows& of) {
    std::string result;
    for (const auto& one : of) result += (result.empty() ? "" : " ") + one.name;
    return result;
}

template <class S>
std::vector<S> by_name(rowan::session& db) {
    return rowan::repository<rowan::entity_of<S>>(db).order_by(field<&rowan::entity_of<S>::name>).template all<S>();
}

template <class Read>
std::size_t statements(rowan::session& db, Read read) {
    const rowan::testing::statement_recorder watch(db);
    read();
    return watch.count();
}

}  // namespace

DATABASE_TEST_CASE("a relation has the rows that meet its condition, in its order, as many as it wants for each parent",
                   "[relation]") {
    fixture with(database.session());
    const auto all = by_name<artist_hits>(with.db);
    REQUIRE(all.size() == 3);
    CHECK(names(all[0].hits) == "Chaconne Air");
    CHECK(all[1].hits.empty());
    CHECK(all[2].hits.empty());
}

DATABASE_TEST_CASE("of a relation to one row with an order, the first is taken", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<artist_hits>(with.db);
    REQUIRE(all[0].greatest);
    CHECK(all[0].greatest->name == "Chaconne");
    CHECK(all[1].greatest->name == "silence");
    CHECK_FALSE(all[2].greatest);
}

DATABASE_TEST_CASE("no more rows are read than a relation takes", "[relation]") {
    fixture with(database.session());
    const rowan::testing::statement_recorder watch(with.db);
    by_name<artist_hits>(with.db);
    REQUIRE(watch.count() == 3);
    CHECK(watch.all()[1].rows == 2);
    CHECK(watch.all()[2].rows == 2);
}

DATABASE_TEST_CASE("related rows are counted without being read, none as zero", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<artist_counts>(with.db);
    CHECK(all[0].tracks == 4);
    CHECK(all[0].unsold == 1);
    CHECK(all[1].tracks == 1);
    CHECK(all[1].unsold == 0);
    CHECK(all[2].tracks == 0);
    CHECK(statements(with.db, [&] { by_name<artist_counts>(with.db); }) == 3);
}

DATABASE_TEST_CASE("a link table is gone through in the order of a column of its own, which members of the shape hold",
                   "[relation]") {
    fixture with(database.session());
    const auto all = by_name<playlist_page>(with.db);
    CHECK(names(all[0].tracks) == "Dance Air Dance silence");
    CHECK(all[0].tracks[2].position == 3);
    CHECK(all[0].tracks[2].note == "again");
    CHECK(all[0].length == 4);
    CHECK(names(all[1].tracks) == "silence Chaconne Air");
    CHECK(all[2].tracks.empty());
    CHECK(all[2].length == 0);
}

DATABASE_TEST_CASE("rows behind a link have relations of their own", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<playlist_page>(with.db);
    CHECK(all[0].tracks[0].artist.name == "Bach");
    CHECK(all[0].tracks[3].artist.name == "Glass");
    CHECK(names(all[0].tracks[1].playlists) == "evening morning");
    CHECK(names(all[0].tracks[2].playlists) == "evening evening");
    // playlists, tracks, their artists, their playlists, counts
    CHECK(statements(with.db, [&] { by_name<playlist_page>(with.db); }) == 5);
}

DATABASE_TEST_CASE("a relation through a link is filtered and limited by columns of both", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<playlist_start>(with.db);
    CHECK(names(all[0].first_two) == "Dance Air");
    CHECK(names(all[1].first_two) == "Air");
    CHECK(all[2].first_two.empty());
}

DATABASE_TEST_CASE("a link may also be a relation itself, with a parent on its other side", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<playlist_entries>(with.db);
    REQUIRE(all[1].entries.size() == 3);
    CHECK(all[1].entries[0].position == 3);
    CHECK(all[1].entries[0].track.name == "Air");
}

DATABASE_TEST_CASE("a link from a table to itself is gone through either way, as deep as rows go", "[relation]") {
    fixture with(database.session());
    const auto all = by_name<artist_lineage>(with.db);
    CHECK(names(all[2].masters) == "Bach Glass");
    CHECK(names(all[0].pupils) == "Glass Nobody");
    CHECK(names(all[0].pupils[0].pupils) == "Nobody");
    CHECK(names(all[0].pupils[0].masters) == "Bach");
}

DATABASE_TEST_CASE("rows that come twice have their relation twice", "[relation]") {
    fixture with(database.session());
    auto rows = rowan::raw(with.db,
                           "select id, name from artists where name = 'Bach' union all select id, name from artists "
                           "where name = 'Bach'")
                    .all<artist_hits>();
    REQUIRE(rows.size() == 2);
    CHECK(names(rows[0].hits) == "Chaconne Air");
    CHECK(names(rows[1].hits) == "Chaconne Air");
}
