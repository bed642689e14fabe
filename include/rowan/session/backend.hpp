#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// The list of backends. Whatever depends on the kind of a database asks its entry here; an entry with its driver and
/// its dialect is all that there is of a backend. See driver_parts.hpp for what a driver may have besides.
namespace rowan {

struct session_options;
namespace testing {
class database_copies;
}

/// One of several servers with the same data.
struct database_host {
    std::string url;
    std::string name;  ///< `one:5432`, for people
};

/// A database that is a file which `open` creates where it is missing.
struct database_file {
    std::string path;
    std::string existing;   ///< URL that creates none
    std::string read_only;  ///< and writes to none
};

/// A URL as its backend has understood it. Nothing is connected yet.
class ROWAN_EXPORT database_address {
public:
    virtual ~database_address() = default;

    /// The URL with `***` for each password: safe to show.
    virtual const std::string& description() const noexcept = 0;
    /// Throws connection_error where nothing answers, usage_error where the backend lacks what an option asks for.
    virtual std::unique_ptr<driver> open(const session_options& options) const = 0;

    /// One connection at a time can write; the others of a pool refuse to.
    virtual bool has_one_writer() const noexcept { return false; }
    /// Each connection has a database of its own (in memory), so that a pool has one.
    virtual bool has_one_session() const noexcept { return false; }
    /// Empty where there is one: a pool watches several, each of which says by `driver::replication` what it is.
    virtual std::vector<database_host> hosts() const { return {}; }
    virtual std::optional<database_file> file() const { return std::nullopt; }
    /// See database_copies; null where tests have to make each database anew.
    virtual std::unique_ptr<testing::database_copies> copies(const session_options& options, void* with,
                                                             void (*prepare)(void* with, session& db)) const;
};

/// A kind of database. Any thread may ask; nothing changes.
class ROWAN_EXPORT backend {
public:
    virtual ~backend() = default;

    /// By its name the backend is known: in `schema::sql_text::on`, names of files (`.sqlite.sql`), `--dialect`.
    virtual const rowan::dialect& dialect() const noexcept = 0;
    /// What its URLs have before the colon.
    virtual std::span<const std::string_view> schemes() const noexcept = 0;
    /// Its URLs for people, an indented line each, without a line end after the last.
    virtual std::string_view url_forms() const noexcept = 0;
    /// What a shell completes the beginning of a URL to.
    virtual std::string_view url_start() const noexcept = 0;
    /// `url` begins with one of the schemes. Throws usage_error, as refuse_url does, where it is malformed.
    virtual std::unique_ptr<database_address> address(std::string_view url) const = 0;
    /// Of an empty database in memory, to look at where another is not there or not to be touched. Empty where there is
    /// none without a server.
    virtual std::string_view empty_url() const noexcept { return {}; }

    /// What SOCI calls this backend (soci::session::get_backend_name); empty where SOCI knows none.
    virtual std::string_view soci_name() const noexcept { return {}; }
    /// A driver on a connected SOCI session of that name, which it keeps. Null where SOCI knows none.
    virtual std::unique_ptr<driver> borrow(std::shared_ptr<soci::session> existing, std::string description) const;
};

/// One more, behind those that rowan has. It stays to the end of the program. Throws usage_error where its dialect or
/// one of its schemes has the name of another's. Any thread may call it, but what was opened before does not know it.
ROWAN_EXPORT void add_backend(const backend& one);
ROWAN_EXPORT std::vector<const backend*> backends();
/// By the name of its dialect; null where there is none.
ROWAN_EXPORT const backend* find_backend(std::string_view dialect);
/// By the scheme. Throws usage_error that shows the forms of all, never what was given.
ROWAN_EXPORT const backend& backend_of(std::string_view url);
/// Throws usage_error where the URL is malformed.
ROWAN_EXPORT std::unique_ptr<database_address> address_of(std::string_view url);
/// Throws usage_error: why, without the URL, which may hold a password, and the forms that are accepted.
[[noreturn]] ROWAN_EXPORT void refuse_url(std::string_view why);

}  // namespace rowan
