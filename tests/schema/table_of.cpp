#include "schema/entities.hpp"

#include <rowan/schema/table.hpp>

#include "support/catch.hpp"

#include <thread>

using namespace rowan;
using rowan::test::author;
using rowan::test::book;
using rowan::test::containing;
using rowan::test::counter;
using rowan::test::edition;

using strings = std::vector<std::string>;

namespace {

struct no_entity {
    int a;
};
BOOST_DESCRIBE_STRUCT(no_entity, (), (a))

static_assert(entity<book>);
static_assert(!entity<no_entity>);
static_assert(!entity<int>);

const schema::table& books() { return schema_table<book>(); }

const schema::column& column(const schema::table& of, std::string_view name) {
    const schema::column* found = of.find_column(name);
    REQUIRE(found != nullptr);
    return *found;
}

// A description that would not pass the compiler, or that a test wants to contradict itself.
schema::table build(std::vector<detail::facet> facets, std::vector<detail::member_column> columns = {
                                                           {"a", {type_kind::text}},
                                                           {"b", {type_kind::integer}},
                                                       }) {
    return detail::build_table({.name = "things", .columns = columns, .facets = facets});
}

}  // namespace

TEST_CASE("a table's columns are the members, those of the base first", "[schema]") {
    strings names;
    for (const auto& one : books().columns) names.push_back(one.name);
    CHECK(names == strings{"created_at", "updated_at", "id", "author_id", "title", "summary", "status", "tags", "price",
                           "copies"});
}

TEST_CASE("a table has the name and schema that it was given", "[schema]") {
    CHECK(books().name == "books");
    CHECK(books().schema_name == "shop");
    CHECK(schema_table<author>().schema_name.empty());
    CHECK(books().comment == "what is for sale");
}

TEST_CASE("an optional member is a column that may be null, all others may not", "[schema]") {
    for (const auto& one : books().columns) CHECK(one.nullable == (one.name == "summary"));
}

TEST_CASE("an enum member is a column with the enum's name and labels", "[schema]") {
    const sql_type& type = column(books(), "status").type;
    CHECK(type.kind == type_kind::enumeration);
    CHECK(type.name == "status");
    CHECK(type.labels == strings{"draft", "in_review", "done"});
}

TEST_CASE("a vector member is an array column", "[schema]") {
    CHECK(column(books(), "tags").type == sql_type{.kind = type_kind::text, .array = true});
}

TEST_CASE("max_length makes a varchar of a text column, an optional one too", "[schema]") {
    CHECK(column(books(), "title").type == sql_type{.kind = type_kind::varchar, .length = 200});
    CHECK(column(books(), "summary").type == sql_type{.kind = type_kind::varchar, .length = 1000});
}

TEST_CASE("precision gives a decimal column its digits", "[schema]") {
    CHECK(column(books(), "price").type == sql_type{.kind = type_kind::numeric, .precision = 10, .scale = 2});
}

TEST_CASE("a default may be another one on each backend", "[schema]") {
    CHECK(column(books(), "copies").default_value == schema::sql_text("0"));
    const auto& otherwise = column(books(), "created_at").default_value;
    REQUIRE(otherwise);
    CHECK(otherwise->for_dialect("postgresql") == "now()");
    CHECK(otherwise->for_dialect("sqlite") == "current_timestamp");
    CHECK_FALSE(column(books(), "updated_at").default_value);
}

TEST_CASE("a primary key is named after its table unless it has a name", "[schema]") {
    CHECK(books().primary_key == schema::primary_key{"books_pkey", {"id"}});
    CHECK(schema_table<edition>().primary_key == schema::primary_key{"editions_key", {"book_id", "number"}});
}

TEST_CASE("an identity is the primary key where none is named", "[schema]") {
    const auto& table = schema_table<counter>();
    CHECK(table.primary_key == schema::primary_key{"counters_pkey", {"id"}});
    CHECK(column(table, "id").identity == schema::identity_kind::by_default);
    CHECK(column(table, "email").identity == schema::identity_kind::none);
}

TEST_CASE("a foreign key is named after table and column unless it has a name", "[schema]") {
    CHECK(books().foreign_keys.at(0).name == "books_author_id_fkey");
    CHECK(schema_table<edition>().foreign_keys.at(0).name == "edition_of_book");
    CHECK(schema_table<edition>().foreign_keys.at(0).on_delete == schema::referential_action::restrict);
}

TEST_CASE("two tables may reference each other, by their columns' real names", "[schema]") {
    const schema::foreign_key& forward = schema_table<author>().foreign_keys.at(0);
    CHECK(forward.columns == strings{"best_book_id"});
    CHECK(forward.referenced_schema == "shop");
    CHECK(forward.referenced_table == "books");
    CHECK(forward.referenced_columns == strings{"id"});
    CHECK(forward.on_delete == schema::referential_action::set_null);

    const schema::foreign_key& back = books().foreign_keys.at(0);
    CHECK(back.referenced_table == "authors");
    CHECK(back.referenced_columns == strings{"author_id"});
    CHECK(back.on_delete == schema::referential_action::cascade);
}

TEST_CASE("a table may reference itself", "[schema]") {
    const schema::foreign_key& self = schema_table<author>().foreign_keys.at(1);
    CHECK(self.name == "authors_teacher_id_fkey");
    CHECK(self.referenced_table == "authors");
    CHECK(self.referenced_columns == strings{"author_id"});
}

TEST_CASE("a renamed column has its new name wherever it is meant", "[schema]") {
    CHECK(books().find_column("state") == nullptr);
    CHECK(books().indexes.at(0).name == "ix_books_status_created_at");
    CHECK(books().indexes.at(0).keys.at(0).column == "status");
    CHECK(schema_table<author>().primary_key->columns == strings{"author_id"});
}

TEST_CASE("a unique constraint is named after table and columns", "[schema]") {
    CHECK(books().uniques.at(0) == schema::unique{"books_author_id_title_key", {"author_id", "title"}});
}

TEST_CASE("an index keeps the order of its columns and which of them descend", "[schema]") {
    const auto& keys = books().indexes.at(0).keys;
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].order == schema::sort_order::ascending);
    CHECK(keys[1].column == "created_at");
    CHECK(keys[1].order == schema::sort_order::descending);
    CHECK(books().indexes.at(0).schema_name == "shop");
    CHECK(books().indexes.at(0).table == "books");
}

TEST_CASE("an index has the options that it was given", "[schema]") {
    const schema::index& gin = books().indexes.at(1);
    CHECK(gin.name == "books_tags");
    CHECK(gin.method == "gin");
    CHECK(gin.where_supported);
    CHECK(gin.options ==
          std::vector<std::pair<std::string, std::string>>{{"fastupdate", "off"}, {"gin_pending_list_limit", "128"}});
    const schema::index& partial = books().indexes.at(2);
    CHECK(partial.unique);
    CHECK(partial.where == schema::sql_text("copies > 0"));
    CHECK(partial.keys.at(0).operator_class == "int4_ops");
    CHECK_FALSE(partial.where_supported);
}

TEST_CASE("a check may say it in each backend's words", "[schema]") {
    CHECK(books().checks.at(0) == schema::check{"books_copies_check", "copies >= 0"});
    CHECK(books().checks.at(1).expression == schema::sql_text("title <> ''").on("postgresql", "title ~ '.'"));
}

TEST_CASE("a column of a domain has the domain's name and definition", "[schema]") {
    const schema::column& email = column(schema_table<counter>(), "email");
    CHECK(email.type == sql_type{.kind = type_kind::domain, .name = "valid_email"});
    REQUIRE(email.domain);
    CHECK(email.domain->type == sql_type{.kind = type_kind::text});
    CHECK(email.domain->checks ==
          std::vector<schema::check>{
              {"valid_email_check", schema::sql_text("value ~ '@'").on("sqlite", "value like '%@%'")}});
}

TEST_CASE("a table is built once, whichever thread asks first", "[schema]") {
    const schema::table* first = nullptr;
    const schema::table* second = nullptr;
    std::thread one([&] { first = &schema_table<edition>(); });
    std::thread two([&] { second = &schema_table<edition>(); });
    one.join();
    two.join();
    CHECK(first == second);
}

TEST_CASE("which entity each foreign key references is known at compile time", "[schema]") {
    STATIC_REQUIRE(table_of<author>.references<book>() == std::array{true, false});
    STATIC_REQUIRE(table_of<author>.references<author>() == std::array{false, true});
    STATIC_REQUIRE(table_of<book>.references<book>() == std::array{false});
    STATIC_REQUIRE(table_of<book>.facets()[2].members[1] == 0);
}

TEST_CASE("two primary keys are refused with the table", "[schema]") {
    const detail::facet key{.what = detail::facet::kind::primary_key, .member_count = 1};
    CHECK_THROWS_AS(build({key, key}), mapping_error);
    CHECK_THROWS_WITH(build({key, key}), containing("\"things\"") && containing("two primary keys"));
}

TEST_CASE("two columns of one name are refused", "[schema]") {
    const detail::facet renamed{
        .what = detail::facet::kind::column_name, .member_count = 1, .members = {1}, .name = "a"};
    CHECK_THROWS_WITH(build({renamed}), containing("\"things\"") && containing("column \"a\""));
}

TEST_CASE("two constraints of one name are refused", "[schema]") {
    const detail::facet check{.what = detail::facet::kind::check, .name = "c", .text = {"true"}};
    CHECK_THROWS_WITH(build({check, check}), containing("constraint \"c\""));
    const detail::facet unique{.what = detail::facet::kind::unique, .member_count = 1, .name = "c"};
    CHECK_THROWS_WITH(build({check, unique}), containing("constraint \"c\""));
}

TEST_CASE("a constraint without a name is refused", "[schema]") {
    CHECK_THROWS_WITH(build({{.what = detail::facet::kind::check, .text = {"true"}}}), containing("without a name"));
}

TEST_CASE("a max_length that is not positive is refused with the column", "[schema]") {
    const detail::facet none{.what = detail::facet::kind::max_length, .member_count = 1, .first = 0};
    CHECK_THROWS_WITH(build({none}), containing("\"things\".\"a\"") && containing("max_length"));
}

TEST_CASE("a precision with more digits after the point than in all is refused", "[schema]") {
    const detail::facet odd{.what = detail::facet::kind::precision, .member_count = 1, .first = 2, .second = 3};
    CHECK_THROWS_WITH(build({odd}), containing("\"things\".\"a\"") && containing("precision"));
}

TEST_CASE("a domain and a max_length on one column are refused in either order", "[schema]") {
    const detail::facet length{.what = detail::facet::kind::max_length, .member_count = 1, .first = 5};
    const detail::facet domain{.what = detail::facet::kind::domain, .member_count = 1, .domain = &test::valid_email};
    CHECK_THROWS_WITH(build({length, domain}), containing("domain"));
    CHECK_THROWS_WITH(build({domain, length}), containing("domain"));
}

TEST_CASE("a foreign key that is set to NULL needs a column that may be", "[schema]") {
    const detail::facet key{
        .what = detail::facet::kind::foreign_key, .member_count = 1, .deletes = on_delete::set_null};
    const std::vector<detail::member_column> columns{{"a", {type_kind::text}}};
    const std::vector<detail::key_target> targets{{"", "others", "id"}};
    CHECK_THROWS_WITH(
        detail::build_table({.name = "things", .columns = columns, .facets = {&key, 1}, .targets = targets}),
        containing("\"things\".\"a\"") && containing("std::optional"));
}

TEST_CASE("index options without an equals sign are refused with the index", "[schema]") {
    detail::facet index{.what = detail::facet::kind::index, .member_count = 1};
    index.options = "m";
    CHECK_THROWS_WITH(build({index}), containing("ix_things_a"));
}

TEST_CASE("a table without a name is refused", "[schema]") { CHECK_THROWS_AS(detail::build_table({}), mapping_error); }
