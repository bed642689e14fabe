#include "dialect/cases.hpp"

#include <limits>

namespace rowan::test {

using namespace sql;

namespace {

expression text(std::string from) { return parameter(value(std::move(from))); }
expression number(std::int64_t from) { return parameter(value(from)); }
expression equals(std::string name, expression to) { return infix("=", column(std::move(name)), std::move(to)); }

select from_tasks(std::optional<expression> where = {}) {
    return {.columns = {column("id"), column("title")}, .from = sql::table_name{.name = "tasks"}, .where = std::move(where)};
}

std::vector<statement_case> conditions() {
    const expression one = equals("title", text("a"));
    const expression two = infix(">", column("order"), number(1));
    const expression three = postfix(column("project_id"), "is null");
    return {
        {"where_comparison", from_tasks(one)},
        {"where_and", from_tasks(infix("and", infix("and", one, two), three))},
        {"where_and_nested_right", from_tasks(infix("and", one, infix("and", two, three)))},
        {"where_or_in_and", from_tasks(infix("and", infix("or", one, two), three))},
        {"where_not", from_tasks(prefix("not", infix("or", one, two)))},
        {"where_minus_of_minus",
         from_tasks(equals("order", infix("-", column("order"), infix("-", column("order"), number(1)))))},
        {"where_call", from_tasks(infix("like", call("lower", {column("title")}), text("a%")))},
        {"where_any_of_values",
         from_tasks(
             any_of(column("order"), parameter(value(value_array{value(std::int64_t{1}), value(std::int64_t{2})}))))},
        {"where_any_of_placeholder",
         from_tasks(infix("and", any_of(column("id"), placeholder()), prefix("not", three)))},
        {"where_raw", from_tasks(infix("=", words("1 + 1"), number(2)))},
        {"where_qualified", from_tasks(infix("=", column("title", "tasks"), placeholder()))},
    };
}

std::vector<statement_case> selects() {
    select ordered = from_tasks();
    ordered.order_by = {{column("order"), schema::sort_order::descending, schema::nulls_order::last},
                        {column("title")},
                        {call("length", {column("title")}), schema::sort_order::ascending, schema::nulls_order::first},
                        {infix("+", column("order"), number(1)), schema::sort_order::descending}};
    select limited = from_tasks(equals("title", text("a")));
    limited.limit = 20;
    limited.offset = 40;
    select skipping = from_tasks();
    skipping.offset = 5;
    select first = from_tasks();
    first.limit = std::numeric_limits<std::uint64_t>::max();
    return {
        {"select_all", from_tasks()},
        {"select_computed",
         select{.columns = {closed("count(*)"), call("max", {column("order")}), number(7)}, .from = sql::table_name{.name = "tasks"}}},
        {"select_ordered", ordered},
        {"select_limit_and_offset", limited},
        {"select_offset_alone", skipping},
        {"select_greatest_limit", first},
    };
}

// Every clause of a query. What a backend lacks is said in other words, or left out where it means nothing there.
std::vector<statement_case> queries() {
    const auto titles = [] { return select{.columns = {column("title")}, .from = table_name{.name = "tasks"}}; };
    select joined = select{.columns = {column("title", "tasks"), column("title", "before")}, .from = table_name{.name = "tasks"}};
    joined.names = {"title", "title_before"};
    joined.joins = {{join::kind::inner, table_name{.name = "counted"}, infix("=", column("order", "tasks"), column("id", "counted"))},
                    {join::kind::left, source(table_name{.name = "tasks"}, "before"), infix("=", column("order", "tasks"), column("order", "before"))},
                    {join::kind::cross, source(query(titles()), "again"), {}}};
    select grouped{.columns = {column("done"), closed("count(*)")}, .from = table_name{.name = "tasks"}};
    grouped.group_by = {column("done")};
    grouped.having = infix(">", closed("count(*)"), number(3));
    const auto next = infix("+", column("order"), number(1));
    select computed_groups{.columns = {next, closed("count(*)")}, .from = table_name{.name = "tasks"}};
    computed_groups.where = infix(">", column("order"), number(7));
    computed_groups.group_by = {next};
    computed_groups.order_by = {{next}};
    select distinct = titles();
    distinct.distinct = true;
    select first_of_each = titles();
    first_of_each.distinct_on = {column("done")};
    first_of_each.order_by = {{column("done")}, {column("order"), schema::sort_order::descending, schema::nulls_order::last}};
    first_of_each.limit = 3;
    select limited = titles();
    limited.limit = 1;
    select put_together;
    put_together.set_operator = "union all";
    put_together.operands = {titles(), limited};
    select minus;
    minus.set_operator = "except";
    minus.operands = {put_together, titles()};
    minus.order_by = {{column("title")}};
    select named{.columns = {column("n")}, .from = table_name{.name = "numbers"}};
    select numbers;
    numbers.set_operator = "union all";
    numbers.operands = {select{.columns = {number(1)}, .from = table_name{.name = "counted"}}, named};
    named.with = {{"numbers", {"n"}, {numbers}}};
    named.recursive = true;
    select locked = titles();
    locked.lock = row_lock{row_lock::strength::update, row_lock::wait::skip_locked};
    select inner_query = titles();
    inner_query.where = words("exists $1", {query(titles())});
    return {
        {"query_joins", joined},          {"query_groups", grouped},
        {"query_groups_with_values", computed_groups},
        {"query_distinct", distinct},     {"query_distinct_on", first_of_each},
        {"query_union", put_together},    {"query_except", minus},
        {"query_recursive", named},       {"query_locked", locked},
        {"query_in_condition", inner_query}, {"query_cast", from_tasks(equals("order", cast(text("3"), {.kind = type_kind::integer})))},
        {"query_words", from_tasks(words(schema::sql_text("$2 ~ $1").on("sqlite", "rowan_like($2, $1)"), {text("a"), column("title")}))},
    };
}

std::vector<statement_case> upserts() {
    const auto row = [](on_conflict conflict) {
        return insert{{.name = "tasks"}, {"id", "title", "order"}, {{placeholder(), placeholder(), placeholder()}}, {}, std::move(conflict)};
    };
    select titles{.columns = {column("id"), column("title")}, .from = table_name{.name = "tasks"}};
    const select numbered{.columns = {column("order"), column("title")}, .from = table_name{.name = "tasks"}};
    const std::vector<assignment> set{{"title", column("title", "excluded")}, {"order", infix("+", column("order", "tasks"), number(1))}};
    return {
        {"upsert_nothing", row({})},
        {"upsert_columns", row({.columns = {"id"}, .set = set})},
        {"upsert_where",
         row({.columns = {"id"}, .key_where = prefix("not", column("done")), .set = set, .where = postfix(column("title", "tasks"), "is not null")})},
        {"insert_query", insert{{.name = "counted"}, {"id", "name"}, {}, query(numbered)}},
        {"upsert_query", insert{{.name = "counted"}, {"id", "name"}, {}, query(numbered), on_conflict{}}},
        {"update_from",
         update{{.name = "tasks"}, {{"title", column("title", "new")}}, {source(query(titles), "new")}, infix("=", column("id", "tasks"), column("id", "new"))}},
    };
}

std::vector<statement_case> writes() {
    return {
        {"insert_row",
         insert{{.name = "tasks"}, {"id", "title", "order"}, {{placeholder(), placeholder(), placeholder()}}}},
        {"insert_rows",
         insert{
             {.name = "counted"}, {"name"}, {{text("a")}, {text("b")}, {call("lower", {text("C")})}}, {}, {}, {column("id"), column("name")}}},
        {"insert_defaults", insert{{.name = "counted"}, {}, {{}}, {}, {}, {column("id")}}},
        {"update_where",
         update{{.name = "tasks"},
                {{"title", text("a")}, {"order", infix("+", column("order"), number(1))}, {"done", placeholder()}},
                {},
                equals("id", placeholder()),
                {column("title")}}},
        {"update_all", update{{.name = "tasks"}, {{"order", column("order")}}}},
        {"delete_where", erase{{.name = "tasks"}, equals("id", placeholder())}},
        {"delete_returning", erase{{.name = "tasks"}, equals("title", text("a")), {column("id")}}},
        {"delete_all", erase{{.name = "tasks"}}},
    };
}

}  // namespace

const std::vector<statement_case>& statement_cases() {
    static const std::vector<statement_case> all = [] {
        std::vector<statement_case> result;
        for (const auto& some : {conditions(), selects(), queries(), writes(), upserts()})
            result.insert(result.end(), some.begin(), some.end());
        return result;
    }();
    return all;
}

}  // namespace rowan::test
