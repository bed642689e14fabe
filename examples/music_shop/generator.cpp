#include "music_shop/generator.hpp"

#include "music_shop/entities.hpp"
#include "music_shop/random.hpp"

#include <rowan/query/repository.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace music_shop {

namespace {

using rowan::date;
using rowan::decimal;
using rowan::repository;
using rowan::session;
using rowan::timestamp;

constexpr std::size_t artist_count = 200;
constexpr std::size_t album_count = 420;
constexpr std::size_t loose_track_count = 200;  // on no album
constexpr std::size_t customer_count = 160;
constexpr std::size_t invoice_count = 2300;

constexpr std::int64_t microseconds_a_day = std::int64_t(86400) * 1000 * 1000;

/// What was stored so far, with the keys that the database gave: each step refers to those before it.
struct shop {
    session& db;
    random chosen;
    std::vector<artist> artists;
    std::vector<album> albums;
    std::vector<genre> genres;
    std::vector<track> tracks;
    std::vector<std::pair<std::size_t, std::size_t>> tracks_of_album;  // from, to; the loose ones come last
    std::vector<employee> employees;
    std::vector<customer> customers;

    template <class T>
    std::vector<T> store(std::vector<T> rows) const {
        return repository<T>(db).insert_all(std::move(rows));
    }

    void add_artists();
    void add_albums();
    void add_tracks();
    track one_track(std::optional<std::int64_t> on, std::int64_t of_genre, audio_format in);
    void add_playlists();
    void add_employees();
    void add_customers();
    void add_invoices();
    const track& popular_track();
    std::vector<invoice_line> lines_of(const invoice& one);
};

date day_between(random& from, int first_year, int last_year) {
    const int year = first_year + static_cast<int>(from.below(static_cast<std::size_t>(last_year - first_year + 1)));
    const auto month = static_cast<unsigned>(1 + from.below(12));
    return date::of(year, month, static_cast<unsigned>(1 + from.below(28)));
}

void shop::add_artists() {
    std::set<std::string> names;
    while (names.size() != artist_count) names.insert(artist_name(chosen));
    std::vector<artist> rows;
    for (const std::string& name : names) {
        artist one{.name = name};
        if (chosen.chance(85)) one.country = country(chosen);
        rows.push_back(std::move(one));
    }
    artists = store(std::move(rows));
}

void shop::add_albums() {
    std::vector<album> rows;
    for (std::size_t i = 0; i != album_count; ++i) {
        const artist& by = artists[chosen.mostly_low(artists.size()) * 37 % artists.size()];
        rows.push_back({.artist_id = by.id, .title = title(chosen), .released_on = day_between(chosen, 1985, 2020)});
    }
    albums = store(std::move(rows));
}

track shop::one_track(std::optional<std::int64_t> on, std::int64_t of_genre, audio_format in) {
    track one{.album_id = on, .genre_id = of_genre, .title = title(chosen), .format = in};
    if (chosen.chance(60)) one.composer = person_name(chosen);
    one.milliseconds = static_cast<int>(110'000 + chosen.below(240'000));
    if (chosen.chance(5)) one.milliseconds *= 3;
    constexpr int cents[] = {99, 149, 89, 199};  // as audio_format lists them
    one.unit_price = decimal::of(cents[static_cast<int>(in)] + (one.milliseconds > 600'000 ? 50 : 0), 2);
    if (!on) one.unit_price = decimal::of(49, 2);
    return one;
}

void shop::add_tracks() {
    std::vector<genre> names;
    for (const char* name : {"Ambient", "Blues", "Classical", "Electronic", "Folk", "Funk", "Hip-Hop", "Jazz", "Metal",
                             "Opera", "Reggae", "Rock", "Soul", "Soundtrack"}) {
        names.push_back({.name = name});
    }
    genres = store(std::move(names));

    const auto any_genre = [&] { return genres[chosen.mostly_low(genres.size()) * 11 % genres.size()].id; };
    std::vector<track> rows;
    for (const album& one : albums) {
        const std::size_t first = rows.size();
        const std::int64_t usual = any_genre();
        const auto format = static_cast<audio_format>(chosen.mostly_low(4));
        for (std::size_t left = 8 + chosen.below(7); left != 0; --left) {
            const std::int64_t of_genre = chosen.chance(85) ? usual : any_genre();
            rows.push_back(one_track(one.id, of_genre, format));
        }
        tracks_of_album.emplace_back(first, rows.size());
    }
    for (std::size_t i = 0; i != loose_track_count; ++i) {
        const std::int64_t of_genre = any_genre();
        rows.push_back(one_track(std::nullopt, of_genre, audio_format::ogg));
    }
    tracks = store(std::move(rows));
}

const track& shop::popular_track() {
    if (chosen.chance(4)) return tracks[tracks.size() - 1 - chosen.below(loose_track_count)];
    const auto [first, last] = tracks_of_album[chosen.mostly_low(albums.size()) * 131 % albums.size()];
    return tracks[first + chosen.below(last - first)];
}

void shop::add_playlists() {
    std::vector<playlist> lists;
    for (const char* name :
         {"After Midnight", "Autumn Leaves Town", "Bicycle",   "Breakfast",           "Coffee & Rain",
          "Deep Work",      "Five Good Ones",     "Garage",    "Grandmother's Radio", "Headphones Only",
          "Kitchen Dance",  "Long Drive North",   "Monday",    "Nothing Yet",         "Open Window",
          "Running",        "Slow Sunday",        "Snowed In", "Train Ride",          "With Friends"}) {
        lists.push_back({.id = rowan::id<playlist>(chosen.uuid()), .name = name});
    }
    lists = store(std::move(lists));

    std::vector<playlist_track> rows;
    for (const playlist& one : lists) {
        std::size_t length = 40 + chosen.below(80);
        if (one.name == "Five Good Ones") length = 5;
        if (one.name == "Nothing Yet") length = 0;
        for (std::size_t i = 0; i != length; ++i) {
            rows.push_back(
                {.playlist_id = one.id, .position = static_cast<int>(i + 1), .track_id = popular_track().id});
        }
    }
    store(std::move(rows));
}

void shop::add_employees() {
    const auto add = [&](std::string name, std::string title, std::optional<std::size_t> below) {
        std::optional<std::int64_t> boss;
        if (below) boss = employees[*below].id;
        const date hired_on = day_between(chosen, 2008, 2020);
        employees.push_back(repository<employee>(db).insert(
            {.name = std::move(name), .title = std::move(title), .reports_to = boss, .hired_on = hired_on}));
    };
    add("Orla Vennick", "Owner", std::nullopt);
    add("Tilo Marrand", "Sales Manager", 0);
    add("Benna Koskela", "Support Manager", 0);
    add("Halim Dorso", "Purchasing Manager", 0);
    add("Saria Nemund", "Sales Lead", 1);
    for (const std::size_t boss : {4u, 4u, 1u, 4u, 1u}) add(person_name(chosen), "Sales Agent", boss);
    add(person_name(chosen), "Sales Trainee", 6);
    add(person_name(chosen), "Support Agent", 2);
    add(person_name(chosen), "Buyer", 3);
}

void shop::add_customers() {
    std::vector<employee> sellers;
    std::copy_if(employees.begin(), employees.end(), std::back_inserter(sellers),
                 [](const employee& one) { return one.title.starts_with("Sales") && one.title != "Sales Manager"; });
    std::vector<customer> rows;
    for (std::size_t i = 0; i != customer_count; ++i) {
        customer one{.name = person_name(chosen)};
        if (chosen.chance(25)) one.company = company_name(chosen);
        one.city = city_name(chosen);
        one.country = country(chosen);
        one.email = "customer" + std::to_string(i + 1) + "@music.example";
        one.support_rep_id = sellers[chosen.mostly_low(sellers.size() - 1)].id;  // the last one has none yet
        rows.push_back(std::move(one));
    }
    customers = store(std::move(rows));
}

/// The last microsecond of the month in UTC, where another time zone would be in the next month already.
timestamp end_of_month(timestamp at) {
    const date day{static_cast<std::int32_t>(at.microseconds_since_epoch / microseconds_a_day)};
    const date next = day.month() == 12 ? date::of(day.year() + 1, 1, 1) : date::of(day.year(), day.month() + 1, 1);
    return {next.days_since_epoch * microseconds_a_day - 1};
}

std::vector<invoice_line> shop::lines_of(const invoice& one) {
    const date day{static_cast<std::int32_t>(one.issued_at.microseconds_since_epoch / microseconds_a_day)};
    std::size_t left = 1 + chosen.below(4);
    left += chosen.below(5);
    std::vector<invoice_line> result;
    for (; left != 0; --left) {
        const track& sold = popular_track();
        const decimal tenth_off = (sold.unit_price * decimal::of(9, 1)).rounded(2);
        result.push_back({.invoice_id = one.id,
                          .track_id = sold.id,
                          .unit_price = day.month() == 11 ? tenth_off : sold.unit_price,
                          .quantity = chosen.chance(10) ? 2 : 1});
    }
    return result;
}

void shop::add_invoices() {
    const std::int64_t start = date::of(2021, 1, 1).days_since_epoch * microseconds_a_day;
    const std::int64_t slot = 3 * 365 * microseconds_a_day / static_cast<std::int64_t>(invoice_count) / 1'000'000;
    std::vector<invoice> rows;
    std::vector<invoice_line> lines;
    for (std::size_t i = 0; i != invoice_count; ++i) {
        const auto second = static_cast<std::int64_t>(chosen.below(static_cast<std::size_t>(slot)));
        timestamp at{start + (static_cast<std::int64_t>(i) * slot + second) * 1'000'000};
        if (chosen.chance(3)) at = end_of_month(at);
        std::size_t buyer = chosen.mostly_low(customers.size());
        if (buyer % 13 == 7) ++buyer;  // some only look
        invoice one{.id = rowan::id<invoice>(chosen.uuid()), .number = static_cast<int>(i + 1), .issued_at = at};
        one.customer_id = customers[buyer * 7 % customers.size()].id;
        for (const invoice_line& line : lines_of(one)) {
            one.total = one.total + line.unit_price * decimal(line.quantity);
            lines.push_back(line);
        }
        rows.push_back(std::move(one));
    }
    store(std::move(rows));
    store(std::move(lines));
}

}  // namespace

void fill(session& db) {
    rowan::transaction all_or_nothing(db);
    shop it{.db = db, .chosen = random(20210101)};
    it.add_artists();
    it.add_albums();
    it.add_tracks();
    it.add_playlists();
    it.add_employees();
    it.add_customers();
    it.add_invoices();
    all_or_nothing.commit();
}

}  // namespace music_shop
