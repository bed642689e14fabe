#include "changes.hpp"

#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <functional>
#include <random>

// The way from one schema to another, found by looking at a database, gone on it, and gone back.

using namespace rowan;
using rowan::migrate::autogenerate;
using rowan::migrate::generated_changes;
using rowan::migrate::table_builder;
using rowan::schema::blueprint;
using rowan::schema::database;
using rowan::test::carry_out;
using rowan::test::test_database;
using rowan::test::way_back;

namespace {

using description = std::function<void(table_builder&)>;

schema::table made(const std::string& name, const description& how) {
    table_builder result(name);
    how(result);
    return result.table();
}

database of(std::vector<schema::table> tables) {
    database result;
    for (const schema::table& each : tables) {
        for (const schema::column& one : each.columns) {
            if (one.type.kind == type_kind::enumeration) result.enums.push_back({one.type.name, one.type.labels});
            if (one.domain) result.domains.push_back(*one.domain);
        }
    }
    result.tables = std::move(tables);
    return result;
}

database one(const description& how) { return of({made("tasks", how)}); }

void key(table_builder& t) { t.bigint("id").primary_key(); }

std::string text_of(const generated_changes& what) {
    std::string result;
    for (const auto& each : what.questions) result += "? " + schema::describe(each) + '\n';
    result += migrate::cpp_source(what.up, 0);
    return result + what.inexact;
}

/// There, nothing left to do, back, nothing left to undo.
generated_changes goes(test_database& on, const database& from, const database& to,
                       std::vector<schema::answer> answers = {}, const std::string& rows = {}) {
    session& db = on.session();
    carry_out(db, creation_of(from));
    if (!rows.empty()) db.execute_script(rows);
    const auto none = autogenerate(db, {from});
    INFO("before:\n" << text_of(none));
    CHECK(none.empty());
    const auto changes = autogenerate(db, {to}, {.answers = answers});
    INFO("way there:\n" << text_of(changes));
    CHECK(changes.questions.empty());
    CHECK_FALSE(changes.up.empty());
    CHECK(changes.inexact.empty());
    carry_out(db, changes.up);
    const auto again = autogenerate(db, {to}, {.answers = answers});
    INFO("second run:\n" << text_of(again));
    CHECK(again.empty());
    carry_out(db, way_back(changes));
    const auto left = autogenerate(db, {from});
    INFO("after the way back:\n" << text_of(left));
    CHECK(left.empty());
    return changes;
}

}  // namespace

DATABASE_TEST_CASE("a table comes and goes", "[autogenerate]") {
    goes(database, {}, one([](auto& t) {
             key(t);
             t.text("title").index();
             t.varchar("code", 20).unique();
             t.enumeration("mood", "mood", {"sad", "glad"}).default_value("'sad'");
             t.check("tasks_title_check", "title <> ''");
         }));
}

DATABASE_TEST_CASE("a column comes and goes", "[autogenerate]") {
    goes(database, one(key), one([](auto& t) {
             key(t);
             t.text("note").nullable();
             t.integer("rank").default_value("0");
         }));
}

DATABASE_TEST_CASE("a column's nullability, type, length and default change", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.text("a");
             t.integer("b");
             t.varchar("c", 20);
             t.numeric("d", 10, 2);
             t.text("e").default_value("'x'");
             t.integer("f").default_value("1");
             t.boolean("g").nullable();
         }),
         one([](auto& t) {
             key(t);
             t.text("a").nullable();
             t.bigint("b");
             t.varchar("c", 50);
             t.numeric("d", 12, 3);
             t.text("e");
             t.integer("f").default_value("2");
             t.boolean("g").default_value("true").nullable();
         }));
}

DATABASE_TEST_CASE("a text becomes a number and the other way round", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.text("a");
             t.integer("b");
         }),
         one([](auto& t) {
             key(t);
             t.integer("a");
             t.text("b");
         }));
}

DATABASE_TEST_CASE("a check changes under its name", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.integer("rank");
             t.check("rank_check", "rank > 0");
         }),
         one([](auto& t) {
             key(t);
             t.integer("rank");
             t.check("rank_check", "rank >= 0 and rank in (1, 2, 3)");
         }));
}

DATABASE_TEST_CASE("keys and unique constraints change", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.integer("a");
             t.integer("b");
             t.unique({"a", "b"});
         }),
         one([](auto& t) {
             t.bigint("id");
             t.integer("a");
             t.integer("b");
             t.primary_key({"id", "a"});
             t.unique("b");
         }));
}

DATABASE_TEST_CASE("a foreign key changes what it does", "[autogenerate]") {
    const auto both = [](schema::referential_action action) {
        return of({made("people", key), made("tasks", [&](auto& t) {
                       key(t);
                       t.bigint("owner_id").nullable().references("people", "id", action);
                   })});
    };
    goes(database, both(schema::referential_action::no_action), both(schema::referential_action::set_null));
}

DATABASE_TEST_CASE("tables whose keys go in a circle come and go", "[autogenerate]") {
    goes(database, {},
         of({made("a",
                  [](auto& t) {
                      key(t);
                      t.bigint("b_id").nullable().references("b", "id");
                      t.bigint("a_id").nullable().references("a", "id");
                  }),
             made("b", [](auto& t) {
                 key(t);
                 t.bigint("a_id").nullable().references("a", "id");
             })}));
}

DATABASE_TEST_CASE("a table that another one refers to goes", "[autogenerate]") {
    goes(database,
         of({made("people", key), made("tasks",
                                       [](auto& t) {
                                           key(t);
                                           t.bigint("owner_id").nullable().references("people", "id");
                                       })}),
         of({made("tasks", [](auto& t) {
             key(t);
             t.bigint("owner_id").nullable();
         })}));
}

DATABASE_TEST_CASE("a key to a table that comes is added to one that is there", "[autogenerate]") {
    goes(database, one(key), of({made("people", key), made("tasks", [](auto& t) {
                                     key(t);
                                     t.bigint("owner_id").nullable().references("people", "id");
                                 })}));
}

DATABASE_TEST_CASE("indexes change their columns, order, predicate and uniqueness", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.text("a");
             t.text("b");
             t.index("a").named("one");
             t.index("a").named("two").where("a <> 'x'");
             t.index("b").named("three");
             t.index("b").named("four");
         }),
         one([](auto& t) {
             key(t);
             t.text("a");
             t.text("b");
             t.index({"a", "b"}).named("one");
             t.index("a").named("two").where("a <> 'y' and b = 'z'");
             t.index(migrate::desc("b")).named("three");
             t.index("b").named("four").unique();
         }));
}

DATABASE_TEST_CASE("a generated column comes, changes what it computes, and goes", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.integer("a");
             t.integer("twice").nullable().generated_as("a * 2");
             t.integer("old").nullable().generated_as("a + 1");
             t.index("twice");
         }),
         one([](auto& t) {
             key(t);
             t.integer("a");
             t.integer("twice").nullable().generated_as("a + a + 1");
             t.integer("now").nullable().generated_as("a - 1");
             t.index("twice");
         }));
}

DATABASE_TEST_CASE("a label is put behind the others, between them, and taken away", "[autogenerate]") {
    const auto mood = [](std::vector<std::string> labels) {
        return one([&](auto& t) {
            key(t);
            t.enumeration("mood", "mood", labels).default_value("'sad'");
            t.check("tasks_mood_check", "mood <> 'glad' or id > 0");
            t.index("id").named("tasks_sad").where("mood = 'sad'");
        });
    };
    const std::string rows = "insert into tasks (id, mood) values (1, 'sad'), (2, 'glad')";
    SECTION("behind") { goes(database, mood({"sad", "glad"}), mood({"sad", "glad", "wild"}), {}, rows); }
    SECTION("between") { goes(database, mood({"sad", "glad"}), mood({"sad", "so-so", "glad"}), {}, rows); }
    SECTION("away") { goes(database, mood({"sad", "wild", "glad"}), mood({"sad", "glad"}), {}, rows); }
    SECTION("another order") { goes(database, mood({"sad", "wild", "glad"}), mood({"glad", "sad", "wild"}), {}, rows); }
}

DATABASE_TEST_CASE("a label with a new name is asked for", "[autogenerate]") {
    const auto mood = [](std::vector<std::string> labels) {
        return one([&](auto& t) {
            key(t);
            t.enumeration("mood", "mood", labels).default_value("'sad'");
        });
    };
    session& db = database.session();
    carry_out(db, creation_of(mood({"sad", "glad"})));
    const auto asked = autogenerate(db, {mood({"sad", "happy"})});
    REQUIRE(asked.questions.size() == 1);
    CHECK(asked.up.empty());
    CHECK(key_of(asked.questions.front()) == "rename label mood.glad");
    const auto told = autogenerate(db, {mood({"sad", "happy"})}, {.answers = {{"rename label mood.glad", "happy"}}});
    db.execute_script("insert into tasks (id, mood) values (1, 'glad')");
    carry_out(db, told.up);
    CHECK(db.query("select mood from tasks where mood = 'happy'").next());
    CHECK(autogenerate(db, {mood({"sad", "happy"})}).empty());
}

DATABASE_TEST_CASE("a column becomes an enum, and a text again", "[autogenerate]") {
    goes(database, one([](auto& t) {
             key(t);
             t.text("mood");
         }),
         one([](auto& t) {
             key(t);
             t.enumeration("mood", "mood", {"sad", "glad"});
         }));
}

DATABASE_TEST_CASE("a domain's rule changes", "[autogenerate]") {
    const auto rated = [](const std::string& rule) {
        return one([&](auto& t) {
            key(t);
            t.domain("rank", schema::domain{.name = "rank",
                                            .type = {.kind = type_kind::integer},
                                            .default_value = {},
                                            .checks = {{.name = "rank_check", .expression = rule}}});
        });
    };
    goes(database, rated("value > 0"), rated("value > 0 and value < 10"));
}

DATABASE_TEST_CASE("a column and a table with new names are asked for, and keep their rows", "[autogenerate]") {
    const auto old = of({made("tasks", [](auto& t) {
        key(t);
        t.text("title").index();
        t.text("body").nullable();
        t.check("tasks_title_check", "title <> ''");
    })});
    const auto now = of({made("todos", [](auto& t) {
        key(t);
        t.text("headline").index();
        t.text("body").nullable();
        t.check("todos_headline_check", "headline <> ''");
    })});
    session& db = database.session();
    carry_out(db, creation_of(old));
    const auto asked = autogenerate(db, {now});
    REQUIRE(asked.questions.size() == 1);
    CHECK(key_of(asked.questions[0]) == "rename table tasks");
    const auto then = autogenerate(db, {now}, {.answers = {{"rename table tasks", "todos"}}});
    REQUIRE(then.questions.size() == 1);
    CHECK(key_of(then.questions[0]) == "rename todos.title");
    db.execute_script("insert into tasks (id, title) values (1, 'a')");
    const std::vector<schema::answer> answers{{"rename table tasks", "todos"}, {"rename todos.title", "headline"}};
    const auto changes = autogenerate(db, {now}, {.answers = answers});
    INFO(text_of(changes));
    carry_out(db, changes.up);
    CHECK(db.query("select headline from todos").next());
    const auto again = autogenerate(db, {now});
    INFO(text_of(again));
    CHECK(again.empty());
    carry_out(db, way_back(changes));
    const auto left = autogenerate(db, {old});
    INFO(text_of(left));
    CHECK(left.empty());
    CHECK(db.query("select title from tasks").next());
}

DATABASE_TEST_CASE("a column that is dropped is dropped only when that was said", "[autogenerate]") {
    const auto old = one([](auto& t) {
        key(t);
        t.text("title");
    });
    const auto now = one([](auto& t) {
        key(t);
        t.text("headline").nullable();
    });
    session& db = database.session();
    carry_out(db, creation_of(old));
    CHECK(autogenerate(db, {now}).up.empty());
    CHECK_FALSE(autogenerate(db, {now}, {.answers = {{"rename tasks.title", "dropped"}}}).up.empty());
    CHECK_THROWS_AS(autogenerate(db, {now}, {.answers = {{"rename tasks.title", "header"}}}), mapping_error);
}

DATABASE_TEST_CASE("rows get what was answered for a new column that is not null", "[autogenerate]") {
    const auto now = one([](auto& t) {
        key(t);
        t.integer("rank");
    });
    session& db = database.session();
    carry_out(db, creation_of(one(key)));
    db.execute_script("insert into tasks (id) values (1)");
    const auto asked = autogenerate(db, {now});
    REQUIRE(asked.questions.size() == 1);
    CHECK(key_of(asked.questions.front()) == "fill tasks.rank");
    carry_out(db, autogenerate(db, {now}, {.answers = {{"fill tasks.rank", "7"}}}).up);
    auto row = db.query("select rank from tasks");
    REQUIRE(row.next());
    CHECK(row.get<int>(0) == 7);
    CHECK(autogenerate(db, {now}).empty());
}

DATABASE_TEST_CASE("rows without a value get what was answered before a column is not null", "[autogenerate]") {
    const auto ranked = [](bool nullable) {
        return one([&](auto& t) {
            key(t);
            auto rank = t.integer("rank");
            if (nullable) rank.nullable();
        });
    };
    session& db = database.session();
    carry_out(db, creation_of(ranked(true)));
    db.execute_script("insert into tasks (id) values (1)");
    const auto asked = autogenerate(db, {ranked(false)});
    REQUIRE(asked.questions.size() == 1);
    CHECK(key_of(asked.questions.front()) == "fill nulls tasks.rank");
    carry_out(db, autogenerate(db, {ranked(false)}, {.answers = {{"fill nulls tasks.rank", "0"}}}).up);
    CHECK(autogenerate(db, {ranked(false)}).empty());
}

DATABASE_TEST_CASE("tables of rowan, of other tools and ignored ones are left alone", "[autogenerate]") {
    session& db = database.session();
    db.execute_script(
        "create table rowan_heads (a int); create table alembic_version (a int);"
        "create table audit_log (a int); create table mine (a int)");
    CHECK(autogenerate(db, {}, {.ignored = {"audit_*", "mine"}}).empty());
    CHECK(autogenerate(db, {}).up.size() == 2);
}

DATABASE_TEST_CASE("views, triggers and functions that structs say nothing of stay, and come back behind a change",
                   "[autogenerate]") {
    const auto ranked = [](type_kind kind) {
        return one([&](auto& t) {
            key(t);
            t.column("rank", {.kind = kind});
            t.text("title");
        });
    };
    session& db = database.session();
    carry_out(db, creation_of(ranked(type_kind::integer)));
    db.execute_script("create view ranks as select id, rank from tasks; create view top as select rank from ranks");
    CHECK(autogenerate(db, {ranked(type_kind::integer)}).empty());
    const auto changes = autogenerate(db, {ranked(type_kind::numeric)});
    INFO(text_of(changes));
    carry_out(db, changes.up);
    CHECK_NOTHROW(db.execute_script("select * from top"));
    CHECK(autogenerate(db, {ranked(type_kind::numeric)}).empty());
    carry_out(db, way_back(changes));
    CHECK(autogenerate(db, {ranked(type_kind::integer)}).empty());
    CHECK_NOTHROW(db.execute_script("select * from top"));
}

namespace {

/// A schema of a few tables, the same for the same number.
class random_schema {
public:
    explicit random_schema(unsigned seed) : random_(seed) {}

    database make() {
        choose_types();
        std::vector<schema::table> tables;
        std::vector<std::string> names;
        for (const char* name : {"a", "b", "c", "d"}) {
            if (below(4) != 0) names.emplace_back(name);
        }
        for (const std::string& name : names) {
            tables.push_back(made(name, [&](table_builder& t) {
                key(t);
                for (const char column : std::string("klmno")) {
                    if (below(3) != 0) add(t, column);
                }
                if (below(2) == 0) t.check(name + "_check", "id > " + std::to_string(below(3)));
                for (const std::string& other : names) {
                    if (below(4) != 0) continue;
                    t.bigint(other + "_id")
                        .nullable()
                        .references(other, "id",
                                    below(2) == 0 ? schema::referential_action::cascade
                                                  : schema::referential_action::no_action);
                }
            }));
        }
        database result = of(std::move(tables));
        result.enums.erase(std::unique(result.enums.begin(), result.enums.end()), result.enums.end());
        result.domains.erase(std::unique(result.domains.begin(), result.domains.end()), result.domains.end());
        add_views(result);
        return result;
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

    // `red` is what rows have, and get where their column comes back.
    void choose_types() {
        labels_ = {"green", "blue", "black"};
        std::shuffle(labels_.begin(), labels_.end(), random_);
        labels_.resize(below(4));
        labels_.insert(labels_.begin(), "red");
        grade_ = {.name = "grade",
                  .type = {.kind = below(2) == 0 ? type_kind::integer : type_kind::bigint},
                  .default_value = {},
                  .checks = {{.name = "grade_check",
                              .expression = "value > " + std::to_string(static_cast<int>(below(2)) - 1)}}};
    }

    // A name has values of one sort, so that rows can come along.
    void add(table_builder& t, char column) {
        const std::string name(1, column);
        const auto add_rest = [&](auto built) {
            // What a key or a rule would refuse in rows that have no value must take null to come back.
            const bool is_unique = below(4) == 0;
            if (is_unique) built.unique();
            if (is_unique || column == 'o' || column == 'k' || below(2) == 0) built.nullable();
            if (below(4) == 0) built.index();
        };
        switch (column) {
            case 'k':
                if (below(3) == 0) return add_rest(t.numeric(name, 10, static_cast<int>(below(3))));
                return add_rest(t.integer(name).default_value(std::to_string(below(3))));
            case 'l':
                if (below(2) == 0) return add_rest(t.text(name));
                return add_rest(t.varchar(name, static_cast<int>(10 + below(2))));
            case 'm': return add_rest(t.enumeration(name, "colour", labels_));
            case 'n': return add_rest(t.boolean(name).default_value(below(2) == 0 ? "true" : "false"));
            default: return add_rest(t.domain(name, grade_));
        }
    }

    // One on a table, and one on that.
    void add_views(database& to) {
        for (const schema::table& each : to.tables) {
            if (below(2) == 0) continue;
            const std::string column = each.columns[below(static_cast<unsigned>(each.columns.size()))].name;
            const std::string name = "of_" + each.name;
            to.views.push_back({name, "select id, " + column + " as x from " + each.name +
                                          (below(2) == 0 ? "" : " where id > " + std::to_string(below(3)))});
            if (below(2) == 0) to.views.push_back({"on_" + name, "select x from " + name});
        }
    }

    std::mt19937 random_;
    std::vector<std::string> labels_;
    schema::domain grade_;
};

std::string value_of(const std::string& column) {
    switch (column.back()) {
        case 'k': return "1";
        case 'l': return "'1'";
        case 'm': return "'red'";
        case 'n': return "true";
        case 'o': return "1";
        default: return "null";
    }
}

generated_changes settled(session& db, const database& to) {
    migrate::autogenerate_options how;
    for (;;) {
        generated_changes result = autogenerate(db, {to}, how);
        if (result.questions.empty()) return result;
        for (const schema::question& each : result.questions) {
            const bool fills =
                each.what == schema::question::kind::fill_column || each.what == schema::question::kind::fill_nulls;
            how.answers.push_back({key_of(each), fills ? value_of(each.subject) : "dropped"});
        }
    }
}

/// A row in each table that has none.
void add_rows(session& db, const database& in) {
    for (const schema::table& each : in.tables) {
        std::string names = "id";
        std::string values = "10";
        for (const schema::column& one : each.columns) {
            if (one.name.size() != 1) continue;
            names += ", " + one.name;
            values += ", " + value_of(one.name);
        }
        db.execute_script("insert into " + each.name + " (" + names + ") select " + values +
                          " where not exists (select 1 from " + each.name + ")");
    }
}

std::int64_t rows(session& db, const database& in, const database& also_in) {
    std::int64_t result = 0;
    for (const schema::table& each : in.tables) {
        const bool stays = std::any_of(also_in.tables.begin(), also_in.tables.end(),
                                       [&](const schema::table& one) { return one.name == each.name; });
        if (stays) result += db.query_value<std::int64_t>("select count(*) from " + each.name);
    }
    return result;
}

}  // namespace

DATABASE_TEST_CASE("from any schema with rows there is a way to any other, and back", "[autogenerate]") {
    session& db = database.session();
    for (unsigned seed = 1; seed <= 40; ++seed) {
        random_schema make(seed);
        const auto from = make.make();
        const auto to = make.make();
        INFO("seed " << seed);
        const auto begin = settled(db, from);
        INFO("to begin with:\n" << text_of(begin));
        carry_out(db, begin.up);
        add_rows(db, from);
        const auto before = introspect(db);
        const std::int64_t count = rows(db, from, to);
        const auto changes = settled(db, to);
        INFO(text_of(changes));
        carry_out(db, changes.up);
        const auto again = settled(db, to);
        INFO("second run:\n" << text_of(again));
        REQUIRE(again.empty());
        CHECK(rows(db, from, to) == count);
        carry_out(db, way_back(changes));
        const auto left = settled(db, from);
        INFO("after the way back:\n" << text_of(left));
        REQUIRE(left.empty());
        CHECK(introspect(db).views == before.views);
        CHECK(rows(db, from, to) == count);
    }
}

DATABASE_TEST_CASE("any schema is read as it was made", "[autogenerate]") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        test_database one(database.is("postgresql") ? "postgresql" : "memory");
        carry_out(one.session(), creation_of(random_schema(seed).make()));
        const auto first = introspect(one.session());
        test_database other(database.is("postgresql") ? "postgresql" : "memory");
        carry_out(other.session(), creation_of(first));
        CHECK(introspect(other.session()) == first);
    }
}
