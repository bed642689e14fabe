#include "retry.hpp"
#include "session_core.hpp"
#include "throw_error.hpp"

#include <rowan/session/transaction.hpp>

namespace rowan {

void session::run_transaction(const transaction_options& options, void* with, void (*work)(void*)) {
    auto& on = core();
    transaction_options safe = options;
    if (!safe.confirm_within) safe.confirm_within = duration::of_milliseconds(10'000);
    const auto run = [&] {
        transaction whole(on, safe);
        work(with);
        whole.commit();
    };
    std::optional<detail::active_limit> limit;
    if (safe.within > duration()) limit.emplace(on, std::exchange(safe.within, duration()));
    if (in_transaction()) return run();
    for (detail::retry_course course(options.retry);;) {
        try {
            return run();
        } catch (const connection_error&) {
            throw;  // on this session there is no other run
        } catch (const database_error& fault) {
            if (!fault.retryable() || !course.again(on.limits)) detail::throw_after(course.attempts());
            if (detail::watch* const by = on.watched()) by->retry(course, detail::current_failure());
        }
    }
}

}  // namespace rowan
