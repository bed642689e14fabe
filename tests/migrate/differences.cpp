#include <support/database.hpp>

#include <rowan/migrate/differences.hpp>
#include <rowan/schema/diff.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <concepts>
#include <map>
#include <set>

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

database hard_schema(test::test_database& in) {
    test::make_hard(in);
    return introspect(in.session(), {.every_schema = true});
}

}  // namespace

TEST_CASE("a column's difference has both definitions", "[differences]") {
    database left = tasks({col("id"), col("rank", type_kind::integer, false)});
    database right = left;
    left.tables[0].columns[1].default_value = "0";
    CHECK(lines(left, right) == strings{R"x(tasks.rank: "integer default 0 not null" in A, "integer not null" in B)x"});
    const auto found = differences(left, right, postgresql_dialect());
    CHECK(found[0] == schema_difference{"table", "", "tasks", "column", "rank", "", "integer default 0 not null",
                                        "integer not null"});
}

TEST_CASE("what is not there has an empty side", "[differences]") {
    const database left = tasks({col("id"), col("note")});
    database right = tasks({col("id"), col("rank", type_kind::integer)});
    right.tables[0].indexes.push_back({.name = "ix", .table = "tasks", .keys = {{.column = "rank"}}});
    CHECK(lines(left, right) ==
          strings{R"x(tasks.note: "text" in A, not in B)x", R"x(tasks.rank: not in A, "integer" in B)x",
                  R"x(tasks, index ix: not in A, "create index "ix" on "tasks" ("rank")" in B)x"});
    CHECK(lines(left, {}) == strings{"table tasks: in A, not in B"});
    CHECK(differences(left, {}, postgresql_dialect())[0].left.starts_with(R"(create table "tasks" ()"));
    CHECK(differences({}, left, postgresql_dialect())[0].left.empty());
}

TEST_CASE("what no definition tells is a difference of its own", "[differences]") {
    database left = tasks({col("id"), col("rank", type_kind::integer)});
    database right = left;
    left.tables[0].comment = "to do";
    right.tables[0].columns[1].comment = "how urgent";
    right.tables[0].columns[1].default_value = "0";
    right.tables[0].row_security = true;
    right.tables[0].options = {{"fillfactor", "70"}};
    CHECK(lines(left, right) == strings{R"x(tasks.rank: "integer" in A, "integer default 0" in B)x",
                                        R"x(tasks.rank, comment: none in A, "how urgent" in B)x",
                                        R"x(tasks, comment: "to do" in A, none in B)x",
                                        R"x(tasks, options: none in A, "fillfactor = 70" in B)x",
                                        R"x(tasks, row security: "false" in A, "true" in B)x"});
}

TEST_CASE("constraints of one name are one difference, of other names that alone", "[differences]") {
    database left = tasks({col("id"), col("rank", type_kind::integer)});
    left.tables[0].checks.push_back({.name = "positive", .expression = "rank > 0"});
    left.tables[0].uniques.push_back({.name = "once", .columns = {"rank"}});
    left.tables[0].primary_key = schema::primary_key{.name = "tasks_pkey", .columns = {"id"}};
    database right = left;
    CHECK(lines(left, right).empty());
    right.tables[0].checks[0].expression = "rank >= 0";
    right.tables[0].uniques[0].name = "only_once";
    right.tables[0].primary_key->name.clear();
    right.tables[0].primary_key->columns = {"rank"};
    CHECK(
        lines(left, right) ==
        strings{
            R"x(tasks, unique once: "constraint "once" unique ("rank")" in A, "constraint "only_once" unique ("rank")" in B)x",
            R"x(tasks, primary key tasks_pkey: "constraint "tasks_pkey" primary key ("id")" in A, "primary key ("rank")" in B)x",
            R"x(tasks, check positive: "constraint "positive" check (rank > 0)" in A, "constraint "positive" check (rank >= 0)" in B)x"});
    right = left;
    right.tables[0].uniques[0].name.clear();
    CHECK(lines(left, right).empty());
    left.tables[0].checks[0].not_valid = true;
    CHECK(lines(left, right) == strings{R"x(tasks, check positive, not valid: "true" in A, "false" in B)x"});
}

TEST_CASE("a key to a table that is left out is no difference", "[differences]") {
    database left = tasks({col("id"), col("log_id")});
    left.tables[0].foreign_keys.push_back(
        {.name = "k", .columns = {"log_id"}, .referenced_table = "audit_log", .referenced_columns = {"id"}});
    CHECK(schema::diff(left, left, {.ask = false}).empty());
    CHECK(lines(left, left).empty());
}

TEST_CASE("a type's difference is told once", "[differences]") {
    schema::column mood{.name = "mood", .type = {.kind = type_kind::enumeration, .name = "mood", .labels = {"a"}}};
    schema::column code = col("code", type_kind::domain);
    code.type.name = "code";
    code.domain = schema::domain{.name = "code", .type = {.kind = type_kind::text}};
    database left = tasks({mood, code});
    left.enums.push_back({"mood", {"a"}});
    left.domains.push_back(*code.domain);
    database right = left;
    right.enums[0].labels.push_back("b");
    right.tables[0].columns[0].type.labels.push_back("b");
    right.domains[0].nullable = false;
    right.tables[0].columns[1].domain->nullable = false;
    CHECK(
        lines(left, right) ==
        strings{R"x(enum mood: "create type "mood" as enum ('a')" in A, "create type "mood" as enum ('a', 'b')" in B)x",
                R"x(domain code: "create domain "code" as text" in A, "create domain "code" as text not null" in B)x"});
}

TEST_CASE("of long texts, what is around the first difference is shown", "[differences]") {
    database left;
    left.functions.push_back(
        {"touch", "", "returns trigger language plpgsql as $$ begin\n  new.at = now();\n  return new;\nend $$"});
    database right = left;
    right.functions[0].definition =
        "returns trigger language plpgsql as $$ begin\n  new.at = now();\n  return old;\nend $$";
    CHECK(lines(left, right) ==
          strings{R"x(function touch(): "line 4:   return new;" in A, "line 4:   return old;" in B)x"});
    left = tasks({col("id")});
    std::string before;
    for (int i = 0; i != 300; ++i) before += "ä";
    left.tables[0].checks.push_back({.name = "c", .expression = before + "1" + std::string(300, 'b')});
    right = left;
    right.tables[0].checks[0].expression = before + "2" + std::string(300, 'b');
    const strings said = lines(left, right);
    REQUIRE(said.size() == 1);
    CHECK(said[0].size() < 500);
    CHECK(said[0].find("1bbb") != std::string::npos);
    CHECK(said[0].find("2bbb") != std::string::npos);
}

DATABASE_TEST_CASE("triggers, policies and rules are parts of their table or view", "[differences]") {
    if (database.is("file")) return;  // as in memory
    const schema::database all = hard_schema(database);
    schema::database fewer = all;
    fewer.triggers.clear();
    fewer.policies.clear();
    fewer.others.clear();
    std::set<std::string> objects;
    for (const schema_difference& each : differences(all, fewer, database.session().dialect())) {
        if (each.object == "table" || each.object == "view") objects.insert(each.name + ' ' + each.part);
    }
    using set = std::set<std::string>;
    const set on_sqlite{"Ein \"Haus\" trigger", "plain trigger", "Über trigger"};
    const set on_postgresql{"egg policy",   "events trigger", "hen trigger", "keeper rule",
                            "rooms policy", "rooms trigger",  "Über trigger"};
    CHECK(objects == (database.is("sqlite") ? on_sqlite : on_postgresql));
}

TEST_CASE("differences stand under a heading for each object, and are counted", "[differences]") {
    database left = tasks({col("id"), col("rank", type_kind::integer)});
    database right = tasks({col("id", type_kind::bigint)});
    right.tables[0].checks.push_back({.name = "c", .expression = std::string(80, 'x')});
    left.tables[0].checks.push_back({.name = "c", .expression = std::string(80, 'y')});
    right.tables.push_back(right.tables[0]);
    right.tables[1].name = "other table";
    const std::string x(80, 'x');
    const std::string y(80, 'y');
    CHECK(migrate::describe(differences(left, right, postgresql_dialect()), "a", "the other") ==
          "table \"other table\": not in a, in the other\n"
          "table tasks\n"
          "  column id: \"text\" in a, \"bigint\" in the other\n"
          "  column rank: \"integer\" in a, not in the other\n"
          "  check c:\n"
          "    a: constraint \"c\" check (" +
              y +
              ")\n"
              "    the other: constraint \"c\" check (" +
              x +
              ")\n"
              "4 differences in 2 objects\n");
    CHECK(migrate::describe(differences(left, left, postgresql_dialect()), "a", "b").empty());
    CHECK(
        migrate::to_json(differences(tasks({col("id")}), tasks({col("id"), col("n")}), postgresql_dialect())) ==
        R"x([{"object":"table","schema":null,"name":"tasks","part":"column","part_name":"n","property":null,"left":null,"right":"text"}])x");
}

namespace {

/// Changes one thing of a schema: the number `which` of all values in it that can be another.
class one_change {
public:
    explicit one_change(std::size_t which) : left_(which) {}

    /// What was changed; empty where there are not so many.
    const std::string& path() const { return path_; }
    /// The same of all elements of a list.
    std::string kind() const {
        std::string result = path_;
        std::erase_if(result, [](char each) { return each >= '0' && each <= '9'; });
        return result;
    }

    template <class T>
    requires meta::described<T>
    void visit(T& of, const std::string& path) {
        meta::for_each_member(of, [&](std::size_t at, auto& member) {
            if (path_.empty()) visit(member, path + '.' + std::string(meta::member_names<T>[at]));
        });
    }
    void visit(std::string& of, const std::string& path) {
        if (is_it(path)) of += 'x';
        if (!of.empty() && is_it(path + " = nothing")) of.clear();
    }
    void visit(bool& of, const std::string& path) {
        if (is_it(path)) of = !of;
    }
    template <std::integral Number>
    void visit(Number& of, const std::string& path) {
        if (is_it(path)) ++of;
    }
    template <described_enum E>
    void visit(E& of, const std::string& path) {
        const auto all = enumeration_of<E>.entries;
        const auto next = (static_cast<std::size_t>(of) + 1) % all.size();
        if (is_it(path)) of = static_cast<E>(all[next].value);
    }
    void visit(schema::sql_text& of, const std::string& path) {
        if (is_it(path)) of = of.text() + " x";
    }
    template <class T>
    void visit(std::optional<T>& of, const std::string& path) {
        if (of) visit(*of, path);
        if (path_.empty() && is_it(path + (of ? " gone" : " come"))) of ? of.reset() : void(of.emplace());
    }
    template <class T>
    void visit(std::vector<T>& of, const std::string& path) {
        for (std::size_t i = 0; i != of.size() && path_.empty(); ++i)
            visit(of[i], path + '[' + std::to_string(i) + ']');
        if (!of.empty() && path_.empty() && is_it(path + " without the first")) of.erase(of.begin());
        if (!of.empty() && path_.empty() && is_it(path + " with one twice")) of.push_back(T(of.front()));
        if (of.size() > 1 && path_.empty() && is_it(path + " turned")) std::reverse(of.begin(), of.end());
    }
    template <class First, class Second>
    void visit(std::pair<First, Second>& of, const std::string& path) {
        visit(of.first, path + ".first");
        if (path_.empty()) visit(of.second, path + ".second");
    }

private:
    bool is_it(const std::string& path) {
        if (!path_.empty() || left_-- != 0) return false;
        path_ = path;
        return true;
    }

    std::size_t left_;
    std::string path_;
};

}  // namespace

DATABASE_TEST_CASE("a difference is found exactly where schema::diff has something to do", "[differences]") {
    if (database.is("file")) return;  // the same schema as in memory
    const dialect& by = database.session().dialect();
    const schema::database all = hard_schema(database);
    REQUIRE(schema::diff(all, all, {.ask = false}).empty());
    REQUIRE(differences(all, all, by).empty());
    std::size_t found = 0;
    std::map<std::string, int> tried;
    for (std::size_t which = 0;; ++which) {
        schema::database other = all;
        one_change change(which);
        change.visit(other, "");
        if (change.path().empty()) break;
        if (++tried[change.kind()] > 3) continue;
        const auto there = differences(all, other, by);
        const auto back = differences(other, all, by);
        INFO(change.path() << '\n' << migrate::describe(there, "A", "B") << migrate::describe(back, "B", "A"));
        CHECK(there.empty() == schema::diff(all, other, {.ask = false}).empty());
        CHECK(back.empty() == schema::diff(other, all, {.ask = false}).empty());
        for (const schema_difference& each : there) CHECK(each.left != each.right);
        if (!there.empty()) ++found;
    }
    CHECK(found > 300);
}
