#pragma once

#include "cli/console.hpp"
#include "cli/live_line.hpp"

#include <rowan/migrate/progress.hpp>
#include <rowan/session/observer.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace rowan::cli {

/// What is shown of a run.
class run_report : public migrate::progress {
public:
    /// The run has ended within a revision.
    virtual void interrupt() = 0;
};

/// A line per revision as it runs: `001  Create initial tables … 12 ms`, and who watches sees what takes long.
class progress_lines final : public run_report {
public:
    progress_lines(const console& on, std::size_t steps);

    void begin_revision(const migrate::revision& which, migrate::direction way) override;
    void begin_operation(const migrate::revision& which, const schema::operation& what, std::size_t number) override;
    void end_revision(const migrate::revision& which, migrate::direction way, std::int64_t milliseconds) override;
    void note(const migrate::revision& which, std::string_view text) override;
    void interrupt() override;

private:
    void show(std::string text);

    std::ostream& out_;
    std::optional<live_line> live_;
    std::size_t steps_;
    std::size_t step_ = 0;
    std::string waiting_;  // what is shown when the revision has ended
    std::vector<std::string> notes_;
    bool open_ = false;
};

/// The same as events for programs: a JSON text in each line.
class event_lines final : public run_report {
public:
    event_lines(std::ostream& out, std::size_t steps) : out_(out), steps_(steps) {}

    void begin_revision(const migrate::revision& which, migrate::direction way) override;
    void end_revision(const migrate::revision& which, migrate::direction way, std::int64_t milliseconds) override;
    void note(const migrate::revision& which, std::string_view text) override;
    void interrupt() override {}

private:
    std::ostream& out_;
    std::size_t steps_;
    std::size_t step_ = 0;
};

/// Each statement as it was run, for --verbose.
class statement_lines final : public observer {
public:
    explicit statement_lines(std::ostream& out) : out_(out) {}
    void on_statement(const statement_event& event) noexcept override;

private:
    std::ostream& out_;
};

}  // namespace rowan::cli
