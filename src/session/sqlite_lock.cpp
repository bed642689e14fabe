#include "sqlite_lock.hpp"

#include <rowan/session/error.hpp>
#include <rowan/types/timestamp.hpp>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rowan::detail {
namespace {
// Empty for a database in memory.
std::string lock_file(const sqlite_connection& on) {
    const char* const file = sqlite3_db_filename(on.db, "main");
    return file == nullptr || *file == '\0' ? std::string() : std::string(file) + "-rowan-lock";
}

[[noreturn]] void fail(const std::string& file) {
    database_error::details what;
    what.message = fmt::format("the lock file {} cannot be opened: {}", file, std::strerror(errno));
    what.sqlstate = "58030";
    throw database_error(std::move(what));
}

// Who had it before may have removed it between opening and locking: then another file of this name, or none, is there.
bool is_at(int handle, const std::string& file) {
    struct stat mine {};
    struct stat there {};
    return fstat(handle, &mine) == 0 && stat(file.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
           mine.st_dev == there.st_dev;
}

void introduce(int handle) {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    std::error_code none;
    const std::string program = std::filesystem::read_symlink("/proc/self/exe", none).filename().string();
    const std::string text =
        fmt::format("{}\n{}\n{}\n{}\n", getpid(), program, host.data(), timestamp::now().to_string());
    // For people: where the disk is full, they are told less.
    if (ftruncate(handle, 0) != 0 || write(handle, text.data(), text.size()) < 0) return;
}
}  // namespace

bool sqlite_lock::try_lock(const sqlite_connection& on) {
    const std::string file = lock_file(on);
    if (file.empty() || handle_ != -1) return true;
    for (;;) {
        const int handle = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (handle == -1) fail(file);
        if (flock(handle, LOCK_EX | LOCK_NB) != 0) {
            close(handle);
            return false;
        }
        if (is_at(handle, file)) {
            introduce(handle);
            handle_ = handle;
            file_ = file;
            return true;
        }
        close(handle);
    }
}

bool sqlite_lock::is_held(const sqlite_connection& on) const {
    return lock_file(on).empty() || (handle_ != -1 && is_at(handle_, file_));
}

void sqlite_lock::unlock() noexcept {
    if (handle_ == -1) return;
    unlink(file_.c_str());  // while it is locked: nobody else's is removed
    close(handle_);
    handle_ = -1;
}

std::optional<lock_holder> sqlite_lock::holder(const sqlite_connection& on) const {
    std::ifstream in(lock_file(on));
    lock_holder result;
    std::string pid;
    if (!std::getline(in, pid)) return std::nullopt;
    result.pid = std::atoll(pid.c_str());
    std::getline(in, result.application);
    std::getline(in, result.host);
    std::getline(in, result.since);
    return result;
}

}  // namespace rowan::detail
