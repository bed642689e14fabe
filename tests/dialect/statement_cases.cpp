#include "dialect/cases.hpp"

#include <limits>

namespace rowan::test {

using namespace sql;

namespace {

expression text(std::string from) { return parameter(value(std::move(from))); }
expression number(std::int64_t from) { return parameter(value(from)); }
expression equals(std::string name, expression to) { return infix("=", column(std::move(name)), std::move(to)); }

select from_tasks(std::optional<expression> where = {}) {
    return {.columns = {column("id"), column("title")}, .from = {.name = "tasks"}, .where = std::move(where)};
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
        {"where_raw", from_tasks(infix("=", raw("1 + 1"), number(2)))},
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
         select{.columns = {raw("count(*)"), call("max", {column("order")}), number(7)}, .from = {.name = "tasks"}}},
        {"select_ordered", ordered},
        {"select_limit_and_offset", limited},
        {"select_offset_alone", skipping},
        {"select_greatest_limit", first},
    };
}

std::vector<statement_case> writes() {
    return {
        {"insert_row",
         insert{{.name = "tasks"}, {"id", "title", "order"}, {{placeholder(), placeholder(), placeholder()}}, {}}},
        {"insert_rows",
         insert{
             {.name = "counted"}, {"name"}, {{text("a")}, {text("b")}, {call("lower", {text("C")})}}, {"id", "name"}}},
        {"insert_defaults", insert{{.name = "counted"}, {}, {{}}, {"id"}}},
        {"update_where",
         update{{.name = "tasks"},
                {{"title", text("a")}, {"order", infix("+", column("order"), number(1))}, {"done", placeholder()}},
                equals("id", placeholder())}},
        {"update_all", update{{.name = "tasks"}, {{"order", column("order")}}, {}}},
        {"delete_where", erase{{.name = "tasks"}, equals("id", placeholder())}},
        {"delete_all", erase{{.name = "tasks"}, {}}},
    };
}

}  // namespace

const std::vector<statement_case>& statement_cases() {
    static const std::vector<statement_case> all = [] {
        std::vector<statement_case> result;
        for (const auto& some : {conditions(), selects(), writes()})
            result.insert(result.end(), some.begin(), some.end());
        return result;
    }();
    return all;
}

}  // namespace rowan::test
