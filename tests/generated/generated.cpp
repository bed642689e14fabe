#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/generate.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/models/goals_tracker/migrations.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/verify.hpp>

#include <support/database.hpp>

#include <dlfcn.h>
#include <cstdlib>
#include <fstream>
#include <iterator>

// Databases are read, what is generated from them is compiled, and compared with them again.

namespace fs = std::filesystem;
namespace migrate = rowan::migrate;

namespace {

void put(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

rowan::schema::database schema_of(rowan::session& from) {
    return rowan::introspect(
        from, {.without_tables = {"rowan_heads", "rowan_history", "rowan_progress", "rowan_environment"}});
}

/// What `verify` of the generated headers finds; throws where they do not compile.
rowan::verification verified(rowan::session& db, const std::string& name_space) {
    const auto files = migrate::generate_entities(schema_of(db), db.dialect(), {.name_space = name_space});
    const rowan::test::temporary_folder folder;
    for (const auto& each : files) put(folder.path() / each.name, each.text);
    put(folder.path() / "verify.cpp",
        "#include \"entities.hpp\"\n"
        "extern \"C\" void look(rowan::session& in, rowan::verification& to) { to = " +
            name_space + "::verify(in); }\n");
    const std::string base = (folder.path() / "verify").string();
    const std::string compile = ROWAN_COMPILER " @" ROWAN_FLAGS_FILE " -fPIC -shared -O0 " + base + ".cpp -o " + base +
                                ".so 2> " + base + ".log";
    if (std::system(compile.c_str()) != 0) throw std::runtime_error(read(base + ".log"));
    void* const loaded = ::dlopen((base + ".so").c_str(), RTLD_NOW);  // and stays: statics are in it
    if (loaded == nullptr) throw std::runtime_error(::dlerror());
    rowan::verification result({}, {});
    reinterpret_cast<void (*)(rowan::session&, rowan::verification&)>(::dlsym(loaded, "look"))(db, result);
    return result;
}

/// Without foreign keys that the database itself has no index for: those are so in both.
std::vector<std::string> differences(const rowan::verification& in) {
    std::vector<std::string> result;
    for (const auto& each : in.differences())
        if (each.what != rowan::difference::kind::missing_index) result.push_back(each.text);
    return result;
}

std::string backend_of(rowan::test::test_database& of) { return of.is("postgresql") ? "postgresql" : "file"; }

/// What an empty database has of it.
rowan::schema::database made(const rowan::schema::database& from, const std::string& backend) {
    rowan::test::test_database empty(backend);
    empty.session().execute_script(migrate::first_sql_migration(from, empty.session().dialect()).text);
    return schema_of(empty.session());
}

rowan::schema::database without_checks(rowan::schema::database all) {
    for (rowan::schema::table& each : all.tables) each.checks.clear();
    return all;
}

/// The namespace is one of its own, or what is loaded would be what was loaded before.
void check(rowan::test::test_database& database, const std::string& name_space) {
    rowan::session& db = database.session();
    CHECK(differences(verified(db, name_space)) == std::vector<std::string>());
    const rowan::schema::database live = schema_of(db);
    CHECK(migrate::generate_entities(live, db.dialect()) == migrate::generate_entities(schema_of(db), db.dialect()));

    // PostgreSQL says some conditions in other words once it has read its own, and then in the same.
    const rowan::schema::database once = made(live, backend_of(database));
    CHECK(without_checks(once) == without_checks(live));
    CHECK(made(once, backend_of(database)) == once);
}

}  // namespace

DATABASE_TEST_CASE("entities of the study platform compile and describe its tables", "[generated]") {
    if (database.is("memory")) return;  // as in a file
    const migrate::graph all(migrate::folder(ROWAN_TESTS_DIR "/../src/models/study_platform/migrations"));
    migrate::migrator(database.session(), all).upgrade();
    check(database, "study_" + backend_of(database));
}

DATABASE_TEST_CASE("entities of a database with names that are none in C++ compile and describe it", "[generated]") {
    if (!database.is("postgresql")) return;  // its own words
    database.session().execute_script(read(ROWAN_TESTS_DIR "/generated/hostile.postgresql.sql"));
    check(database, "hostile");
}

DATABASE_TEST_CASE("entities of the goals tracker compile and describe its tables", "[generated]") {
    if (database.is("memory")) return;  // as in a file
    migrate::migrator(database.session(), migrate::graph(goals_tracker::migrations())).upgrade();
    check(database, "goals_" + backend_of(database));
}

DATABASE_TEST_CASE("entities of an SQLite file whose columns are of types that nobody knows compile and describe it",
                   "[generated]") {
    if (!database.is("file")) return;
    database.session().execute_script(
        "create table class (\"1st\" integer primary key, \"A B\" text not null default 'x', \"a-b\" DATETIME, x INT, "
        "price NUMERIC(10, 2), anything, check (x > 0), check (x < 9));"
        "create table \"class\"\"es\" (a integer references class, b integer, primary key (a, b)) without rowid;"
        "create table egg (id integer primary key, hen integer constraint of_hen references hen);"
        "create table hen (id integer primary key, egg integer constraint of_egg references egg);");
    check(database, "odd_sqlite");
}

TEST_CASE("what a struct cannot say is named beside it", "[generated]") {
    rowan::schema::table table;
    table.name = "notes";
    table.columns.emplace_back().name = "title";
    table.foreign_keys.push_back(
        {.name = "k", .columns = {"title"}, .referenced_table = "elsewhere", .referenced_columns = {"id"}});
    rowan::schema::database all;
    all.tables.push_back(table);
    const auto files = migrate::generate_entities(all, rowan::sqlite_dialect());
    CHECK_THAT(files.back().text,
               rowan::test::containing(
                   "// Said by the migration alone: a foreign key to elsewhere, which has no struct here."));
    CHECK(migrate::generate_entities(all, rowan::sqlite_dialect(), {.tables = "x*"}).size() == 1);
    CHECK_THROWS_AS(migrate::generate_entities(all, rowan::sqlite_dialect(), {.name_space = "a b"}),
                    migrate::migration_error);
}
