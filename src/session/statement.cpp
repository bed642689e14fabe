#include "session_core.hpp"

#include <fmt/format.h>

namespace rowan {
namespace detail {
namespace {
void start(session_core& core, cached_statement& entry) {
    watch* const by = core.watched();
    if (by == nullptr) return;
    entry.running = true;
    entry.rows = 0;
    entry.plan.reset();
    entry.run = by->begin(entry.sql, statement_kind::statement);
}

// Not by an observer, which is in the middle of something, and while the values are still there. It is no part of the
// statement's time.
void take_plan(session_core& core, cached_statement& entry, bool with_values) noexcept {
    if (entry.plan != nullptr || !core.watch_now().wants_plan(entry.run, entry.sql)) return;
    if (core.native->transaction_aborted()) return;
    const auto begun = std::chrono::steady_clock::now();
    try {
        entry.plan = std::make_unique<std::string>();
        core.cleaning([&] { *entry.plan = entry.handle->plan(with_values); });
    } catch (...) {  // the statement has gone well, and it may do without
    }
    entry.run.started += std::chrono::steady_clock::now() - begun;
}

void end(session_core& core, cached_statement& entry, const told_failure* failure = nullptr) noexcept {
    if (!std::exchange(entry.running, false)) return;
    const auto changed = failure == nullptr && entry.rows == 0 ? entry.handle->affected_rows() : entry.rows;
    core.watch_now().end(entry.run, entry.sql, statement_kind::statement, changed, failure, entry.plan.get());
}

// A broken rule says nothing against the statement; after anything else (a changed table under it,
// say) a new one may do better.
void failed(session_core& core, cached_statement& entry) {
    try {
        throw;
    } catch (const constraint_error&) {
    } catch (const database_error&) { entry.stale = true; } catch (...) {
    }
    if (!entry.running) return;
    const told_failure why = current_failure();
    end(core, entry, &why);
}

std::string columns_listed(const row_reader& row) {
    std::string result;
    for (std::size_t i = 0; i != row.column_count(); ++i)
        result += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", row.column_name(i));
    return result.empty() ? "none" : result;
}
}  // namespace
}  // namespace detail

void statement::execute() {
    detail::start(*core_, *entry_);
    try {
        core_->limited(entry_->sql, [&] { handle_->execute(); });
    } catch (...) {
        detail::failed(*core_, *entry_);
        throw;
    }
    if (!entry_->running) return;
    detail::take_plan(*core_, *entry_, true);
    if (handle_->column_count() == 0) detail::end(*core_, *entry_);
}

bool statement::next() {
    bool found = false;
    try {
        found = core_->limited(entry_->sql, [&] { return handle_->next(); });
    } catch (...) {
        detail::failed(*core_, *entry_);
        throw;
    }
    if (!entry_->running) return found;
    if (found) return ++entry_->rows, true;
    detail::take_plan(*core_, *entry_, true);
    detail::end(*core_, *entry_);
    return false;
}

void statement::reset() noexcept {
    if (entry_->running) detail::take_plan(*core_, *entry_, false);
    detail::end(*core_, *entry_);
    core_->cleaning([&] { handle_->reset(); });
}

void statement::give_back() noexcept {
    if (entry_->running) detail::take_plan(*core_, *entry_, false);
    detail::end(*core_, *entry_);
    core_->cleaning([&] {
        handle_->reset();
        core_->statements.give_back(*entry_);
    });
}

void statement::check_parameter_count(std::size_t given) const {
    const auto count = handle_->parameter_count();
    if (given == count) return;
    throw usage_error(fmt::format("the statement has {} parameter{}, {} value{} given: {}", count,
                                  count == 1 ? "" : "s", given, given == 1 ? " is" : "s are", entry_->sql));
}

void statement::check_column(std::size_t index) const {
    if (index < handle_->column_count()) return;
    throw usage_error(fmt::format("the result has no column {}, counted from 0; it has: {}", index,
                                  detail::columns_listed(*handle_)));
}

std::size_t statement::column_index(std::string_view name) const {
    for (std::size_t i = 0; i != handle_->column_count(); ++i) {
        if (handle_->column_name(i) == name) return i;
    }
    throw usage_error(
        fmt::format("the result has no column \"{}\"; it has: {}", name, detail::columns_listed(*handle_)));
}

}  // namespace rowan
