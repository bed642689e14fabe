#include "support/pgbouncer.hpp"

#include <fmt/format.h>

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <regex>
#include <stdexcept>
#include <thread>

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rowan::test {
namespace {
constexpr int pool_size = 4;

// ROWAN_TEST_PGBOUNCER names another one than that of the system.
std::string program() {
    const char* const named = std::getenv("ROWAN_TEST_PGBOUNCER");
    if (named != nullptr && *named != '\0') return named;
    return access("/usr/sbin/pgbouncer", X_OK) == 0 ? "/usr/sbin/pgbouncer" : "/usr/bin/pgbouncer";
}

// It refuses settings that it does not know.
bool knows_prepared_statements() {
    std::string said;
    if (FILE* const from = popen((program() + " --version").c_str(), "r")) {
        std::array<char, 200> line{};
        if (fgets(line.data(), line.size(), from) != nullptr) said = line.data();
        pclose(from);
    }
    std::smatch version;
    return std::regex_search(said, version, std::regex("PgBouncer (\\d+)\\.(\\d+)")) &&
           (std::stoi(version.str(1)) > 1 || std::stoi(version.str(2)) >= 21);
}

void become_unprivileged() {
    const passwd* const user = getuid() == 0 ? getpwnam("postgres") : nullptr;
    if (user == nullptr) return;
    if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
}

// SOCI sets extra_float_digits when it connects, for one that may be another's by the time that it is taken back.
constexpr const char* leavings = R"(
    select 'prepared statement ' || name || ': ' || statement from pg_prepared_statements union all
    select 'setting ' || name || ' = ' || setting from pg_settings
        where source = 'session' and name not in ('extra_float_digits', 'client_encoding', 'DateStyle', 'TimeZone',
            'application_name', 'standard_conforming_strings', 'IntervalStyle') union all
    select 'lock ' || mode || ' ' || objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() union all
    select 'temporary table ' || relname from pg_class where relnamespace = pg_my_temp_schema() union all
    select 'channel ' || name from pg_listening_channels() as name)";
}  // namespace

/// A connection to it that speaks for itself.
struct pgbouncer::client {
    explicit client(const std::string& url) : handle(PQconnectdb(url.c_str()), PQfinish) {}

    std::string ask(const char* sql) {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(handle.get(), sql), PQclear);
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            throw std::runtime_error(fmt::format("through PgBouncer: {}", PQerrorMessage(handle.get())));
        std::string rows;
        for (int i = 0; i != PQntuples(result.get()); ++i) rows += fmt::format("{}\n", PQgetvalue(result.get(), i, 0));
        return rows;
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> handle;
};

pgbouncer::pgbouncer(const std::string& server, int prepared_statements, const std::string& setting) {
    std::smatch parts;
    if (!std::regex_match(server, parts, std::regex("postgres(?:ql)?://([^:]+):([^@]*)@([^:/]+):(\\d+)/([^?]+).*")))
        throw std::runtime_error("a pooler needs a URL with user, password, host, port and database");
    // Newer ones take localhost for ::1, too, where the server need not listen.
    const std::string host = parts.str(3) == "localhost" ? "127.0.0.1" : parts.str(3);
    const int port = 30000 + static_cast<int>(std::random_device{}() % 2000);
    const std::string file = (folder_.path() / "pgbouncer.ini").string();
    std::ofstream out(file);
    out << fmt::format(
        "[databases]\ntest = host={} port={} dbname={} user={} password={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        "listen_port = {}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = {}\nserver_round_robin = 1\n"
        "unix_socket_dir =\nlogfile = /dev/null\npidfile =\nserver_login_retry = 1\n",
        host, parts.str(4), parts.str(5), parts.str(1), parts.str(2), port, pool_size);
    if (knows_prepared_statements()) out << "max_prepared_statements = " << prepared_statements << '\n';
    out << setting << '\n';
    out.close();
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    url_ = fmt::format("postgresql://test@127.0.0.1:{}/test", port);
    start(file);
    open_all();
}

pgbouncer::~pgbouncer() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

void pgbouncer::start(const std::string& file) {
    const std::string name = program();
    pid_ = fork();
    if (pid_ == 0) {
        become_unprivileged();  // it refuses to run as root
        execl(name.c_str(), name.c_str(), "-q", file.c_str(), nullptr);
        _exit(127);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (PQstatus(client(url_).handle.get()) != CONNECTION_OK) {
        if (pid_ == -1 || waitpid(pid_, nullptr, WNOHANG) != 0)
            throw std::runtime_error("PgBouncer does not start: is it installed?");
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("PgBouncer lets nobody in");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

// It opens one more only where all are in use.
void pgbouncer::open_all() {
    for (int i = 0; i != pool_size; ++i) {
        clients_.emplace_back(url_);
        clients_.back().ask("begin; select 1");
    }
    for (client& one : clients_) one.ask("commit");
}

std::string pgbouncer::left_behind() {
    std::string result;
    for (client& one : clients_) {
        one.ask("begin");
        result += one.ask(leavings);
    }
    for (client& one : clients_) one.ask("commit");
    return result;
}

}  // namespace rowan::test
