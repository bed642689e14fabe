#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/operations.hpp>

#include <support/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

// The C++ that is generated is compiled here, and must be the operations again.

using namespace rowan::schema;
using rowan::type_kind;
namespace migrate = rowan::migrate;
namespace schema = rowan::schema;
using rowan::migrate::cpp_source;

namespace {

void compiled(migrate::operations& op){
#include "generated_source.inc"
}

std::string golden() {
    std::ifstream in(ROWAN_TESTS_DIR "/migrate/generated_source.inc");
    return {std::istreambuf_iterator<char>(in), {}};
}

schema::table notes() {
    migrate::table_builder t("notes");
    t.bigint("id").identity().primary_key();
    t.varchar("title", 200).default_value("'it''s \"so\"'");
    t.numeric("price", 10, 2).nullable();
    t.enumeration("mood", "mood", {"sad", "glad"});
    t.text("tags").array();
    t.column("place", {.kind = type_kind::other, .name = "point"}).nullable().comment("where");
    t.timestamp("made_at").default_value(schema::now());
    t.integer("twice").nullable().generated_as("id * 2");
    t.domain("rank", schema::domain{.name = "rank",
                                    .type = {.kind = type_kind::integer},
                                    .default_value = {},
                                    .checks = {{.name = "rank_check", .expression = "value > 0"}}});
    t.unique({"title", "mood"});
    t.unique("price", "one_price");
    t.check("long\ncheck", sql_text("title <> ''\n  and id > 0").on("sqlite", "id > 0"));
    t.foreign_key("id").references("others", "id").on_delete(referential_action::cascade).deferrable(true);
    t.index({"title", migrate::desc("made_at")}).where("price > 0");
    t.index(migrate::expression("lower(title)")).named("by_title").unique();
    t.comment("what people write");
    return t.table();
}

schema::table places() {
    migrate::table_builder t("places");
    t.uuid("tenant");
    t.bigint("id");
    t.primary_key({"tenant", "id"});
    t.distributed_by("tenant", "tenants");
    return t.table();
}

schema::column col(std::string name, type_kind kind) { return {.name = std::move(name), .type = {.kind = kind}}; }

std::vector<schema::operation> all_kinds() {
    schema::table partitioned = notes();
    partitioned.name = "parts";
    partitioned.schema_name = "other";
    partitioned.excludes.push_back({.name = "apart", .keys = {{{.column = "id"}, "="}}, .where = "id > 0"});
    schema::column from = col("title", type_kind::text);
    schema::column to = col("title", type_kind::integer);
    to.nullable = true;
    const schema::index lonely{.name = "i",
                               .table = "notes",
                               .keys = {{.column = "title", .nulls = nulls_order::first}},
                               .options = {{"fillfactor", "70"}}};
    return {
        create_extension{{"vector"}},
        create_enum{{"mood", {"sad", "glad"}}},
        alter_enum{"mood", {"sad"}, {"sad", "glad"}, {{"a", "b"}}, {{"notes", col("mood", type_kind::text)}}},
        create_table{notes()},
        create_table{partitioned},
        alter_table{"notes", {rename_column{"a", "b"}}},
        alter_table{"notes", {add_column{col("c", type_kind::date)}, add_column{col("d", type_kind::uuid)}}},
        alter_table{"notes", {alter_column{from, to}}},
        alter_table{"notes", {drop_constraint{check{"c", "id > 0"}}, drop_column{col("c", type_kind::json)}}},
        alter_table{"notes", {add_constraint{check{.name = "c", .expression = "id > 1", .not_valid = true}}}},
        alter_table{"notes", {comment_on_table{"a", "b"}}},
        alter_table{"notes", {rename_constraint{"a", "b"}}},
        create_index{lonely},
        drop_index{lonely},
        create_view{{.name = "v", .query = "select \"id\"\nfrom notes", .comment = {}}},
        drop_view{{.name = "v", .query = "select 1", .comment = "said"}},
        create_function{{.name = "f", .arguments = "a integer", .definition = "returns integer as $$ select a $$"}},
        alter_domain{{.name = "rank", .default_value = {}, .checks = {}},
                     {.name = "rank", .nullable = false, .default_value = {}, .checks = {}}},
        alter_sequence{{.name = "s"}, {.name = "s", .increment = 2, .maximum = 9}},
        rename_table{"a", "b"},
        rename_object{object_kind::index, "a", "b"},
        run_sql{"update notes set id = 1", sql_text(), {}},
        create_table{places()},
        distribute_table{"notes", {}, distribution{"tenant", {}}},
        distribute_table{"notes", {}, distribution{}},
        distribute_table{"notes", distribution{"tenant", "tenants"}, {}},
        distribute_table{"notes", distribution{"tenant", {}}, distribution{}},
        drop_table{notes()},
    };
}

}  // namespace

TEST_CASE("generated C++ is what it was", "[autogenerate]") {
    const std::string made = cpp_source(all_kinds(), 0);
    if (std::getenv("ROWAN_UPDATE_GOLDEN") != nullptr)
        std::ofstream(ROWAN_TESTS_DIR "/migrate/generated_source.inc") << made;
    CHECK(made == golden());
}

TEST_CASE("generated C++ is the operations that it was made of", "[autogenerate]") {
    migrate::operations made;
    compiled(made);
    CHECK(made.faults().empty());
    const std::vector<schema::operation> wanted = all_kinds();
    REQUIRE(made.list().size() == wanted.size());
    for (std::size_t i = 0; i != wanted.size(); ++i) {
        INFO(describe(wanted[i]));
        CHECK(made.list()[i] == wanted[i]);
    }
}
