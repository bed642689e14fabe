#pragma once

#include "support/database.hpp"

#include <rowan/query/conditional.hpp>
#include <rowan/query/repository.hpp>

#include <optional>
#include <string>
#include <vector>

/// Entities of the tests of relations: a link table with columns of its own, one from a table to itself, whole-number
/// and text keys.
namespace music {

struct artist {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(artist, (), (id, name))

struct track {
    rowan::id<track> id;
    std::int64_t artist_id = 0;
    std::string name;
    std::optional<std::int32_t> sold;
};
BOOST_DESCRIBE_STRUCT(track, (), (id, artist_id, name, sold))

struct playlist {
    std::string name;
    std::int32_t rank = 0;
};
BOOST_DESCRIBE_STRUCT(playlist, (), (name, rank))

struct playlist_track {
    std::string playlist_name;
    std::int32_t position = 0;
    rowan::id<track> track_id;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(playlist_track, (), (playlist_name, position, track_id, note))

struct influence {
    std::int64_t artist_id = 0;
    std::int64_t influenced_by = 0;
    std::int32_t year = 0;
};
BOOST_DESCRIBE_STRUCT(influence, (), (artist_id, influenced_by, year))

}  // namespace music

template <>
inline constexpr auto rowan::table_of<music::artist> =
    rowan::table<music::artist>("artists").identity<&music::artist::id>();
template <>
inline constexpr auto rowan::table_of<music::track> = rowan::table<music::track>("tracks")
                                                          .primary_key<&music::track::id>()
                                                          .foreign_key<&music::track::artist_id, &music::artist::id>();
template <>
inline constexpr auto rowan::table_of<music::playlist> =
    rowan::table<music::playlist>("playlists").primary_key<&music::playlist::name>();
template <>
inline constexpr auto rowan::table_of<music::playlist_track> =
    rowan::table<music::playlist_track>("playlist_tracks")
        .primary_key<&music::playlist_track::playlist_name, &music::playlist_track::position>()
        .foreign_key<&music::playlist_track::playlist_name, &music::playlist::name>()
        .foreign_key<&music::playlist_track::track_id, &music::track::id>();
template <>
inline constexpr auto rowan::table_of<music::influence> =
    rowan::table<music::influence>("influences")
        .primary_key<&music::influence::artist_id, &music::influence::influenced_by>()
        .foreign_key<&music::influence::artist_id, &music::artist::id>()
        .foreign_key<&music::influence::influenced_by, &music::artist::id>();

namespace music {

// Rows of one to many.
struct artist_hits : artist {
    std::vector<track> hits;
    std::optional<track> greatest;
};
BOOST_DESCRIBE_STRUCT(artist_hits, (artist), (hits, greatest))

struct artist_counts : artist {
    std::int64_t tracks = 0;
    std::int32_t unsold = 0;
};
BOOST_DESCRIBE_STRUCT(artist_counts, (artist), (tracks, unsold))

// Through a link.
struct track_page : track {
    music::artist artist;
    std::vector<playlist> playlists;
};
BOOST_DESCRIBE_STRUCT(track_page, (track), (artist, playlists))

struct listed_track : track_page {
    std::int32_t position = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(listed_track, (track_page), (position, note))

struct playlist_page : playlist {
    std::vector<listed_track> tracks;
    std::int64_t length = 0;
};
BOOST_DESCRIBE_STRUCT(playlist_page, (playlist), (tracks, length))

struct playlist_start : playlist {
    std::vector<track> first_two;
};
BOOST_DESCRIBE_STRUCT(playlist_start, (playlist), (first_two))

struct playlist_entry {
    using entity = playlist_track;
    rowan::id<music::track> track_id;
    std::int32_t position = 0;
    music::track track;
};
BOOST_DESCRIBE_STRUCT(playlist_entry, (), (track_id, position, track))
struct playlist_entries : playlist {
    std::vector<playlist_entry> entries;
};
BOOST_DESCRIBE_STRUCT(playlist_entries, (playlist), (entries))

// Through a link from a table to itself.
struct artist_lineage : artist {
    std::vector<artist> masters;
    std::vector<artist_lineage> pupils;
};
BOOST_DESCRIBE_STRUCT(artist_lineage, (artist), (masters, pupils))

}  // namespace music

template <>
inline constexpr auto rowan::relation_of<&music::artist_hits::hits> =
    rowan::children.where([] { return rowan::field<&music::track::sold> > 10; })
        .order_by<rowan::descending<&music::track::sold>, &music::track::name>()
        .limit(2);
template <>
inline constexpr auto rowan::relation_of<&music::artist_hits::greatest> = rowan::children.order_by([] {
    return rowan::coalesce(rowan::field<&music::track::sold>, 0).desc();
});
template <>
inline constexpr auto rowan::relation_of<&music::artist_counts::tracks> = rowan::count_of<music::track>;
template <>
inline constexpr auto rowan::relation_of<&music::artist_counts::unsold> = rowan::count_of<music::track>.where([] {
    return rowan::field<&music::track::sold>.is_null();
});
template <>
inline constexpr auto rowan::relation_of<&music::track_page::playlists> = rowan::through<music::playlist_track>;
template <>
inline constexpr auto rowan::relation_of<&music::playlist_page::tracks> =
    rowan::through<music::playlist_track>.order_by<&music::playlist_track::position>();
template <>
inline constexpr auto rowan::relation_of<&music::playlist_page::length> = rowan::count_of<music::playlist_track>;
template <>
inline constexpr auto rowan::relation_of<&music::playlist_start::first_two> =
    rowan::through<music::playlist_track>
        .where([] { return rowan::field<&music::playlist_track::note> != std::string("skip"); })
        .where([] { return rowan::field<&music::track::name> != "silence"; })
        .order_by<&music::playlist_track::position>()
        .limit(2);
template <>
inline constexpr auto rowan::relation_of<&music::playlist_entries::entries> =
    rowan::children.order_by<rowan::descending<&music::playlist_track::position>>();
template <>
inline constexpr auto rowan::relation_of<&music::artist_lineage::masters> =
    rowan::through<music::influence>.via<&music::influence::artist_id, &music::influence::influenced_by>().order_by<&music::influence::year>();
template <>
inline constexpr auto rowan::relation_of<&music::artist_lineage::pupils> =
    rowan::through<music::influence>.via<&music::influence::influenced_by, &music::influence::artist_id>().order_by<&music::influence::year>();

namespace music {

inline void create_tables(rowan::session& db) {
    const auto create = [&](const rowan::schema::operation& what) {
        for (const auto& sql : db.dialect().render(what)) db.execute_script(sql);
    };
    create(rowan::schema::create_table{rowan::schema_table<artist>()});
    create(rowan::schema::create_table{rowan::schema_table<track>()});
    create(rowan::schema::create_table{rowan::schema_table<playlist>()});
    create(rowan::schema::create_table{rowan::schema_table<playlist_track>()});
    create(rowan::schema::create_table{rowan::schema_table<influence>()});
}

}  // namespace music
