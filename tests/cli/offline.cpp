#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <fstream>

#include "call.hpp"
#include "program_run.hpp"

// Scripts that do what upgrade and downgrade do, run by the databases' own programs.

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;
using rowan::test::quoted;
using rowan::test::words;

namespace {

rowan::test::shell_result run_script(const rowan::test::test_database& on, const std::string& script) {
    const rowan::test::temporary_folder folder;
    const auto file = folder.path() / "up.sql";
    std::ofstream(file) << script;
    const std::string client =
        on.is("sqlite") ? "sqlite3 " + quoted(on.file().string()) : "psql --no-psqlrc --quiet -d " + quoted(on.url());
    return rowan::test::shell(client + " < " + quoted(file.string()));
}

std::string rows(rowan::session& of, const std::string& query) {
    std::string result;
    for (auto rows = of.query(query); rows.next();) result += rows.get<std::string>(0) + '\n';
    return result;
}

/// All that the catalog says of the database, rowan's own tables included.
std::string catalog(rowan::session& of) {
    if (of.dialect().name() == "sqlite")
        return rows(of,
                    "select type || ' ' || name || ' ' || tbl_name from sqlite_master where name not like "
                    "'rowan%' and name not like 'sqlite%' order by 1") +
               rows(of,
                    "select m.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' "
                    "|| coalesce(c.dflt_value, '') || ' ' || c.pk from sqlite_master m, pragma_table_info(m.name) c "
                    "order by 1");
    return rows(of,
                "select table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
                "coalesce(column_default, '') || is_identity from information_schema.columns where table_schema = "
                "'public' order by 1") +
           rows(of,
                "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint "
                "where connamespace = 'public'::regnamespace order by 1") +
           rows(of, "select indexdef from pg_indexes where schemaname = 'public' order by 1") +
           rows(of,
                "select t.typname || ' ' || e.enumlabel from pg_enum e join pg_type t on t.oid = e.enumtypid order "
                "by t.typname, e.enumsortorder");
}

/// What a script and a run must have in common; when and how long they do not.
std::string log(rowan::session& of) {
    return rows(of,
                "select seq || ' ' || revision || ' ' || direction || ' ' || kind || ' ' || message || ' ' || "
                "statements || ' ' || rowan_version || ' ' || coalesce(checksum, '-') || ' ' || coalesce(parents, '-') "
                "|| ' ' || coalesce(needs, '-') || ' ' || coalesce(way_down, '-') || ' ' || coalesce(reason, "
                "'-') from rowan_history order by seq") +
           rows(of, "select revision from rowan_heads order by revision");
}

//     001 - 002 - 003a - 004      004 needs the other branch, too
//             \   003b /
rowan::cli::program shop() {
    const auto table = [](const char* name) {
        return [name](operations& op) {
            op.create_table(name, [](auto& t) {
                t.integer("id").primary_key();
                t.enumeration("mood", "mood", {"so-so", "it's ok"});
                t.text("note").default_value("'a; b'");
            });
        };
    };
    return {
        .name = "shop",
        .migrations = {revision("001", "It's the 'first'").change([&](operations& op) {
                           op.create_enum("mood", {"so-so", "it's ok"});
                           table("people")(op);
                           op.create_index("", "people", {"note"});
                       }),
                       revision("002", "Rows and a function \\ with $rowan$")
                           .after("001")
                           .up([](operations& op) {
                               op.sql("insert into people values (1, 'so-so', 'x;$rowan$y') -- the end;");
                               op.sql("update people set note = note || '$rowan1$';\n\nselect 1 -- nothing");
                           })
                           .down([](operations& op) { op.sql("delete from people"); }),
                       revision("003a", "Left").after("002").label("left").change(table("lefts")),
                       revision("003b", "Right").after("002").change(table("rights")),
                       revision("004", "Last").after("003a").depends_on("003b").change([](operations& op) {
                           op.add_column("lefts", [](auto& t) { t.text("more").nullable(); });
                       })},
    };
}

std::string script(const words& what, const rowan::cli::program& of = shop()) {
    const auto made = call(what, of);
    INFO(made.error);
    CHECK(made.code == 0);
    return made.out;
}

std::string dialect_of(const rowan::test::test_database& database) {
    return database.is("sqlite") ? "sqlite" : "postgresql";
}

}  // namespace

DATABASE_TEST_CASE("a script for an empty database does what upgrade does", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const std::string dialect = dialect_of(database);
    const auto ran =
        run_script(database, script({"upgrade", "heads", "--sql", "--dialect", dialect, "--reason", "it's new"}));
    CHECK(ran.code == 0);
    CAPTURE(ran.text);
    CHECK(call({"current", "--check", "-d", database.url()}, shop()).code == 0);
    const std::string made = catalog(database.session()) + log(database.session());
    const std::string place = call({"current", "-d", database.url()}, shop()).out;
    rowan::test::test_database other(database.is("sqlite") ? "file"
                                                           : "postgresql");  // on a server, the same one emptied
    call({"upgrade", "heads", "-d", other.url(), "--reason", "it's new"}, shop());
    CHECK(catalog(other.session()) + log(other.session()) == made);
    CHECK(call({"current", "-d", other.url()}, shop()).out == place);
}

DATABASE_TEST_CASE("a script goes on from where the database stands, and touches nothing itself", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    call({"upgrade", "002", "-d", database.url()}, shop());
    const std::string up = script({"upgrade", "heads", "--sql", "-d", database.url()});
    CHECK(call({"current", "-d", database.url()}, shop()).out.starts_with("002"));
    CHECK(run_script(database, up).code == 0);
    CHECK(call({"current", "-d", database.url()}, shop()).out.starts_with("004"));
    const std::string down = script({"downgrade", "002", "--sql", "-d", database.url()});
    CHECK(run_script(database, down).code == 0);
    CHECK(call({"current", "-d", database.url()}, shop()).out.starts_with("002"));
    CHECK_FALSE(rowan::table_exists(database.session(), "lefts"));
}

DATABASE_TEST_CASE("a script for a range goes both ways", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const std::string dialect = dialect_of(database);
    CHECK(run_script(database, script({"upgrade", ":003a", "--sql", "--dialect", dialect})).code == 0);
    CHECK(run_script(database, script({"downgrade", "003a:001", "--sql", "--dialect", dialect})).code == 0);
    CHECK(call({"current", "-d", database.url()}, shop()).out.starts_with("001"));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 0);
    CHECK_THAT(call({"upgrade", "003a:001", "--sql", "--dialect", dialect}, shop()).error,
               containing("the range 003a:001 goes down; say downgrade 003a:001 --sql"));
}

DATABASE_TEST_CASE("a script changes nothing in a database that stands elsewhere", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const std::string dialect = dialect_of(database);
    const std::string up = script({"upgrade", "002:heads", "--sql", "--dialect", dialect});
    call({"upgrade", "001", "-d", database.url()}, shop());
    const std::string before = log(database.session());
    const auto ran = run_script(database, up);
    CHECK_THAT(ran.text, containing(database.is("sqlite") ? "the database is where this script begins"
                                                          : "this script goes on from 002"));
    CHECK(log(database.session()) == before);
    CHECK_FALSE(rowan::table_exists(database.session(), "lefts"));
}

DATABASE_TEST_CASE("a script that fails leaves the revisions before it", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    auto broken = shop();
    broken.migrations[2] = revision("003a", "Left").after("002").label("left").change([](operations& op) {
        op.create_table("half", [](auto& t) { t.integer("id").primary_key(); });
        op.sql("insert into nowhere values (1)", "select 1");
    });
    run_script(database, script({"upgrade", "003a", "--sql", "--dialect", dialect_of(database)}, broken));
    CHECK(call({"current", "-d", database.url()}, shop()).out.starts_with("002"));
    CHECK_FALSE(rowan::table_exists(database.session(), "half"));
}

TEST_CASE("what SQLite makes anew cannot be written as a script", "[cli]") {
    auto changed = shop();
    changed.migrations.push_back(revision("005", "Longer").after("004").change([](operations& op) {
        op.add_constraint("people", [](auto& t) { t.check("no_x", "note <> 'x'"); });
    }));
    const auto refused = call({"upgrade", "004:005", "--sql", "--dialect", "sqlite"}, changed);
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, containing("cannot be written as a script for sqlite: it makes the table anew"));
    CHECK(call({"upgrade", "004:005", "--sql", "--dialect", "postgresql"}, changed).code == 0);
}

TEST_CASE("an idempotent script is not possible on SQLite, and the reason and the way are said", "[cli]") {
    const auto refused = call({"upgrade", "heads", "--sql", "--idempotent", "--dialect", "sqlite"}, shop());
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, containing("SQLite has no procedural SQL"));
    CHECK_THAT(refused.error, containing("let upgrade do it"));
    CHECK(refused.out.empty());
}

TEST_CASE("scripts have no place beside a run, nor a dialect without a script", "[cli]") {
    CHECK_THAT(call({"upgrade", "001:002", "-d", "sqlite://:memory:"}, shop()).error, containing("goes with --sql"));
    CHECK(call({"upgrade", "--dialect", "sqlite"}, shop()).code == 2);
    CHECK(call({"upgrade", "--idempotent"}, shop()).code == 2);
    CHECK_THAT(call({"downgrade", "base", "--sql", "--dialect", "sqlite"}, shop()).error,
               containing("say FROM:TO, such as head:base"));
}

DATABASE_TEST_CASE("an idempotent script brings any database to the head, wherever it stands", "[cli]") {
    if (!database.is("postgresql")) return;  // SQLite has no procedural SQL
    auto all = shop();
    all.migrations.push_back(
        revision("005", "Index beside the work")
            .after("004")
            .without_transaction(rowan::migrate::direction::upgrade)
            .up([](operations& op) { op.sql("create index concurrently ix_note on people (note)"); })
            .irreversible("-"));
    const std::string up = script({"upgrade", "heads", "--sql", "--idempotent", "--dialect", "postgresql"}, all);
    for (int time = 0; time != 2; ++time) {
        const auto ran = run_script(database, up);
        CAPTURE(ran.text);
        CHECK(ran.code == 0);
    }
    CHECK(database.session().query_value<std::int64_t>("select count(*) from rowan_history") == 6);
    const std::string whole = catalog(database.session());
    for (const char* start : {"001", "003b", "left", "heads"}) {
        rowan::test::test_database each("postgresql");
        call({"upgrade", start, "-d", each.url()}, shop());
        const auto ran = run_script(each, up);
        CAPTURE(start, ran.text);
        CHECK(ran.code == 0);
        CHECK(catalog(each.session()) == whole);
        CHECK(call({"current", "--check", "-d", each.url()}, all).code == 0);
        CHECK(each.session().query_value<std::int64_t>("select count(*) from rowan_history") == 6);
    }
}

DATABASE_TEST_CASE("an idempotent script undoes what is there, wherever a database stands", "[cli]") {
    if (!database.is("postgresql")) return;  // SQLite has no procedural SQL
    const std::string down = script({"downgrade", "heads:001", "--sql", "--idempotent", "--dialect", "postgresql"});
    for (const char* start : {"001", "003b", "left", "heads"}) {
        rowan::test::test_database each("postgresql");
        call({"upgrade", start, "-d", each.url()}, shop());
        const auto ran = run_script(each, down);
        CAPTURE(start, ran.text);
        CHECK(ran.code == 0);
        CHECK(call({"current", "-d", each.url()}, shop()).out.starts_with("001"));
    }
}

DATABASE_TEST_CASE("an idempotent script refuses a database that knows more", "[cli]") {
    if (!database.is("postgresql")) return;  // SQLite has no procedural SQL
    call({"upgrade", "heads", "-d", database.url()}, shop());
    auto older = shop();
    older.migrations.pop_back();
    const std::string up = script({"upgrade", "heads", "--sql", "--idempotent", "--dialect", "postgresql"}, older);
    CHECK_THAT(run_script(database, up).text,
               containing("the database is at a revision that this script does not know"));
    CHECK(call({"current", "--check", "-d", database.url()}, shop()).code == 0);
}

DATABASE_TEST_CASE("rows behind copy from stdin are in a script, but not in one that may leave them out", "[cli]") {
    if (!database.is("postgresql")) return;  // SQLite has no copy
    auto all = shop();
    all.migrations.push_back(revision("005", "Rows")
                                 .after("004")
                                 .up([](operations& op) { op.sql("copy people from stdin;\n7\tso-so\tseven\n\\.\n"); })
                                 .irreversible("-"));
    CHECK(run_script(database, script({"upgrade", "heads", "--sql", "-d", database.url()}, all)).code == 0);
    CHECK(database.session().query_value<std::string>("select note from people where id = 7") == "seven");
    CHECK_THAT(call({"upgrade", "heads", "--sql", "--idempotent", "--dialect", "postgresql"}, all).error,
               containing("the rows of copy from stdin cannot be left out"));
}
