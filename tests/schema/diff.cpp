#include <rowan/schema/diff.hpp>
#include <rowan/types/error.hpp>

#include "support/catch.hpp"

#include <algorithm>

// The order of a plan, and its questions. That it works is tried on databases, in tests/migrate/autogenerate.cpp.

using namespace rowan;
using namespace rowan::schema;

using strings = std::vector<std::string>;

namespace {

column col(std::string name, type_kind kind = type_kind::text, bool nullable = true) {
    return {.name = std::move(name), .type = {.kind = kind}, .nullable = nullable};
}
column mood(const strings& labels) {
    return {
        .name = "mood", .type = {.kind = type_kind::enumeration, .name = "mood", .labels = labels}, .nullable = true};
}

table tasks(std::vector<column> columns) {
    table result;
    result.name = "tasks";
    result.columns = std::move(columns);
    return result;
}

database with(table one) {
    database result;
    result.tables.push_back(std::move(one));
    return result;
}

strings steps(const database& from, const database& to, const std::vector<answer>& answers = {}) {
    const plan found = diff(from, to, {.answers = answers});
    strings result;
    for (const question& each : found.questions) result.push_back("? " + key_of(each));
    for (const operation& each : found.operations) result.push_back(describe(each));
    return result;
}

strings turned(strings of) {
    std::reverse(of.begin(), of.end());
    return of;
}

}  // namespace

TEST_CASE("a schema does not differ from itself", "[diff]") {
    database all = with(tasks({col("id"), col("title")}));
    all.views.push_back({.name = "v", .query = "select title from tasks", .comment = {}});
    all.enums.push_back({"mood", {"a"}});
    CHECK(diff(all, all).empty());
}

TEST_CASE("the order of columns is no difference", "[diff]") {
    CHECK(diff(with(tasks({col("a"), col("b")})), with(tasks({col("b"), col("a")}))).empty());
}

TEST_CASE("types come before the tables that use them, and go after them", "[diff]") {
    database all = with(tasks({mood({"a", "b"})}));
    all.enums.push_back({"mood", {"a", "b"}});
    all.domains.push_back({.name = "rank", .type = {.kind = type_kind::integer}, .default_value = {}, .checks = {}});
    all.sequences.push_back({.name = "numbers"});
    const strings there{"create enum \"mood\"", "create sequence \"numbers\"", "create domain \"rank\"",
                        "create table \"tasks\""};
    CHECK(steps({}, all) == there);
    CHECK(steps(all, {}) ==
          strings{"drop table \"tasks\"", "drop domain \"rank\"", "drop enum \"mood\"", "drop sequence \"numbers\""});
}

TEST_CASE("tables come in the order of their keys, and one key of a circle comes behind them", "[diff]") {
    table a = tasks({col("id"), col("b_id")});
    a.name = "a";
    a.foreign_keys.push_back(
        {.name = "a_b", .columns = {"b_id"}, .referenced_table = "b", .referenced_columns = {"id"}});
    table b = a;
    b.name = "b";
    b.foreign_keys.front() = {
        .name = "b_a", .columns = {"b_id"}, .referenced_table = "a", .referenced_columns = {"id"}};
    database all = with(a);
    all.tables.push_back(b);
    CHECK(steps({}, all) ==
          strings{"create table \"b\"", "create table \"a\"", "alter table \"b\": add foreign key \"b_a\""});
    CHECK(steps(all, {}) ==
          strings{"alter table \"b\": drop foreign key \"b_a\"", "drop table \"a\"", "drop table \"b\""});
}

TEST_CASE("a view on a column whose type changes goes before it and comes again, and so does a view on that",
          "[diff]") {
    database from = with(tasks({col("rank", type_kind::integer), col("title")}));
    from.views.push_back({.name = "ranks", .query = "select rank from tasks", .comment = {}});
    from.views.push_back({.name = "sums", .query = "select sum(rank) from ranks", .comment = {}});
    from.views.push_back({.name = "titles", .query = "select title from tasks", .comment = {}});
    database to = from;
    to.tables.front().columns.front().type.kind = type_kind::bigint;
    CHECK(steps(from, to) == strings{"drop view \"sums\"", "drop view \"ranks\"",
                                     "alter table \"tasks\": alter column \"rank\"", "create view \"ranks\"",
                                     "create view \"sums\""});
}

TEST_CASE("a trigger goes before the function that it calls becomes another one", "[diff]") {
    database from = with(tasks({col("title")}));
    from.functions.push_back(
        {.name = "touch", .arguments = "", .definition = "returns trigger language plpgsql as $$a$$"});
    from.triggers.push_back({.name = "touched",
                             .table = "tasks",
                             .event = "after insert",
                             .action = "for each row execute function touch()"});
    database body = from;
    body.functions.front().definition = "returns trigger language plpgsql as $$b$$";
    CHECK(steps(from, body) == strings{"alter function \"touch\""});
    database other = from;
    other.functions.front().definition = "returns void language plpgsql as $$b$$";
    CHECK(steps(from, other) == strings{"drop trigger \"touched\" on \"tasks\"", "drop function \"touch\"",
                                        "create function \"touch\"", "create trigger \"touched\" on \"tasks\""});
}

TEST_CASE("a label behind the others is added, one that goes takes what depends on the type out of the way", "[diff]") {
    database from = with(tasks({mood({"a", "b"})}));
    from.enums.push_back({"mood", {"a", "b"}});
    from.tables.front().checks.push_back({.name = "c", .expression = "mood <> 'b'"});
    from.tables.front().indexes.push_back(
        {.name = "i", .table = "tasks", .keys = {{.column = "mood"}}, .where = "mood = 'a'"});
    from.views.push_back({.name = "v", .query = "select mood from tasks", .comment = {}});
    const auto relabelled = [&](const strings& labels) {
        database result = from;
        result.enums.front().labels = labels;
        result.tables.front().columns.front().type.labels = labels;
        return result;
    };
    CHECK(steps(from, relabelled({"a", "b", "c"})) == strings{"alter enum \"mood\""});
    CHECK(steps(from, relabelled({"a"})) == strings{"drop view \"v\"", "alter table \"tasks\": drop check \"c\"",
                                                    "drop index \"i\" on \"tasks\"", "alter enum \"mood\"",
                                                    "alter table \"tasks\": add check \"c\"",
                                                    "create index \"i\" on \"tasks\"", "create view \"v\""});
}

TEST_CASE("a key goes before the type of the column that it leads to", "[diff]") {
    table people = tasks({col("id", type_kind::integer, false)});
    people.name = "people";
    people.primary_key = {"people_pkey", {"id"}};
    table owned = tasks({col("owner_id", type_kind::integer)});
    owned.foreign_keys.push_back(
        {.name = "k", .columns = {"owner_id"}, .referenced_table = "people", .referenced_columns = {"id"}});
    database from = with(people);
    from.tables.push_back(owned);
    database to = from;
    to.tables[0].columns[0].type.kind = type_kind::uuid;
    to.tables[1].columns[0].type.kind = type_kind::uuid;
    CHECK(steps(from, to) ==
          strings{"alter table \"tasks\": drop foreign key \"k\"", "alter table \"people\": alter column \"id\"",
                  "alter table \"tasks\": alter column \"owner_id\"", "alter table \"tasks\": add foreign key \"k\""});
}

TEST_CASE("a constraint or an index with another name is renamed", "[diff]") {
    table from = tasks({col("title")});
    from.checks.push_back({.name = "a", .expression = "title <> ''"});
    from.indexes.push_back({.name = "i", .table = "tasks", .keys = {{.column = "title"}}});
    table to = from;
    to.checks.front().name = "b";
    to.indexes.front().name = "j";
    CHECK(steps(with(from), with(to)) ==
          strings{"alter table \"tasks\": rename constraint \"a\" to \"b\"", "rename index \"i\" to \"j\""});
}

TEST_CASE("a constraint without a name is that of the same content", "[diff]") {
    table from = tasks({col("title")});
    from.checks.push_back({.name = "", .expression = "title <> ''"});
    table to = from;
    to.checks.front().name = "b";
    CHECK(steps(with(from), with(to)).empty());
}

TEST_CASE("a constraint that has checked its rows since is validated", "[diff]") {
    table from = tasks({col("title")});
    from.checks.push_back({.name = "a", .expression = "title <> ''", .not_valid = true});
    table to = from;
    to.checks.front().not_valid = false;
    CHECK(steps(with(from), with(to)) == strings{"alter table \"tasks\": validate constraint \"a\""});
}

TEST_CASE("a column that begins to be computed is dropped and added", "[diff]") {
    const table from = tasks({col("a", type_kind::integer), col("b", type_kind::integer)});
    table to = from;
    to.columns[1].generated_as = "a * 2";
    CHECK(steps(with(from), with(to)) == strings{"alter table \"tasks\": drop column \"b\", add column \"b\""});
}

TEST_CASE("a column and its like are a question", "[diff]") {
    const database from = with(tasks({col("id"), col("title")}));
    const database to = with(tasks({col("id"), col("headline")}));
    CHECK(steps(from, to) == strings{"? rename tasks.title"});
    CHECK(diff(from, to).questions.front().candidates == strings{"headline"});
    CHECK(steps(from, to, {{"rename tasks.title", "headline"}}) ==
          strings{"alter table \"tasks\": rename column \"title\" to \"headline\""});
    CHECK(steps(from, to, {{"rename tasks.title", "dropped"}}) ==
          strings{"alter table \"tasks\": add column \"headline\", drop column \"title\""});
    CHECK_THROWS_AS(steps(from, to, {{"rename tasks.title", "other"}}), mapping_error);
}

TEST_CASE("a column of quite another type is no question", "[diff]") {
    CHECK(steps(with(tasks({col("id"), col("title")})), with(tasks({col("id"), col("done", type_kind::boolean)}))) ==
          strings{"alter table \"tasks\": add column \"done\", drop column \"title\""});
}

TEST_CASE("a hint that no longer fits is no answer", "[diff]") {
    const database from = with(tasks({col("id"), col("title")}));
    const database to = with(tasks({col("id"), col("headline")}));
    CHECK(diff(from, to, {.answers = {{"rename tasks.title", "header", true}}}).questions.size() == 1);
    CHECK(diff(to, to, {.answers = {{"rename tasks.title", "headline", true}}}).empty());
}

TEST_CASE("without a wish to be asked, what is gone is dropped", "[diff]") {
    const plan found = diff(with(tasks({col("id"), col("a")})),
                            with(tasks({col("id"), col("b", type_kind::text, false)})), {.answers = {}, .ask = false});
    CHECK(found.questions.empty());
    CHECK(found.operations.size() == 1);
}

TEST_CASE("a table and its like are a question, and its keys, indexes and triggers go with it", "[diff]") {
    database from = with(tasks({col("id"), col("title")}));
    from.tables.front().indexes.push_back({.name = "i", .table = "tasks", .keys = {{.column = "title"}}});
    from.triggers.push_back({.name = "t", .table = "tasks", .event = "after insert", .action = "begin end"});
    database to = from;
    to.tables.front().name = "todos";
    to.tables.front().indexes.front().table = "todos";
    to.triggers.front().table = "todos";
    CHECK(steps(from, to) == strings{"? rename table tasks"});
    CHECK(steps(from, to, {{"rename table tasks", "todos"}}) == strings{"rename table \"tasks\" to \"todos\""});
}

TEST_CASE("a column that is not null asks what the rows have", "[diff]") {
    const database from = with(tasks({col("id")}));
    const database to = with(tasks({col("id"), col("rank", type_kind::integer, false)}));
    CHECK(steps(from, to) == strings{"? fill tasks.rank"});
    CHECK(steps(from, to, {{"fill tasks.rank", "none"}}) == strings{"alter table \"tasks\": add column \"rank\""});
    CHECK(steps(from, to, {{"fill tasks.rank", "0"}}) ==
          strings{"alter table \"tasks\": add column \"rank\"", "alter table \"tasks\": alter column \"rank\""});
}

TEST_CASE("a new table asks nothing", "[diff]") {
    CHECK(diff({}, with(tasks({col("rank", type_kind::integer, false)}))).questions.empty());
}

TEST_CASE("every plan that needs no answer goes back in the other order", "[diff]") {
    database from = with(tasks({col("a", type_kind::integer), col("b")}));
    from.views.push_back({.name = "v", .query = "select a from tasks", .comment = {}});
    database to = from;
    to.tables.front().columns[0].type.kind = type_kind::bigint;
    strings back;
    for (const operation& each : diff(from, to).operations) back.push_back(describe(reverse(each).value()));
    CHECK(turned(back) == steps(to, from));
}
