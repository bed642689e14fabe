#pragma once

#include "active_limit.hpp"
#include "soci_connection.hpp"
#include "statement_cache.hpp"
#include "watch.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rowan::detail {

/// What a session is made of; statements on loan point to it, so it stays in place when the session moves.
struct session_core {
    session_core(connection_to to, const session_options& options);
    session_core(const session_core&) = delete;
    session_core& operator=(const session_core&) = delete;
    ~session_core();

    /// `number` of a statement_text, 0 for other text.
    cached_statement& lend(std::string_view sql, std::size_t hash, std::uint64_t number = 0);
    /// Runs `work`, which is the SQL text `sql`, within the limits, and tells the observers.
    template <class Work>
    void observed(std::string_view sql, Work work, statement_kind kind = statement_kind::script);
    /// The same for what undoes or lets go: it is done though the time is up.
    template <class Work>
    void observed_cleaning(std::string_view sql, Work work, statement_kind kind);
    /// Runs `work`, which has to do with the SQL text `sql`, within the limits.
    template <class Work>
    decltype(auto) limited(std::string_view sql, Work work);
    template <class Work>
    void cleaning(Work work);
    /// Who observes the session or this thread; null where nobody does.
    watch* watched() {
        if (!observed_here && !thread_observer::are_any()) return nullptr;
        return &watch_now();
    }
    watch& watch_now();
    void observe(observer_reference by);
    void hand_back() noexcept;
    void transaction_began() noexcept {
        if (watch* const by = watched()) by->begin_transaction();
    }
    void transaction_ended(transaction_outcome outcome) noexcept {
        if (watch* const by = watched()) by->end_transaction(outcome);
    }

    template <class Work>
    void told(std::string_view sql, statement_kind kind, Work work);

    // Statements end before the driver.
    std::string description;
    std::shared_ptr<bool> lost;  ///< see connection_to
    std::unique_ptr<driver> native;
    statement_cache statements;
    std::unique_ptr<watch> watching;  ///< made when there is the first observer
    bool observed_here = false;
    std::uint64_t savepoints = 0;
    active_limit* limits = nullptr;  ///< the innermost
    activity doing;
};

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
    } catch (...) { limits->rethrow(); }
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
void session_core::told(std::string_view sql, statement_kind kind, Work work) {
    watch* const by = watched();
    if (by == nullptr) return work();
    const observed_run run = by->begin(sql, kind);
    try {
        work();
    } catch (...) {
        const told_failure why = current_failure();
        by->end(run, sql, kind, 0, &why);
        throw;
    }
    by->end(run, sql, kind, 0, nullptr);
}

template <class Work>
void session_core::observed(std::string_view sql, Work work, statement_kind kind) {
    told(sql, kind, [&] { limited(sql, work); });
}

template <class Work>
void session_core::observed_cleaning(std::string_view sql, Work work, statement_kind kind) {
    told(sql, kind, [&] { cleaning(work); });
}

}  // namespace rowan::detail
