#include "cli/live_line.hpp"

#include <fmt/format.h>

#include <ostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace rowan::cli {

namespace {

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

/// The first `count` characters.
std::string_view cut(std::string_view text, std::size_t count) {
    for (std::size_t at = 0; at != text.size(); ++at) {
        const bool begins_character = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins_character && count-- == 0) return text.substr(0, at);
    }
    return text;
}

}  // namespace

live_line::live_line(std::ostream& terminal) : terminal_(terminal), thread_([this] { run(); }) {}

live_line::~live_line() {
    {
        const std::lock_guard lock(guard_);
        is_over_ = true;
    }
    changed_.notify_one();
    thread_.join();
    clear();
}

void live_line::begin(std::string what) {
    {
        const std::lock_guard lock(guard_);
        what_ = std::move(what);
        detail_.clear();
        begun_ = clock::now();
    }
    changed_.notify_one();
}

void live_line::detail(std::string text) {
    const std::lock_guard lock(guard_);
    detail_ = std::move(text);
}

void live_line::end() {
    const std::lock_guard lock(guard_);
    what_.clear();
    clear();
}

void live_line::run() {
    std::unique_lock lock(guard_);
    while (!is_over_) {
        if (what_.empty()) {
            changed_.wait(lock);
            continue;
        }
        if (changed_.wait_for(lock, std::chrono::seconds(1)) == std::cv_status::timeout && !what_.empty()) draw();
    }
}

void live_line::draw() {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(clock::now() - begun_).count();
    const std::string text = fmt::format("{}{}{} … {} s", what_, detail_.empty() ? "" : ": ", detail_, seconds);
    terminal_ << "\r\x1b[K" << cut(text, terminal_width() - 1) << std::flush;
    is_drawn_ = true;
}

void live_line::clear() {
    if (is_drawn_) terminal_ << "\r\x1b[K" << std::flush;
    is_drawn_ = false;
}

}  // namespace rowan::cli
