#include <rowan/models/study_platform/migrations.hpp>

#include "models/study_platform/catalog.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>

#include <sqlite3.h>

#include <memory>

using rowan::migrator;
using rowan::test::containing;
using study_platform::migrations;

namespace {

const std::string folder = ROWAN_TESTS_DIR "/../src/models/study_platform/migrations";

void check_catalog(rowan::session& db) {
    const auto live = study_catalog::live(db);
    const auto expected = study_catalog::expected(db);
    for (const auto& [name, lines] : expected) {
        CAPTURE(name);
        REQUIRE(live.contains(name));
        CHECK(live.at(name) == lines);
    }
    CHECK(live.size() == expected.size());
}

std::string id_of(rowan::session& db, const std::string& insert) {
    return db.query_value<std::string>(insert + " returning cast(id as text)");
}

}  // namespace

DATABASE_TEST_CASE("an upgraded study platform has 85 tables with every column, key, check and index",
                   "[study_platform]") {
    rowan::session& db = database.session();
    migrator(db, migrations()).upgrade("head");
    CHECK(study_catalog::live(db).size() == 85);
    check_catalog(db);
}

TEST_CASE("the study platform's files are thirteen in the order of their names, each with a way back",
          "[study_platform]") {
    const auto list = migrations();
    REQUIRE(list.size() == 13);
    CHECK(list.front().message() == "existing schema");
    CHECK(list.back().message() == "fix jobs scheduled for");
    for (std::size_t i = 0; i != list.size(); ++i) {
        CHECK(list[i].id() == (i < 9 ? "000" : "00") + std::to_string(i + 1));
        CHECK(list[i].irreversible().empty());
        CHECK(list[i].has_transaction(rowan::migrate::direction::upgrade));
        CHECK_FALSE(list[i].checksum().empty());
    }
}

TEST_CASE("the study platform's files are those in the folder", "[study_platform]") {
    const auto embedded = migrations();
    const auto files = rowan::migrate::folder(folder);
    REQUIRE(files.size() == embedded.size());
    for (std::size_t i = 0; i != files.size(); ++i) {
        CHECK(files[i].id() == embedded[i].id());
        CHECK(files[i].checksum() == embedded[i].checksum());
    }
}

DATABASE_TEST_CASE("the folder of the study platform's files makes the same database", "[study_platform]") {
    rowan::session& db = database.session();
    migrator(db, rowan::migrate::folder(folder)).upgrade("head");
    check_catalog(db);
    CHECK(migrator(db, migrations()).pending().empty());
}

DATABASE_TEST_CASE("each of the study platform's revisions is recorded with its name, checksum, time and duration",
                   "[study_platform]") {
    migrator runner(database.session(), migrations());
    const auto before = rowan::timestamp::now();
    CHECK(runner.upgrade("head").applied.size() == 13);
    const auto entries = runner.history();
    REQUIRE(entries.size() == 13);
    for (std::size_t i = 0; i != entries.size(); ++i) {
        CHECK(entries[i].revision == migrations()[i].id());
        CHECK(entries[i].message == migrations()[i].message());
        CHECK(entries[i].applied_at >= before);
        CHECK(entries[i].duration_milliseconds >= 0);
        CHECK(entries[i].kind == rowan::migrate::entry_kind::run);
        CHECK(entries[i].checksum == migrations()[i].checksum());
        CHECK(entries[i].checksum.starts_with("1:"));
    }
    CHECK(runner.upgrade("head").applied.empty());
}

DATABASE_TEST_CASE("a study platform that is taken down leaves nothing behind", "[study_platform]") {
    migrator runner(database.session(), migrations());
    runner.upgrade("head");
    runner.downgrade("base");
    CHECK(study_catalog::objects(database.session()) == std::vector<std::string>());
}

DATABASE_TEST_CASE("each revision of the study platform goes down to what was before it and up again",
                   "[study_platform]") {
    rowan::session& db = database.session();
    migrator runner(db, migrations());
    for (const auto& each : migrations()) {
        CAPTURE(each.id());
        const auto before = study_catalog::live(db);
        runner.upgrade("+1");
        const auto after = study_catalog::live(db);
        runner.downgrade("-1");
        CHECK(study_catalog::live(db) == before);
        runner.upgrade("+1");
        CHECK(study_catalog::live(db) == after);
    }
    check_catalog(db);
}

DATABASE_TEST_CASE("a revision of the study platform that fails leaves its tables out and those before it in",
                   "[study_platform]") {
    rowan::session& db = database.session();
    migrator runner(db, migrations());
    runner.upgrade("0001");
    db.execute_script("create table simulados_mapas (id integer)");  // in the middle of 0006
    std::string message;
    try {
        runner.upgrade("head");
    } catch (const rowan::migrate::revision_error& failure) { message = failure.what(); }
    CHECK_THAT(message, containing("0006") && containing("simulados_mapas") && containing("0006_questoes_simulados"));
    CHECK(runner.current() == rowan::migrate::position{"0005"});
    CHECK(rowan::table_exists(db, "recco_versions"));
    CHECK_FALSE(rowan::table_exists(db, "questoes"));
}

DATABASE_TEST_CASE("0003 lets drops find their blueprint and keeps what was cached", "[study_platform]") {
    rowan::session& db = database.session();
    migrator runner(db, migrations());
    runner.upgrade("0002");
    db.execute_script(
        "insert into drop_cache (cache_key, blueprint_id, topic_code, payload) values ('k', 1, 't', '{}')");
    runner.upgrade("0003");
    CHECK(db.query_value<std::string>("select hash from drop_cache") == "k");
}

DATABASE_TEST_CASE("0009 fills the English columns of questions from the Portuguese ones", "[study_platform]") {
    rowan::session& db = database.session();
    migrator runner(db, migrations());
    runner.upgrade("0008");
    const auto discipline = id_of(db, "insert into disciplines (name) values ('Direito')");
    const auto question =
        id_of(db,
              "insert into questoes (enunciado, alternativas, correta, explicacao_curta, disciplina_id, subtopico, "
              "banca, dificuldade, tempo_estimado) "
              "values ('Qual?', '[\"a\"]', 'A', 'Porque sim', '" +
                  discipline + "', 'Atos', 'FGV', 4, 90)");
    db.execute_script(
        "insert into questoes_estatisticas (questao_id, total_tentativas, total_acertos, total_erros, "
        "tempo_medio, dificuldade_real, updated_at) "
        "values ('" +
        question + "', 5, 3, 2, 40, '2.5', '2025-01-02T03:04:05.000000Z')");
    runner.upgrade("0009");
    CHECK(db.query_value<std::string>(
              "select question_text || ';' || correct_answer || ';' || explanation || ';' || discipline || ';' || "
              "topic || "
              "';' || exam_board || ';' || difficulty || ';' || estimated_time_seconds || ';' || status || ';' || "
              "cast(alternatives as text) from questoes") == "Qual?;A;Porque sim;Direito;Atos;FGV;4;90;draft;[\"a\"]");
    CHECK(db.query_value<bool>("select ai_generated from questoes"));
    CHECK(db.query_value<std::int64_t>("select count(*) from questoes_estatisticas where total_attempts = 5 and "
                                       "correct_attempts = 3 and wrong_attempts = 2 and average_time_seconds = 40 and "
                                       "difficulty_real = dificuldade_real and last_updated = updated_at") == 1);
    runner.downgrade("0008");
    CHECK(db.query_value<std::string>("select enunciado from questoes") == "Qual?");
    CHECK(db.query_value<std::int64_t>("select total_tentativas from questoes_estatisticas") == 5);
}

DATABASE_TEST_CASE("0011 keeps the log of jobs and the numbers of its entries", "[study_platform]") {
    rowan::session& db = database.session();
    migrator runner(db, migrations());
    runner.upgrade("0010");
    db.execute_script(
        "insert into job_logs (job_name, status, started_at) values "
        "('a', 'ok', '2025-01-02T03:04:05.000000Z'), ('b', 'ok', '2025-01-02T03:04:05.000000Z'); "
        "delete from job_logs where job_name = 'b'");
    runner.upgrade("0011");
    CHECK(db.query_value<std::int64_t>("select count(*) from job_logs where job_name = 'a' and id = 1 and "
                                       "\"timestamp\" = started_at and level = 'info' and message = ''") == 1);
    CHECK(db.query_value<std::int64_t>("insert into job_logs (job_name, status) values ('c', 'ok') returning id") == 3);
}

DATABASE_TEST_CASE("the study platform's checks refuse what is out of range", "[study_platform]") {
    rowan::session& db = database.session();
    migrator(db, migrations()).upgrade("head");
    const auto refused = [&](const std::string& insert, const std::string& constraint) {
        CAPTURE(insert);
        try {
            db.execute_script(insert);
            FAIL_CHECK("not refused");
        } catch (const rowan::constraint_error& error) { CHECK(error.constraint() == constraint); }
    };
    const std::string job = "insert into jobs (name, type, priority) values ('n', 't', ";
    refused(job + "0)", "jobs_priority_check");
    refused(job + "11)", "jobs_priority_check");
    const std::string question = "insert into questoes (enunciado, alternativas, correta, ";
    refused(question + "quality_score) values ('?', '[]', 'A', '10.01')", "check_quality_score_range");
    refused(question + "probabilidade_prova) values ('?', '[]', 'A', '1.01')", "questoes_probabilidade_prova_check");
    refused(question + "status) values ('?', '[]', 'A', 'deleted')", "check_status_values");
    refused(question + "question_type) values ('?', '[]', 'A', 'essay')", "check_question_type_values");
    refused(question + "difficulty) values ('?', '[]', 'A', 6)", "check_difficulty_range");
    db.execute_script(job + "1)");
    db.execute_script(job + "10)");
    db.execute_script(question + "quality_score, probabilidade_prova) values ('?', '[]', 'A', '10', '0.5')");
}

DATABASE_TEST_CASE("the views of the study platform show recent backups and the worst of each day",
                   "[study_platform]") {
    rowan::session& db = database.session();
    migrator(db, migrations()).upgrade("head");
    db.execute_script(
        "insert into backup_metadata (id, filename, size_bytes, tables_count, rows_count, duration_ms, status, "
        "created_at)"
        " values ('old', 'old.sql', 1, 85, 1, 1, 'ok', '2020-01-01T00:00:00.000000Z');"
        "insert into backup_metadata (id, filename, size_bytes, tables_count, rows_count, duration_ms, status)"
        " values ('new', 'new.sql', 1, 85, 1, 1, 'ok');"
        "insert into db_health_metrics (database_size_mb, slow_queries, cache_hit_ratio, \"timestamp\") values"
        " ('9.5', 1, '99.5', '2025-01-02T23:59:59.000000Z'), ('10.25', 7, '100', '2025-01-02T00:00:00.000000Z'),"
        " ('3', 0, '90', '2025-01-03T00:00:00.000000Z')");
    CHECK(db.query_value<std::string>("select id from recent_backups") == "new");
    CHECK(db.query_value<std::int64_t>("select count(*) from db_health_summary") == 2);
    CHECK(db.query_value<std::int64_t>(
              "select count(*) from db_health_summary where cast(day as text) = '2025-01-02' and samples = 2 and "
              "database_size_mb = 10.25 and slow_queries = 7 and cache_hit_ratio = 99.5") == 1);
}

TEST_CASE("a study platform in an SQLite file is written to without rowan", "[study_platform]") {
    rowan::test::test_database database("file");
    migrator(database.session(), migrations()).upgrade("head");
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open(database.file().c_str(), &opened) == SQLITE_OK);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> plain(opened, sqlite3_close);
    CHECK(sqlite3_exec(opened, "insert into disciplines (name) values ('Direito')", nullptr, nullptr, nullptr) ==
          SQLITE_OK);

    auto rows = database.session().query("select id, created_at from disciplines");
    REQUIRE(rows.next());
    CHECK_FALSE(rows.get<rowan::uuid>(0).is_nil());
    CHECK(rows.get<std::string>(1) == rows.get<rowan::timestamp>(1).to_string());
}
