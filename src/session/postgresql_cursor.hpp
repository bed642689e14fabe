#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

/// The rows of a query, kept by the server and fetched part by part: PostgreSQL manual, DECLARE.
///
/// A cursor needs a transaction. Where none is open, the first one begins one that only reads, and the last one that
/// lives in it ends it.
class server_cursor {
public:
    struct arguments {
        std::vector<std::uint32_t> types;
        const char* const* values = nullptr;
        const int* sizes = nullptr;
        const int* formats = nullptr;
    };
    server_cursor(connection& on, const std::string& sql, const arguments& with, std::size_t part);
    server_cursor(const server_cursor&) = delete;
    server_cursor& operator=(const server_cursor&) = delete;
    ~server_cursor();

    /// The next rows in binary; none after the last.
    result_pointer fetch();
    /// The last part was a full one, so that there may be another.
    bool may_have_more() const noexcept { return may_have_more_; }

private:
    result_pointer run(const std::string& sql, const arguments& with, bool binary) const;
    void close() noexcept;
    void end() noexcept;

    connection& on_;
    std::string name_;
    const std::string& sql_;
    std::size_t part_;
    bool may_have_more_ = true;
    bool in_own_transaction_;
};

}  // namespace rowan::detail::postgresql
