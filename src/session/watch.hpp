#pragma once

#include <rowan/session/observer.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {
class driver;
}

namespace rowan::detail {

class retry_course;

/// The current exception's own words, for an observer: a database_error's message without the statement, and what it
/// is.
struct told_failure {
    std::string message;
    std::string_view kind;
    std::string sqlstate;
    int native_code = 0;

    failure_event event() const noexcept { return {kind, sqlstate, native_code}; }
};
told_failure current_failure();

/// One that sees the statements of all sessions that the thread uses; null where there is none.
class thread_observer {
public:
    static bool are_any() noexcept { return count_.load(std::memory_order_relaxed) != 0; }
    static observer* of_this_thread() noexcept;
    /// Puts `next` in the place of the one before, which it returns.
    static observer* exchange(observer* next) noexcept;

private:
    static std::atomic<int> count_;
};

/// A run that observers were told of.
struct observed_run {
    std::chrono::steady_clock::time_point started{};
    std::uint64_t number = 0;
};

/// Who observes a session, and what they are told.
class watch {
public:
    explicit watch(database_place place);

    bool is_empty() const noexcept { return all_.empty(); }
    void add(observer_reference by);
    void remove(const observer& by) noexcept;
    void clear() noexcept { all_.clear(); }

    observed_run begin(std::string_view sql, statement_kind kind) noexcept;
    void end(const observed_run& run, std::string_view sql, statement_kind kind, std::uint64_t rows,
             const told_failure* failure, const std::string* plan = nullptr) noexcept;
    /// A statement that did not come to run: told as one that failed.
    void failed_to_prepare(std::chrono::steady_clock::time_point started, std::string_view sql,
                           const told_failure& failure) noexcept;
    bool wants_plan(const observed_run& run, std::string_view sql) const noexcept {
        return plans_from_ != never && asks_for_plan(run, sql);
    }

    void begin_transaction() noexcept;
    void end_transaction(transaction_outcome outcome) noexcept;
    void retry(const retry_course& of, const told_failure& failure) const noexcept;

private:
    template <class Tell>
    void each(Tell tell) const noexcept;

    bool asks_for_plan(const observed_run& run, std::string_view sql) const noexcept;

    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    std::vector<observer_reference> all_;
    std::int64_t plans_from_ = never;
    database_place place_;
    std::uint64_t session_;
    std::uint64_t runs_ = 0;
    std::optional<std::chrono::steady_clock::time_point> transaction_;
    std::uint64_t in_transaction_ = 0;
};

}  // namespace rowan::detail
