#pragma once

#include <rowan/session/duration.hpp>
#include <rowan/session/observer.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

/// Where lines go: anything that can be called with a std::string_view, the line without its end. Never called by two
/// threads at once; what it throws is dropped.
class ROWAN_EXPORT line_sink {
public:
    template <class Take>
    requires requires(Take& take, std::string_view line) { take(line); }
    line_sink(Take take)  // NOLINT: a lambda is one
        : take_(new Take(std::move(take))),
          call_([](void* to, std::string_view line) { (*static_cast<Take*>(to))(line); }),
          release_([](void* of) { delete static_cast<Take*>(of); }) {}
    line_sink(line_sink&& from) noexcept
        : take_(std::exchange(from.take_, nullptr)), call_(from.call_), release_(from.release_) {}
    line_sink& operator=(line_sink&&) = delete;
    ~line_sink() {
        if (take_ != nullptr) release_(take_);
    }
    void operator()(std::string_view line) const { call_(take_, line); }

private:
    void* take_;
    void (*call_)(void*, std::string_view);
    void (*release_)(void*);
};

enum class line_format {
    key_value,  ///< event=statement duration_ms=0.812 rows=2 sql="select …"
    json        ///< the same as an object, in one line
};

struct log_options {
    line_format format = line_format::key_value;
    /// Statements that went well; those that failed always have a line.
    bool statements = true;
    /// Of those, the ones that took so long.
    duration slower_than{};
    /// The end of each transaction, and each run again.
    bool transactions = true;
    /// In bytes; of a longer text the beginning is shown.
    std::size_t longest_text = 2'000;
};

/// A line for each statement, transaction, error and retry: what was run, on which session, for how long, how many
/// rows. No bound value is ever in it; what is written in the SQL text itself is. For many threads.
class ROWAN_EXPORT log_lines final : public observer {
public:
    explicit log_lines(line_sink to, const log_options& options = {});
    log_lines(const log_lines&) = delete;
    log_lines& operator=(const log_lines&) = delete;
    ~log_lines() override;

    void on_statement(const statement_event& event) noexcept override;
    void on_transaction(const transaction_event& event) noexcept override;
    void on_retry(const retry_event& event) noexcept override;

private:
    struct state;
    state* state_;
};

struct slow_options {
    line_format format = line_format::key_value;
    duration from = duration::of_milliseconds(200);
    /// Each text at most so often; the next line says how many were left out.
    duration every = duration::of_milliseconds(60'000);
    bool plans = true;
    std::size_t longest_text = 2'000;
    /// So many texts are remembered.
    std::size_t texts = 1'000;
};

/// A line for each statement that took long, with the plan that the database has for it: by `explain`, which runs
/// nothing, right after the statement, on its session, with its values where they are still there and for any values
/// otherwise. An open transaction stays as it is; in an aborted one, or after an error, there is no plan. Values in the
/// plan are shown as `?`. Costs a round trip or three on PostgreSQL for a statement that gets a line. For many threads.
class ROWAN_EXPORT slow_statements final : public observer {
public:
    explicit slow_statements(line_sink to, const slow_options& options = {});
    slow_statements(const slow_statements&) = delete;
    slow_statements& operator=(const slow_statements&) = delete;
    ~slow_statements() override;

    void on_statement(const statement_event& event) noexcept override;
    std::int64_t plans_from() const noexcept override;
    bool wants_plan(std::string_view sql, std::int64_t nanoseconds) noexcept override;

private:
    struct state;
    state* state_;
};

}  // namespace rowan
