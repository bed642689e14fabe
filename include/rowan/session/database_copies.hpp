#pragma once

#include <rowan/session/database_template.hpp>

#include <memory>
#include <optional>
#include <string>

#include <rowan/export.hpp>

namespace rowan::testing {

/// Ends with the session closed before the database is.
struct ROWAN_EXPORT database_copy::state {
    state() = default;
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    virtual ~state() = default;

    std::optional<session> db{};
    std::string url{};  ///< empty where the database has this session only
};

/// Where a backend keeps a template and what it makes of it. For many threads.
class ROWAN_EXPORT database_copies {
public:
    virtual ~database_copies() = default;
    using work = void (*)(void* with, session& db);
    virtual std::unique_ptr<database_copy::state> copy() = 0;
};

}  // namespace rowan::testing
