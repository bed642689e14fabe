#include "music_shop/entities.hpp"
#include "music_shop/questions.hpp"

#include <rowan/rowan.hpp>

namespace music_shop {

namespace {

using rowan::count;
using rowan::field;
using rowan::from;
using rowan::session;

struct shared_tracks {
    std::string one;
    std::string other;
    std::int64_t tracks = 0;
};
BOOST_DESCRIBE_STRUCT(shared_tracks, (), (one, other, tracks))

inline constexpr auto other_entry = rowan::alias<playlist_track, "other_entry">;
inline constexpr auto other_list = rowan::alias<playlist, "other_list">;

// From a playlist to its entries, to other entries of the same track, to the playlists that these are in.
std::vector<shared_tracks> playlists_that_share(session& db) {
    const auto shared = count_distinct(field<&playlist_track::track_id>);
    return from<playlist>(db)
        .join<playlist_track>()
        .join(other_entry, other_entry[field<&playlist_track::track_id>] == field<&playlist_track::track_id>)
        .join(other_list, other_list[field<&playlist::id>] == other_entry[field<&playlist_track::playlist_id>])
        .where(field<&playlist::name> < other_list[field<&playlist::name>])
        .group_by(field<&playlist::name>, other_list[field<&playlist::name>])
        .having(shared >= 4)
        .select<shared_tracks>(field<&playlist::name>, other_list[field<&playlist::name>], shared)
        .order_by(field<&shared_tracks::tracks>.desc(), field<&shared_tracks::one>, field<&shared_tracks::other>)
        .all();
}

struct playlist_length {
    std::string playlist;
    std::int64_t tracks = 0;
    std::int64_t milliseconds = 0;
    std::optional<std::string> beginning;
};
BOOST_DESCRIBE_STRUCT(playlist_length, (), (playlist, tracks, milliseconds, beginning))

std::vector<playlist_length> playlist_lengths(session& db) {
    const auto position = field<&playlist_track::position>;
    return from<playlist>(db)
        .left_join<playlist_track>()
        .left_join<track>()
        .group_by(field<&playlist::name>)
        .select<playlist_length>(field<&playlist::name>, count(field<&track::id>),
                                 coalesce(sum(field<&track::milliseconds>), 0),
                                 string_agg(field<&track::title>, " / ", position).filter(position <= 3))
        .order_by(field<&playlist_length::playlist>)
        .all();
}

struct third_track {
    std::string playlist;
    std::optional<std::string> track;
};
BOOST_DESCRIBE_STRUCT(third_track, (), (playlist, track))

// A condition of the join, not of the result: a playlist that is too short has none, and is in the result.
std::vector<third_track> third_tracks(session& db) {
    return from<playlist>(db)
        .left_join<playlist_track>(field<&playlist_track::playlist_id> == field<&playlist::id> &&
                                   field<&playlist_track::position> == 3)
        .left_join<track>()
        .select<third_track>(field<&playlist::name>, field<&track::title>)
        .order_by(field<&third_track::playlist>)
        .all();
}

struct first_and_last {
    std::string playlist;
    std::string opening;
    std::string closing;
};
BOOST_DESCRIBE_STRUCT(first_and_last, (), (playlist, opening, closing))

std::vector<first_and_last> playlist_ends(session& db) {
    const auto whole_list =
        rowan::partition_by(field<&playlist::id>).order_by(field<&playlist_track::position>).all_rows();
    return from<playlist>(db)
        .join<playlist_track>()
        .join<track>()
        .select<first_and_last>(field<&playlist::name>, first_value(field<&track::title>).over(whole_list),
                                last_value(field<&track::title>).over(whole_list))
        .distinct()
        .order_by(field<&first_and_last::playlist>)
        .all();
}

struct lone_track {
    std::int64_t id = 0;
    std::string track;
};
BOOST_DESCRIBE_STRUCT(lone_track, (), (id, track))

std::vector<lone_track> tracks_of_one_playlist(session& db) {
    const auto listed = from<playlist_track>().join<playlist>();
    const auto here = listed.where(field<&playlist::name> == "Breakfast").select(field<&playlist_track::track_id>);
    const auto elsewhere = listed.where(field<&playlist::name> != "Breakfast").select(field<&playlist_track::track_id>);
    return from<track>(db)
        .where(field<&track::id>.in(here) && field<&track::id>.not_in(elsewhere))
        .select<lone_track>(field<&track::id>, field<&track::title>)
        .order_by(field<&track::title>, field<&track::id>)
        .all();
}

}  // namespace

std::vector<question> playlist_questions() {
    return {
        asked<&playlists_that_share>("playlists_that_share", "Which playlists share the most tracks?"),
        asked<&playlist_lengths>("playlist_lengths", "How long is each playlist, and how does it begin?"),
        asked<&third_tracks>("third_tracks", "What is third in each playlist?"),
        asked<&playlist_ends>("playlist_ends", "How does each playlist open and close?"),
        asked<&tracks_of_one_playlist>("tracks_of_one_playlist",
                                       "Which tracks are in Breakfast and in no other playlist?"),
    };
}

}  // namespace music_shop
