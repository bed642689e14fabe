#pragma once

#include <rowan/session/driver_trace.hpp>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

/// By pg_locks, the file nodes and the statistics of the transaction: PostgreSQL manual, 54.12, 9.27.7, 28.2.
class trace final : public driver_trace {
public:
    explicit trace(connection& in) noexcept : in_(in) {}

    std::string_view locking() const noexcept override { return "each table has its locks"; }
    trace_marks look() override;

private:
    connection& in_;
};

}  // namespace rowan::detail::postgresql
