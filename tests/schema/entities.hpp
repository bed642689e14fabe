#pragma once

#include <rowan/schema/table_of.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::test {

enum class status { draft, in_review, done };
BOOST_DESCRIBE_ENUM(status, draft, in_review, done)

struct author;
struct book;

/// Refers to `book`, whose table is described after this one; `book` refers back.
struct author {
    rowan::id<author> id;
    std::string name;
    std::optional<rowan::id<book>> best_book_id;
    std::optional<rowan::id<author>> teacher_id;
};
BOOST_DESCRIBE_STRUCT(author, (), (id, name, best_book_id, teacher_id))

struct stamped {
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(stamped, (), (created_at, updated_at))

struct book : stamped {
    rowan::id<book> id;
    rowan::id<author> author_id;
    std::string title;
    std::optional<std::string> summary;
    status state = status::draft;
    std::vector<std::string> tags;
    rowan::decimal price;
    int copies = 0;
};
BOOST_DESCRIBE_STRUCT(book, (stamped), (id, author_id, title, summary, state, tags, price, copies))

struct edition {
    rowan::id<book> book_id;
    std::int16_t number = 0;
    std::string isbn;
};
BOOST_DESCRIBE_STRUCT(edition, (), (book_id, number, isbn))

struct counter {
    std::int64_t id = 0;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(counter, (), (id, email))

inline constexpr rowan::domain_literal valid_email{"valid_email",
                                                   {.text = "value ~ '@'", .sqlite = "value like '%@%'"}};

}  // namespace rowan::test

template <>
inline constexpr auto rowan::table_of<rowan::test::author> =
    rowan::table<rowan::test::author>("authors")
        .primary_key<&rowan::test::author::id>()
        .foreign_key<&rowan::test::author::best_book_id, &rowan::test::book::id>(rowan::on_delete::set_null)
        .foreign_key<&rowan::test::author::teacher_id, &rowan::test::author::id>()
        .column_name<&rowan::test::author::id>("author_id");

template <>
inline constexpr auto rowan::table_of<rowan::test::book> =
    rowan::table<rowan::test::book>("books", "shop")
        .index<&rowan::test::book::state, rowan::descending<&rowan::test::book::created_at>>()
        .primary_key<&rowan::test::book::id>()
        .foreign_key<&rowan::test::book::author_id, &rowan::test::author::id>(rowan::on_delete::cascade)
        .column_name<&rowan::test::book::state>("status")
        .unique<&rowan::test::book::author_id, &rowan::test::book::title>()
        .max_length<&rowan::test::book::title>(200)
        .max_length<&rowan::test::book::summary>(1000)
        .precision<&rowan::test::book::price>(10, 2)
        .default_value<&rowan::test::book::copies>("0")
        .default_value<&rowan::test::book::created_at>({.text = "now()", .sqlite = "current_timestamp"})
        .check("books_copies_check", "copies >= 0")
        .check("books_title_check", {.text = "title <> ''", .postgresql = "title ~ '.'"})
        .index<&rowan::test::book::tags>({.name = "books_tags",
                                          .method = "gin",
                                          .options = "fastupdate = off, gin_pending_list_limit=128",
                                          .where_supported = true})
        .index<&rowan::test::book::copies>({.where = "copies > 0", .unique = true, .operator_class = "int4_ops"})
        .created_at<&rowan::test::book::created_at>()
        .updated_at<&rowan::test::book::updated_at>()
        .comment("what is for sale");

template <>
inline constexpr auto rowan::table_of<rowan::test::edition> =
    rowan::table<rowan::test::edition>("editions")
        .primary_key<&rowan::test::edition::book_id, &rowan::test::edition::number>("editions_key")
        .foreign_key<&rowan::test::edition::book_id, &rowan::test::book::id>(rowan::on_delete::restrict,
                                                                             "edition_of_book");

template <>
inline constexpr auto rowan::table_of<rowan::test::counter> =
    rowan::table<rowan::test::counter>("counters")
        .identity<&rowan::test::counter::id>()
        .domain<&rowan::test::counter::email>(rowan::test::valid_email);
