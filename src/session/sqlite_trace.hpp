#pragma once

#include <rowan/session/driver_trace.hpp>

#include "sqlite_connection.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rowan::detail {

/// By the root pages of tables, and the plans of what has run: sqlite.org/eqp.html.
class sqlite_trace final : public driver_trace {
public:
    explicit sqlite_trace(sqlite_connection& in) noexcept : in_(in) {}

    std::string_view locking() const noexcept override {
        return "the database has one lock: nobody else writes while a migration runs";
    }
    void begin() override;
    void end() noexcept override;
    trace_marks look() override;

private:
    static int see(unsigned what, void* self, void* statement, void* time) noexcept;
    void count_scans(trace_marks& in);

    sqlite_connection& in_;
    bool looks_ = false;                         // what runs now is its own
    std::vector<std::string> ran_;               // statements since the last look
    std::map<std::string, std::int64_t> scans_;  // of tables, in all
};

}  // namespace rowan::detail
