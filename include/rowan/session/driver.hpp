#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/driver_parts.hpp>
#include <rowan/session/driver_statement.hpp>
#include <rowan/session/observer.hpp>
#include <rowan/session/transaction_options.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// What a backend has to implement: a driver, its statements, a dialect. Everything above speaks to these only.
namespace soci {
class session;
}

namespace rowan {

/// Runs scripts for somebody who plans them.
class ROWAN_EXPORT script_sink {
public:
    virtual void execute(std::string_view sql) = 0;

protected:
    ~script_sink() = default;
};

class session;
class driver_databases;
struct catalog_questions;
class driver_notifications;
class driver_replication;
class driver_trace;
struct introspect_options;
namespace schema {
struct database;
}
struct scratch_means;

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

    /// What `introspect` returns, tables that are to be left out included. `by` is the session of this driver, through
    /// which its questions go.
    virtual schema::database catalog(session& by, const introspect_options& options) = 0;
    /// Null: `catalog` answers them, too.
    virtual const catalog_questions* questions() const noexcept { return nullptr; }
    /// See `scratch`; null where there is none.
    virtual const scratch_means* scratch() const noexcept { return nullptr; }
    /// The SOCI session that it runs on, for `soci_session`; null where it is none of SOCI's.
    virtual soci::session* soci() noexcept { return nullptr; }
    /// A round trip to the database, throws where there is none.
    virtual void ping() {}
    virtual bool is_lost() const noexcept { return false; }
    /// For observers.
    virtual database_place place() const { return {}; }
    /// From now on, where a database has one writer at a time, this connection is none: writing throws read_only_error.
    virtual void only_read() {}

    virtual bool in_transaction() const noexcept = 0;
    /// A statement failed in the open transaction, so that it can only be rolled back (PostgreSQL).
    virtual bool transaction_aborted() const noexcept = 0;
    /// `within` is what the limits leave, 0 without any.
    virtual void begin(const transaction_options& options) = 0;
    /// That of the open transaction.
    virtual isolation level() = 0;
    /// Throws transaction_error where the backend rolled back instead, commit_unknown where it cannot be told.
    virtual void commit() = 0;
    virtual void rollback() = 0;

    /// The parts a backend may have, see driver_parts.hpp; those of here do nothing.
    virtual driver_interrupts& interrupts() noexcept;
    virtual driver_locks& locks() noexcept;
    virtual driver_upkeep& upkeep() noexcept;

    /// Parts that not every backend has: null where it has not.
    virtual driver_notifications* notifications() noexcept { return nullptr; }
    virtual driver_replication* replication() noexcept { return nullptr; }
    virtual driver_trace* trace() noexcept { return nullptr; }
    virtual driver_databases* databases() noexcept { return nullptr; }

    /// All statements that are left end next, and the driver after them: one farewell will do.
    virtual void closing() noexcept {}
};

namespace detail {
ROWAN_EXPORT driver& driver_of(session& of);
}

}  // namespace rowan
