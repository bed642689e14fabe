#include <rowan/session/error.hpp>
#include <rowan/session/scratch.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>
#include <vector>

#include "begin_text.hpp"
#include "postgresql_bulk.hpp"
#include "postgresql_catalog.hpp"
#include "postgresql_databases.hpp"
#include "postgresql_driver.hpp"
#include "postgresql_error.hpp"
#include "postgresql_fate.hpp"
#include "postgresql_interrupts.hpp"
#include "postgresql_lock.hpp"
#include "postgresql_notifications.hpp"
#include "postgresql_outcome.hpp"
#include "postgresql_plan.hpp"
#include "postgresql_questions.hpp"
#include "postgresql_replication.hpp"
#include "postgresql_script.hpp"
#include "postgresql_state.hpp"
#include "postgresql_statement.hpp"
#include "postgresql_trace.hpp"

namespace rowan::detail {
namespace postgresql {
namespace {
using clock = std::chrono::steady_clock;

// The simple protocol wants C strings.
std::string without_nul(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) throw usage_error("SQL text cannot hold the NUL character (U+0000)");
    return std::string(sql);
}

class postgresql_driver final : public driver, driver_interrupts, driver_locks, driver_upkeep {
public:
    postgresql_driver(std::shared_ptr<soci::session> keep, PGconn* handle, std::string description,
                      std::optional<bool> lent)
        : soci_(std::move(keep)), on_(handle, std::move(description), lent) {
        on_.check_ready();
    }
    ~postgresql_driver() override { on_.deallocate_retired(); }

    const rowan::dialect& dialect() const noexcept override { return postgresql_dialect(); }

    std::unique_ptr<driver_statement> prepare(std::string_view sql) override {
        std::string text = without_nul(sql);
        if (!holds_statement(text)) throw usage_error(fmt::format("there is no statement to prepare in \"{}\"", text));
        return std::make_unique<prepared_statement>(on_, std::move(text));
    }

    void execute_script(std::string_view sql) override;

    std::unique_ptr<driver_bulk_insert> bulk_insert(const sql::table_name& into,
                                                    std::span<const std::string> columns) override {
        return std::make_unique<binary_copy>(on_, dialect(), into, columns);
    }

    schema::database catalog(session& by, const introspect_options& options) override {
        return detail::postgresql::read_catalog(by, options);
    }
    const catalog_questions* questions() const noexcept override { return &postgresql::questions; }
    soci::session* soci() noexcept override { return soci_.get(); }
    const scratch_means* scratch() const noexcept override {
        // The path goes on as it was: what extensions brought is found where it is.
        static constexpr scratch_means means{
            .enter =
                "create schema \"rowan_scratch\"; select pg_catalog.set_config('search_path', 'rowan_scratch, ' || "
                "pg_catalog.current_setting('search_path'), true)"};
        return &means;
    }

    void ping() override;
    database_place place() const override { return place_of(on_); }
    bool is_lost() const noexcept override { return on_.is_lost(); }
    bool in_transaction() const noexcept override { return on_.in_transaction(); }
    bool transaction_aborted() const noexcept override { return PQtransactionStatus(on_.handle()) == PQTRANS_INERROR; }

    void begin(const transaction_options& options) override;
    isolation level() override;
    void commit() override;
    void rollback() override;
    driver_interrupts& interrupts() noexcept override { return *this; }
    driver_locks& locks() noexcept override { return *this; }
    driver_upkeep& upkeep() noexcept override { return *this; }
    driver_trace* trace() noexcept override { return &trace_; }
    driver_databases* databases() noexcept override { return &databases_; }

    session_state state() override { return state_of(on_); }
    void restore_settings(const session_state& to) override { postgresql::restore_settings(on_, to); }
    void limit_lock_wait(std::int64_t milliseconds) override { postgresql::limit_lock_wait(on_, milliseconds); }
    std::vector<std::string> lock_holders(std::string_view statement) override {
        return postgresql::lock_holders(on_, statement);
    }
    statement_fate fate_of(std::string_view statement, bool begun, std::vector<std::string>& notes) override {
        return postgresql::fate_of(on_, statement, begun, notes);
    }
    driver_notifications* notifications() noexcept override { return &notifications_; }
    driver_replication* replication() noexcept override { return &replication_; }
    void closing() noexcept override { on_.closing(); }

    void open_to_interrupts(bool yes) override;
    void interrupt() noexcept override { interrupts_->send(); }
    void settle_interrupts() noexcept override;
    void sever() noexcept override { interrupts_->sever(); }

    bool keeps_connection() override { return !on_.is_lent(); }
    bool try_lock(std::string_view table) override { return try_advisory_lock(on_, table); }
    bool holds_lock(std::string_view table) override { return has_advisory_lock(on_, table); }
    void unlock(std::string_view table) noexcept override { advisory_unlock(on_, table); }
    std::optional<lock_holder> holder_of(std::string_view table) override { return advisory_holder(on_, table); }

private:
    void run_chunks(const std::vector<script_chunk>& chunks);
    void run(const script_chunk& chunk);
    void send_rows(std::string_view rows) noexcept;
    bool takes_number(const transaction_options& options) const noexcept;
    void lost_in_commit();
    duration time_to_confirm() const;

    std::shared_ptr<soci::session> soci_;  // ends last
    connection on_;
    postgresql::notifications notifications_{on_};
    postgresql::replication replication_{on_};
    postgresql::trace trace_{on_};
    postgresql::databases databases_{on_};
    std::unique_ptr<postgresql::interrupts> interrupts_;  ///< within open_to_interrupts
    transaction_number number_;                           ///< of the open transaction; empty where it has none
    duration confirm_within_;                             ///< for how long its outcome is asked for
    clock::time_point ends_;                              ///< when its limit has run out
    std::string life_;                                    ///< of the server; empty until it is asked for
};

// Where the server does not say where it stumbled, the number of statements that went well does.
script_part failing_part(const PGresult* failed, std::string_view script, std::size_t succeeded) {
    const char* const position = PQresultErrorField(failed, PG_DIAG_STATEMENT_POSITION);
    return position == nullptr ? statement_at(script, succeeded)
                               : statement_around(script, std::strtoul(position, nullptr, 10));
}
}  // namespace

// A script is one transaction to the server, as long as it arrives as one text.
void postgresql_driver::execute_script(std::string_view sql) {
    const std::string script = without_nul(sql);
    on_.check_ready();
    const std::vector<script_chunk> chunks = chunks_of(script);
    if (chunks.size() == 1 || in_transaction()) return run_chunks(chunks);
    begin({});
    try {
        run_chunks(chunks);
        if (in_transaction()) commit();
    } catch (...) {
        if (in_transaction()) PQclear(PQexec(on_.handle(), "rollback"));
        throw;
    }
}

void postgresql_driver::run_chunks(const std::vector<script_chunk>& chunks) {
    for (const script_chunk& each : chunks) {
        if (holds_statement(each.sql) || chunks.size() == 1) run(each);
    }
}

void postgresql_driver::run(const script_chunk& chunk) {
    const std::string script(chunk.sql);
    if (PQsendQuery(on_.handle(), script.c_str()) != 1) throw_failure(on_, nullptr, script);
    std::size_t succeeded = 0;
    result_pointer failed;
    while (result_pointer result{PQgetResult(on_.handle())}) {
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_IN && chunk.has_rows) {
            send_rows(chunk.rows);
            continue;
        }
        on_.refuse_copy(result, statement_at(script, succeeded).text);
        if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
            failed = std::move(result);
        } else {
            ++succeeded;
        }
    }
    if (!failed && PQstatus(on_.handle()) != CONNECTION_BAD) return;
    const script_part part = failing_part(failed.get(), script, succeeded);
    throw_failure(on_, failed.get(), part.text, {}, part.line == 0 ? 0 : chunk.lines_before + part.line);
}

// What goes wrong here, the server's next result says.
void postgresql_driver::send_rows(std::string_view rows) noexcept {
    constexpr std::size_t most = 1 << 20;
    while (!rows.empty()) {
        const std::string_view part = rows.substr(0, most);
        if (PQputCopyData(on_.handle(), part.data(), static_cast<int>(part.size())) != 1) break;
        rows.remove_prefix(part.size());
    }
    PQputCopyEnd(on_.handle(), nullptr);
}

// A server that only reads gives no numbers.
bool postgresql_driver::takes_number(const transaction_options& options) const noexcept {
    const auto is_off = [&](const char* name) {
        const char* const value = PQparameterStatus(on_.handle(), name);
        return value != nullptr && value == std::string_view("off");
    };
    return !options.read_only && options.confirm_within > duration() && is_off("in_hot_standby") &&
           is_off("default_transaction_read_only");
}

void postgresql_driver::begin(const transaction_options& options) {
    if (in_transaction()) throw usage_error("a transaction is open already: use a savepoint within it");
    on_.check_ready();
    on_.deallocate_retired();
    number_ = {};
    confirm_within_ = options.confirm_within.value_or(duration());
    ends_ = options.within > duration() ? clock::now() + std::chrono::milliseconds(options.within.milliseconds())
                                        : clock::time_point::max();
    const std::string begin = begin_text(options);
    if (!takes_number(options)) {
        on_.run(begin.c_str());
        return;
    }
    if (life_.empty()) life_ = life_of(on_.handle());
    const result_pointer result(PQexec(on_.handle(), (begin + "; select pg_catalog.pg_current_xact_id()").c_str()));
    if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) {
        number_ = {PQgetvalue(result.get(), 0, 0), life_};
        return;
    }
    if (in_transaction()) PQclear(PQexec(on_.handle(), "rollback"));
    throw_failure(on_, result.get(), begin);
}

isolation postgresql_driver::level() {
    const result_pointer result(PQexec(on_.handle(), "show transaction_isolation"));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_failure(on_, result.get(), "show transaction_isolation");
    const std::string_view text(PQgetvalue(result.get(), 0, 0));
    for (const auto one : {isolation::serializable, isolation::repeatable_read}) {
        if (text == isolation_text(one)) return one;
    }
    return isolation::read_committed;
}

void postgresql_driver::commit() {
    on_.check_ready();
    if (!in_transaction()) throw usage_error("no transaction is open: it was committed or rolled back before");
    const result_pointer result(PQexec(on_.handle(), "commit"));
    if (PQstatus(on_.handle()) == CONNECTION_BAD) return lost_in_commit();
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw_failure(on_, result.get(), "commit");
    if (std::string_view(PQcmdStatus(result.get())) != "ROLLBACK") return;
    throw transaction_error(
        {.message = "the transaction had been aborted by an earlier error and was rolled back: nothing of it is stored",
         .sqlstate = "25P02",
         .statement = "commit"});
}

duration postgresql_driver::time_to_confirm() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(ends_ - clock::now());
    return std::min(confirm_within_, duration::of_milliseconds(std::max<std::int64_t>(0, left.count())));
}

// Returns where the transaction is stored all the same.
void postgresql_driver::lost_in_commit() {
    on_.note_loss(PQerrorMessage(on_.handle()));
    const auto outcome =
        number_.number.empty() ? commit_outcome::unknown : ask_outcome(on_.handle(), number_, time_to_confirm(), replication_.others());
    if (outcome == commit_outcome::committed) return;
    const std::string lost = fmt::format("the connection to {} was lost during commit", on_.description());
    if (outcome == commit_outcome::aborted)
        throw connection_error({.message = lost + "; the server says that the transaction was rolled back",
                                .sqlstate = "08006",
                                .statement = "commit",
                                .hint = "open a new session, and run the transaction again"});
    throw commit_unknown({.message = lost + ": it is not known whether the transaction is stored or rolled back",
                          .sqlstate = "08007",
                          .statement = "commit",
                          .hint = "open a new session, and look whether what it wrote is there before doing it again"});
}

void postgresql_driver::ping() {
    on_.check_ready();
    const result_pointer result(PQexec(on_.handle(), ""));
    if (PQresultStatus(result.get()) != PGRES_EMPTY_QUERY) throw_failure(on_, result.get(), "");
}

void postgresql_driver::open_to_interrupts(bool yes) {
    settle_interrupts();
    interrupts_ = yes ? std::make_unique<postgresql::interrupts>(on_.handle()) : nullptr;
}

// The server drops a cancel request that finds nothing to do.
void postgresql_driver::settle_interrupts() noexcept {
    if (interrupts_ == nullptr || !interrupts_->settle() || on_.is_copying()) return;
    if (!on_.is_lost()) PQclear(PQexec(on_.handle(), ""));
}

void postgresql_driver::rollback() {
    if (!in_transaction() && !on_.is_lost()) return;
    on_.run("rollback");
}
}  // namespace postgresql

std::unique_ptr<driver> make_postgresql_driver(std::shared_ptr<soci::session> keep, void* handle,
                                               std::string description, std::optional<bool> lent) {
    return std::make_unique<postgresql::postgresql_driver>(std::move(keep), static_cast<PGconn*>(handle),
                                                           std::move(description), lent);
}

// SOCI sets extra_float_digits when it connects, which means nothing since PostgreSQL 12. A pooler's connections are
// not this session's to change: it is taken back at once, on the one that it was set on as long as nobody is quicker.
std::optional<bool> set_up_own_postgresql(void* handle, std::optional<bool> known) {
    const auto connection = static_cast<PGconn*>(handle);
    if (PQclientEncoding(connection) != pg_char_to_encoding("UTF8")) PQsetClientEncoding(connection, "UTF8");
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);
    const std::optional<bool> lent = known ? known : postgresql::is_lent_by_pooler(connection);
    if (lent.value_or(false)) PQclear(PQexec(connection, "reset extra_float_digits"));
    return lent;
}

}  // namespace rowan::detail
