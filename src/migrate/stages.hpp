#pragma once

#include "migrate/batches.hpp"
#include "migrate/step.hpp"

namespace rowan::migrate {

/// A revision that takes more than one transaction: how far it has come is written down with each, so that whatever
/// ends the run, the next one goes on there.
class stages {
public:
    /// `begun`: where an earlier run has left it; null where none has.
    stages(const step& of, const course& in, const revision& which, const progress_row* begun);

    /// False where another process was faster. Throws revision_error, half_applied_error.
    bool run(outcome& result);

private:
    bool run(const segment& part, bool last);
    bool run_in_transaction(const segment& part, bool last);
    bool run_alone(const segment& part);
    bool run_batches(const segment& part);
    bool finish();

    void require_same_text() const;
    void settle_doubt();
    void repeat_settings();
    void run_units(const segment& part);
    void run_outside(const unit& which);
    /// In a transaction of its own; false where another process was faster.
    bool write(const progress_row& row);
    /// In the open one.
    void put(const progress_row& row);
    progress_row done_up_to(std::size_t count) const;
    progress_row with_begun(const unit& which) const;
    progress_row with_position(std::size_t unit, const batches& at) const;
    void take_back_begun(const unit& which) noexcept;
    std::size_t done() const noexcept { return static_cast<std::size_t>(at_.done); }
    std::string hash(std::size_t count) const;

    const step& step_;
    const course& course_;
    const revision& revision_;
    const std::vector<unit>& units_;
    std::vector<std::string> notes_;
    execution work_;
    progress_row at_;  // as it is stored, or would be
    bool stored_ = false;
};

}  // namespace rowan::migrate
