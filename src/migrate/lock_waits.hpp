#pragma once

#include <rowan/migrate/error.hpp>
#include <rowan/session/error.hpp>

#include "migrate/course.hpp"

#include <cstdint>

namespace rowan::migrate {

/// Runs a transaction again where it gave up waiting for a lock, a while later each time: those who want what it would
/// lock are not kept waiting behind it.
class lock_waits {
public:
    lock_waits(const course& in, const revision& first) : course_(in), current_(&first) {}

    /// `work` leaves nothing behind where it throws.
    template <class Work>
    auto run(Work work) {
        for (;;) {
            try {
                return work();
            } catch (const revision_error& error) {
                if (!again(error.sqlstate())) throw;
                wait(error, error.revision(), error.statement());
            } catch (const database_error& error) {
                if (!again(error.sqlstate())) throw;
                wait(error, current_->id(), error.statement());
            }
        }
    }
    /// For the open transaction.
    void limit() const;

private:
    bool again(std::string_view sqlstate) const;
    /// Throws revision_error where it has been tried often enough.
    void wait(const error& fault, const std::string& revision, const std::string& statement);
    [[noreturn]] void give_up(const error& fault, const std::string& revision, const std::string& statement) const;
    std::string holders(const std::string& statement) const;

    const course& course_;
    const migrate::revision* current_;
    int attempt_ = 1;
};

}  // namespace rowan::migrate
