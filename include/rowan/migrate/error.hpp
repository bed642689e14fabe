#pragma once

#include <rowan/types/error.hpp>

#include <cstddef>
#include <string>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Revisions that do not fit together, a target that does not exist, a database that is not where it should be.
class ROWAN_EXPORT migration_error : public error {
public:
    using error::error;
};

/// The database stands on a revision that is unknown here: a newer program has migrated it, or another one.
class ROWAN_EXPORT ahead_error : public migration_error {
public:
    ahead_error(const std::string& message, std::string revision);

    const std::string& revision() const noexcept { return revision_; }

private:
    std::string revision_;
};

/// A revision failed and was rolled back as a whole. It is thrown with the cause nested: `std::rethrow_if_nested` gives
/// back the database_error, dialect_error, … that stopped it.
class ROWAN_EXPORT revision_error : public migration_error {
public:
    struct details {
        std::string revision;
        std::string operation;  ///< as `schema::describe` has it; empty where it was none of them (the commit)
        std::string statement;  ///< SQL that failed; empty where none was run
        std::string sqlstate;
        std::string file{};    ///< that the statement came from; empty where it was none
        std::size_t line = 0;  ///< in that file, from 1
        bool retryable = false;  ///< the same upgrade, run again, may succeed
    };

    revision_error(const std::string& message, details what);

    const std::string& revision() const noexcept { return details_.revision; }
    const std::string& operation() const noexcept { return details_.operation; }
    const std::string& statement() const noexcept { return details_.statement; }
    const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    const std::string& file() const noexcept { return details_.file; }
    std::size_t line() const noexcept { return details_.line; }
    bool retryable() const noexcept { return details_.retryable; }

private:
    details details_;
};

}  // namespace rowan::migrate
