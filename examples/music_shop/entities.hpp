#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/types/date.hpp>
#include <rowan/types/decimal.hpp>
#include <rowan/types/timestamp.hpp>

#include <optional>
#include <string>

/// A shop for music: what it sells, who sells it, who buys it.
namespace music_shop {

enum class audio_format { mp3, flac, ogg, wav };
BOOST_DESCRIBE_ENUM(audio_format, mp3, flac, ogg, wav)

struct artist {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> country;
};
BOOST_DESCRIBE_STRUCT(artist, (), (id, name, country))

struct album {
    std::int64_t id = 0;
    std::int64_t artist_id = 0;
    std::string title;
    rowan::date released_on;
};
BOOST_DESCRIBE_STRUCT(album, (), (id, artist_id, title, released_on))

struct genre {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(genre, (), (id, name))

struct track {
    std::int64_t id = 0;
    std::optional<std::int64_t> album_id;  ///< none: a recording that is on no album
    std::int64_t genre_id = 0;
    std::string title;
    std::optional<std::string> composer;
    audio_format format = audio_format::mp3;
    int milliseconds = 0;
    rowan::decimal unit_price;
};
BOOST_DESCRIBE_STRUCT(track, (), (id, album_id, genre_id, title, composer, format, milliseconds, unit_price))

struct playlist {
    rowan::id<playlist> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(playlist, (), (id, name))

/// A track may be in a playlist more than once.
struct playlist_track {
    rowan::id<playlist> playlist_id;
    int position = 0;  ///< from 1, without gaps
    std::int64_t track_id = 0;
};
BOOST_DESCRIBE_STRUCT(playlist_track, (), (playlist_id, position, track_id))

struct employee {
    std::int64_t id = 0;
    std::string name;
    std::string title;
    std::optional<std::int64_t> reports_to;
    rowan::date hired_on;
};
BOOST_DESCRIBE_STRUCT(employee, (), (id, name, title, reports_to, hired_on))

struct customer {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> company;
    std::string city;
    std::string country;
    std::string email;
    std::int64_t support_rep_id = 0;  ///< the employee to turn to
};
BOOST_DESCRIBE_STRUCT(customer, (), (id, name, company, city, country, email, support_rep_id))

struct invoice {
    rowan::id<invoice> id;
    int number = 0;
    std::int64_t customer_id = 0;
    rowan::timestamp issued_at;
    rowan::decimal total;  ///< the sum of its lines
};
BOOST_DESCRIBE_STRUCT(invoice, (), (id, number, customer_id, issued_at, total))

struct invoice_line {
    std::int64_t id = 0;
    rowan::id<invoice> invoice_id;
    std::int64_t track_id = 0;
    rowan::decimal unit_price;  ///< what the track cost on that day
    int quantity = 1;
};
BOOST_DESCRIBE_STRUCT(invoice_line, (), (id, invoice_id, track_id, unit_price, quantity))

}  // namespace music_shop

template <>
inline constexpr auto rowan::table_of<music_shop::artist> =
    rowan::table<music_shop::artist>("artists").identity<&music_shop::artist::id>().unique<&music_shop::artist::name>();

template <>
inline constexpr auto rowan::table_of<music_shop::album> =
    rowan::table<music_shop::album>("albums")
        .identity<&music_shop::album::id>()
        .foreign_key<&music_shop::album::artist_id, &music_shop::artist::id>()
        .index<&music_shop::album::artist_id>();

template <>
inline constexpr auto rowan::table_of<music_shop::genre> =
    rowan::table<music_shop::genre>("genres").identity<&music_shop::genre::id>().unique<&music_shop::genre::name>();

template <>
inline constexpr auto rowan::table_of<music_shop::track> = [] {
    using music_shop::track;
    return rowan::table<track>("tracks")
        .identity<&track::id>()
        .foreign_key<&track::album_id, &music_shop::album::id>()
        .foreign_key<&track::genre_id, &music_shop::genre::id>()
        .precision<&track::unit_price>(10, 2)
        .index<&track::album_id>()
        .index<&track::genre_id>()
        .index<&track::title, &track::id>();
}();

template <>
inline constexpr auto rowan::table_of<music_shop::playlist> = rowan::table<music_shop::playlist>("playlists")
                                                                  .primary_key<&music_shop::playlist::id>()
                                                                  .unique<&music_shop::playlist::name>();

template <>
inline constexpr auto rowan::table_of<music_shop::playlist_track> = [] {
    using music_shop::playlist_track;
    return rowan::table<playlist_track>("playlist_tracks")
        .primary_key<&playlist_track::playlist_id, &playlist_track::position>()
        .foreign_key<&playlist_track::playlist_id, &music_shop::playlist::id>(rowan::on_delete::cascade)
        .foreign_key<&playlist_track::track_id, &music_shop::track::id>()
        .index<&playlist_track::track_id>();
}();

template <>
inline constexpr auto rowan::table_of<music_shop::employee> =
    rowan::table<music_shop::employee>("employees")
        .identity<&music_shop::employee::id>()
        .foreign_key<&music_shop::employee::reports_to, &music_shop::employee::id>();

template <>
inline constexpr auto rowan::table_of<music_shop::customer> = [] {
    using music_shop::customer;
    return rowan::table<customer>("customers")
        .identity<&customer::id>()
        .foreign_key<&customer::support_rep_id, &music_shop::employee::id>()
        .unique<&customer::email>()
        .index<&customer::support_rep_id>();
}();

template <>
inline constexpr auto rowan::table_of<music_shop::invoice> = [] {
    using music_shop::invoice;
    return rowan::table<invoice>("invoices")
        .primary_key<&invoice::id>()
        .foreign_key<&invoice::customer_id, &music_shop::customer::id>()
        .unique<&invoice::number>()
        .precision<&invoice::total>(10, 2)
        .index<&invoice::customer_id>();
}();

template <>
inline constexpr auto rowan::table_of<music_shop::invoice_line> = [] {
    using music_shop::invoice_line;
    return rowan::table<invoice_line>("invoice_lines")
        .identity<&invoice_line::id>()
        .foreign_key<&invoice_line::invoice_id, &music_shop::invoice::id>(rowan::on_delete::cascade)
        .foreign_key<&invoice_line::track_id, &music_shop::track::id>()
        .precision<&invoice_line::unit_price>(10, 2)
        .index<&invoice_line::invoice_id>()
        .index<&invoice_line::track_id>();
}();
