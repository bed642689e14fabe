#include <rowan/migrate/migrator.hpp>
#include <rowan/session/process_lock.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <fmt/format.h>

#include <csignal>
#include <fstream>
#include <random>
#include <regex>
#include <thread>

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "migrate/people.hpp"

// PgBouncer in transaction mode: connections of the server are lent to whoever has a transaction.

using rowan::migrate::direction;
using rowan::migrate::revision;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;
using ids = std::vector<std::string>;

namespace {

/// A PgBouncer before the test's server, with fewer connections to it than it takes.
class pgbouncer {
public:
    explicit pgbouncer(const std::string& server) {
        std::smatch parts;
        REQUIRE(
            std::regex_match(server, parts, std::regex("postgres(?:ql)?://([^:]+):([^@]*)@([^:/]+):(\\d+)/([^?]+).*")));
        // Newer ones take localhost for ::1, too, where the server need not listen.
        const std::string host = parts.str(3) == "localhost" ? "127.0.0.1" : parts.str(3);
        const int port = 30000 + static_cast<int>(std::random_device{}() % 2000);
        const std::string file = (folder_.path() / "pgbouncer.ini").string();
        std::ofstream(file) << fmt::format(
            "[databases]\ntest = host={} port={} dbname={} user={} password={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
            "listen_port = {}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\nunix_socket_dir =\n"
            "logfile = /dev/null\npidfile =\nserver_login_retry = 1\n",
            host, parts.str(4), parts.str(5), parts.str(1), parts.str(2), port);
        std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
        url_ = fmt::format("postgresql://test@127.0.0.1:{}/test", port);
        start(file);
    }
    pgbouncer(const pgbouncer&) = delete;
    pgbouncer& operator=(const pgbouncer&) = delete;
    ~pgbouncer() {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    const std::string& url() const { return url_; }

private:
    void start(const std::string& file) {
        pid_ = fork();
        REQUIRE(pid_ != -1);
        if (pid_ == 0) {
            // It refuses to run as root.
            if (const passwd* user = getuid() == 0 ? getpwnam("postgres") : nullptr) {
                if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
            }
            for (const char* program : {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"})
                execl(program, program, "-q", file.c_str(), nullptr);
            _exit(127);
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        for (;;) {
            try {
                rowan::session(url_).execute_script("select 1");
                return;
            } catch (const rowan::error&) {
                INFO("is pgbouncer installed?");
                REQUIRE(waitpid(pid_, nullptr, WNOHANG) == 0);
                if (std::chrono::steady_clock::now() > end) throw;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

    rowan::test::temporary_folder folder_;
    std::string url_;
    pid_t pid_ = 0;
};

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
    const pgbouncer pool(database.url());
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
    const pgbouncer pool(database.url());
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
    const pgbouncer pool(database.url());
    rowan::session db(pool.url());
    const auto revisions = people_and(revision("004", "Index").after("003").change([](rowan::migrate::operations& op) {
        op.create_index("", "people", {"note"}).concurrently();
    }));
    CHECK_THROWS_WITH(rowan::migrator(db, revisions).upgrade(),
                      containing("revision 004") && containing("connect to the database itself"));
    CHECK(rowan::migrate::history(database.session()).heads().empty());
}
