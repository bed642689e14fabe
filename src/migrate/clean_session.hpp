#pragma once

#include <rowan/session/driver.hpp>
#include <rowan/session/session.hpp>

#include <optional>

namespace rowan::migrate {

/// A session as it was found: what a revision's own words set in it ends with the revision, and does not reach what
/// is written between.
class clean_session {
public:
    explicit clean_session(session& of) : session_(of), found_(detail::driver_of(of).upkeep().state()) {}

    /// Takes back what has been set since, until `resume`.
    void pause();
    void resume();
    /// Takes back what has been set since, and takes away what would live as long as the session. Free of charge where
    /// the last pause found nothing.
    void leave();
    /// As `leave`, after an error: it is that error which is to be told.
    void leave_after_error() noexcept;

private:
    session& session_;
    session_state found_;
    std::optional<session_state> paused_;
    bool untouched_ = false;  // as the last pause found it
};

}  // namespace rowan::migrate
