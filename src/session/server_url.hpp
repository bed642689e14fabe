#pragma once

#include <rowan/session/backend.hpp>
#include <rowan/session/pooler.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {
struct session_options;
}

/// PostgreSQL's URLs, and its driver as far as a build without libpq has it.
namespace rowan::detail {

struct server_url {
    std::string description;     ///< the URL with `***` for each password
    std::string connect_string;  ///< as libpq takes it
    std::optional<rowan::pooler> pooler;
    std::vector<std::string> secrets;  ///< each password, as written and decoded

    /// `text` without the passwords.
    std::string without_secrets(std::string text) const;
};

server_url parse_server_url(std::string_view text);
/// Names without a schema are looked for there.
server_url with_schemas(server_url url, const std::vector<std::string>& schemas);
/// One for each that a well-formed URL names; none where it says which one libpq is to choose (target_session_attrs).
std::vector<database_host> hosts_of(std::string_view text);
/// Several hosts to choose one from.
bool names_hosts(const server_url& url);

/// Throws usage_error where libpq cannot read the URL.
void check_postgresql_url(const server_url& url);
/// The session keeps where it is connected.
std::unique_ptr<driver> open_postgresql(const server_url& url, const session_options& options);
std::unique_ptr<driver> borrow_postgresql(std::shared_ptr<soci::session> existing, std::string description);

}  // namespace rowan::detail
