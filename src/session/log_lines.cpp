#include <rowan/session/log_lines.hpp>

#include "observer_line.hpp"

#include <chrono>
#include <mutex>
#include <unordered_map>

namespace rowan {
namespace {
constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;

constexpr std::string_view outcome_text(transaction_outcome of) noexcept {
    switch (of) {
        case transaction_outcome::committed: return "committed";
        case transaction_outcome::rolled_back: return "rolled_back";
        case transaction_outcome::unknown: break;
    }
    return "unknown";
}

// What watches must not stop what it watches.
template <class Work>
void harmless(Work work) noexcept {
    try {
        work();
    } catch (...) {  // a lost line is all
    }
}
}  // namespace

struct log_lines::state {
    line_sink sink;
    log_options options;
    std::mutex mutex;

    void put(detail::observer_line line) {
        const std::string text = std::move(line).finish();
        const std::lock_guard held(mutex);
        sink(text);
    }
    detail::observer_line line(std::string_view event) const { return {options.format, event}; }
};

log_lines::log_lines(line_sink to, const log_options& options) : state_(new state{std::move(to), options, {}}) {}
log_lines::~log_lines() { delete state_; }

void log_lines::on_statement(const statement_event& event) noexcept {
    const log_options& how = state_->options;
    const bool failed = !event.failure.kind.empty();
    if (!failed &&
        (!how.statements || event.nanoseconds < how.slower_than.milliseconds() * nanoseconds_per_millisecond))
        return;
    harmless([&] {
        auto line = state_->line(failed ? "error" : "statement");
        line.number("session", event.session).milliseconds("duration_ms", event.nanoseconds).number("rows", event.rows);
        line.failure(event.failure, event.error).text("sql", event.sql, how.longest_text);
        state_->put(std::move(line));
    });
}

void log_lines::on_transaction(const transaction_event& event) noexcept {
    if (!state_->options.transactions) return;
    harmless([&] {
        auto line = state_->line("transaction");
        line.number("session", event.session).milliseconds("duration_ms", event.nanoseconds);
        line.text("outcome", outcome_text(event.outcome)).number("statements", event.statements);
        state_->put(std::move(line));
    });
}

void log_lines::on_retry(const retry_event& event) noexcept {
    if (!state_->options.transactions) return;
    harmless([&] {
        auto line = state_->line("retry");
        line.number("session", event.session).number("attempt", static_cast<std::uint64_t>(event.attempt));
        line.milliseconds("pause_ms", event.pause_nanoseconds);
        state_->put(std::move(line.failure(event.failure, {})));
    });
}

struct slow_statements::state {
    using clock = std::chrono::steady_clock;
    struct seen {
        clock::time_point told;
        std::uint64_t left_out = 0;
    };

    line_sink sink;
    slow_options options;
    std::mutex mutex{};
    std::unordered_map<std::string, seen> texts{};

    bool is_due(std::string_view sql) {
        const auto found = texts.find(std::string(sql));
        return found == texts.end() ||
               clock::now() - found->second.told >= std::chrono::milliseconds(options.every.milliseconds());
    }
    // Where there are too many, those that may be told again go; where none may, the new one is not told.
    bool has_room() {
        if (texts.size() < options.texts) return true;
        const auto before = clock::now() - std::chrono::milliseconds(options.every.milliseconds());
        return std::erase_if(texts, [&](const auto& one) { return one.second.told <= before; }) != 0;
    }
};

slow_statements::slow_statements(line_sink to, const slow_options& options)
    : state_(new state{std::move(to), options}) {}
slow_statements::~slow_statements() { delete state_; }

std::int64_t slow_statements::plans_from() const noexcept {
    if (!state_->options.plans) return observer::plans_from();
    return state_->options.from.milliseconds() * nanoseconds_per_millisecond;
}

bool slow_statements::wants_plan(std::string_view sql, std::int64_t) noexcept {
    bool result = false;
    harmless([&] {
        const std::lock_guard held(state_->mutex);
        result = state_->is_due(sql);
    });
    return result;
}

void slow_statements::on_statement(const statement_event& event) noexcept {
    const slow_options& how = state_->options;
    if (event.nanoseconds < how.from.milliseconds() * nanoseconds_per_millisecond) return;
    harmless([&] {
        const std::lock_guard held(state_->mutex);
        if (!state_->is_due(event.sql)) {
            ++state_->texts[std::string(event.sql)].left_out;
            return;
        }
        if (!state_->has_room()) return;
        auto& text = state_->texts[std::string(event.sql)];
        detail::observer_line line(how.format, "slow_statement");
        line.number("session", event.session).milliseconds("duration_ms", event.nanoseconds).number("rows", event.rows);
        if (text.left_out != 0) line.number("left_out", text.left_out);
        line.failure(event.failure, event.error).text("sql", event.sql, how.longest_text);
        if (!event.plan.empty()) line.text("plan", event.plan);
        text = {state::clock::now(), 0};
        state_->sink(std::move(line).finish());
    });
}

}  // namespace rowan
