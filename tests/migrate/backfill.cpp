#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

using rowan::migrate::direction;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::test::containing;

namespace {

using texts = std::vector<std::string>;

void create_jobs(rowan::session& db, int rows) {
    db.execute_script("create table jobs (id bigint primary key, priority bigint)");
    for (int i = 1; i <= rows; ++i) db.execute("insert into jobs (id) values ($1)", static_cast<std::int64_t>(i));
}

template <class Describe>
revision one(Describe describe) {
    return revision("001", "Fill").up(describe).irreversible("a test");
}

revision fill(std::int64_t batch) {
    return one([&](operations& op) { op.backfill("jobs").set("priority", "coalesce(priority, 0) + 1").batch(batch); });
}

rowan::migrator by(rowan::session& db, revision which) { return {db, std::vector<revision>{std::move(which)}}; }

std::int64_t number(rowan::session& in, const std::string& query) { return in.query_value<std::int64_t>(query); }

struct interrupted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Keeps the notes, and ends the run at one of them.
class listener final : public rowan::migrate::progress {
public:
    explicit listener(std::size_t last = 0) : last_(last) {}
    void note(const revision&, std::string_view text) override {
        notes.emplace_back(text);
        if (notes.size() == last_) throw interrupted("that is enough");
    }
    texts notes;

private:
    std::size_t last_;
};

}  // namespace

DATABASE_TEST_CASE("a back-fill changes each row once, batch by batch, and says how far it is", "[backfill]") {
    rowan::session& db = database.session();
    create_jobs(db, 25);
    listener heard;
    by(db, fill(10)).report_to(&heard).upgrade();
    CHECK(number(db, "select count(*) from jobs where priority = 1") == 25);
    CHECK(heard.notes == texts{R"(back-fill of "jobs": 10 rows are done)", R"(back-fill of "jobs": 20 rows are done)",
                               R"(back-fill of "jobs": 25 rows are done)"});
}

DATABASE_TEST_CASE("a back-fill goes on behind its last batch", "[backfill]") {
    rowan::session& db = database.session();
    create_jobs(db, 25);
    listener first(2);
    CHECK_THROWS_AS(by(db, fill(10)).report_to(&first).upgrade(), interrupted);
    CHECK(number(db, "select count(*) from jobs where priority = 1") == 20);
    CHECK(by(db, fill(10)).current().empty());
    CHECK(by(db, fill(10)).upgrade().to == position{"001"});
    CHECK(number(db, "select count(*) from jobs where priority = 1") == 25);
}

DATABASE_TEST_CASE("a back-fill takes the rows that meet its condition only", "[backfill]") {
    rowan::session& db = database.session();
    create_jobs(db, 10);
    by(db, one([](operations& op) { op.backfill("jobs").set("priority", "5").where("id <= 3 or id = 9").batch(2); }))
        .upgrade();
    CHECK(number(db, "select sum(priority) from jobs") == 20);
}

DATABASE_TEST_CASE("a back-fill goes along a key of any type", "[backfill]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table jobs (code varchar(10) primary key, n int default 0); insert into jobs (code) values "
        "('a'''), ('b'), ('B'), ('ä'), ('')");
    by(db, one([](operations& op) { op.backfill("jobs").set("n", "n + 1").key("code").batch(1); })).upgrade();
    CHECK(number(db, "select count(*) from jobs where n = 1") == 5);
}

DATABASE_TEST_CASE("a back-fill fails as its revision does, and keeps its batches", "[backfill]") {
    rowan::session& db = database.session();
    create_jobs(db, 10);
    db.execute("insert into jobs (id) values (-5)");
    auto failing = by(db, one([](operations& op) { op.backfill("nowhere").set("n", "1"); }));
    CHECK_THROWS_WITH(failing.upgrade(), containing(R"(at operation 1 of 1, back-fill "nowhere")"));
    CHECK(failing.unfinished().empty());
}

DATABASE_TEST_CASE("a back-fill in one transaction with others is one with them", "[backfill]") {
    rowan::session& db = database.session();
    create_jobs(db, 25);
    by(db, fill(10)).in_one_transaction().upgrade();
    CHECK(number(db, "select count(*) from jobs where priority = 1") == 25);
    CHECK_FALSE(rowan::table_exists(db, "rowan_progress"));
}

TEST_CASE("a back-fill has a way back where it says that it stays", "[backfill]") {
    const auto reversed = [](bool stays) {
        operations op;
        auto fill = op.backfill("jobs").set("priority", "5");
        if (stays) fill.stays();
        return rowan::schema::reverse(op.list().front()).has_value();
    };
    CHECK(reversed(true));
    CHECK_FALSE(reversed(false));
}

TEST_CASE("a plan shows a back-fill as one update", "[backfill]") {
    const auto plan =
        render(one([](operations& op) { op.backfill("jobs").set("priority", "5").where("priority is null"); }),
               direction::upgrade, rowan::sqlite_dialect());
    CHECK(plan == texts{R"(update "jobs" set "priority" = 5 where priority is null)"});
}

DATABASE_TEST_CASE("a step in C++ runs in the revision's transaction, and back", "[backfill]") {
    rowan::session& db = database.session();
    const revision steps = revision("001", "Steps").change([](operations& op) {
        op.create_table("a", [](auto& t) { t.integer("n").primary_key(); });
        op.run(
            "fill a", [](rowan::session& in) { in.execute("insert into a values ($1)", std::int32_t{7}); },
            [](rowan::session& in) { in.execute("delete from a"); });
    });
    auto migrator = by(db, steps);
    migrator.upgrade();
    CHECK(number(db, "select n from a") == 7);
    CHECK(migrator.history().front().statements == 2);
    CHECK(migrator.downgrade("base").applied.size() == 1);
}

DATABASE_TEST_CASE("a step in C++ that throws takes its revision back", "[backfill]") {
    rowan::session& db = database.session();
    auto migrator = by(db, one([](operations& op) {
                           op.create_table("a", [](auto& t) { t.integer("n").primary_key(); });
                           op.run("fail", [](rowan::session&) { throw std::runtime_error("no luck"); });
                       }));
    CHECK_THROWS_WITH(migrator.upgrade(), containing("at operation 2 of 2, run C++ \"fail\"\n  no luck"));
    CHECK_FALSE(rowan::table_exists(db, "a"));
}

TEST_CASE("a plan names a step in C++", "[backfill]") {
    const auto plan = render(one([](operations& op) { op.run("hash the tokens", [](rowan::session&) {}); }),
                             direction::upgrade, rowan::sqlite_dialect());
    CHECK(plan == texts{R"(-- run C++ "hash the tokens": the program does it)"});
}
