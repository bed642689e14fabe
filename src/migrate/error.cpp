#include <rowan/migrate/error.hpp>

#include <utility>

namespace rowan::migrate {

ahead_error::ahead_error(const std::string& message, std::string revision)
    : migration_error(message), revision_(std::move(revision)) {}

edited_error::edited_error(const std::string& message, details what)
    : migration_error(message), details_(std::move(what)) {}

occupied_error::occupied_error(const std::string& message, std::vector<std::string> tables)
    : migration_error(message), tables_(std::move(tables)) {}

locked_error::locked_error(const std::string& message, details by)
    : migration_error(message), details_(std::move(by)) {}

revision_error::revision_error(const std::string& message, details what)
    : migration_error(message), details_(std::move(what)) {}

}  // namespace rowan::migrate
