#pragma once

#include <rowan/session/database_template.hpp>

#include "url.hpp"

#include <memory>
#include <optional>
#include <string>

namespace rowan::testing {

/// Ends with the session closed before the database is.
struct database_copy::state {
    state() = default;
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    virtual ~state() = default;

    std::optional<session> db{};
    std::string url{};
};

namespace detail {

/// Where a backend keeps a template and what it makes of it. For many threads.
class copies {
public:
    virtual ~copies() = default;
    using work = void (*)(void* with, session& db);
    virtual std::unique_ptr<database_copy::state> copy() = 0;
};

std::unique_ptr<copies> make_sqlite_copies(const session_options& options, void* with, copies::work prepare);
std::unique_ptr<copies> make_server_copies(std::string url, const session_options& options, void* with,
                                           copies::work prepare);

}  // namespace detail
}  // namespace rowan::testing
