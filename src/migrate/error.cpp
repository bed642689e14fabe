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

half_applied_error::half_applied_error(const std::string& message, std::string revision, std::size_t number,
                                       std::size_t total, std::string statement)
    : migration_error(message),
      revision_(std::move(revision)),
      number_(number),
      total_(total),
      statement_(std::move(statement)) {}

}  // namespace rowan::migrate
