#pragma once

#include <rowan/migrate/progress.hpp>
#include <rowan/session/observer.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace rowan::cli {

/// A line per revision as it runs: `001  Create initial tables … 12 ms`.
class progress_lines final : public migrate::progress {
public:
    explicit progress_lines(std::ostream& out) : out_(out) {}

    void begin_revision(const migrate::revision& which, migrate::direction way) override;
    void end_revision(const migrate::revision& which, migrate::direction way, std::int64_t milliseconds) override;
    void note(const migrate::revision& which, std::string_view text) override;

    /// Ends the line of a revision that failed.
    void interrupt();

private:
    std::ostream& out_;
    std::vector<std::string> notes_;
    bool open_ = false;
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
