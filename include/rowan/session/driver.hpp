#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/driver_statement.hpp>
#include <rowan/session/transaction_options.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// What a backend has to implement: a driver, its statements, a dialect. Everything above speaks to these only.
namespace rowan {

/// Runs scripts for somebody who plans them.
class ROWAN_EXPORT script_sink {
public:
    virtual void execute(std::string_view sql) = 0;

protected:
    ~script_sink() = default;
};

/// Who has a lock, as far as it can be told.
struct lock_holder {
    std::int64_t pid = 0;     ///< PostgreSQL: of the server's process for it
    std::string application;  ///< empty where it does not say
    std::string host;
    std::string since;  ///< UTC; PostgreSQL: since when it is connected
};

class session;

/// What statements may change of a session itself.
struct session_state {
    std::vector<std::pair<std::string, std::string>> settings;  ///< those that differ from the connection's, and values
    /// Each thing that lives as long as the session (a temporary table) as the statement that takes it away.
    std::vector<std::string> leavings;

    friend bool operator==(const session_state&, const session_state&) = default;
};

/// What became of a statement that no transaction guarded.
enum class statement_fate { unknown, done, not_done };

/// A connection's native handle. Not thread-safe, as the handles themselves.
class ROWAN_EXPORT driver {
public:
    virtual ~driver() = default;

    virtual const rowan::dialect& dialect() const noexcept = 0;
    /// One statement. Parameters are `$1`… or `?1`… by number, or `?` in order, as the backend writes them; `$n` works
    /// everywhere. Throws usage_error where `sql` holds no statement or more than one.
    virtual std::unique_ptr<driver_statement> prepare(std::string_view sql) = 0;
    /// Any number of statements without parameters; rows are dropped. Throws database_error with the failing statement.
    virtual void execute_script(std::string_view sql) = 0;
    /// Carries `operation` out by statements that it gives to `run`: those of the dialect, or others where what is
    /// there decides. All or nothing where it takes more than one.
    virtual void apply(const schema::operation& operation, script_sink& run);
    /// Only where `dialect().can().bulk_copy`.
    virtual std::unique_ptr<driver_bulk_insert> bulk_insert(const sql::table_name& into,
                                                            std::span<const std::string> columns) = 0;

    /// What `introspect_tables` returns.
    virtual std::vector<schema::table> tables() = 0;
    /// A round trip to the database, throws where there is none.
    virtual void ping() {}
    virtual bool is_lost() const noexcept { return false; }
    /// From now on, where a database has one writer at a time, this connection is none: writing throws read_only_error.
    virtual void only_read() {}

    virtual bool in_transaction() const noexcept = 0;
    /// A statement failed in the open transaction, so that it can only be rolled back (PostgreSQL).
    virtual bool transaction_aborted() const noexcept = 0;
    virtual void begin(const transaction_options& options) = 0;
    /// That of the open transaction.
    virtual isolation level() = 0;
    /// Throws transaction_error where the backend rolled back instead, commit_unknown where it cannot be told.
    virtual void commit() = 0;
    virtual void rollback() = 0;

    /// Within these, `interrupt` and `sever` may be called from other threads while a call is under way. The end waits
    /// until nothing sent can hit a later call.
    virtual void open_to_interrupts(bool yes) { static_cast<void>(yes); }
    /// Ends the call that is under way, which throws canceled_error; may come before it or after it, and is then lost.
    virtual void interrupt() noexcept {}
    /// As the end of open_to_interrupts, but staying open.
    virtual void settle_interrupts() noexcept {}
    /// For a call that does not end: cuts the connection, so that it throws connection_error.
    virtual void sever() noexcept {}

    /// See process_lock. Where a connection is not kept, a lock ends with the transaction.
    virtual bool keeps_connection() { return true; }
    virtual bool try_lock(std::string_view /*table*/) { return true; }
    virtual bool holds_lock(std::string_view /*table*/) { return true; }
    virtual void unlock(std::string_view /*table*/) noexcept {}
    virtual std::optional<lock_holder> holder_of(std::string_view /*table*/) { return std::nullopt; }
    /// While it is on, a script must not drop a table where that would delete or change rows of others (SQLite empties a
    /// table before it drops it, by the rules of the foreign keys): usage_error.
    virtual void keep_children(bool on) { static_cast<void>(on); }

    virtual session_state state() { return {}; }
    /// Makes the settings those of `to`.
    virtual void restore_settings(const session_state& to) { static_cast<void>(to); }
    /// Statements of the open transaction give up waiting for a lock (SQLSTATE 55P03) after so long, unless the session
    /// has such a limit already.
    virtual void limit_lock_wait(std::int64_t milliseconds) { static_cast<void>(milliseconds); }
    /// Who may keep `statement` waiting, a line for each; empty where the backend does not know.
    virtual std::vector<std::string> lock_holders(std::string_view statement) {
        static_cast<void>(statement);
        return {};
    }
    /// Looks at the catalog, for a statement that refuses transactions: `begun` if it may have run before. Takes away what
    /// a broken run of it left (an index half built), and says so in `notes`. Throws usage_error where something else has
    /// the place.
    virtual statement_fate fate_of(std::string_view statement, bool begun, std::vector<std::string>& notes) {
        static_cast<void>(statement);
        static_cast<void>(notes);
        return begun ? statement_fate::unknown : statement_fate::not_done;
    }

    /// All statements that are left end next, and the driver after them: one farewell will do.
    virtual void closing() noexcept {}
};

namespace detail {
ROWAN_EXPORT driver& driver_of(session& of);
}

}  // namespace rowan
