#include "session_core.hpp"

#include <fmt/format.h>

namespace rowan {
namespace detail {
namespace {
void start(session_core& core, cached_statement& entry) {
    if (core.watcher == nullptr) return;
    entry.running = true;
    entry.rows = 0;
    entry.started = std::chrono::steady_clock::now();
}

void end(session_core& core, cached_statement& entry, std::string_view error = {}) noexcept {
    if (!entry.running) return;
    entry.running = false;
    const auto changed = error.empty() && entry.rows == 0 ? entry.handle->affected_rows() : entry.rows;
    core.tell(entry.sql, entry.started, changed, error);
}

// A broken rule says nothing against the statement; after anything else (a changed table under it,
// say) a new one may do better.
void failed(session_core& core, cached_statement& entry) {
    try {
        throw;
    } catch (const constraint_error&) {
    } catch (const database_error&) { entry.stale = true; } catch (...) {
    }
    if (entry.running) end(core, entry, current_error());
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
    if (entry_->running && handle_->column_count() == 0) detail::end(*core_, *entry_);
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
    if (found)
        ++entry_->rows;
    else
        detail::end(*core_, *entry_);
    return found;
}

void statement::reset() noexcept {
    detail::end(*core_, *entry_);
    core_->cleaning([&] { handle_->reset(); });
}

void statement::give_back() noexcept {
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
