#include <support/database.hpp>

#include <rowan/migrate/differences.hpp>
#include <rowan/schema/diff.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <concepts>
#include <functional>

#include "../../src/migrate/described.hpp"
#include "session/hard_schemas.hpp"

using namespace rowan;
using migrate::differences;
using migrate::schema_difference;
using schema::database;
using strings = std::vector<std::string>;

namespace {

schema::column col(std::string name, type_kind kind = type_kind::text, bool nullable = true) {
    return {.name = std::move(name), .type = {.kind = kind}, .nullable = nullable};
}

database tasks(std::vector<schema::column> columns) {
    database result;
    result.tables.emplace_back();
    result.tables[0].name = "tasks";
    result.tables[0].columns = std::move(columns);
    return result;
}

strings lines(const database& left, const database& right, const dialect& by = postgresql_dialect()) {
    strings result;
    for (const schema_difference& each : differences(left, right, by)) result.push_back(describe(each, "A", "B"));
    return result;
}

}  // namespace

TEST_CASE("a column's difference has both definitions", "[differences]") {
    database left = tasks({col("id"), col("rank", type_kind::integer, false)});
    database right = left;
    left.tables[0].columns[1].default_value = "0";
    CHECK(lines(left, right) == strings{R"(tasks.rank: "integer default 0 not null" in A, "integer not null" in B)"});
    const auto found = differences(left, right, postgresql_dialect());
    CHECK(found[0] == schema_difference{"table", "", "tasks", "column", "rank", "", "integer default 0 not null",
                                        "integer not null"});
}
