#include "drivers.hpp"
#include "sqlite_alteration.hpp"
#include "sqlite_drop.hpp"
#include "sqlite_lock.hpp"
#include "sqlite_open.hpp"
#include "sqlite_patience.hpp"
#include "sqlite_questions.hpp"
#include "sqlite_read_catalog.hpp"
#include "sqlite_state.hpp"
#include "sqlite_statement.hpp"
#include "sqlite_text.hpp"
#include "sqlite_trace.hpp"

#include <rowan/session/error.hpp>
#include <rowan/session/scratch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace rowan::detail {
namespace {
using statement_handle = std::unique_ptr<sqlite3_stmt, close_sqlite_statement>;

class sqlite_driver final : public driver, driver_interrupts, driver_locks, driver_upkeep {
public:
    sqlite_driver(std::shared_ptr<soci::session> keep, sqlite3* db, std::string description) : soci_(std::move(keep)) {
        connection_.db = db;
        connection_.description = std::move(description);
        add_functions(db);
    }
    ~sqlite_driver() override { open_to_interrupts(false); }

    const rowan::dialect& dialect() const noexcept override { return sqlite_dialect(); }
    std::unique_ptr<driver_statement> prepare(std::string_view sql) override {
        return std::make_unique<sqlite_statement>(connection_, sql);
    }
    void execute_script(std::string_view sql) override;
    void keep_children(bool on) override { keeps_children_ = on; }
    void apply(const schema::operation& operation, script_sink& run) override;
    std::unique_ptr<driver_bulk_insert> bulk_insert(const sql::table_name&, std::span<const std::string>) override {
        throw usage_error("SQLite has no COPY");
    }

    schema::database catalog(session& by, const introspect_options& options) override {
        return read_sqlite_catalog(by, options);
    }
    const catalog_questions* questions() const noexcept override { return &sqlite_questions; }
    soci::session* soci() noexcept override { return soci_.get(); }
    const scratch_means* scratch() const noexcept override {
        static constexpr scratch_means means{.url = "sqlite://:memory:"};
        return &means;
    }

    database_place place() const override;
    void only_read() override;
    bool in_transaction() const noexcept override {
        return sqlite3_get_autocommit(connection_.db) == 0 || connection_.rolled_back;
    }
    bool transaction_aborted() const noexcept override { return connection_.rolled_back; }
    void begin(const transaction_options& options) override;
    isolation level() override { return isolation::serializable; }
    void commit() override;
    void rollback() override;
    driver_interrupts& interrupts() noexcept override { return *this; }
    driver_locks& locks() noexcept override { return *this; }
    driver_upkeep& upkeep() noexcept override { return *this; }
    driver_trace* trace() noexcept override { return &trace_; }

    session_state state() override { return sqlite_state_of(connection_); }
    void restore_settings(const session_state& to) override { restore_sqlite_settings(connection_, to); }

    void open_to_interrupts(bool yes) override;
    void interrupt() noexcept override;
    void settle_interrupts() noexcept override { connection_.interrupted = false; }

    bool try_lock(std::string_view) override { return lock_.try_lock(connection_); }
    bool holds_lock(std::string_view) override { return lock_.is_held(connection_); }
    void unlock(std::string_view) noexcept override { lock_.unlock(); }
    std::optional<lock_holder> holder_of(std::string_view) override { return lock_.holder(connection_); }

private:
    void run(statement_handle& statement, const char* sql);
    void run_script(std::string_view sql);
    void begin_writing(write_lock lock = write_lock::immediate);
    void forbid_writing();
    void end_transaction() noexcept;

    std::shared_ptr<soci::session> soci_;  // ends last
    sqlite_connection connection_;
    sqlite_trace trace_{connection_};
    sqlite_patience patience_{connection_};
    bool reads_only_ = false;
    bool keeps_children_ = false;
    sqlite_lock lock_;
    bool writing_forbidden_ = false;
    statement_handle begin_;
    statement_handle begin_immediate_;
    statement_handle begin_exclusive_;
    statement_handle commit_;
    statement_handle rollback_;
};

// Prepared at its first use: a transaction around one insert is dear enough.
void sqlite_driver::run(statement_handle& statement, const char* sql) {
    if (!statement) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v3(connection_.db, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK)
            throw_sqlite_error(connection_, sqlite_fault(connection_.db, sql));
        statement.reset(prepared);
    }
    if (sqlite3_step(statement.get()) != SQLITE_DONE) {
        const sqlite_fault fault(connection_.db, sql);
        sqlite3_reset(statement.get());
        throw_sqlite_error(connection_, fault);
    }
    sqlite3_reset(statement.get());
}

void sqlite_driver::begin(const transaction_options& options) {
    if (connection_.rolled_back) throw_rolled_back();
    if (options.read_only) {
        run(begin_, "begin");
    } else {
        begin_writing(options.lock);
    }
    connection_.began = true;
    if (options.read_only) forbid_writing();
}

// The lock that `begin` alone takes at the first write is refused at once, without waiting,
// where another one has written since.
void sqlite_driver::begin_writing(write_lock lock) {
    if (lock == write_lock::deferred || reads_only_ || sqlite3_db_readonly(connection_.db, "main") == 1) {
        run(begin_, "begin");
    } else if (lock == write_lock::exclusive) {
        run(begin_exclusive_, "begin exclusive");
    } else {
        run(begin_immediate_, "begin immediate");
    }
}

// SQLite has no read-only transaction, but a switch for the connection.
void sqlite_driver::forbid_writing() {
    int before = 0;
    const auto read = [](void* to, int, char** values, char**) {
        return *static_cast<int*>(to) = values[0][0] == '1', 0;
    };
    sqlite3_exec(connection_.db, "pragma query_only", read, &before, nullptr);
    if (before != 0) return;
    sqlite3_exec(connection_.db, "pragma query_only = on", nullptr, nullptr, nullptr);
    writing_forbidden_ = true;
}

database_place sqlite_driver::place() const {
    const char* const file = sqlite3_db_filename(connection_.db, "main");
    return {"sqlite", file == nullptr || *file == '\0' ? ":memory:" : file, {}, 0};
}

void sqlite_driver::only_read() {
    sqlite3_exec(connection_.db, "pragma query_only = on", nullptr, nullptr, nullptr);
    reads_only_ = true;
}

void sqlite_driver::end_transaction() noexcept {
    connection_.began = false;
    connection_.rolled_back = false;
    if (!std::exchange(writing_forbidden_, false)) return;
    sqlite3_exec(connection_.db, "pragma query_only = off", nullptr, nullptr, nullptr);
}

void sqlite_driver::commit() {
    if (connection_.rolled_back) {
        end_transaction();
        throw_rolled_back();
    }
    run(commit_, "commit");
    end_transaction();
}

void sqlite_driver::rollback() {
    const bool open = sqlite3_get_autocommit(connection_.db) == 0;
    end_transaction();
    if (open) run(rollback_, "rollback");
}

void sqlite_driver::open_to_interrupts(bool yes) {
    settle_interrupts();
    yes ? patience_.watch() : patience_.let_go();
}

// The flag stays, for a statement that is about to begin; SQLite's own is looked at within long steps as well.
void sqlite_driver::interrupt() noexcept {
    connection_.interrupted = true;
    sqlite3_interrupt(connection_.db);
}

// One statement of a script, and where it begins.
struct script_part {
    std::string_view text;
    std::size_t line = 1;
};

std::size_t lines_in(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Where SQLite says which word it stumbled over, the line of that.
[[noreturn]] void fail_in_script(sqlite_connection& in, const script_part& part) {
    sqlite_fault fault(in.db, part.text);
    fault.line = part.line;
#if SQLITE_VERSION_NUMBER >= 3038000
    if (const int offset = sqlite3_error_offset(in.db); offset > 0)
        fault.line += lines_in(part.text.substr(0, static_cast<std::size_t>(offset)));
#endif
    throw_sqlite_error(in, fault);
}

void run_part(sqlite_connection& in, sqlite3_stmt* statement, const script_part& part) {
    if (sqlite3_bind_parameter_count(statement) != 0)
        throw usage_error(fmt::format("line {} of the script: a script has no parameters; use execute()", part.line));
    if (in.rolled_back) throw_rolled_back();
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) fail_in_script(in, part);
}

// More than one statement, none of which begins a transaction itself or is what SQLite does not do within one.
bool wants_transaction(std::string_view script) {
    constexpr std::array<std::string_view, 9> words{"begin",  "commit", "rollback", "savepoint", "release",
                                                    "vacuum", "pragma", "attach",   "detach"};
    sql_tokens tokens = sqlite_tokens(script);
    int statements = 0;
    bool first = true;
    for (auto token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
        if (first && std::any_of(words.begin(), words.end(), [&](auto word) { return token.is(word); })) return false;
        if (first && !token.is(';')) ++statements;
        first = token.is(';');
    }
    return statements > 1;
}

// As on PostgreSQL, where a script is one transaction unless it says otherwise.
void sqlite_driver::execute_script(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) throw usage_error("the script holds a NUL character");
    if (in_transaction() || !wants_transaction(sql)) return run_script(sql);
    begin_writing();
    try {
        run_script(sql);
        run(commit_, "commit");
    } catch (...) {
        if (sqlite3_get_autocommit(connection_.db) == 0)
            sqlite3_exec(connection_.db, "rollback", nullptr, nullptr, nullptr);
        throw;
    }
}

void sqlite_driver::apply(const schema::operation& operation, script_sink& run) {
    const auto alterations = alterations_for(operation);
    const auto* renamed = std::get_if<schema::rename_object>(&operation);
    const auto* settings = std::get_if<schema::alter_table_settings>(&operation);
    if (alterations.empty() && renamed == nullptr && settings == nullptr) return driver::apply(operation, run);
    const bool within = in_transaction();
    if (!within) begin({});
    try {
        for (const auto& each : alterations) sqlite_alteration(connection_, run).apply(each);
        if (renamed != nullptr) sqlite_alteration(connection_, run).apply(*renamed);
        if (settings != nullptr) sqlite_alteration(connection_, run).apply(*settings);
        if (!within) commit();
    } catch (...) {
        if (!within) rollback();
        throw;
    }
}

void sqlite_driver::run_script(std::string_view sql) {
    script_part part{sql};
    for (std::string_view rest = sql; !rest.empty();) {
        const std::size_t skipped = sqlite_tokens(rest).next().offset;
        part.line += lines_in(rest.substr(0, skipped));
        rest.remove_prefix(skipped);
        sqlite3_stmt* prepared = nullptr;
        const char* end = nullptr;
        const int code =
            sqlite3_prepare_v2(connection_.db, rest.data(), static_cast<int>(rest.size()), &prepared, &end);
        const statement_handle statement(prepared);
        const auto size = code == SQLITE_OK ? static_cast<std::size_t>(end - rest.data()) : rest.size();
        part.text = rest.substr(0, size);
        if (code != SQLITE_OK) fail_in_script(connection_, part);
        if (statement && keeps_children_) refuse_to_empty(connection_.db, part.text);
        if (statement) run_part(connection_, statement.get(), part);
        part.line += lines_in(part.text);
        rest.remove_prefix(size);
    }
}
}  // namespace

std::unique_ptr<driver> make_sqlite_driver(std::shared_ptr<soci::session> keep, void* handle, std::string description) {
    return std::make_unique<sqlite_driver>(std::move(keep), static_cast<sqlite3*>(handle), std::move(description));
}

}  // namespace rowan::detail
