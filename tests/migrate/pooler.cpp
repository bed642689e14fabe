#include <rowan/migrate/migrator.hpp>
#include <rowan/session/process_lock.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>
#include <support/pgbouncer.hpp>

#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

#include "migrate/people.hpp"

// PgBouncer in transaction mode: connections of the server are lent to whoever has a transaction.

using rowan::migrate::direction;
using rowan::migrate::revision;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;
using rowan::test::pgbouncer;
using ids = std::vector<std::string>;

namespace {

pid_t start_upgrade(const std::string& url, const std::vector<revision>& to) {
    const pid_t result = fork();
    if (result != 0) return result;
    try {
        rowan::session db(url);
        rowan::migrator(db, to).upgrade();
        _exit(0);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "process %d: %s\n", static_cast<int>(getpid()), failure.what());
        _exit(1);
    }
}

}  // namespace

DATABASE_TEST_CASE("through a pooler each revision still runs once, however many start", "[migrate][pooler]") {
    if (!database.is("postgresql")) return;  // SQLite has no poolers
    pgbouncer pool(database.url());
    const auto revisions = people();
    std::vector<pid_t> all;
    for (int i = 0; i != 8; ++i) all.push_back(start_upgrade(i % 4 == 0 ? database.url() : pool.url(), revisions));
    for (const pid_t each : all) {
        int status = 0;
        waitpid(each, &status, 0);
        CHECK(status == 0);
    }
    CHECK(rowan::migrate::history(database.session()).entries().size() == 3);
    CHECK(rowan::migrate::history(database.session()).heads() == ids{"003"});
}

DATABASE_TEST_CASE("a pooler is noticed, and no lock is left in its connections", "[migrate][pooler]") {
    if (!database.is("postgresql")) return;  // SQLite has no poolers
    pgbouncer pool(database.url());
    rowan::session db(pool.url());
    rowan::process_lock lock(db, "rowan_heads");
    CHECK_FALSE(lock.outlives_transactions());
    {
        rowan::transaction work(db);
        CHECK(lock.try_lock());
        CHECK(lock.is_held());
    }
    rowan::process_lock direct(database.session(), "rowan_heads");
    CHECK(direct.outlives_transactions());
    CHECK(direct.try_lock());
}

DATABASE_TEST_CASE("through a pooler what runs without a transaction is refused", "[migrate][pooler]") {
    if (!database.is("postgresql")) return;  // SQLite has no poolers
    pgbouncer pool(database.url());
    rowan::session db(pool.url());
    const auto revisions = people_and(revision("004", "Index").after("003").change([](rowan::migrate::operations& op) {
        op.create_index("", "people", {"note"}).concurrently();
    }));
    CHECK_THROWS_WITH(rowan::migrator(db, revisions).upgrade(),
                      containing("revision 004") && containing("connect to the database itself"));
    CHECK(rowan::migrate::history(database.session()).heads().empty());
}
