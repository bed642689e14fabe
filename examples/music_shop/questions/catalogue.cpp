#include "music_shop/entities.hpp"
#include "music_shop/questions.hpp"

#include <rowan/rowan.hpp>

namespace music_shop {

namespace {

using rowan::count;
using rowan::decimal;
using rowan::field;
using rowan::from;
using rowan::session;
using rowan::sum;

struct longest_album {
    std::string artist;
    std::string album;
    std::int64_t tracks = 0;
    std::int64_t milliseconds = 0;
};
BOOST_DESCRIBE_STRUCT(longest_album, (), (artist, album, tracks, milliseconds))

// The first row of each artist, by the order.
std::vector<longest_album> longest_album_per_artist(session& db) {
    const auto length = sum(field<&track::milliseconds>);
    return from<track>(db)
        .join<album>()
        .join<artist>()
        .group_by(field<&artist::name>, field<&album::id>, field<&album::title>)
        .distinct_on(field<&artist::name>)
        .select<longest_album>(field<&artist::name>, field<&album::title>, count(), length)
        .order_by(field<&artist::name>, length.desc(), field<&album::title>, field<&album::id>)
        .all();
}

struct new_album {
    std::string artist;
    std::string album;
    rowan::date released_on;
};
BOOST_DESCRIBE_STRUCT(new_album, (), (artist, album, released_on))

inline constexpr auto sibling = rowan::alias<album, "sibling">;

// The inner query speaks of the outer one: it runs for each album.
std::vector<new_album> newest_albums(session& db) {
    const auto last_release = from(sibling)
                                  .where(sibling[field<&album::artist_id>] == field<&album::artist_id>)
                                  .select(max(sibling[field<&album::released_on>]));
    return from<album>(db)
        .join<artist>()
        .where(field<&album::released_on> == scalar(last_release))
        .select<new_album>(field<&artist::name>, field<&album::title>, field<&album::released_on>)
        .order_by(field<&new_album::released_on>.desc(), field<&new_album::artist>, field<&album::id>)
        .all();
}

struct unsold_track {
    std::int64_t id = 0;
    std::string title;
    std::optional<std::string> album;
};
BOOST_DESCRIBE_STRUCT(unsold_track, (), (id, title, album))

std::vector<unsold_track> tracks_never_sold(session& db) {
    return from<track>(db)
        .left_join<album>()
        .left_join<invoice_line>()
        .where(field<&invoice_line::id>.is_null())
        .select<unsold_track>(field<&track::id>, field<&track::title>, field<&album::title>)
        .order_by(field<&track::title>, field<&track::id>)
        .all();
}

struct best_seller {
    std::string genre;
    std::int64_t track_id = 0;
    std::string track;
    std::int64_t sold = 0;
};
BOOST_DESCRIBE_STRUCT(best_seller, (), (genre, track_id, track, sold))

struct ranked_track : best_seller {
    std::int64_t place = 0;
};
BOOST_DESCRIBE_STRUCT(ranked_track, (best_seller), (place))
inline constexpr auto ranked = rowan::cte<ranked_track, "ranked">;

// Tracks that were sold equally often share a place.
std::vector<best_seller> best_selling_track_per_genre(session& db) {
    const auto sold = sum(field<&invoice_line::quantity>);
    const auto place = rowan::rank().over(rowan::partition_by(field<&genre::name>).order_by(sold.desc()));
    const auto ranking =
        from<invoice_line>()
            .join<track>()
            .join<genre>()
            .group_by(field<&genre::name>, field<&track::id>, field<&track::title>)
            .select<ranked_track>(field<&genre::name>, field<&track::id>, field<&track::title>, sold, place);
    return rowan::with(db, ranked.as(ranking))
        .from(ranked)
        .where(ranked[field<&ranked_track::place>] == 1)
        .select<best_seller>(ranked[field<&ranked_track::genre>], ranked[field<&ranked_track::track_id>],
                             ranked[field<&ranked_track::track>], ranked[field<&ranked_track::sold>])
        .order_by(field<&best_seller::genre>, field<&best_seller::track_id>)
        .all();
}

struct artist_albums {
    std::string artist;
    std::optional<std::string> country;
    std::int64_t albums = 0;
};
BOOST_DESCRIBE_STRUCT(artist_albums, (), (artist, country, albums))

std::vector<artist_albums> prolific_artists(session& db) {
    return from<album>(db)
        .join<artist>()
        .group_by(field<&artist::name>, field<&artist::country>)
        .having(count() > 5)
        .select<artist_albums>(field<&artist::name>, field<&artist::country>, count())
        .order_by(field<&artist_albums::albums>.desc(), field<&artist_albums::artist>)
        .all();
}

struct album_line {
    std::int64_t id = 0;
    std::string title;
    std::string artist;
};
BOOST_DESCRIBE_STRUCT(album_line, (), (id, title, artist))

// There is no track of the album for which there is no sale.
std::vector<album_line> albums_sold_throughout(session& db) {
    const auto sales = from<invoice_line>().where(field<&invoice_line::track_id> == field<&track::id>);
    const auto unsold = from<track>().where(field<&track::album_id> == field<&album::id> && not_exists(sales));
    return from<album>(db)
        .join<artist>()
        .where(not_exists(unsold))
        .select<album_line>(field<&album::id>, field<&album::title>, field<&artist::name>)
        .order_by(field<&album::title>, field<&album::id>)
        .all();
}

struct track_line {
    std::int64_t id = 0;
    std::string title;
    std::optional<std::string> composer;
};
BOOST_DESCRIBE_STRUCT(track_line, (), (id, title, composer))

std::vector<track_line> tracks_about_rivers(session& db) {
    return from<track>(db)
        .where(field<&track::title>.ilike("%river%") && field<&track::milliseconds> < 150'000)
        .select<track_line>(field<&track::id>, field<&track::title>, field<&track::composer>)
        .order_by(field<&track::title>, field<&track::id>)
        .all();
}

struct title_count {
    std::string title;
    std::int64_t tracks = 0;
};
BOOST_DESCRIBE_STRUCT(title_count, (), (title, tracks))

// The signs % and _ are just that: only like() and ilike() know them as wildcards.
std::vector<title_count> odd_titles(session& db) {
    return from<track>(db)
        .where(field<&track::title>.contains("100%") || field<&track::title>.starts_with("Wild_"))
        .group_by(field<&track::title>)
        .select<title_count>(field<&track::title>, count())
        .order_by(field<&title_count::title>)
        .all();
}

struct price_band {
    std::string band;
    std::int64_t tracks = 0;
    decimal cheapest;
    decimal dearest;
};
BOOST_DESCRIBE_STRUCT(price_band, (), (band, tracks, cheapest, dearest))

std::vector<price_band> price_bands(session& db) {
    const auto price = field<&track::unit_price>;
    const auto band = rowan::case_when(price < decimal("0.50"), "bargain")
                          .when(price < decimal("1.00"), "regular")
                          .when(price < decimal("1.50"), "fine")
                          .otherwise("precious");
    return from<track>(db)
        .group_by(band)
        .select<price_band>(band, count(), min(price), max(price))
        .order_by(field<&price_band::cheapest>)
        .all();
}

struct catalogue_entry {
    std::string title;
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(catalogue_entry, (), (title, id))

// A page begins after the last row of the one before. The index on title and id is entered there, however far that is.
std::vector<catalogue_entry> page_of_tracks(session& db) {
    const catalogue_entry last{.title = "Golden Meadow", .id = 2500};
    const auto title = field<&track::title>;
    const auto id = field<&track::id>;
    return from<track>(db)
        .where(title >= last.title && (title > last.title || id > last.id))
        .select<catalogue_entry>(title, id)
        .order_by(title, id)
        .limit(12)
        .all();
}

struct format_use {
    audio_format format = audio_format::mp3;
    std::int64_t tracks = 0;
    std::int64_t on_albums = 0;
    std::int64_t hours = 0;
};
BOOST_DESCRIBE_STRUCT(format_use, (), (format, tracks, on_albums, hours))

std::vector<format_use> formats(session& db) {
    return from<track>(db)
        .group_by(field<&track::format>)
        .select<format_use>(field<&track::format>, count(), count(field<&track::album_id>),
                            sum(field<&track::milliseconds>) / 3'600'000)
        .order_by(field<&format_use::tracks>.desc())
        .all();
}

}  // namespace

std::vector<question> catalogue_questions() {
    return {
        asked<&longest_album_per_artist>("longest_album_per_artist", "What is the longest album of each artist?"),
        asked<&newest_albums>("newest_albums", "What is the newest album of each artist?"),
        asked<&tracks_never_sold>("tracks_never_sold", "Which tracks were never sold?"),
        asked<&best_selling_track_per_genre>("best_selling_track_per_genre", "Which track sells best in each genre?"),
        asked<&prolific_artists>("prolific_artists", "Which artists have more than five albums?"),
        asked<&albums_sold_throughout>("albums_sold_throughout", "Of which albums was every track sold?"),
        asked<&tracks_about_rivers>("tracks_about_rivers", "Which short tracks have a river in their title?"),
        asked<&odd_titles>("odd_titles", "Which titles have 100% in them or begin with Wild_, and how often?"),
        asked<&price_bands>("price_bands", "How many tracks are cheap, how many dear?"),
        asked<&page_of_tracks>("page_of_tracks", "Which twelve tracks come after \"Golden Meadow\" in the catalogue?"),
        asked<&formats>("formats", "What formats are there, and how much music is in each?"),
    };
}

}  // namespace music_shop
