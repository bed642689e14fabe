#include <rowan/migrate/error.hpp>

#include <utility>

namespace rowan::migrate {

revision_error::revision_error(const std::string& message, details what)
    : migration_error(message), details_(std::move(what)) {}

}  // namespace rowan::migrate
