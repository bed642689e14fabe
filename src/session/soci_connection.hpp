#pragma once

#include <rowan/session/driver.hpp>
#include <rowan/session/session.hpp>

#include <memory>
#include <string>

namespace rowan::detail {

/// A driver, and what it is on.
struct connection_to {
    std::unique_ptr<driver> native;
    std::string description;
    /// Of one that a pool has lent: set where its connection is gone, so that the pool gets a new one.
    std::shared_ptr<bool> lost{};
};

/// Throws usage_error where `existing` is not connected or speaks to a database that no backend of ours knows.
connection_to borrow_connection(soci::session& existing);
/// Throws pool_timeout where none is free within `wait`; 0 is as long as it takes.
connection_to lend_connection(soci::connection_pool& lender, duration wait);

}  // namespace rowan::detail
