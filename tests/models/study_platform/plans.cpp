#include <rowan/models/study_platform/job_counts.hpp>
#include <rowan/models/study_platform/migrations.hpp>

#include "models/study_platform/worker.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/migrator.hpp>

using rowan::test::containing;
using namespace study_platform;

namespace {

/// As many jobs as a queue has after a while: a tenth is pending, a hundredth has a time of its own.
void populate(rowan::session& db) {
    rowan::migrator(db, migrations()).upgrade("head");
    db.execute_script(
        "insert into jobs (name, type, status, priority, created_at, scheduled_for) "
        "with recursive numbers(i) as (select 0 union all select i + 1 from numbers where i < 19999) "
        "select 'job ' || i, 'mail', case when i % 10 = 0 then 'pending' else 'completed' end, 1 + i / 10 % 10, " +
        std::string(db.dialect().name() == "sqlite" ? "strftime('%Y-%m-%dT%H:%M:%f000Z', 1735689600 + i, 'unixepoch')"
                                                    : "timestamptz '2025-01-01 00:00:00Z' + i * interval '1 second'") +
        ", case when i % 100 = 0 then '2025-01-02T00:00:00.000000Z'" +
        std::string(db.dialect().name() == "sqlite" ? "" : "::timestamptz") + " end from numbers");
    db.execute_script("analyze");
}

std::string plan(rowan::session& db, const std::string& query) {
    auto rows = db.query(std::string(db.dialect().explain()) + query);
    const std::size_t text = db.dialect().name() == "sqlite" ? 3 : 0;
    std::string result;
    while (rows.next()) result += rows.get<std::string>(text) + '\n';
    return result;
}

}  // namespace

DATABASE_TEST_CASE("the worker's query goes along the index of pending jobs, in its order", "[study_platform]") {
    rowan::session& db = database.session();
    populate(db);
    const std::string text = plan(db, worker_query(db));
    CHECK_THAT(text, containing("idx_jobs_queue") && !containing("Sort") && !containing("TEMP B-TREE"));
}

DATABASE_TEST_CASE("a worker that locks its job and skips locked ones goes along the same index", "[study_platform]") {
    rowan::session& db = database.session();
    if (db.dialect().name() == "sqlite") return;  // it locks the database
    populate(db);
    const std::string text = plan(db, worker_query(db) + " for update skip locked");
    CHECK_THAT(text, containing("idx_jobs_queue") && !containing("Sort"));
}

DATABASE_TEST_CASE("jobs that are due are found by the index of their times", "[study_platform]") {
    rowan::session& db = database.session();
    populate(db);
    CHECK_THAT(plan(db, "select * from jobs where scheduled_for <= " + now(db)), containing("idx_jobs_scheduled"));
}

DATABASE_TEST_CASE("jobs are counted by their status", "[study_platform]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    CHECK(job_counts(db).empty());
    db.execute_script(
        "insert into jobs (name, type, status) values ('a', 't', 'pending'), ('b', 't', 'failed'), ('c', 't', "
        "'pending'), "
        "('d', 't', null)");
    CHECK(job_counts(db) == std::vector<job_count>{{"failed", 1}, {"pending", 2}, {std::nullopt, 1}});
}
