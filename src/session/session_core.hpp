#pragma once

#include "active_limit.hpp"
#include "soci_connection.hpp"
#include "statement_cache.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rowan::detail {

/// What a session is made of; statements on loan point to it, so it stays in place when the session moves.
struct session_core {
    session_core(soci_connection to, std::string where, const session_options& options);
    session_core(const session_core&) = delete;
    session_core& operator=(const session_core&) = delete;
    ~session_core() { native->closing(); }

    /// `number` of a statement_text, 0 for other text.
    cached_statement& lend(std::string_view sql, std::size_t hash, std::uint64_t number = 0);
    /// Runs `work`, which is the SQL text `sql`, within the limits, and tells the observer.
    template <class Work>
    void observed(std::string_view sql, Work work);
    /// The same for what undoes or lets go: it is done though the time is up.
    template <class Work>
    void observed_cleaning(std::string_view sql, Work work);
    /// Runs `work`, which has to do with the SQL text `sql`, within the limits.
    template <class Work>
    decltype(auto) limited(std::string_view sql, Work work);
    template <class Work>
    void cleaning(Work work);
    void tell(std::string_view sql, std::chrono::steady_clock::time_point started, std::uint64_t rows,
              std::string_view error) noexcept;

    template <class Work>
    void told(std::string_view sql, Work work);

    // Statements end before the driver, and the driver before the connection.
    soci_connection connection;
    std::string description;
    std::unique_ptr<driver> native;
    statement_cache statements;
    std::shared_ptr<observer> watcher;
    std::uint64_t savepoints = 0;
    active_limit* limits = nullptr;  ///< the innermost
    activity doing;
};

/// The current exception's own words, for an observer: a database_error's message without the statement.
std::string current_error();

template <class Work>
decltype(auto) session_core::limited(std::string_view sql, Work work) {
    if (limits == nullptr) return work();
    struct at_work {
        explicit at_work(activity& of) : doing(of) { doing.begin(activity::kind::working); }
        ~at_work() { doing.end(); }
        activity& doing;
    };
    limits->check(sql);
    try {
        const at_work now(doing);
        return work();
    } catch (...) {
        limits->rethrow();
    }
}

template <class Work>
void session_core::cleaning(Work work) {
    if (limits == nullptr) return work();
    doing.begin(activity::kind::cleaning);
    native->interrupts().settle_interrupts();
    try {
        work();
    } catch (...) {
        doing.end();
        throw;
    }
    doing.end();
}

template <class Work>
void session_core::told(std::string_view sql, Work work) {
    if (watcher == nullptr) return work();
    const auto started = std::chrono::steady_clock::now();
    try {
        work();
    } catch (...) {
        tell(sql, started, 0, current_error());
        throw;
    }
    tell(sql, started, 0, {});
}

template <class Work>
void session_core::observed(std::string_view sql, Work work) {
    told(sql, [&] { limited(sql, work); });
}

template <class Work>
void session_core::observed_cleaning(std::string_view sql, Work work) {
    told(sql, [&] { cleaning(work); });
}

}  // namespace rowan::detail
