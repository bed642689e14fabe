#pragma once

#include <chrono>
#include <condition_variable>
#include <iosfwd>
#include <mutex>
#include <string>
#include <thread>

namespace rowan::cli {

/// The last line of a terminal, which says what takes so long: nothing in the first second, then once a second
/// `[3/13] 003  Add search: create index "ix_search" … 12 s`.
class live_line {
public:
    explicit live_line(std::ostream& terminal);
    live_line(const live_line&) = delete;
    live_line& operator=(const live_line&) = delete;
    ~live_line();

    void begin(std::string what);
    void detail(std::string text);
    /// Takes the line away.
    void end();

private:
    using clock = std::chrono::steady_clock;
    void run();
    void draw();
    void clear();

    std::ostream& terminal_;
    std::mutex guard_;
    std::condition_variable changed_;
    std::string what_;  // empty: there is nothing to show
    std::string detail_;
    clock::time_point begun_;
    bool is_drawn_ = false;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace rowan::cli
