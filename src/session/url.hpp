#pragma once

#include <rowan/session/pooler.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What `rowan::open` takes, taken apart.
namespace rowan::detail {

enum class backend { sqlite, postgresql };

struct database_url {
    enum class access { create, existing, read_only };

    backend on = backend::sqlite;
    std::string description;  ///< the URL with `***` for each password: safe to show

    std::string file;  ///< SQLite; empty is a database in memory
    access mode = access::create;
    std::optional<int> busy_timeout_milliseconds;

    std::string connect_string;        ///< PostgreSQL, as libpq takes it
    std::optional<rowan::pooler> pooler;
    std::vector<std::string> secrets;  ///< each password, as written and decoded

    /// `text` without the passwords.
    std::string without_secrets(std::string text) const;
};

/// Throws usage_error that shows the accepted forms, never what was given.
database_url parse_url(std::string_view text);

/// `text` for each of the hosts that it names: itself where it is one, or where it says which one libpq is to choose
/// (target_session_attrs). `text` is well formed.
std::vector<std::string> host_urls(std::string_view text);
/// `one:5432` of such a URL.
std::string host_name(std::string_view url);
/// Several hosts to choose one from.
bool names_hosts(const database_url& url);

/// Throws usage_error where libpq cannot read the URL.
void check_postgresql_url(const database_url& url);

}  // namespace rowan::detail
