#include "server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rowan::test {
namespace {
using namespace std::chrono_literals;
namespace fs = std::filesystem;

// The newest one that is installed.
std::string programs() {
    fs::path newest;
    int version = 0;
    for (const auto& one : fs::directory_iterator("/usr/lib/postgresql")) {
        const int its = std::atoi(one.path().filename().c_str());
        if (its > version && fs::exists(one.path() / "bin/initdb")) {
            version = its;
            newest = one.path() / "bin";
        }
    }
    if (version == 0) throw std::runtime_error("no PostgreSQL server is installed: apt-get install postgresql");
    return newest.string();
}

int free_port() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    const bool found = bind(listener, plain, size) == 0 && getsockname(listener, plain, &size) == 0;
    close(listener);
    if (!found) throw std::runtime_error("no port is free");
    return ntohs(address.sin_port);
}

// Servers refuse to run as root.
const passwd* server_user() { return getuid() == 0 ? getpwnam("postgres") : nullptr; }

// Only what may be called between fork and exec.
pid_t start_program(const std::vector<std::string>& words, const std::string& log) {
    std::vector<char*> list;
    for (const std::string& one : words) list.push_back(const_cast<char*>(one.c_str()));
    list.push_back(nullptr);
    const passwd* const user = server_user();
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    if (user != nullptr && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
        _exit(126);
    // SIGQUIT is a server's immediate shutdown. Behind setuid, which would take it back.
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() != parent) _exit(125);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, 1);
    dup2(out, 2);
    setpgid(0, 0);
    execv(list[0], list.data());
    _exit(127);
}

void hand_over(const fs::path& folder) {
    const passwd* const user = server_user();
    if (user != nullptr && chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("the folder of a server cannot be given to its user");
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> result;
    for (const auto& one : fs::directory_iterator("/proc")) {
        std::ifstream in(one.path() / "stat");
        std::string id, name, state;
        pid_t its_parent = 0;
        if (in >> id && std::getline(in, name, ')') && in >> state >> its_parent && its_parent == parent)
            result.push_back(std::atoi(id.c_str()));
    }
    return result;
}

// The seventh line of a server's lock file has key and number of what it leaves behind when it is killed.
void remove_shared_memory(const std::string& lock) {
    std::ifstream in(lock);
    std::string line;
    for (int i = 0; i != 7; ++i) std::getline(in, line);
    const auto blank = line.find_last_of(' ');
    if (blank != std::string::npos) shmctl(std::atoi(line.c_str() + blank), IPC_RMID, nullptr);
}

std::string text_of(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void run_in(const fs::path& folder, const std::vector<std::string>& words) {
    const std::string log = (folder / "log").string();
    int status = 0;
    waitpid(start_program(words, log), &status, 0);
    if (status != 0) throw std::runtime_error(fmt::format("{} failed: {}", words[0], text_of(log)));
}
}  // namespace

// Made once: initdb takes longer than all the rest.
const std::string& server::empty_data() {
    struct made {
        made() {
            hand_over(folder.path());
            data = (folder.path() / "data").string();
            run_in(folder.path(), {programs() + "/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                                   "--locale=C", "-N", "--wal-segsize=1"});
        }
        temporary_folder folder;
        std::string data;
    };
    static const made once;
    return once.data;
}

server::server(std::string settings) : port_(free_port()) {
    hand_over(folder_.path());
    run({"/bin/cp", "-a", empty_data(), data()});
    configure(
        fmt::format("port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n"
                    "max_connections = 60\nshared_buffers = 16MB\nwal_level = replica\nhot_standby = on\n"
                    "wal_retrieve_retry_interval = 100ms\nmax_wal_senders = 8\n"
                    "dynamic_shared_memory_type = mmap\nwal_keep_size = 64MB\n{}\n",
                    port_, settings));
    start();
}

server::server(replica_of one) : port_(free_port()) {
    hand_over(folder_.path());
    follow(one.primary);
}

server::~server() {
    if (process_ == 0) return;
    ::kill(process_, SIGQUIT);
    waitpid(process_, nullptr, 0);
}

std::string server::host() const { return fmt::format("127.0.0.1:{}", port_); }

std::string server::url_of(const std::vector<const server*>& all) {
    std::string hosts;
    for (const server* one : all) hosts += (hosts.empty() ? "" : ",") + one->host();
    return fmt::format("postgresql://postgres@{}/postgres", hosts);
}

void server::configure(const std::string& lines) const {
    std::ofstream(fs::path(data()) / "postgresql.conf", std::ios::app) << lines;
}

void server::run(const std::vector<std::string>& words) const { run_in(folder_.path(), words); }

void server::start() {
    const std::string log = (folder_.path() / "log").string();
    process_ = start_program({programs() + "/postgres", "-D", data()}, log);
    for (const auto end = std::chrono::steady_clock::now() + 60s;;) {
        try {
            open();
            return;
        } catch (const rowan::error&) {
            if (waitpid(process_, nullptr, WNOHANG) != 0 || std::chrono::steady_clock::now() > end)
                throw std::runtime_error("the server does not start: " + text_of(log));
        }
        std::this_thread::sleep_for(10ms);
    }
}

// All at once, as when the machine fails: those that serve somebody are sessions of their own, which would go on for a
// moment.
void server::kill() {
    ::kill(process_, SIGSTOP);
    for (const pid_t one : children_of(process_)) ::kill(one, SIGKILL);
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
    const std::string lock = data() + "/postmaster.pid";
    remove_shared_memory(lock);
    fs::remove(lock);
}

void server::stop() {
    ::kill(process_, SIGINT);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

void server::promote() { run({programs() + "/pg_ctl", "promote", "-D", data(), "-w"}); }

void server::follow(const server& primary) {
    fs::remove_all(data());
    run({programs() + "/pg_basebackup", "-D", data(), "-d", primary.url(), "-R", "-c", "fast", "-N"});
    configure(fmt::format("port = {}\ncluster_name = 'replica'\n", port_));
    start();
}

}  // namespace rowan::test
