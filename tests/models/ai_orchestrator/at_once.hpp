#pragma once

#include "support/database.hpp"

#include <exception>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

namespace ai_orchestrator {

/// Runs `work(session, number)` in threads that start together, each with a session of its own. Throws what one of them
/// threw.
template <class Work>
void at_once(const rowan::test::test_database& on, int threads, Work work) {
    std::vector<rowan::session> sessions;
    for (int i = 0; i != threads; ++i) sessions.push_back(on.open());
    std::latch all_there(threads);
    std::mutex one_by_one;
    std::exception_ptr fault;
    {
        std::vector<std::jthread> running;
        for (int number = 0; number != threads; ++number) {
            running.emplace_back([&, number] {
                try {
                    all_there.arrive_and_wait();
                    work(sessions[static_cast<std::size_t>(number)], number);
                } catch (...) {
                    const std::lock_guard lock(one_by_one);
                    fault = std::current_exception();
                }
            });
        }
    }
    if (fault) std::rethrow_exception(fault);
}

}  // namespace ai_orchestrator
