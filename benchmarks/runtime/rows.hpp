#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/types/id.hpp>
#include <rowan/types/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the benchmarks read and write.
namespace rows {

struct reading {
    std::int64_t id{};
    std::string title;  // 20 characters: more than a std::string keeps within itself
    double amount{};
    std::int32_t quantity{};
    std::optional<std::string> note;  // NULL in every second row
    rowan::timestamp recorded_at;

    friend bool operator==(const reading&, const reading&) = default;
};
BOOST_DESCRIBE_STRUCT(reading, (), (id, title, amount, quantity, note, recorded_at))

/// The same with a key that the database counts up.
struct numbered_reading {
    std::int64_t id{};
    std::string title;
    double amount{};
    std::int32_t quantity{};
    std::optional<std::string> note;
    rowan::timestamp recorded_at;

    friend bool operator==(const numbered_reading&, const numbered_reading&) = default;
};
BOOST_DESCRIBE_STRUCT(numbered_reading, (), (id, title, amount, quantity, note, recorded_at))

struct author {
    rowan::id<author> id;
    std::string name;

    friend bool operator==(const author&, const author&) = default;
};
BOOST_DESCRIBE_STRUCT(author, (), (id, name))

struct book {
    rowan::id<book> id;
    rowan::id<author> author_id;
    std::string title;
    std::int32_t pages{};

    friend bool operator==(const book&, const book&) = default;
};
BOOST_DESCRIBE_STRUCT(book, (), (id, author_id, title, pages))

struct shelf : author {
    std::vector<book> books;

    friend bool operator==(const shelf&, const shelf&) = default;
};
BOOST_DESCRIBE_STRUCT(shelf, (author), (books))

std::vector<reading> make_readings(std::size_t count);
/// The same keys with every other column changed.
std::vector<reading> change(std::vector<reading> all);
std::vector<numbered_reading> make_numbered_readings(std::size_t count);
/// Authors in the order of their keys, the books of each in the order of theirs.
std::vector<shelf> make_shelves(std::size_t authors, std::size_t books_of_each);
/// The keys of `all` in their order.
std::vector<std::int64_t> keys_of(const std::vector<reading>& all);
/// The keys of `all` in random order, the same in every run.
std::vector<std::int64_t> shuffled_keys(const std::vector<reading>& all);

/// Touches every member, so that no road can leave one unread.
inline std::int64_t digest(const reading& row) noexcept {
    return row.id + static_cast<std::int64_t>(row.title.size()) + static_cast<std::int64_t>(row.amount) + row.quantity +
           (row.note ? static_cast<std::int64_t>(row.note->size()) : -1) + row.recorded_at.microseconds_since_epoch;
}

}  // namespace rows

template <>
inline constexpr auto rowan::table_of<rows::reading> = rowan::table<rows::reading>("readings").primary_key<&rows::reading::id>();

template <>
inline constexpr auto rowan::table_of<rows::numbered_reading> =
    rowan::table<rows::numbered_reading>("numbered_readings").identity<&rows::numbered_reading::id>();

template <>
inline constexpr auto rowan::table_of<rows::author> = rowan::table<rows::author>("authors").primary_key<&rows::author::id>();

template <>
inline constexpr auto rowan::table_of<rows::book> = rowan::table<rows::book>("books")
                                                        .primary_key<&rows::book::id>()
                                                        .foreign_key<&rows::book::author_id, &rows::author::id>()
                                                        .index<&rows::book::author_id>();
