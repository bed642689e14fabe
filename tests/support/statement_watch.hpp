#pragma once

#include <rowan/session/session.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// Keeps what an observer is told of every statement that a session runs while it lives.
class statement_watch {
public:
    struct event {
        std::string sql;
        std::uint64_t rows;
        std::string error;
    };

    explicit statement_watch(rowan::session& of) : session_(of), seen_(std::make_shared<recorder>()) { session_.observe(seen_); }
    statement_watch(const statement_watch&) = delete;
    statement_watch& operator=(const statement_watch&) = delete;
    ~statement_watch() { session_.observe(nullptr); }

    std::size_t statements() const { return seen_->events.size(); }
    const std::vector<event>& events() const { return seen_->events; }
    std::string last() const { return seen_->events.empty() ? std::string() : seen_->events.back().sql; }

private:
    struct recorder final : rowan::observer {
        void on_statement(const rowan::statement_event& told) noexcept override {
            events.push_back({std::string(told.sql), told.rows, std::string(told.error)});
        }
        std::vector<event> events;
    };
    rowan::session& session_;
    std::shared_ptr<recorder> seen_;
};
