#pragma once

#include "query/shop.hpp"

#include <rowan/query/repository.hpp>
#include <rowan/types/json.hpp>

#include <optional>
#include <string>
#include <vector>

/// Entities with everything that writing knows: defaults, generated columns, a version, soft delete, arrays.
namespace archive {

struct folder {
    rowan::id<folder> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(folder, (), (id, name))

struct document {
    rowan::id<document> id;
    rowan::id<folder> folder_id;
    std::string title;
    std::optional<std::string> note;
    std::int32_t pages = 0;
    std::string language;
    std::int32_t doubled = 0;
    std::int32_t version = 0;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
    std::optional<rowan::timestamp> deleted_at;
};
BOOST_DESCRIBE_STRUCT(document, (),
                      (id, folder_id, title, note, pages, language, doubled, version, created_at, updated_at,
                       deleted_at))

/// Numbered by the database, unique by two columns, with a number of its own.
struct tally {
    std::int64_t id = 0;
    std::string room;
    std::string word;
    std::int64_t times = 0;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(tally, (), (id, room, word, times, created_at, updated_at))

/// Of every type that there is, and with arrays, which cannot be unnested.
struct sheet {
    std::string name;
    std::int32_t number = 0;
    bool open = false;
    double weight = 0;
    rowan::decimal price;
    rowan::date day;
    rowan::bytes image;
    std::vector<std::int64_t> marks;
};
BOOST_DESCRIBE_STRUCT(sheet, (), (name, number, open, weight, price, day, image, marks))

/// With a longest length and a precision, deleted softly without a version.
struct label {
    std::int64_t id = 0;
    std::string text;
    rowan::decimal price;
    std::optional<rowan::timestamp> deleted_at;
};
BOOST_DESCRIBE_STRUCT(label, (), (id, text, price, deleted_at))

enum class colour { red, green, blue };
BOOST_DESCRIBE_ENUM(colour, red, green, blue)

/// Of types that have a name or a form of their own in the database.
struct tag {
    std::int64_t id = 0;
    archive::colour colour = archive::colour::red;
    std::optional<archive::colour> other;
    rowan::json<std::vector<int>> numbers;
    std::string mail;
};
BOOST_DESCRIBE_STRUCT(tag, (), (id, colour, other, numbers, mail))

inline constexpr rowan::domain_literal mail_address{"mail_address", {"value like '%@%'"}};

}  // namespace archive

template <>
inline constexpr auto rowan::table_of<archive::tag> =
    rowan::table<archive::tag>("tags").identity<&archive::tag::id>().domain<&archive::tag::mail>(archive::mail_address);

template <>
inline constexpr auto rowan::table_of<archive::label> = rowan::table<archive::label>("labels")
                                                            .identity<&archive::label::id>()
                                                            .max_length<&archive::label::text>(5)
                                                            .precision<&archive::label::price>(6, 2)
                                                            .soft_delete<&archive::label::deleted_at>();

template <>
inline constexpr auto rowan::table_of<archive::folder> =
    rowan::table<archive::folder>("folders").primary_key<&archive::folder::id>();

template <>
inline constexpr auto rowan::table_of<archive::document> =
    rowan::table<archive::document>("documents")
        .primary_key<&archive::document::id>()
        .foreign_key<&archive::document::folder_id, &archive::folder::id>()
        .unique<&archive::document::title>()
        .check("documents_pages_check", "pages >= 0")
        .default_value<&archive::document::language>("'en'")
        .generated<&archive::document::doubled>("pages * 2")
        .version<&archive::document::version>()
        .created_at<&archive::document::created_at>()
        .updated_at<&archive::document::updated_at>()
        .soft_delete<&archive::document::deleted_at>();

template <>
inline constexpr auto rowan::table_of<archive::tally> = rowan::table<archive::tally>("tallies")
                                                            .identity<&archive::tally::id>()
                                                            .unique<&archive::tally::room, &archive::tally::word>()
                                                            .created_at<&archive::tally::created_at>()
                                                            .updated_at<&archive::tally::updated_at>();

template <>
inline constexpr auto rowan::table_of<archive::sheet> =
    rowan::table<archive::sheet>("sheets").primary_key<&archive::sheet::name, &archive::sheet::number>();

namespace archive {

struct new_document {
    rowan::id<folder> folder_id;
    std::string title;
    std::int32_t pages = 0;
};
BOOST_DESCRIBE_STRUCT(new_document, (), (folder_id, title, pages))

struct folder_with_documents : folder {
    std::vector<document> documents;
};
BOOST_DESCRIBE_STRUCT(folder_with_documents, (folder), (documents))

inline void create_tables(rowan::session& db) {
    const auto create = [&](const rowan::schema::table& table) {
        for (const auto& sql : db.dialect().render(rowan::schema::operation(rowan::schema::create_table{table})))
            db.execute_script(sql);
    };
    create(rowan::schema_table<folder>());
    create(rowan::schema_table<document>());
    create(rowan::schema_table<tally>());
    create(rowan::schema_table<sheet>());
    create(rowan::schema_table<label>());
    const auto run = [&](const rowan::schema::operation& what) {
        for (const auto& sql : db.dialect().render(what)) db.execute_script(sql);
    };
    const rowan::schema::table& tags = rowan::schema_table<tag>();
    run(rowan::schema::create_enum{{"colour", {"red", "green", "blue"}}});
    run(rowan::schema::create_domain{*tags.find_column("mail")->domain});
    create(tags);
}

/// A folder, and documents that are numbered from 0.
struct shelf {
    explicit shelf(rowan::session& db) : documents(db) {
        create_tables(db);
        own = rowan::repository<folder>(db).insert({.name = "own"});
    }
    document make(int number) const {
        return {.folder_id = own.id, .title = "title " + std::to_string(number), .pages = number, .language = "de"};
    }
    std::vector<document> make_many(int count) const {
        std::vector<document> result;
        for (int i = 0; i != count; ++i) result.push_back(make(i));
        return result;
    }

    rowan::repository<document> documents;
    folder own;
};

inline std::vector<tally> make_tallies(int count, const std::string& room = "a") {
    std::vector<tally> result;
    for (int i = 0; i != count; ++i) result.push_back({.room = room, .word = "w" + std::to_string(i), .times = i});
    return result;
}

}  // namespace archive
