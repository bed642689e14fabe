#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/observer.hpp>
#include <rowan/session/pooler.hpp>
#include <rowan/session/statement.hpp>
#include <rowan/session/transaction_options.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace soci {
class connection_pool;
class session;
}

namespace rowan {

class driver;
namespace detail {
ROWAN_EXPORT driver& driver_of(session& of);
}

struct session_options {
    /// Prepared statements kept for reuse; the one longest unused goes first.
    std::size_t statement_cache = 128;
    /// SQLite: how long to wait for another connection's lock.
    int busy_timeout_milliseconds = 5000;
    /// PostgreSQL: how long to wait for a connection, in whole seconds and no fewer than two, where the URL has no
    /// connect_timeout; 0 is as long as the network does.
    duration connect_timeout = duration::of_milliseconds(10'000);

    /// PostgreSQL: where names without a schema are looked for, and created in the first (search_path). It is part of the
    /// connection, so that `reset all` comes back to it. Empty: what the server says. Not through a pooler that lends its
    /// connections: usage_error.
    std::vector<std::string> schemas{};

    /// They see all that the session does; with a pool, all that its sessions do: `{.observers = {log, metrics}}`.
    std::vector<observer_reference> observers{};
    /// PostgreSQL: where the URL has no `pooler=transaction` or `pooler=none`.
    rowan::pooler pooler = rowan::pooler::look;
};

/// SQL text with its hash, for statements that run often: made once, found in the cache without being read again.
class ROWAN_EXPORT statement_text {
public:
    statement_text() = default;
    explicit statement_text(std::string sql);
    const std::string& sql() const noexcept { return sql_; }
    std::size_t hash() const noexcept { return hash_; }
    /// Different for texts made apart, never 0 for one that holds SQL.
    std::uint64_t number() const noexcept { return number_; }

private:
    std::string sql_;
    std::size_t hash_ = 0;
    std::uint64_t number_ = 0;
};

/// A connection to a database, with its prepared statements. One thread at a time. Of one that was moved from, every use
/// throws usage_error.
class ROWAN_EXPORT session {
public:
    /// See `rowan::open`.
    explicit session(std::string_view url, const session_options& options = {});
    /// A SOCI session of the host: same connection, same transaction. It must outlive this object; its settings stay
    /// the host's, save that SQLite's foreign keys are switched on.
    explicit session(soci::session& existing, const session_options& options = {});
    session(session&&) noexcept;
    session& operator=(session&&) noexcept;
    ~session();

    /// Runs one statement and returns the number of rows it changed. Parameters are `$1`, `$2`, …
    template <storable... T>
    std::uint64_t execute(std::string_view sql, const T&... parameters) {
        statement run = prepare(sql);
        run.bind_borrowed(parameters...);
        run.execute();
        return run.affected_rows();
    }

    /// Starts a statement that returns rows: `for (auto rows = db.query("…", 1); rows.next();) rows.get<int>(0);`
    template <storable... T>
    statement query(std::string_view sql, const T&... parameters) {
        statement run = prepare(sql);
        run.bind(parameters...);
        run.execute();
        return run;
    }

    /// The first column of the only row, `std::optional` where it may be NULL. Throws not_found where there is no row.
    template <storable R, storable... T>
    R query_value(std::string_view sql, const T&... parameters) {
        statement run = prepare(sql);
        run.bind_borrowed(parameters...);
        run.execute();
        if (!run.next()) throw_no_row(sql);
        return run.get<R>(0);
    }

    /// Runs `work()` in a transaction, commits, and returns what it returned:
    ///
    ///     const auto left = db.transact([&] { … return stock.get(id).amount; });
    ///
    /// Where the transaction lost against another one (`database_error::retryable()`: serialization, deadlock, a lock not had in
    /// time), all of it runs again after a pause, as often as `options.retry` allows: what `work` does besides the database
    /// must bear that. Any exception rolls back; the error of the last run tells how many there were. Within an open
    /// transaction it is a savepoint of that one and runs once: only the outermost can begin anew.
    template <class Work>
    auto transact(const transaction_options& options, Work&& work) {
        using result_type = decltype(work());
        static_assert(!std::is_reference_v<result_type>, "the work of transact returns a reference: let it return a value");
        struct call {
            std::remove_reference_t<Work>* work;
            std::optional<std::conditional_t<std::is_void_v<result_type>, char, result_type>> result{};
        } one{&work};
        run_transaction(options, &one, [](void* with) {
            auto& that = *static_cast<call*>(with);
            if constexpr (std::is_void_v<result_type>)
                (*that.work)();
            else
                that.result.emplace((*that.work)());
        });
        if constexpr (!std::is_void_v<result_type>) return result_type(std::move(*one.result));
    }
    template <class Work>
    auto transact(Work&& work) {
        return transact(transaction_options{}, work);
    }

    /// Any number of statements without parameters, in the database's own words. Outside of a transaction it is all or
    /// nothing, unless it says `begin` itself (on SQLite also where it has a pragma, vacuum or attach).
    /// On PostgreSQL, rows stand behind `copy … from stdin;` as psql has them: from the next line to a line `\.`.
    void execute_script(std::string_view sql);

    /// Changes the schema. Unlike `dialect().render(…)` it can look at what is there: on SQLite a table is made anew where
    /// `alter table` does not do, with all its rows and what belongs to it. Returns the number of statements.
    std::size_t apply(const schema::operation& operation);

    /// From the cache, or prepared now.
    statement prepare(std::string_view sql);
    statement prepare(const statement_text& text);

    /// Rows into a table by COPY; only where `dialect().can().bulk_copy`.
    bulk_rows bulk_insert(const sql::table_name& into, std::span<const std::string> columns);

    const rowan::dialect& dialect() const;
    /// Where it is connected, without the password.
    const std::string& description() const;
    bool in_transaction() const noexcept;
    /// The connection is known to be gone: every use throws connection_error.
    bool is_lost() const noexcept;
    /// Asks the database for a sign of life; false where none comes in time.
    bool responds(duration within) noexcept;

    /// One more observer, told of what begins from now on; each is told in the order of coming. Null takes all away.
    void observe(observer_reference by);
    void observe(std::nullptr_t);
    /// Takes one away.
    void stop_observing(const observer& by);

private:
    explicit session(detail::session_core* owned) noexcept : core_(owned) {}
    friend ROWAN_EXPORT session open(soci::connection_pool& lender, const session_options& options, duration wait);
    friend class transaction;
    friend class savepoint;
    friend class limit;
    friend class detail::pool_core;
    friend ROWAN_EXPORT soci::session& soci_session(session& of);
    friend ROWAN_EXPORT driver& detail::driver_of(session& of);

    void only_read();
    void roll_back_all();
    void run_transaction(const transaction_options& options, void* with, void (*work)(void*));
    [[noreturn]] static void throw_no_row(std::string_view sql);
    detail::session_core& core() const {
        if (core_ == nullptr) throw_moved();
        return *core_;
    }
    [[noreturn]] static void throw_moved();
    detail::session_core* core_;  // owned
};

/// Opens a session.
///
/// - `sqlite://:memory:`: a database of this session's own
/// - `sqlite:///relative/file`, `sqlite:////absolute/file`: created where it is missing; `?mode=rw` refuses to,
///   `?mode=ro` reads only, `?busy_timeout=milliseconds`
/// - `postgresql://user:password@host:port/database?…`: everything that libpq takes, and `?pooler=transaction|none`; of several
///   hosts (`one:5432,two:5432`) the primary, unless target_session_attrs says otherwise
///
/// Special characters are written as `%` and two hexadecimal digits. SQLite sessions check foreign keys, wait for locks,
/// use write-ahead logging for files, and reach the disk with each commit (`synchronous` stays FULL).
///
/// Throws usage_error for a malformed URL, connection_error where nothing answers. No message holds the password.
ROWAN_EXPORT session open(std::string_view url, const session_options& options = {});
/// See the constructor of session.
ROWAN_EXPORT session open(soci::session& existing, const session_options& options = {});

}  // namespace rowan
