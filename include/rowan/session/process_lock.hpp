#pragma once

#include <rowan/session/driver.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>

#include <rowan/export.hpp>

namespace rowan {

/// A lock that processes working on the same table of a database agree on. It locks no row, nobody ever waits in it,
/// and it is free again when its holder ends, however that ends. In a database in memory, which is its session's own,
/// it is always free.
///
/// Lifetime: the session must outlive it.
class ROWAN_EXPORT process_lock {
public:
    /// `table` need not exist yet; it is looked for where an unqualified name is.
    process_lock(session& in, std::string table);
    process_lock(const process_lock&) = delete;
    process_lock& operator=(const process_lock&) = delete;
    ~process_lock();

    /// False: a pooler lends this session's connection to others between its transactions. Then a lock is taken within
    /// a transaction and ends with it.
    bool outlives_transactions();
    /// False where another has it; never waits.
    bool try_lock();
    /// Whether it is still had: who loses the connection loses it.
    bool is_held();
    void unlock() noexcept;
    /// Who has it, this session or another one; empty where nobody has.
    std::optional<lock_holder> holder();

private:
    driver_locks& locks_;
    std::string table_;
    bool taken_ = false;
};

}  // namespace rowan
