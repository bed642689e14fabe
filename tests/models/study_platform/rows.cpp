#include <rowan/models/study_platform/migrations.hpp>

#include "models/study_platform/catalog.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/migrate/migrator.hpp>

#include <map>
#include <regex>

using study_platform::migrations;

namespace {

/// The id of the row that each table has got.
using ids = std::map<std::string, std::string>;

std::string value(const std::string& type) {
    if (type == "uuid") return "'6f7b3c1e-0000-4000-8000-000000000001'";
    if (type == "jsonb") return "'{}'";
    if (type == "date") return "'2025-01-02'";
    if (type == "timestamptz") return "'2025-01-02T03:04:05.000000Z'";
    if (type == "boolean") return "true";
    return type.starts_with("varchar") || type == "text" ? "'x'" : "1";
}

/// Column and value of what has no default, and of each reference; false where a row that it refers to is not there
/// yet.
bool required(const std::vector<std::string>& lines, const ids& there, std::map<std::string, std::string>& to) {
    static const std::regex column(R"re((\w+) (\S+) not null)re");
    static const std::regex reference(R"re(foreign key \w+: \((\w+)\) REFERENCES (\w+)\(id\).*)re");
    for (const std::string& line : lines) {
        std::smatch parts;
        if (std::regex_match(line, parts, column)) to.try_emplace(parts[1], value(parts[2]));
        if (!std::regex_match(line, parts, reference)) continue;
        const auto row = there.find(parts[2]);
        if (row == there.end()) return false;
        to[parts[1]] = '\'' + row->second + '\'';
    }
    return true;
}

std::string insert(rowan::session& db, const std::string& table, const std::map<std::string, std::string>& values) {
    std::string names;
    std::string literals;
    for (const auto& [name, literal] : values) {
        names += (names.empty() ? "\"" : ", \"") + name + '"';
        literals += (literals.empty() ? "" : ", ") + literal;
    }
    const std::string row = values.empty() ? " default values" : " (" + names + ") values (" + literals + ")";
    return db.query_value<std::string>("insert into " + table + row + " returning cast(id as text)");
}

/// A row in each table.
ids populate(rowan::session& db) {
    ids result;
    const auto tables = study_catalog::described();
    for (std::size_t before = 1; result.size() != before;) {
        before = result.size();
        for (const auto& [name, lines] : tables) {
            std::map<std::string, std::string> values;
            if (result.contains(name) || !required(lines, result, values)) continue;
            result[name] = insert(db, name, values);
        }
    }
    return result;
}

std::int64_t rows_of(rowan::session& db, const std::string& table) {
    return db.query_value<std::int64_t>("select count(*) from " + table);
}

}  // namespace

DATABASE_TEST_CASE("each of the 85 tables takes a row that says only what it must", "[study_platform]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade();
    CHECK(populate(db).size() == 85);
}

DATABASE_TEST_CASE("a study platform with rows goes down step by step, keeps those of older tables, and up again",
                   "[study_platform]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    runner.upgrade();
    populate(db);
    while (runner.current() != rowan::migrate::position{"0001"}) runner.downgrade("-1");
    for (const char* table :
         {"users", "disciplines", "drops", "user_drops", "srs_cards", "srs_reviews", "rag_blocks", "drop_cache"}) {
        CAPTURE(table);
        CHECK(rows_of(db, table) == 1);
    }
    runner.upgrade();
    CHECK(rows_of(db, "srs_reviews") == 1);
    CHECK(study_catalog::live(db) == study_catalog::expected(db));
    runner.downgrade("base");
    CHECK(study_catalog::objects(db).empty());
}
