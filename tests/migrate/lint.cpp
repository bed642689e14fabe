#include <rowan/migrate/lint.hpp>

#include <rowan/migrate/error.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "sql_folder.hpp"

using namespace rowan;
using migrate::finding;
using migrate::revision;
using rowan::test::containing;
using rowan::test::files;
using rowan::test::sql_folder;

namespace {

std::vector<std::string> codes(const std::vector<finding>& of) {
    std::vector<std::string> result;
    for (const finding& each : of) result.push_back(each.code);
    return result;
}

std::vector<finding> lint_all(const std::vector<revision>& revisions, const dialect& on = postgresql_dialect(),
                              const migrate::lint_options& how = {}) {
    const migrate::graph all(revisions);
    std::vector<const revision*> which;
    for (const revision& each : all.revisions()) which.push_back(&each);
    return migrate::lint(all, which, on, how);
}

std::vector<finding> lint_file(std::string_view text, const migrate::lint_options& how = {}) {
    const std::vector<migrate::embedded_file> one{{"a.sql", text}};
    return migrate::lint(one, postgresql_dialect(), how);
}

revision tasks() {
    return revision("001", "tasks").change([](auto& op) {
        op.create_table("tasks", [](auto& t) {
            t.bigint("id").primary_key();
            t.integer("rank").nullable();
        });
    });
}

}  // namespace

TEST_CASE("lint: what C++ says is looked at as the SQL that it becomes", "[lint]") {
    const auto found = lint_all({tasks(), revision("002", "rank").after("001").change([](auto& op) {
                                     op.alter_column(
                                         "tasks", [](auto& t) { t.integer("rank").nullable(); },
                                         [](auto& t) { t.bigint("rank").nullable(); });
                                 })});
    const auto at =
        std::find_if(found.begin(), found.end(), [](const auto& one) { return one.code == "type-rewrite"; });
    REQUIRE(at != found.end());
    CHECK(at->revision == "002");
    CHECK(at->operation == 1);
    CHECK(at->file.empty());
    CHECK_THAT(at->what, containing("integer to bigint"));
}

TEST_CASE("lint: an index that C++ builds concurrently is no finding", "[lint]") {
    const auto found = lint_all({tasks(), revision("002", "by rank").after("001").change([](auto& op) {
                                     op.create_index("", "tasks", {"rank"}).concurrently();
                                 })});
    CHECK(codes(found).empty());
}

TEST_CASE("lint: what SQLite makes a table anew for is looked at, too", "[lint]") {
    const auto found =
        lint_all({tasks(), revision("002", "rank").after("001").change([](auto& op) {
                      op.alter_column(
                          "tasks", [](auto& t) { t.integer("rank").nullable(); }, [](auto& t) { t.integer("rank"); });
                  })},
                 sqlite_dialect());
    CHECK(codes(found) == std::vector<std::string>{"sqlite-not-null"});
}

TEST_CASE("lint: a table is new to the revision that makes it, and in one go to those behind it", "[lint]") {
    const std::vector<revision> all{
        revision("001", "a").up([](auto& op) { op.sql("create table a (x bigint)"); }).irreversible("no"),
        revision("002", "b").after("001").up([](auto& op) { op.sql("create index i on a (x)"); }).irreversible("no")};
    CHECK(codes(lint_all(all)) == std::vector<std::string>{"index-not-concurrent", "no-statement-timeout"});
    CHECK(lint_all(all, postgresql_dialect(), {.in_one_go = true}).empty());
}

TEST_CASE("lint: a comment with a rule and a reason silences one statement", "[lint]") {
    const std::string before = "-- rowan:ignore drop-column it was never filled\nalter table t drop column a;\n";
    const std::string behind = "alter table t drop column b; -- rowan:ignore drop-column it was never filled\n";
    const std::string within = "alter table t /* rowan:ignore drop-column it was never filled */ drop column b;\n";
    const std::string plain = "set lock_timeout = '1s';\n";
    for (const std::string& each : {before, behind, within}) {
        const auto found = lint_file(plain + each + "alter table u drop column c");
        REQUIRE(codes(found) == std::vector<std::string>{"drop-column"});
        CHECK_THAT(found[0].what, containing("column c of u"));
    }
}

TEST_CASE("lint: a comment may silence a rule for the whole file", "[lint]") {
    CHECK(lint_file("set lock_timeout = '1s';\n-- rowan:ignore-file drop-column they were never filled\n"
                    "alter table t drop column a;\nalter table u drop column b")
              .empty());
}

TEST_CASE("lint: what silences nothing is a finding at its own line", "[lint]") {
    const auto found = lint_file("select 1;\n-- rowan:ignore drop-column no more\nselect 2");
    REQUIRE(codes(found) == std::vector<std::string>{"unused-ignore"});
    CHECK(found[0].line == 2);
}

TEST_CASE("lint: to silence takes a rule that there is, and a reason", "[lint]") {
    const auto found = lint_file(
        "-- rowan:ignore drop-colum it was never filled\nselect 1;\n-- rowan:ignore drop-table\n"
        "drop table t;\n-- rowan:silence drop-table why\nselect 2",
        {.without = {"no-lock-timeout"}});
    REQUIRE(codes(found) ==
            std::vector<std::string>{"drop-table", "incomplete-ignore", "incomplete-ignore", "incomplete-ignore"});
    CHECK_THAT(found[1].what, containing("did you mean drop-column?"));
    CHECK_THAT(found[2].what, containing("no reason"));
}

TEST_CASE("lint: a revision in C++ says itself what is right as it is", "[lint]") {
    const auto with = [](auto code) {
        return lint_all({revision("001", "a")
                             .up([](auto& op) { op.sql("drop table old"); })
                             .irreversible("it is gone")
                             .ignore(code, "nobody reads it")});
    };
    CHECK(with("drop-table").empty());
    CHECK(codes(with("truncate")) == std::vector<std::string>{"drop-table", "unused-ignore"});
}

TEST_CASE("lint: a comment that silences a rule is no header that nobody knows", "[lint]") {
    const sql_folder given(files{{"0001_a.sql",
                                  "-- irreversible: it is gone\n-- rowan:ignore drop-table nobody reads it\n"
                                  "drop table old;\n"}});
    CHECK(lint_all(migrate::folder(given.path())).empty());
}

TEST_CASE("lint: a finding in a file has its line and column there", "[lint]") {
    const sql_folder given(files{{"0001_a.sql", "-- irreversible: it is gone\nselect 1;\n\n  drop table\n  old;\n"}});
    const auto found = lint_all(migrate::folder(given.path()));
    REQUIRE(found.size() == 1);
    CHECK(found[0].file == given.path("0001_a.sql"));
    CHECK(found[0].line == 4);
    CHECK(found[0].column == 3);
}

TEST_CASE("lint: a way back that is missing without a word is a note", "[lint]") {
    const sql_folder given(files{{"0001_a.sql", "create table a (x bigint)"}});
    CHECK(codes(lint_all(migrate::folder(given.path()))) == std::vector<std::string>{"irreversible"});
}

TEST_CASE("lint: a file without a word for the backend is found before it is run", "[lint]") {
    const sql_folder given(files{{"0001_a.up.sql", "\n\n"}, {"0001_a.down.sql", "select 1"}});
    CHECK(codes(lint_all(migrate::folder(given.path()))) == std::vector<std::string>{"empty-file"});
}

TEST_CASE("lint: a file that cannot be split is one finding", "[lint]") {
    const auto found = lint_file("select 1;\nselect 'a");
    REQUIRE(codes(found) == std::vector<std::string>{"unreadable"});
    CHECK(found[0].line == 2);
}

TEST_CASE("lint: an option that names no rule says which is near", "[lint]") {
    CHECK_THROWS_WITH(lint_file("select 1", {.without = {"drop-tabel"}}), containing("did you mean drop-table?"));
}

TEST_CASE("lint: of a head for another tool the rest is looked at", "[lint]") {
    CHECK(codes(lint_file("-- +goose Up\ndrop table t", {.without = {"no-lock-timeout"}})) ==
          std::vector<std::string>{"drop-table"});
}

TEST_CASE("lint: a later file knows what an earlier one has made", "[lint]") {
    const std::vector<migrate::embedded_file> all{
        {"1.sql", "create table t (a bigint)"},
        {"2.sql", "set lock_timeout = '1s'; alter table t add constraint c check (a is not null) not valid"},
        {"3.sql", "alter table t validate constraint c"},
        {"4.sql", "set lock_timeout = '1s'; alter table t alter a set not null"}};
    CHECK(codes(migrate::lint(all, postgresql_dialect(), {.without = {"no-statement-timeout"}})).empty());
}

TEST_CASE("lint: rows behind copy are no SQL and no comments", "[lint]") {
    CHECK(lint_file("create table n (a text);\ncopy n from stdin;\n-- rowan:ignore x\ndrop table t;\n'\n\\.\nselect 1")
              .empty());
}

TEST_CASE("lint: findings as JSON", "[lint]") {
    const auto json = boost::json::parse(migrate::to_json(lint_file("drop table t", {.without = {"no-lock-timeout"}})));
    const auto& one = json.at("findings").at(0);
    CHECK(one.at("code").as_string() == "drop-table");
    CHECK(one.at("severity").as_string() == "warning");
    CHECK(one.at("file").as_string() == "a.sql");
    CHECK(one.at("line").to_number<int>() == 1);
    CHECK(one.at("revision").is_null());
}

// SARIF 2.1.0 (OASIS), the properties that 3.13, 3.14, 3.18, 3.19, 3.27, 3.29 and 3.30 require, and what they may be.
TEST_CASE("lint: findings as SARIF 2.1.0", "[lint]") {
    auto found = lint_file("drop table \"a b\";\nbegin;");
    found.push_back(
        {.code = "drop-table", .revision = "002", .operation = 3, .what = "x", .reason = "y", .safer = "z"});
    const auto log = boost::json::parse(migrate::to_sarif(found));
    CHECK(log.at("version").as_string() == "2.1.0");
    const auto& run = log.at("runs").at(0);
    const auto& driver = run.at("tool").at("driver");
    CHECK(driver.at("name").as_string() == "rowan");
    const auto& rules = driver.at("rules").as_array();
    REQUIRE(run.at("results").as_array().size() == found.size());
    for (const auto& each : run.at("results").as_array()) {
        CHECK_FALSE(each.at("message").at("text").as_string().empty());
        const auto level = each.at("level").as_string();
        CHECK((level == "error" || level == "warning" || level == "note"));
        const auto index = each.at("ruleIndex").to_number<std::size_t>();
        CHECK(rules.at(index).at("id") == each.at("ruleId"));
        const auto& place = each.at("locations").at(0).as_object();
        if (const auto* physical = place.if_contains("physicalLocation")) {
            CHECK(physical->at("artifactLocation").at("uri").as_string() == "a.sql");
            CHECK(physical->at("region").at("startLine").to_number<int>() >= 1);
        } else {
            CHECK(place.at("logicalLocations").at(0).at("name").as_string() == "002");
        }
    }
}

namespace {

/// A revision that makes `t`, and one with these two ways.
std::vector<finding> lint_ways(const std::string& up, const std::string& down, const migrate::lint_options& how = {}) {
    return lint_all(
        {revision("001", "t").up([](auto& op) { op.sql("create table t (a bigint, b bigint)"); }).irreversible("no"),
         revision("002", "both").after("001").up([&](auto& op) { op.sql(up); }).down([&](auto& op) { op.sql(down); })},
        postgresql_dialect(), how);
}

}  // namespace

TEST_CASE("lint: a way down that loses what the way up did not make is a finding", "[lint]") {
    for (const auto* each : {"drop table t", "alter table t drop column a", "truncate t", "delete from t"}) {
        const auto found = lint_ways("alter table t add column c bigint", each);
        INFO(each);
        REQUIRE(codes(found) == std::vector<std::string>{"down-loses-rows"});
        CHECK_THAT(found[0].what, containing("on the way down: it "));
    }
}

TEST_CASE("lint: a way down that takes back what the way up made is none", "[lint]") {
    CHECK(lint_ways("alter table t add column c bigint", "alter table t drop column c").empty());
    CHECK(lint_ways("create table n (a bigint)", "drop table n").empty());
    CHECK(lint_ways("create schema s", "drop schema s").empty());
    CHECK(lint_ways("insert into t values (1)", "delete from t where a = 1").empty());
    CHECK(lint_ways("do $$ begin execute 'create table n (a bigint)'; end $$", "drop table n").empty());
    CHECK(lint_all({tasks()}).empty());
}

TEST_CASE("lint: ways down are looked at for locks on request", "[lint]") {
    const std::string up = "alter table t add column c bigint";
    const std::string down = "create index i on t (a);\nalter table t drop column c";
    CHECK(lint_ways(up, down).empty());
    const auto found = lint_ways(up, down, {.without = {"no-statement-timeout"}, .down = true});
    REQUIRE(codes(found) == std::vector<std::string>{"index-not-concurrent"});
    CHECK_THAT(found[0].what, containing("on the way down: index i on t"));
}

TEST_CASE("lint: a finding on the way down is silenced where it stands", "[lint]") {
    const std::string up = "alter table t add column c bigint";
    CHECK(lint_ways(up, "-- rowan:ignore down-loses-rows it is kept elsewhere\ndrop table t").empty());
    CHECK(lint_ways(up, "-- rowan:ignore index-not-concurrent it is small\ncreate index i on t (a)").empty());
    CHECK(codes(lint_ways(up, "-- rowan:ignore down-loses-rows no more\nselect 1")) ==
          std::vector<std::string>{"unused-ignore"});
}

TEST_CASE("lint: a file that is no UTF-8 is a finding, and what is printed stays JSON", "[lint]") {
    const auto found = lint_file(
        "select 1;\n-- K\xFC"
        "che\ndrop table k\xFC"
        "che;",
        {.without = {"no-lock-timeout"}});
    REQUIRE(codes(found) == std::vector<std::string>{"not-utf8", "drop-table"});
    CHECK(found[0].line == 2);
    CHECK(found[0].column == 5);
    CHECK_THAT(found[0].what, containing("0xFC"));
    CHECK(boost::json::parse(migrate::to_json(found)).at("findings").as_array().size() == 2);
    CHECK(boost::json::parse(migrate::to_sarif(found)).at("version").as_string() == "2.1.0");
}

TEST_CASE("lint: a revision whose SQL is no UTF-8 is a finding in both ways", "[lint]") {
    const auto found =
        lint_ways("alter table t add column c text default '\xC3'", "alter table t drop column c -- \xFF");
    CHECK(codes(found) == std::vector<std::string>{"not-utf8", "not-utf8"});
    CHECK(boost::json::parse(migrate::to_json(found)).is_object());
}

TEST_CASE("lint: an index that a later revision makes serves the foreign key", "[lint]") {
    const std::vector<revision> all{
        revision("001", "a")
            .up([](auto& op) {
                op.sql("create table p (id bigint primary key); create table n (p_id bigint references p)");
            })
            .irreversible("no"),
        revision("002", "b")
            .after("001")
            .up([](auto& op) { op.sql("create index concurrently i on n (p_id)"); })
            .irreversible("no")};
    CHECK(lint_all(all).empty());
    CHECK(codes(lint_all({all[0]})) == std::vector<std::string>{"fk-without-index"});
}
