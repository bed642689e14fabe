#pragma once

#include "support/catch.hpp"

#include <rowan/session/session.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::test {

/// A folder of its own, removed in the end.
class temporary_folder {
public:
    temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder();
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// An empty database for one run of a test case: "memory", "file" (both SQLite) or "postgresql".
///
/// PostgreSQL needs ROWAN_TEST_POSTGRESQL, a URL whose user may create databases. Without it, tests fail. With
/// ROWAN_TEST_POOLER, which is `recognised` or `declared`, a PgBouncer stands before it, and a test after which something is
/// left on a connection of its fails. With ROWAN_TEST_CITUS, the URL of the coordinator of a distributed PostgreSQL whose
/// user may do anything, that is the server.
class test_database {
public:
    explicit test_database(std::string_view backend);
    test_database(const test_database&) = delete;
    test_database& operator=(const test_database&) = delete;
    ~test_database();

    rowan::session& session() { return *session_; }
    /// One more session on the same database; throws std::logic_error in memory, where there is none.
    rowan::session open(const session_options& options = {}) const;
    /// Begins again with a session of these options; in memory with a new database.
    void reopen(const session_options& options);
    const std::string& url() const noexcept { return url_; }

    /// By dialect ("sqlite", "postgresql") or backend ("memory", "file").
    bool is(std::string_view name) const;
    /// A pooler stands between: nothing is prepared on the server under a name.
    bool is_pooled() const;
    /// Tables may be spread over several machines.
    bool is_distributed() const;
    bool can_be_shared() const { return backend_ != "memory"; }
    /// Where an SQLite file lies; empty elsewhere.
    const std::filesystem::path& file() const noexcept { return file_; }

private:
    std::string backend_;
    std::string url_;
    std::optional<temporary_folder> folder_;
    std::filesystem::path file_;
    std::optional<rowan::session> session_;
};

/// All three, or those of ROWAN_TEST_BACKENDS, say "memory,postgresql"; what is left out is printed once.
const std::vector<std::string>& backends();

/// `sqlite:///` and the file, with what a URL cannot hold escaped.
std::string sqlite_url(const std::filesystem::path& file);

}  // namespace rowan::test

#define ROWAN_TEST_JOIN_(left, right) left##right
#define ROWAN_TEST_JOIN(left, right) ROWAN_TEST_JOIN_(left, right)
#define ROWAN_DATABASE_TEST_CASE(body, name, tags)            \
    static void body(rowan::test::test_database& database);   \
    TEST_CASE(name, tags) {                                   \
        for (const auto& backend : rowan::test::backends()) { \
            DYNAMIC_SECTION("on " << backend) {               \
                rowan::test::test_database database(backend); \
                body(database);                               \
            }                                                 \
        }                                                     \
    }                                                         \
    static void body([[maybe_unused]] rowan::test::test_database& database)

/// A test case whose body, with its `database`, runs on each backend in a section of its own.
#define DATABASE_TEST_CASE(name, tags) ROWAN_DATABASE_TEST_CASE(ROWAN_TEST_JOIN(database_test_, __LINE__), name, tags)
