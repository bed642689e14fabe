#pragma once

#include <rowan/session/observer.hpp>

#include <string>
#include <vector>

namespace rowan::test {

/// Keeps what it is told of each statement.
class recording_observer final : public observer {
public:
    struct event {
        std::string sql;
        std::int64_t nanoseconds = 0;
        std::uint64_t rows = 0;
        std::string error;
    };
    std::vector<event> events;

    void on_statement(const statement_event& of) noexcept override {
        events.push_back({std::string(of.sql), of.nanoseconds, of.rows, std::string(of.error)});
    }
};

}  // namespace rowan::test
