#include "migrate/clean_session.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace rowan::migrate {

void clean_session::pause() {
    driver_upkeep& by = detail::driver_of(session_).upkeep();
    paused_ = by.state();
    untouched_ = *paused_ == found_;
    if (paused_->settings != found_.settings) by.restore_settings(found_);
}

void clean_session::resume() {
    if (paused_ && paused_->settings != found_.settings)
        detail::driver_of(session_).upkeep().restore_settings(*paused_);
    paused_.reset();
    untouched_ = false;
}

void clean_session::leave() {
    if (std::exchange(untouched_, false)) return;
    driver& by = detail::driver_of(session_);
    const session_state now = by.upkeep().state();
    if (now.settings != found_.settings) by.upkeep().restore_settings(found_);
    for (const std::string& each : now.leavings) {
        if (std::find(found_.leavings.begin(), found_.leavings.end(), each) == found_.leavings.end())
            by.execute_script(each);
    }
    paused_.reset();
}

void clean_session::leave_after_error() noexcept {
    untouched_ = false;
    try {
        if (!detail::driver_of(session_).transaction_aborted()) leave();
    } catch (const std::exception&) {  // a lost connection has lost its settings, too
        paused_.reset();
    }
}

}  // namespace rowan::migrate
