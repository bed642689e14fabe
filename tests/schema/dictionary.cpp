#include <rowan/schema/dictionary.hpp>

#include <string>

#include "support/catch.hpp"

using namespace rowan;

namespace {

schema::database shop() {
    schema::database all;
    all.enums.push_back({"state", {"open", "paid"}});
    schema::table customers{.name = "customers",
                            .columns = {{.name = "id", .type = {.kind = type_kind::bigint}},
                                        {.name = "name", .nullable = true, .comment = "as | they *say*"}}};
    customers.primary_key = schema::primary_key{"customers_pkey", {"id"}};
    customers.comment = "Who buys <here>";
    schema::table orders{.name = "orders",
                         .columns = {{.name = "customer_id", .type = {.kind = type_kind::bigint}},
                                     {.name = "state", .type = {.kind = type_kind::enumeration, .name = "state"}}}};
    orders.columns[1].default_value = "'open'";
    orders.foreign_keys.push_back({.name = "orders_customer_id_fkey",
                                   .columns = {"customer_id"},
                                   .referenced_table = "customers",
                                   .referenced_columns = {"id"},
                                   .on_delete = on_delete::cascade});
    orders.checks.push_back({"few", "customer_id < 9"});
    orders.indexes.push_back({.name = "by_state", .table = "orders", .keys = {{.column = "state"}}, .unique = true});
    all.tables = {customers, orders};
    all.views.push_back({.name = "open_orders", .query = "select * from orders"});
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a dictionary in Markdown tells of columns, keys, references, indexes and checks", "[schema][dictionary]") {
    const std::string text = markdown(shop(), "Shop");
    CHECK(text.starts_with("# Shop\n"));
    CHECK(has(text, "| `id` | `bigint` | no |  |  |"));
    CHECK(has(text, "- primary key `id` customers_pkey"));
    CHECK(has(text, "- `customer_id` → [customers](#table-customers) `id`, on delete cascade"));
    CHECK(has(text, "#### Referred to by\n\n- [orders](#table-orders) `customer_id`, on delete cascade"));
    CHECK(has(text, "- by_state: unique `state`"));
    CHECK(has(text, "- few: <code>customer_id &lt; 9</code>"));
    CHECK(has(text, "| `state` | [state](#enum-state) | no |"));
    CHECK(has(text, "- `open`\n- `paid`\n"));
    CHECK(has(text, "[open_orders](#view-open_orders)"));
}

TEST_CASE("every link of a dictionary has its anchor", "[schema][dictionary]") {
    const std::string page = html(shop());
    std::size_t count = 0;
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1), ++count) {
        const std::size_t begin = at + 7;
        CHECK(has(page, "id=\"" + page.substr(begin, page.find('"', begin) - begin) + '"'));
    }
    CHECK(count == 7);
}

TEST_CASE("marks in names and comments are no marks in a dictionary", "[schema][dictionary]") {
    CHECK(has(markdown(shop()), "as \\| they \\*say\\*"));
    CHECK(has(markdown(shop()), "Who buys &lt;here\\>"));
    CHECK(has(html(shop(), "A & B"), "<title>A &amp; B</title>"));
    CHECK(has(html(shop()), "<p>Who buys &lt;here&gt;</p>"));
    auto hostile = shop();
    hostile.tables[0].comment = "1. first";
    hostile.tables[0].columns[0].name = "a`|b";
    CHECK(has(markdown(hostile), "\n1\\. first\n"));
    CHECK(has(markdown(hostile), "<code>a&#96;&#124;b</code>"));
}

TEST_CASE("tables whose names differ have anchors that differ", "[schema][dictionary]") {
    schema::database all;
    for (const char* name : {"a b", "a-b", "a-20b"}) all.tables.push_back({.name = name});
    const std::string page = html(all);
    CHECK(has(page, "id=\"table-a-20b\""));
    CHECK(has(page, "id=\"table-a-2db\""));
    CHECK(has(page, "id=\"table-a-2d20b\""));
}
