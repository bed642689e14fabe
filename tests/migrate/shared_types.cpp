#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

using rowan::migrator;
using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::containing;

namespace {

using texts = std::vector<std::string>;
using revisions = std::vector<revision>;

constexpr auto allow = rowan::migrate::when_occupied::allow;

rowan::schema::domain grade() {
    return {.name = "grade",
            .type = {.kind = rowan::type_kind::integer},
            .nullable = false,
            .default_value = "3",
            .checks = {{"grade_check", "value > 0 and value <= 6"}}};
}

/// Pupils of a mood and a grade.
revision pupils() {
    return revision("001", "Create pupils").change([](operations& op) {
        op.create_enum("mood", {"sad", "glad"});
        op.create_domain(grade());
        op.create_table("pupils", [](auto& t) {
            t.integer("id").primary_key();
            t.enumeration("mood", "mood");
            t.domain("grade", "grade");
        });
    });
}

/// On a branch of its own, with the same types.
revision exams() {
    return revision("901", "Create exams").label("exams").change([](operations& op) {
        op.create_enum("mood", {"sad", "glad"});
        op.create_domain(grade());
        op.create_table("exams", [](auto& t) {
            t.integer("id").primary_key();
            t.enumeration("before", "mood");
            t.enumeration("after", "mood").array();
            t.domain("grade", "grade");
        });
    });
}

template <class Work>
std::string refusal(const Work& work) {
    try {
        work();
    } catch (const rowan::migrate::revision_error& refused) { return refused.what(); }
    FAIL("nothing was refused");
    return {};
}

std::string refusal_of_upgrade(rowan::session& in, const revisions& all) {
    return refusal([&] { migrator(in, all).on_occupied(allow).upgrade("heads"); });
}

/// The notes of the way up.
texts notes_of_upgrade(rowan::session& in, const revisions& all) {
    return migrator(in, all).on_occupied(allow).upgrade("heads").notes;
}

revision after_pupils(void (*describe)(operations&)) {
    return revision("002", "Next").after("001").up(describe).irreversible("a test");
}

}  // namespace

DATABASE_TEST_CASE("types that two branches create are there once and go with the last of them", "[migrate][shared]") {
    rowan::session& db = database.session();
    const bool has_types = database.session().dialect().can().domains;
    migrator runner(db, revisions{pupils(), exams()});
    const texts up = runner.upgrade("heads").notes;
    CHECK(up == (has_types ? texts{R"(901: enum type "mood" was there already, with the same labels)",
                                   R"(901: domain "grade" was there already, with the same definition)"}
                           : texts{}));
    const texts first = runner.downgrade("exams@base").notes;
    CHECK(first == (has_types ? texts{R"(901: type "grade" stays: used by pupils.grade)",
                                      R"(901: type "mood" stays: used by pupils.mood)"}
                              : texts{}));
    CHECK_FALSE(rowan::table_exists(db, "exams"));
    CHECK(runner.downgrade("base").notes.empty());
    CHECK_FALSE(rowan::introspect_enum(db, "mood"));
    CHECK_FALSE(rowan::introspect_domain(db, "grade"));
}

DATABASE_TEST_CASE("a type that stays names each column that uses it, by arrays and by domains too",
                   "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // nothing can be shared where there are no types
    rowan::session& db = database.session();
    migrator runner(db, revisions{pupils()});
    runner.upgrade();
    db.execute_script(
        "create domain feeling as mood; create schema elsewhere; create table elsewhere.trips (felt feeling);"
        "create table walks (id integer, moods mood[], mood mood)");
    CHECK(runner.downgrade("base").notes ==
          texts{R"(001: type "mood" stays: used by elsewhere.trips.felt, walks.moods, walks.mood)"});
    CHECK(runner.upgrade().notes.size() == 1);  // the enum is there already, the domain is not
}

DATABASE_TEST_CASE("a type that only a function uses stays, too", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // nothing can be shared where there are no types
    rowan::session& db = database.session();
    migrator runner(db, revisions{pupils()});
    runner.upgrade();
    db.execute_script("create function is_glad(mood) returns boolean language sql as $$ select $1 = 'glad' $$");
    const texts notes = runner.downgrade("base").notes;
    REQUIRE(notes.size() == 1);
    CHECK_THAT(notes.front(), containing(R"(type "mood" stays: something else uses it)"));
    CHECK(runner.current().empty());
}

DATABASE_TEST_CASE("a domain left over with the same definition is taken as it is", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // nothing can be left over where there are none
    rowan::session& db = database.session();
    db.execute(
        "create domain grade as int4 default 1 + 2 constraint positive check (value > 0 AND (value <= 6)) not null");
    CHECK_THAT(refusal_of_upgrade(db, {pupils()}), containing("default (1 + 2)"));  // the server's words differ
    db.execute("alter domain grade set default 3");
    CHECK(notes_of_upgrade(db, {pupils()}) ==
          texts{R"(001: domain "grade" was there already, with the same definition)"});
    CHECK_FALSE(rowan::introspect_domain(db, "rowan_domain_in_words"));
}

DATABASE_TEST_CASE("a domain left over with another definition is refused with both", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // nothing can be left over where there are none
    rowan::session& db = database.session();
    const std::string same = "integer default 3 not null CHECK (((VALUE > 0) AND (VALUE <= 6)))";
    const std::vector<std::pair<std::string, std::string>> others{
        {"bigint default 3 not null check (value > 0 and value <= 6)",
         "bigint default 3 not null CHECK (((VALUE > 0) AND (VALUE <= 6)))"},
        {"integer default 3 check (value > 0 and value <= 6)", "integer default 3 CHECK"},
        {"integer not null check (value > 0 and value <= 6)", "integer not null CHECK"},
        {"integer default 3 not null check (value > 0)", "integer default 3 not null CHECK ((VALUE > 0))"},
        {"integer default 3 not null", "integer default 3 not null\n"},
    };
    for (const auto& [made, words] : others) {
        db.execute("create domain grade as " + made);
        const std::string message = refusal_of_upgrade(db, {pupils()});
        CHECK_THAT(message, containing(R"(at operation 2 of 3, create domain "grade")"));
        CHECK_THAT(message, containing("there:    " + words) && containing("revision: " + same + '\n'));
        CHECK_FALSE(rowan::table_exists(db, "pupils"));
        db.execute("drop domain grade");
    }
}

DATABASE_TEST_CASE("a domain is compared with its collation", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // nothing can be left over where there are none
    rowan::session& db = database.session();
    db.execute(R"(create domain code as text collate "C")");
    const auto code = revision("001", "Code").change([](operations& op) {
        op.create_domain({.name = "code", .type = {.kind = rowan::type_kind::text}});
    });
    CHECK_THAT(refusal_of_upgrade(db, {code}), containing("there:    text collate \"C\"\n    revision: text\n"));
}

DATABASE_TEST_CASE("undoing a domain that is gone already is no error", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // there is no domain to be gone
    rowan::session& db = database.session();
    migrator runner(db, revisions{revision("001", "Domain").change([](operations& op) { op.create_domain(grade()); })});
    runner.upgrade();
    db.execute("drop domain grade");
    CHECK(runner.downgrade("base").notes == texts{R"(001: domain "grade" was gone already)"});
}

DATABASE_TEST_CASE("a type in use that an author drops is refused with the columns that use it", "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // there is nothing to drop
    rowan::session& db = database.session();
    const auto no_enum = after_pupils([](operations& op) { op.drop_enum("mood", {"sad", "glad"}); });
    CHECK_THAT(
        refusal_of_upgrade(db, {pupils(), no_enum}),
        containing(R"(drop enum "mood")") && containing(R"(the type "mood" cannot be dropped: used by pupils.mood)"));
    const auto no_domain = after_pupils([](operations& op) { op.drop_domain(grade()); });
    CHECK_THAT(refusal_of_upgrade(db, {pupils(), no_domain}),
               containing(R"(the type "grade" cannot be dropped: used by pupils.grade)"));
    CHECK(migrator(db, revisions{pupils()}).current() == rowan::migrate::position{"001"});
}

DATABASE_TEST_CASE("a type in use that is dropped on the way down, but not made on the way up, is refused",
                   "[migrate][shared]") {
    if (!database.session().dialect().can().domains) return;  // there is nothing to drop
    rowan::session& db = database.session();
    const auto last = revision("002", "Next").after("001").up([](operations&) {}).down([](operations& op) {
        op.drop_enum("mood", {"sad", "glad"});
    });
    migrator runner(db, revisions{pupils(), last});
    runner.upgrade();
    CHECK_THAT(refusal([&] { runner.downgrade("001"); }), containing("cannot be dropped: used by pupils.mood"));
    CHECK(runner.current() == rowan::migrate::position{"002"});
}

DATABASE_TEST_CASE("an author's drop of a type that nothing uses any more is carried out", "[migrate][shared]") {
    rowan::session& db = database.session();
    const auto last = after_pupils([](operations& op) {
        op.sql("drop table pupils");
        op.drop_domain(grade());
        op.drop_enum("mood", {"sad", "glad"});
    });
    CHECK(notes_of_upgrade(db, {pupils(), last}).empty());
    CHECK_FALSE(rowan::introspect_enum(db, "mood"));
    CHECK_FALSE(rowan::introspect_domain(db, "grade"));
}
