#pragma once

#include <rowan/session/session.hpp>

#include <memory>
#include <string>
#include <vector>

/// Keeps the text of every statement that a session runs while it lives.
class statement_watch {
public:
    explicit statement_watch(rowan::session& of) : session_(of), seen_(std::make_shared<recorder>()) { session_.observe(seen_); }
    statement_watch(const statement_watch&) = delete;
    statement_watch& operator=(const statement_watch&) = delete;
    ~statement_watch() { session_.observe(nullptr); }

    std::size_t statements() const { return seen_->texts.size(); }
    const std::vector<std::string>& texts() const { return seen_->texts; }
    std::string last() const { return seen_->texts.empty() ? std::string() : seen_->texts.back(); }

private:
    struct recorder final : rowan::observer {
        void on_statement(const rowan::statement_event& event) noexcept override { texts.emplace_back(event.sql); }
        std::vector<std::string> texts;
    };
    rowan::session& session_;
    std::shared_ptr<recorder> seen_;
};
