#pragma once

#include <rowan/migrate/migrator.hpp>
#include <rowan/session/process_lock.hpp>
#include <rowan/session/transaction.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

namespace rowan::migrate {

/// Lets one process at a time run revisions. Who waits asks again and again and never stands in a queue: a statement
/// that waits for a lock holds a snapshot, for which a concurrent index build waits in turn.
class run_lock {
public:
    enum class taken { yes, left, nothing_to_do };

    run_lock(session& on, when_busy policy, std::int64_t milliseconds);

    /// False: the connection is lent to others between transactions, so that each revision takes the lock in its own.
    bool is_for_the_run() { return lock_.outlives_transactions(); }
    /// `is_done` is asked after each refusal; where it says yes there is no need for the lock any more. Throws
    /// locked_error.
    template <class Done>
    taken take(Done is_done) {
        for (;;) {
            if (lock_.try_lock()) return taken::yes;
            if (is_done()) return taken::nothing_to_do;
            if (!may_wait()) return taken::left;
        }
    }
    /// The same within a transaction of its own for each try; `work` runs in the one that has the lock.
    template <class Done, class Work>
    taken take_in_transaction(Done is_done, Work work) {
        for (;;) {
            {
                transaction all(session_);
                if (lock_.try_lock()) {
                    work();
                    all.commit();
                    return taken::yes;
                }
            }
            if (is_done()) return taken::nothing_to_do;
            if (!may_wait()) return taken::left;
        }
    }
    /// Throws migration_error where it was lost with its connection.
    void check();

private:
    bool may_wait();
    [[noreturn]] void refuse();

    session& session_;
    process_lock lock_;
    when_busy policy_;
    std::chrono::milliseconds patience_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    int attempts_ = 1;
};

/// Throws migration_error where one of the steps runs in no transaction, which a connection that is lent to others
/// cannot do.
void refuse_without_transaction(const session& on, direction way, const std::vector<const revision*>& steps);

}  // namespace rowan::migrate
