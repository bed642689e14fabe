#include "observed_bulk_insert.hpp"
#include "session_core.hpp"

#include <rowan/session/backend.hpp>
#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <utility>

namespace rowan {
namespace detail {
namespace {
std::unique_ptr<session_core> open_core(std::string_view url, const session_options& options) {
    const auto address = address_of(url);
    return std::make_unique<session_core>(
        connection_to{.native = address->open(options), .description = address->description()}, options);
}

// What an observer is shown of a bulk insert.
std::string copy_text(const dialect& of, const sql::table_name& into, std::span<const std::string> columns) {
    std::string result = "copy ";
    of.append_table(result, into);
    const char* before = " (";
    for (const auto& column : columns) {
        result += std::exchange(before, ", ");
        of.append_identifier(result, column);
    }
    return result += ") from stdin";
}

std::size_t hash_of(std::string_view sql) noexcept { return std::hash<std::string_view>()(sql); }
}  // namespace

session_core::session_core(connection_to to, const session_options& options)
    : description(std::move(to.description)),
      lost(std::move(to.lost)),
      native(std::move(to.native)),
      statements(options.statement_cache) {
    for (const observer_reference& one : options.observers) observe(one);
}

session_core::~session_core() {
    if (lost != nullptr) hand_back();
    native->closing();
}

// As the pool has lent it: nothing of ours goes on in it.
void session_core::hand_back() noexcept {
    try {
        if (native->in_transaction())
            observed_cleaning(
                "rollback", [&] { native->rollback(); }, statement_kind::rollback);
    } catch (...) {  // then the connection is gone
    }
    *lost = native->is_lost();
}

watch& session_core::watch_now() {
    if (watching == nullptr) {
        database_place place = native->place();
        place.dialect = &native->dialect();
        watching = std::make_unique<watch>(std::move(place));
    }
    return *watching;
}

void session_core::observe(observer_reference by) {
    if (by.get() == nullptr) return;
    watch_now().add(std::move(by));
    observed_here = true;
}

cached_statement& session_core::lend(std::string_view sql, std::size_t hash, std::uint64_t number) {
    if (auto* const known = statements.find(sql, hash, number)) return *known;
    const auto started = std::chrono::steady_clock::now();
    try {
        return limited(sql, [&]() -> cached_statement& { return statements.add(sql, hash, native->prepare(sql)); });
    } catch (...) {
        if (watch* const by = watched()) by->failed_to_prepare(started, sql, current_failure());
        throw;
    }
}
}  // namespace detail

namespace {
std::uint64_t next_number() noexcept {
    static std::atomic<std::uint64_t> last = 0;
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}
}  // namespace

statement_text::statement_text(std::string sql)
    : sql_(std::move(sql)), hash_(detail::hash_of(sql_)), number_(next_number()) {}

session::session(std::string_view url, const session_options& options)
    : core_(detail::open_core(url, options).release()) {}
session::session(soci::session& existing, const session_options& options)
    : core_(new detail::session_core(detail::borrow_connection(existing), options)) {}
session::session(session&& from) noexcept : core_(std::exchange(from.core_, nullptr)) {}
session& session::operator=(session&& from) noexcept {
    std::swap(core_, from.core_);
    return *this;
}
session::~session() { delete core_; }

void session::execute_script(std::string_view sql) {
    auto& in = core();
    in.observed(sql, [&] { in.native->execute_script(sql); });
}

namespace {
struct no_interrupts final : driver_interrupts {};
struct no_locks final : driver_locks {};
struct no_upkeep final : driver_upkeep {};
}  // namespace

driver_interrupts& driver::interrupts() noexcept {
    static no_interrupts none;
    return none;
}

driver_locks& driver::locks() noexcept {
    static no_locks none;
    return none;
}

driver_upkeep& driver::upkeep() noexcept {
    static no_upkeep none;
    return none;
}

void driver::apply(const schema::operation& operation, script_sink& run) {
    for (const std::string& statement : dialect().render(operation)) run.execute(statement);
}

std::size_t session::apply(const schema::operation& operation) {
    struct observed_scripts final : script_sink {
        explicit observed_scripts(detail::session_core& in) : core(in) {}
        void execute(std::string_view sql) override {
            core.observed(sql, [&] { core.native->execute_script(sql); });
            ++count;
        }
        detail::session_core& core;
        std::size_t count = 0;
    } run(core());
    core_->native->apply(operation, run);
    return run.count;
}

statement session::prepare(std::string_view sql) {
    auto& entry = core().lend(sql, detail::hash_of(sql));
    return statement(*core_, entry, *entry.handle);
}

statement session::prepare(const statement_text& text) {
    auto& entry = core().lend(text.sql(), text.hash(), text.number());
    return statement(*core_, entry, *entry.handle);
}

bulk_rows session::bulk_insert(const sql::table_name& into, std::span<const std::string> columns) {
    if (!dialect().can().bulk_copy)
        throw usage_error(
            fmt::format("bulk_insert: {} has no COPY; insert the rows with a prepared statement in one transaction",
                        dialect().name()));
    detail::watch* const by = core_->watched();
    if (by == nullptr && core_->limits == nullptr)
        return bulk_rows(core_->native->bulk_insert(into, columns).release());
    const std::string sql = detail::copy_text(dialect(), into, columns);
    return bulk_rows(new detail::observed_bulk_insert(*core_, sql, into, columns));
}

const rowan::dialect& session::dialect() const { return core().native->dialect(); }
const std::string& session::description() const { return core().description; }
bool session::in_transaction() const noexcept { return core_ != nullptr && core_->native->in_transaction(); }
bool session::is_lost() const noexcept { return core_ != nullptr && core_->native->is_lost(); }
bool session::responds(duration within) noexcept {
    if (core_ == nullptr) return false;
    try {
        const detail::active_limit limit(*core_, within);
        core_->limited({}, [&] { core_->native->ping(); });
        return true;
    } catch (...) { return false; }
}
void session::only_read() { core().native->only_read(); }
void session::roll_back_all() {
    core().observed_cleaning(
        "rollback", [&] { core_->native->rollback(); }, statement_kind::rollback);
}
void session::observe(observer_reference by) {
    if (by.get() == nullptr) return observe(nullptr);
    core().observe(std::move(by));
}
void session::observe(std::nullptr_t) {
    auto& in = core();
    if (in.watching != nullptr) in.watching->clear();
    in.observed_here = false;
}
void session::stop_observing(const observer& by) {
    auto& in = core();
    if (in.watching == nullptr) return;
    in.watching->remove(by);
    in.observed_here = !in.watching->is_empty();
}

void session::throw_moved() {
    throw usage_error("this rowan::session was moved from: use the one that it was moved to, or open another one");
}

void session::throw_no_row(std::string_view sql) {
    throw not_found(fmt::format("the query returned no row where one is needed: {}", sql));
}

session open(std::string_view url, const session_options& options) { return session(url, options); }
session open(soci::session& existing, const session_options& options) { return session(existing, options); }
session open(soci::connection_pool& lender, const session_options& options, duration wait) {
    try {
        return session(new detail::session_core(detail::lend_connection(lender, wait), options));
    } catch (const soci::soci_error& fault) {
        database_error::details what;
        what.message = fmt::format("the SOCI pool's session cannot be connected again: {}", fault.what());
        what.sqlstate = "08001";
        what.retryable = true;
        throw connection_error(std::move(what));
    }
}

driver& detail::driver_of(session& of) { return *of.core().native; }

soci::session& soci_session(session& of) {
    soci::session* const behind = of.core().native->soci();
    if (behind == nullptr)
        throw usage_error(fmt::format("there is no SOCI session behind a session on {}", of.dialect().name()));
    return *behind;
}

}  // namespace rowan
