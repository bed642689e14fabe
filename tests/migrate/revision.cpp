#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/revision.hpp>

#include <support/catch.hpp>

using rowan::on_delete;
using rowan::type_kind;
using rowan::migrate::graph;
using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::containing;
namespace schema = rowan::schema;

namespace {

using strings = std::vector<std::string>;

template <class Describe>
schema::table table_of(Describe describe) {
    operations op;
    op.create_table("tasks", describe);
    REQUIRE(op.faults().empty());
    return std::get<schema::create_table>(op.list().front()).object;
}

template <class Describe>
schema::column column_of(Describe describe) {
    return table_of(describe).columns.front();
}

rowan::sql_type type(type_kind kind) {
    rowan::sql_type result;
    result.kind = kind;
    return result;
}

schema::column plain_column(std::string name, type_kind kind) {
    schema::column result;
    result.name = std::move(name);
    result.type = type(kind);
    return result;
}

}  // namespace

TEST_CASE("a described table is the table that one would write out") {
    schema::table expected;
    expected.name = "tasks";
    expected.columns = {plain_column("id", type_kind::uuid), plain_column("project_id", type_kind::uuid),
                        plain_column("title", type_kind::varchar)};
    expected.columns[1].nullable = true;
    expected.columns[2].type.length = 255;
    expected.primary_key = schema::primary_key{"tasks_pkey", {"id"}};
    schema::foreign_key key;
    key.name = "tasks_project_id_fkey";
    key.columns = {"project_id"};
    key.referenced_table = "projects";
    key.referenced_columns = {"id"};
    key.on_delete = on_delete::cascade;
    expected.foreign_keys = {key};
    expected.uniques = {{"tasks_title_key", {"title"}}};
    schema::index index;
    index.name = "ix_tasks_project_id";
    index.table = "tasks";
    index.keys.emplace_back().column = "project_id";
    expected.indexes = {index};

    CHECK(table_of([](auto& t) {
              t.uuid("id").primary_key();
              t.uuid("project_id").nullable().references("projects", "id", on_delete::cascade).index();
              t.varchar("title", 255).unique();
          }) == expected);
}

TEST_CASE("each column function has its type") {
    const auto columns = table_of([](auto& t) {
                             t.boolean("a"), t.smallint("b"), t.integer("c"), t.bigint("d"), t.real("e"),
                                 t.double_precision("f"), t.text("g"), t.bytes("h"), t.uuid("i"), t.timestamp("j"),
                                 t.date("k"), t.json("l");
                         }).columns;
    const std::vector<type_kind> kinds{type_kind::boolean,   type_kind::smallint, type_kind::integer,
                                       type_kind::bigint,    type_kind::real,     type_kind::double_precision,
                                       type_kind::text,      type_kind::bytes,    type_kind::uuid,
                                       type_kind::timestamp, type_kind::date,     type_kind::json};
    REQUIRE(columns.size() == kinds.size());
    for (std::size_t i = 0; i != kinds.size(); ++i) {
        CAPTURE(i);
        CHECK(columns[i].type == type(kinds[i]));
        CHECK(columns[i].name == std::string(1, static_cast<char>('a' + i)));
        CHECK_FALSE(columns[i].nullable);
    }
}

TEST_CASE("a numeric column has its digits") {
    const auto column = column_of([](auto& t) { t.numeric("price", 10, 2); });
    CHECK(column.type.kind == type_kind::numeric);
    CHECK(column.type.precision == 10);
    CHECK(column.type.scale == 2);
}

TEST_CASE("an identity is a bigint that the database counts up") {
    const auto column = column_of([](auto& t) { t.identity("id"); });
    CHECK(column.type.kind == type_kind::bigint);
    CHECK(column.identity == schema::identity_kind::by_default);
}

TEST_CASE("a column of any type is described by the type") {
    const auto column =
        column_of([](auto& t) { t.column("embedding", {.kind = type_kind::other, .name = "vector(3)"}); });
    CHECK(column.type.name == "vector(3)");
}

TEST_CASE("a column keeps what else was said of it") {
    const auto column = column_of([](auto& t) {
        t.text("tags")
            .array()
            .nullable()
            .default_value("'{}'")
            .generated_as("lower(title)")
            .collation("C")
            .comment("words");
    });
    CHECK(column.type.array);
    CHECK(column.nullable);
    CHECK(column.default_value == schema::sql_text("'{}'"));
    CHECK(column.generated_as == schema::sql_text("lower(title)"));
    CHECK(column.collation == "C");
    CHECK(column.comment == "words");
}

TEST_CASE("keys and indexes of several columns carry all of them in their names") {
    const auto table = table_of([](auto& t) {
        t.integer("a"), t.integer("b");
        t.unique({"a", "b"});
        t.foreign_key({"a", "b"}).references("others", {"x", "y"});
        t.index({"a", rowan::migrate::desc("b")});
    });
    CHECK(table.uniques.front() == schema::unique{"tasks_a_b_key", {"a", "b"}});
    CHECK(table.foreign_keys.front().name == "tasks_a_b_fkey");
    CHECK(table.foreign_keys.front().referenced_columns == strings{"x", "y"});
    CHECK(table.indexes.front().name == "ix_tasks_a_b");
    CHECK(table.indexes.front().keys[1].order == schema::sort_order::descending);
}

TEST_CASE("every constraint and index can be named") {
    const auto table = table_of([](auto& t) {
        t.uuid("id").primary_key("pk");
        t.text("a").unique("uq").index("ix");
        t.unique({"a"}, "uq2");
        t.foreign_key("a").references("others", "x").named("fk");
        t.check("ck", "a <> ''");
        t.index("a").named("ix2");
    });
    CHECK(table.primary_key->name == "pk");
    CHECK(table.uniques[0].name == "uq");
    CHECK(table.uniques[1].name == "uq2");
    CHECK(table.foreign_keys[0].name == "fk");
    CHECK(table.checks[0] == schema::check{"ck", "a <> ''"});
    CHECK(table.indexes[0].name == "ix");
    CHECK(table.indexes[1].name == "ix2");
}

TEST_CASE("a foreign key keeps its actions") {
    const auto key = table_of([](auto& t) {
                         t.foreign_key("a")
                             .references("others", "x")
                             .on_delete(on_delete::set_null)
                             .on_update(rowan::on_update::cascade)
                             .deferrable(true);
                     }).foreign_keys.front();
    CHECK(key.on_delete == on_delete::set_null);
    CHECK(key.on_update == rowan::on_update::cascade);
    CHECK(key.deferrable);
    CHECK(key.initially_deferred);
}

TEST_CASE("an index of vectors is described by its method, operator class and options") {
    const auto index = table_of([](auto& t) {
                           t.index(rowan::migrate::index_key("place").operator_class("vector_cosine_ops"))
                               .method("hnsw")
                               .option("m", "16")
                               .where_supported();
                       }).indexes.front();
    CHECK(index.name == "ix_tasks_place");
    CHECK(index.keys.front().operator_class == "vector_cosine_ops");
    CHECK(index.method == "hnsw");
    CHECK(index.where_supported);
}

TEST_CASE("an index keeps what else was said of it") {
    const auto index = table_of([](auto& t) {
                           t.index({rowan::migrate::expression("lower(title)")})
                               .unique()
                               .where("a > 0")
                               .method("gin")
                               .option("m", "16")
                               .include({"b", "c"});
                       }).indexes.front();
    CHECK(index.name == "ix_tasks_expr");
    CHECK(index.keys.front().expression == schema::sql_text("lower(title)"));
    CHECK(index.unique);
    CHECK(index.where == schema::sql_text("a > 0"));
    CHECK(index.method == "gin");
    CHECK(index.options == std::vector<std::pair<std::string, std::string>>{{"m", "16"}});
    CHECK(index.include == strings{"b", "c"});
}

TEST_CASE("a table has one primary key") {
    operations op;
    op.create_table("tasks", [](auto& t) {
        t.uuid("a").primary_key();
        t.uuid("b").primary_key();
    });
    REQUIRE(op.faults().size() == 1);
    CHECK_THAT(op.faults().front(), containing(R"(table "tasks" has two primary keys)"));
    revision twice("001", "message");
    twice.change(
        [](operations& all) { all.create_table("x", [](auto& t) { t.primary_key("a"), t.primary_key("b"); }); });
    CHECK_THROWS_WITH(graph({twice}), containing(R"(revision 001: table "x" has two primary keys)"));
}

TEST_CASE("adding a column adds its index after it, dropping drops the index first") {
    operations op;
    op.add_column("tasks", [](auto& t) { t.text("note").nullable().index(); });
    op.drop_column("tasks", [](auto& t) { t.text("note").nullable().index(); });
    REQUIRE(op.list().size() == 4);
    CHECK(schema::describe(op.list()[0]) == R"(alter table "tasks": add column "note")");
    CHECK(schema::describe(op.list()[1]) == R"(create index "ix_tasks_note" on "tasks")");
    CHECK(schema::describe(op.list()[2]) == R"(drop index "ix_tasks_note" on "tasks")");
    CHECK(schema::describe(op.list()[3]) == R"(alter table "tasks": drop column "note")");
}

TEST_CASE("a column is added with its keys and dropped after them") {
    operations op;
    const auto described = [](auto& t) { t.uuid("other_id").references("others", "id").unique(); };
    op.add_column("tasks", described);
    op.drop_column("tasks", described);
    CHECK(schema::describe(op.list()[0]) ==
          R"(alter table "tasks": add column "other_id", add unique "tasks_other_id_key", add foreign key "tasks_other_id_fkey")");
    CHECK(schema::describe(op.list()[1]) ==
          R"(alter table "tasks": drop unique "tasks_other_id_key", drop foreign key "tasks_other_id_fkey", drop column "other_id")");
}

TEST_CASE("a column is altered from what it was to what it is to be") {
    operations op;
    op.alter_column(
          "tasks", [](auto& t) { t.text("rank"); }, [](auto& t) { t.integer("rank").nullable(); })
        .converted("rank::integer", "rank::text");
    const auto& change = std::get<schema::alter_column>(std::get<schema::alter_table>(op.list().front()).changes.front());
    CHECK(change.from.type.kind == rowan::type_kind::text);
    CHECK(change.to.type.kind == rowan::type_kind::integer);
    CHECK(change.to.nullable);
    CHECK(change.converted == schema::sql_text("rank::integer"));
    CHECK(op.faults().empty());
}

TEST_CASE("altering a column takes the same columns before and after, and no keys") {
    operations op;
    op.alter_column("tasks", [](auto& t) { t.text("a"); }, [](auto& t) { t.text("b"); });
    op.alter_column("tasks", [](auto& t) { t.text("a"); }, [](auto& t) { t.text("a").unique(); });
    REQUIRE(op.faults().size() == 2);
    CHECK_THAT(op.faults()[0], containing("op.rename_column"));
    CHECK_THAT(op.faults()[1], containing("op.add_constraint"));
}

TEST_CASE("a change is undone operation by operation, last one first") {
    revision made("001", "message");
    made.change([](operations& op) {
        op.create_enum("mood", {"sad"});
        op.create_table("people", [](auto& t) { t.enumeration("mood", "mood"); });
        op.rename_column("people", "mood", "feeling");
        op.create_view("sad_people", "select 1");
        op.create_index("", "people", "feeling").unique();
        op.create_extension("citext");
        op.sql("insert into people values ('sad')", "delete from people");
    });
    REQUIRE(made.down().size() == made.up().size());
    for (std::size_t i = 0; i != made.up().size(); ++i) {
        CAPTURE(i);
        CHECK(schema::reverse(made.up()[made.up().size() - 1 - i]) == made.down()[i]);
    }
    CHECK(schema::describe(made.down()[2]) == R"(drop unique index "ix_people_feeling" on "people")");
    CHECK(schema::describe(made.down()[3]) == R"(drop view "sad_people")");
    CHECK(schema::describe(made.down()[6]) == R"(drop enum "mood")");
}

TEST_CASE("an enum column knows the labels of a type that its own revision creates") {
    operations op;
    revision made("001", "message");
    made.up([](operations& all) {
        all.create_enum("mood", {"sad", "glad"});
        all.create_table("people", [](auto& t) { t.enumeration("mood", "mood"); });
    });
    CHECK(std::get<schema::create_table>(made.up()[1]).object.columns.front().type.labels == strings{"sad", "glad"});
}

TEST_CASE("a script may have a text of its own for a backend") {
    operations op;
    op.sql(schema::sql_text("select 1").on("sqlite", "select 2"));
    const auto& script = std::get<schema::run_sql>(op.list().front()).script;
    CHECK(script.for_dialect("postgresql") == "select 1");
    CHECK(script.for_dialect("sqlite") == "select 2");
}

TEST_CASE("a revision is a value") {
    const auto made = [] {
        return revision("001", "message").after("000").change([](operations& op) { op.create_enum("mood", {"sad"}); });
    };
    CHECK(made() == made());
    CHECK(made().id() == "001");
    CHECK(made().parents() == strings{"000"});
    CHECK_FALSE(made() == revision(made()).irreversible("so"));
}
