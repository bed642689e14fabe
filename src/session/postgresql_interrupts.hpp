#pragma once

#include <memory>

struct pg_conn;

namespace rowan::detail::postgresql {

/// Cancel requests to the server, sent from other threads than the connection's.
/// Source: PostgreSQL manual, libpq, Canceling Queries in Progress.
class interrupts {
public:
    explicit interrupts(pg_conn* handle);
    interrupts(const interrupts&) = delete;
    interrupts& operator=(const interrupts&) = delete;
    ~interrupts();

    /// Returns at once; the request is on its way.
    void send() noexcept;
    /// Waits for requests that are on their way, and cuts the connection where they do not come through. False where
    /// there were none since the last time.
    bool settle() noexcept;
    void sever() noexcept;

private:
    struct shared_part;
    std::shared_ptr<shared_part> shared_;
    int socket_;
};

}  // namespace rowan::detail::postgresql
