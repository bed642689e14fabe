#pragma once

#include <rowan/session/driver.hpp>

#include <optional>
#include <string>

#include "sqlite_connection.hpp"

namespace rowan::detail {

/// A file beside the database's, `<file>-rowan-lock`, that the operating system locks for one open handle and frees
/// when the process ends. It is there while somebody has it.
class sqlite_lock {
public:
    sqlite_lock() = default;
    sqlite_lock(const sqlite_lock&) = delete;
    sqlite_lock& operator=(const sqlite_lock&) = delete;
    ~sqlite_lock() { unlock(); }

    bool try_lock(const sqlite_connection& on);
    bool is_held(const sqlite_connection& on) const;
    void unlock() noexcept;
    std::optional<lock_holder> holder(const sqlite_connection& on) const;

private:
    int handle_ = -1;
    std::string file_;
};

}  // namespace rowan::detail
