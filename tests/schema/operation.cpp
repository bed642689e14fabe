#include <rowan/schema/operation.hpp>

#include "support/catch.hpp"

using namespace rowan::schema;

namespace {

const table tasks{.name = "tasks", .columns = {{.name = "id"}, {.name = "title", .nullable = true}}, .comment = "c"};
const rowan::schema::index by_title{
    .name = "ix_title", .table = "tasks", .keys = {{.column = "title"}}, .unique = true};
const check positive{"tasks_id_check", "id > 0"};
const enum_type status{"status", {"a", "b"}};
const domain email{.name = "email", .checks = {{"email_check", "value <> ''"}}};
const view names{"names", "select 1", "c"};

// Each operation beside its reverse.
const std::vector<std::pair<operation, operation>> pairs{
    {create_table{tasks}, drop_table{tasks}},
    {rename_table{"a", "b", "s"}, rename_table{"b", "a", "s"}},
    {alter_table{"tasks", {add_column{tasks.columns[1]}}, "s"},
     alter_table{"tasks", {drop_column{tasks.columns[1]}}, "s"}},
    {alter_table{"tasks", {rename_column{"a", "b"}}, "s"}, alter_table{"tasks", {rename_column{"b", "a"}}, "s"}},
    {alter_table{"tasks", {alter_column{tasks.columns[0], tasks.columns[1], "x", "y"}}},
     alter_table{"tasks", {alter_column{tasks.columns[1], tasks.columns[0], "y", "x"}}}},
    {alter_table{"tasks", {add_constraint{positive}}}, alter_table{"tasks", {drop_constraint{positive}}}},
    {alter_table{"tasks", {rename_constraint{"a", "b"}}}, alter_table{"tasks", {rename_constraint{"b", "a"}}}},
    {alter_table{"tasks", {comment_on_table{"a", "b"}}}, alter_table{"tasks", {comment_on_table{"b", "a"}}}},
    {alter_table{"tasks", {add_column{tasks.columns[0]}, rename_column{"id", "key"}}},
     alter_table{"tasks", {rename_column{"key", "id"}, drop_column{tasks.columns[0]}}}},
    {create_index{by_title}, drop_index{by_title}},
    {create_enum{status}, drop_enum{status}},
    {alter_enum{"status", {"a", "b"}, {"c", "a", "x"}, {{"b", "x"}}},
     alter_enum{"status", {"c", "a", "x"}, {"a", "b"}, {{"x", "b"}}}},
    {create_domain{email}, drop_domain{email}},
    {create_view{names}, drop_view{names}},
    {create_trigger{{"t", "tasks", "after insert", "begin end"}}, drop_trigger{{"t", "tasks", "after insert", "begin end"}}},
    {create_function{{"f", "a int", "returns int"}}, drop_function{{"f", "a int", "returns int"}}},
    {create_grant{{{"select"}, "table", "tasks", "reader"}}, drop_grant{{{"select"}, "table", "tasks", "reader"}}},
    {distribute_table{"tasks", std::nullopt, distribution{"tenant", "tenants"}, "s"},
     distribute_table{"tasks", distribution{"tenant", "tenants"}, std::nullopt, "s"}},
    {rename_object{object_kind::view, "a", "b", "s"}, rename_object{object_kind::view, "b", "a", "s"}},
    {create_extension{{"vector"}}, drop_extension{{"vector"}}},
    {run_sql{"insert", sql_text("delete"), "f.sql"}, run_sql{"delete", sql_text("insert"), "f.sql"}},
};

}  // namespace

TEST_CASE("an operation reversed is the one that undoes it, with all that it needs", "[schema]") {
    for (const auto& [forward, back] : pairs) {
        INFO(describe(forward));
        CHECK(reverse(forward) == back);
        CHECK(reverse(back) == forward);
    }
}

TEST_CASE("a validated constraint stays so when the validation is undone", "[schema]") {
    CHECK(reverse(alter_table{"tasks", {validate_constraint{"c"}}}) == operation(alter_table{"tasks", {}}));
}

TEST_CASE("labels that became one stay one when that is undone", "[schema]") {
    const alter_enum merge{"status", {"a", "b", "c"}, {"a"}, {{"b", "a"}, {"c", "a"}}};
    CHECK(reverse(merge) == operation(alter_enum{"status", {"a"}, {"a", "b", "c"}}));
}

TEST_CASE("a column of a changed enum has its labels and its default", "[schema]") {
    column before{.name = "s", .type = {.kind = rowan::type_kind::enumeration, .name = "status"}};
    before.default_value = "'it''s'";
    const column after = altered(before, {"status", {"it's"}, {"was"}, {{"it's", "was"}}});
    CHECK(after.type.labels == std::vector<std::string>{"was"});
    CHECK(after.default_value == sql_text("'was'"));
}

TEST_CASE("rows are inserted and deleted again, unless some may have been there", "[schema]") {
    row_set rows{"kinds", {"code"}, {{"'m'"}}, {"code"}};
    CHECK(reverse(insert_rows{rows}) == operation(delete_rows{rows}));
    CHECK(reverse(delete_rows{rows}) == operation(insert_rows{rows}));
    rows.existing = when_there::update;
    CHECK(reverse(insert_rows{rows}) == std::nullopt);
}

TEST_CASE("SQL without its reverse cannot be undone", "[schema]") {
    CHECK(reverse(run_sql{"delete from t", {}, ""}) == std::nullopt);
}

TEST_CASE("an operation is described in one line", "[schema]") {
    const std::vector<std::pair<operation, std::string>> expected{
        {create_table{tasks}, "create table \"tasks\""},
        {drop_table{tasks}, "drop table \"tasks\""},
        {rename_table{"a", "b"}, "rename table \"a\" to \"b\""},
        {alter_table{"tasks", {add_column{tasks.columns[1]}, drop_column{tasks.columns[0]}}},
         R"(alter table "tasks": add column "title", drop column "id")"},
        {alter_table{"tasks", {rename_column{"a", "b"}}}, R"(alter table "tasks": rename column "a" to "b")"},
        {alter_table{"tasks", {alter_column{tasks.columns[0], tasks.columns[0]}}},
         R"(alter table "tasks": alter column "id")"},
        {alter_table{"tasks", {add_constraint{positive}, drop_constraint{foreign_key{.name = "f"}}}},
         R"(alter table "tasks": add check "tasks_id_check", drop foreign key "f")"},
        {alter_table{"tasks", {rename_constraint{"a", "b"}, validate_constraint{"b"}, comment_on_table{"", "c"}}},
         R"(alter table "tasks": rename constraint "a" to "b", validate constraint "b", change the comment)"},
        {create_index{by_title}, "create unique index \"ix_title\" on \"tasks\""},
        {drop_index{by_title}, "drop unique index \"ix_title\" on \"tasks\""},
        {create_enum{status}, "create enum \"status\""},
        {alter_enum{"status", {"a"}, {"b"}}, "alter enum \"status\""},
        {drop_enum{status}, "drop enum \"status\""},
        {create_domain{email}, "create domain \"email\""},
        {drop_domain{email}, "drop domain \"email\""},
        {create_view{names}, "create view \"names\""},
        {drop_view{names}, "drop view \"names\""},
        {create_schema{{"app"}}, "create schema \"app\""},
        {drop_sequence{{.name = "s"}}, "drop sequence \"s\""},
        {create_function{{"f", "", "x"}}, "create function \"f\""},
        {create_trigger{{"t", "tasks", "x", "y"}}, "create trigger \"t\" on \"tasks\""},
        {create_grant{{{"select"}, "table", "tasks", "reader"}}, "create grant on table \"tasks\" to \"reader\""},
        {distribute_table{"tasks", {}, distribution{"tenant"}}, "distribute table \"tasks\" by \"tenant\""},
        {distribute_table{"tasks", {}, distribution{}}, "make \"tasks\" a reference table"},
        {distribute_table{"tasks", distribution{}, {}}, "gather the distributed table \"tasks\""},
        {rename_object{object_kind::index, "a", "b"}, "rename index \"a\" to \"b\""},
        {create_extension{{"vector"}}, "create extension \"vector\""},
        {drop_extension{{"vector"}}, "drop extension \"vector\""},
        {run_sql{"select 1", {}, "0001_users.sql"}, "run SQL from 0001_users.sql"},
        {run_sql{"select 1", {}, ""}, "run SQL"},
    };
    for (const auto& [what, line] : expected) CHECK(describe(what) == line);
}
