#include <rowan/migrate/error.hpp>

#include <utility>

namespace rowan::migrate {

ahead_error::ahead_error(const std::string& message, std::string revision)
    : migration_error(message), revision_(std::move(revision)) {}

revision_error::revision_error(const std::string& message, details what)
    : migration_error(message), details_(std::move(what)) {}

}  // namespace rowan::migrate
