#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <functional>
#include <optional>

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::migrate::revision_error;
using rowan::test::containing;

namespace {

rowan::migrator widening(rowan::session& db) {
    rowan::migrator result(db, std::vector<revision>{revision("001", "Widen").change([](operations& op) {
                               op.add_column("jobs", [](auto& t) { t.text("note").nullable(); });
                           })});
    result.lock_timeout(50);
    return result;
}

class at_first_note final : public rowan::migrate::progress {
public:
    explicit at_first_note(std::function<void(std::string_view)> work) : work_(std::move(work)) {}
    void note(const revision&, std::string_view text) override {
        if (auto work = std::exchange(work_, {})) work(text);
    }

private:
    std::function<void(std::string_view)> work_;
};

/// Someone who keeps a table's lock.
class holder {
public:
    explicit holder(const rowan::test::test_database& in, const char* sql)
        : session_(in.open()), open_(std::in_place, session_) {
        session_.execute_script(sql);
    }
    void let_go() { open_.reset(); }

private:
    rowan::session session_;
    std::optional<rowan::transaction> open_;
};

}  // namespace

TEST_CASE("who reads is not kept waiting behind a migration that waits for a reader", "[lock_waits][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table jobs (id int)");
    holder reader(database, "select * from jobs");
    rowan::session other = database.open();
    bool read = false;
    at_first_note heard([&](std::string_view text) {
        CHECK_THAT(std::string(text), containing("attempt 1 of 20 waited in vain for a lock"));
        CHECK_THAT(std::string(text), containing("AccessShareLock on jobs"));
        other.execute_script("select * from jobs");  // while the first reader's transaction is open
        read = true;
        reader.let_go();
    });
    CHECK(widening(db).report_to(&heard).upgrade().applied.size() == 1);
    CHECK(read);
}

TEST_CASE("a migration that gets its lock never says who holds it, and leaves nothing", "[lock_waits][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table jobs (id int)");
    holder reader(database, "set application_name = 'slow report'; select * from jobs");
    auto migrator = widening(db);
    migrator.lock_attempts(2);
    try {
        migrator.upgrade();
        FAIL("it got the lock");
    } catch (const revision_error& error) {
        CHECK(error.sqlstate() == "55P03");
        CHECK(error.retryable());
        CHECK_THAT(error.what(), containing("It was tried 2 times, waiting 50 ms for the lock each time"));
        CHECK_THAT(error.what(), containing("(slow report), idle in transaction, in a transaction since "));
    }
    CHECK(migrator.current().empty());
    CHECK(db.query_value<std::string>("show lock_timeout") == "0");
}

TEST_CASE("a revision's own lock_timeout holds", "[lock_waits][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    rowan::migrator(db, std::vector<revision>{revision("001", "Own")
                                                  .up([](operations& op) {
                                                      op.sql(
                                                          "set lock_timeout = '7s'; create table seen as select "
                                                          "current_setting('lock_timeout') t");
                                                  })
                                                  .irreversible("a test")})
        .upgrade();
    CHECK(db.query_value<std::string>("select t from seen") == "7s");
    CHECK(db.query_value<std::string>("show lock_timeout") == "0");
}

TEST_CASE("all in one transaction waits and begins again as a whole", "[lock_waits][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table jobs (id int)");
    holder reader(database, "select * from jobs");
    at_first_note heard([&](std::string_view) { reader.let_go(); });
    CHECK(widening(db).in_one_transaction().report_to(&heard).upgrade().applied.size() == 1);
}

TEST_CASE("SQLite: who writes is waited for until the attempts are over", "[lock_waits][sqlite]") {
    rowan::test::test_database database("file");
    database.reopen({.busy_timeout_milliseconds = 20});
    rowan::session& db = database.session();
    db.execute_script("create table jobs (id integer primary key)");
    widening(db).stamp({"001"});
    widening(db).stamp({"base"});
    holder writer(database, "insert into jobs values (1)");
    CHECK_THROWS_AS(widening(db).lock_attempts(2).upgrade(), revision_error);
    at_first_note heard([&](std::string_view) { writer.let_go(); });
    CHECK(widening(db).report_to(&heard).upgrade().applied.size() == 1);
}
