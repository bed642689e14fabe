#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

class dialect;

/// Where a session is connected, in the words of the OpenTelemetry conventions. Nothing secret.
struct database_place {
    std::string system;      ///< "postgresql", "sqlite": db.system.name
    std::string name;        ///< the database, as it was named when connecting: db.namespace; SQLite: the file
    std::string address;     ///< host or folder of the socket: server.address; empty for a file
    std::uint16_t port = 0;  ///< server.port; 0 where there is none
    const rowan::dialect* dialect = nullptr;
};

/// What a text was run as.
enum class statement_kind { statement, script, copy, begin, commit, rollback, savepoint };

/// A statement that is about to run. Lifetime of all events: the call.
struct statement_start {
    std::string_view sql;
    statement_kind kind = statement_kind::statement;
    std::uint64_t session = 0;  ///< no two sessions of a process have the same
    std::uint64_t run = 0;      ///< of the session: the event of its end has the same
    const database_place* place = nullptr;
};

/// Why something failed; all empty where it did not.
struct failure_event {
    std::string_view kind{};      ///< the exception's class: "constraint_error"
    std::string_view sqlstate{};  ///< five characters; empty where the database was not asked
    int native_code = 0;          ///< SQLite: extended result code
};

/// One statement that was run. Lifetime: the views live for the call only.
struct statement_event {
    std::string_view sql;          ///< text with placeholders; values are never part of it
    std::int64_t nanoseconds = 0;  ///< from the first step until the last row was read or the statement was let go
    std::uint64_t rows = 0;        ///< read or changed
    std::string_view error;        ///< empty on success
    failure_event failure{};
    statement_kind kind = statement_kind::statement;
    std::uint64_t session = 0;
    std::uint64_t run = 0;
    const database_place* place = nullptr;
    std::string_view plan{};  ///< where an observer wanted it and the database could tell: lines as its `explain` prints them
};

/// An outermost transaction of `rowan::transaction` or `transact`; its begin is the next statement.
struct transaction_start {
    std::uint64_t session = 0;
    const database_place* place = nullptr;
};

enum class transaction_outcome {
    committed,
    rolled_back,
    unknown  ///< see commit_unknown
};

struct transaction_event {
    transaction_outcome outcome = transaction_outcome::committed;
    std::int64_t nanoseconds = 0;
    std::uint64_t statements = 0;  ///< without begin, commit, rollback and savepoints
    std::uint64_t session = 0;
    const database_place* place = nullptr;
};

/// `transact` is about to run a transaction again.
struct retry_event {
    int attempt = 2;  ///< the number of the run that comes
    failure_event failure{};
    std::uint64_t session = 0;
    const database_place* place = nullptr;
    std::int64_t pause_nanoseconds = 0;  ///< that lies between the failure and this run
};

/// Sees what a session does: for logs, metrics, traces, tests. Called on the session's own thread, so that one which
/// many sessions share must be safe for many threads. Must not throw, nor use the session.
class ROWAN_EXPORT observer {
public:
    virtual ~observer() = default;
    virtual void on_statement(const statement_event& event) noexcept = 0;

    virtual void on_start(const statement_start& event) noexcept { static_cast<void>(event); }
    virtual void on_transaction_start(const transaction_start& event) noexcept { static_cast<void>(event); }
    virtual void on_transaction(const transaction_event& event) noexcept { static_cast<void>(event); }
    virtual void on_retry(const retry_event& event) noexcept { static_cast<void>(event); }
    /// From how many nanoseconds on `wants_plan` is to be asked. Read when the observer is added.
    virtual std::int64_t plans_from() const noexcept { return std::numeric_limits<std::int64_t>::max(); }
    /// Whether the plan of this statement, which took so long, is to be taken.
    virtual bool wants_plan(std::string_view sql, std::int64_t nanoseconds) noexcept {
        return static_cast<void>(sql), static_cast<void>(nanoseconds), true;
    }
};

/// An observer and its share of the ownership: of any pointer, smart or not, that is kept for as long as somebody
/// observes by it.
class ROWAN_EXPORT observer_reference {
public:
    template <class Pointer>
    requires requires(Pointer& by) { static_cast<observer&>(*by); }
    observer_reference(Pointer by)  // NOLINT: {log, metrics} is a list of them
        // In braces: from left to right.
        : observer_reference{by == nullptr ? nullptr : &static_cast<observer&>(*by), new Pointer(std::move(by)),
                             [](void* owner) { delete static_cast<Pointer*>(owner); }} {}
    observer_reference(const observer_reference& from);
    observer_reference(observer_reference&& from) noexcept : held_(std::exchange(from.held_, nullptr)) {}
    observer_reference& operator=(observer_reference from) noexcept {
        std::swap(held_, from.held_);
        return *this;
    }
    ~observer_reference();

    /// Null where it was made from a null pointer.
    observer* get() const noexcept;

private:
    observer_reference(observer* by, void* owner, void (*release)(void*));
    void* held_;
};

}  // namespace rowan
