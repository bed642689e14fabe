#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// What a driver may have beyond statements and transactions. A backend that has no such thing leaves the part as it is
/// here: nothing is interrupted, every lock is free.
namespace rowan {

/// Calls that are ended from outside. Without it a call ends when the database says so, and a limit is noticed then.
class ROWAN_EXPORT driver_interrupts {
public:
    /// Within these, `interrupt` and `sever` may be called from other threads while a call is under way. The end waits
    /// until nothing sent can hit a later call.
    virtual void open_to_interrupts(bool yes) { static_cast<void>(yes); }
    /// Ends the call that is under way, which throws canceled_error; may come before it or after it, and is then lost.
    virtual void interrupt() noexcept {}
    /// As the end of open_to_interrupts, but staying open.
    virtual void settle_interrupts() noexcept {}
    /// For a call that does not end: cuts the connection, so that it throws connection_error.
    virtual void sever() noexcept {}

protected:
    ~driver_interrupts() = default;
};

/// Who has a lock, as far as it can be told.
struct lock_holder {
    std::int64_t pid = 0;     ///< PostgreSQL: of the server's process for it
    std::string application;  ///< empty where it does not say
    std::string host;
    std::string since;  ///< UTC; PostgreSQL: since when it is connected
};

/// See process_lock.
class ROWAN_EXPORT driver_locks {
public:
    /// Where a connection is not kept, a lock ends with the transaction.
    virtual bool keeps_connection() { return true; }
    virtual bool try_lock(std::string_view /*table*/) { return true; }
    virtual bool holds_lock(std::string_view /*table*/) { return true; }
    virtual void unlock(std::string_view /*table*/) noexcept {}
    virtual std::optional<lock_holder> holder_of(std::string_view /*table*/) { return std::nullopt; }

protected:
    ~driver_locks() = default;
};

/// What statements may change of a session itself.
struct session_state {
    std::vector<std::pair<std::string, std::string>> settings;  ///< those that differ from the connection's, and values
    /// Each thing that lives as long as the session (a temporary table) as the statement that takes it away.
    std::vector<std::string> leavings;

    friend bool operator==(const session_state&, const session_state&) = default;
};

/// What became of a statement that no transaction guarded.
enum class statement_fate { unknown, done, not_done };

/// What a change of the schema needs so that it harms neither the rows, nor who works beside it, nor who comes after.
class ROWAN_EXPORT driver_upkeep {
public:
    virtual session_state state() { return {}; }
    /// Makes the settings those of `to`.
    virtual void restore_settings(const session_state& to) { static_cast<void>(to); }
    /// While it is on, a script must not drop a table where that would delete or change rows of others (SQLite empties
    /// a table before it drops it, by the rules of the foreign keys): usage_error.
    virtual void keep_children(bool on) { static_cast<void>(on); }
    /// Statements of the open transaction give up waiting for a lock (SQLSTATE 55P03) after so long, unless the session
    /// has such a limit already.
    virtual void limit_lock_wait(std::int64_t milliseconds) { static_cast<void>(milliseconds); }
    /// Who may keep `statement` waiting, a line for each; empty where the backend does not know.
    virtual std::vector<std::string> lock_holders(std::string_view statement) {
        static_cast<void>(statement);
        return {};
    }
    /// Looks at the catalog, for a statement that refuses transactions: `begun` if it may have run before. Takes away
    /// what a broken run of it left (an index half built), and says so in `notes`. Throws usage_error where something
    /// else has the place.
    virtual statement_fate fate_of(std::string_view statement, bool begun, std::vector<std::string>& notes) {
        static_cast<void>(statement);
        static_cast<void>(notes);
        return begun ? statement_fate::unknown : statement_fate::not_done;
    }

protected:
    ~driver_upkeep() = default;
};

}  // namespace rowan
