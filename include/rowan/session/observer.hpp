#pragma once

#include <cstdint>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// One statement that was run. Lifetime: the views live for the call only.
struct statement_event {
    std::string_view sql;          ///< text with placeholders; values are never part of it
    std::int64_t nanoseconds = 0;  ///< from the first step until the last row was read or the statement was let go
    std::uint64_t rows = 0;        ///< read or changed
    std::string_view error;        ///< empty on success
};

/// Sees every statement of a session: for logs, metrics, tests. Called on the session's own thread; must not throw.
class ROWAN_EXPORT observer {
public:
    virtual ~observer() = default;
    virtual void on_statement(const statement_event& event) noexcept = 0;
};

}  // namespace rowan
