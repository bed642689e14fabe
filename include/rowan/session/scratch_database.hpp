#pragma once

#include <rowan/session/session.hpp>

#include <optional>
#include <string>

#include <rowan/export.hpp>

namespace rowan {

/// An empty database beside another one, for what a `scratch` will not do: transactions, indexes that are built
/// concurrently, extensions, names with `public.` before them. On PostgreSQL it is another database of the same server,
/// which is dropped in the end, and where a process was killed, by the next one that needs one; its user must be
/// allowed to create databases. On SQLite it is in memory. `place()` has the settings that `beside` has.
///
/// Throws database_error where the user may not create one (SQLSTATE 42501); usage_error where a transaction is open,
/// and for `instead`, the URL of an empty database to be used as though it were new and emptied in the end, where it is
/// not empty or of another server version. Lifetime: `beside` must outlive this.
class ROWAN_EXPORT scratch_database {
public:
    explicit scratch_database(session& beside, const std::string& instead = {});
    scratch_database(const scratch_database&) = delete;
    scratch_database& operator=(const scratch_database&) = delete;
    ~scratch_database();

    session& place() noexcept { return *place_; }

private:
    void open_instead(const std::string& url);
    void open_new();

    session* beside_;
    std::optional<session> place_;
    std::string made_;  // its name; empty where it is nothing to be dropped
    bool lent_ = false;
};

}  // namespace rowan
