#include "begin_text.hpp"
#include "session_core.hpp"

#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace rowan {
namespace {
std::string new_savepoint(detail::session_core& core) {
    std::string name = fmt::format("\"rowan_{}\"", ++core.savepoints);
    const std::string sql = "savepoint " + name;
    core.observed(sql, [&] { core.native->execute_script(sql); }, statement_kind::savepoint);
    return name;
}

void run(detail::session_core& core, std::string_view verb, const std::string& name) {
    const std::string sql = fmt::format("{} savepoint {}", verb, name);
    core.observed(sql, [&] { core.native->execute_script(sql); }, statement_kind::savepoint);
}

void clean(detail::session_core& core, std::string_view verb, const std::string& name) {
    const std::string sql = fmt::format("{} savepoint {}", verb, name);
    core.observed_cleaning(sql, [&] { core.native->execute_script(sql); }, statement_kind::savepoint);
}

// SQL keeps a savepoint that was rolled back to.
void undo(detail::session_core& core, const std::string& name) {
    clean(core, "rollback to", name);
    clean(core, "release", name);
}

void roll_back(detail::session_core& core) {
    struct ended {
        ~ended() { core.transaction_ended(transaction_outcome::rolled_back); }
        detail::session_core& core;
    } const in_any_case{core};
    core.observed_cleaning("rollback", [&] { core.native->rollback(); }, statement_kind::rollback);
}

template <class Work>
void swallow(Work work) noexcept {
    try {
        work();
    } catch (...) {  // already leaving: the error that led here is the one to tell, and a lost connection has rolled
                     // back anyway
    }
}

[[noreturn]] void throw_aborted() {
    database_error::details what;
    what.message = "nothing was committed: a statement had failed in the transaction, so it was rolled back";
    what.sqlstate = "25P02";
    what.hint =
        "let the first error leave the transaction's scope, or guard the statement that may fail with a "
        "rowan::savepoint";
    throw transaction_error(std::move(what));
}

void keep(detail::session_core& core, const std::string& name) {
    if (core.native->transaction_aborted()) {
        undo(core, name);
        throw_aborted();
    }
    run(core, "release", name);
}

void commit_outermost(detail::session_core& core) {
    if (core.native->transaction_aborted()) {
        roll_back(core);
        throw_aborted();
    }
    try {
        core.observed("commit", [&] { core.native->commit(); }, statement_kind::commit);
    } catch (const commit_unknown&) {
        core.transaction_ended(transaction_outcome::unknown);
        throw;
    } catch (const connection_error&) {
        core.transaction_ended(transaction_outcome::rolled_back);
        throw;  // there is nothing left to roll back, or nobody to do it
    } catch (...) {
        // SQLite leaves the transaction open where its commit fails.
        if (core.native->in_transaction()) swallow([&] { roll_back(core); });
        core.transaction_ended(transaction_outcome::rolled_back);
        throw;
    }
    core.transaction_ended(transaction_outcome::committed);
}

// A savepoint cannot change what its transaction sees.
void check_level(detail::session_core& core, isolation wanted) {
    if (wanted == isolation::usual || wanted <= core.native->level()) return;
    throw usage_error(fmt::format(
        "a transaction within another one cannot be {}, as that one is not: ask for it where the outermost begins",
        detail::isolation_text(wanted)));
}

// 0 is no end.
duration time_left(const detail::session_core& core) {
    using clock = detail::active_limit::clock;
    const auto end = core.limits == nullptr ? clock::time_point::max() : core.limits->end();
    if (end == clock::time_point::max()) return {};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now()).count();
    return duration::of_milliseconds(std::max<std::int64_t>(1, left));
}

void begin(detail::session_core& core, transaction_options options) {
    options.within = time_left(core);
    core.transaction_began();
    try {
        core.observed(detail::begin_text(options), [&] { core.native->begin(options); }, statement_kind::begin);
    } catch (...) {
        core.transaction_ended(transaction_outcome::rolled_back);
        throw;
    }
}

void end(bool& open, std::string_view what) {
    if (!open) throw usage_error(fmt::format("the {} has ended: it was committed or rolled back before", what));
    open = false;
}
}  // namespace

transaction::transaction(session& in, const transaction_options& options) : transaction(in.core(), options) {}

transaction::transaction(detail::session_core& core, const transaction_options& options) : core_(&core) {
    std::unique_ptr<detail::active_limit> limit;
    if (options.within > duration()) limit = std::make_unique<detail::active_limit>(core, options.within);
    if (core.native->in_transaction()) {
        check_level(core, options.level);
        savepoint_ = new_savepoint(core);
    } else {
        begin(core, options);
    }
    limit_ = limit.release();
}

transaction::~transaction() {
    if (open_) swallow([&] { rollback(); });
    delete limit_;
}

void transaction::commit() {
    end(open_, "transaction");
    if (savepoint_.empty()) {
        commit_outermost(*core_);
    } else {
        keep(*core_, savepoint_);
    }
}

void transaction::rollback() {
    end(open_, "transaction");
    if (savepoint_.empty()) {
        roll_back(*core_);
    } else {
        undo(*core_, savepoint_);
    }
}

savepoint::savepoint(session& in) : core_(&in.core()) {
    if (!in.in_transaction())
        throw usage_error("a savepoint needs an open transaction: begin one with rowan::transaction");
    name_ = new_savepoint(*core_);
}

savepoint::~savepoint() {
    if (open_) swallow([&] { rollback(); });
}

void savepoint::release() {
    end(open_, "savepoint");
    keep(*core_, name_);
}

void savepoint::rollback() {
    end(open_, "savepoint");
    undo(*core_, name_);
}

}  // namespace rowan
