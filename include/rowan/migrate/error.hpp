#pragma once

#include <rowan/types/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

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

/// A revision was changed after it had been applied, or put in below one that is applied.
class ROWAN_EXPORT edited_error : public migration_error {
public:
    struct details {
        std::string revision;
        std::string file;      ///< that it came from; empty where it was none
        std::string applied;   ///< checksum of what the database has; empty where the revision was put in
        std::string checksum;  ///< of what it is now
    };

    edited_error(const std::string& message, details what);

    const std::string& revision() const noexcept { return details_.revision; }
    const std::string& file() const noexcept { return details_.file; }
    const std::string& applied() const noexcept { return details_.applied; }
    const std::string& checksum() const noexcept { return details_.checksum; }

private:
    details details_;
};

/// The database has no history, but tables that the revisions are about to create.
class ROWAN_EXPORT occupied_error : public migration_error {
public:
    occupied_error(const std::string& message, std::vector<std::string> tables);

    const std::vector<std::string>& tables() const noexcept { return tables_; }

private:
    std::vector<std::string> tables_;
};

/// Another process is migrating the database, and was not done when the time was over.
class ROWAN_EXPORT locked_error : public migration_error {
public:
    struct details {
        std::int64_t pid = 0;     ///< PostgreSQL: of the server's process for it; 0 where it cannot be told
        std::string application;  ///< empty where it does not say
        std::string host;
        std::string since;  ///< UTC; PostgreSQL: since when it is connected
    };

    locked_error(const std::string& message, details by);

    const details& by() const noexcept { return details_; }

private:
    details details_;
};

/// A revision failed and was rolled back as a whole; one that takes more than one transaction, up to the last that was
/// committed (`half_applied`), and the next run goes on there. It is thrown with the cause nested:
/// `std::rethrow_if_nested` gives back the database_error, dialect_error, … that stopped it.
class ROWAN_EXPORT revision_error : public migration_error {
public:
    struct details {
        std::string revision;
        std::string operation;  ///< as `schema::describe` has it; empty where it was none of them (the commit)
        std::string statement;  ///< SQL that failed; empty where none was run
        std::string sqlstate;
        std::string file{};         ///< that the statement came from; empty where it was none
        std::size_t line = 0;       ///< in that file, from 1
        bool retryable = false;     ///< the same upgrade, run again, may succeed
        bool half_applied = false;  ///< some of it is done and kept
        std::size_t done = 0;       ///< statements that are, of `total`
        std::size_t total = 0;      ///< 0 where it was one transaction
    };

    revision_error(const std::string& message, details what);

    const std::string& revision() const noexcept { return details_.revision; }
    const std::string& operation() const noexcept { return details_.operation; }
    const std::string& statement() const noexcept { return details_.statement; }
    const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    const std::string& file() const noexcept { return details_.file; }
    std::size_t line() const noexcept { return details_.line; }
    bool retryable() const noexcept { return details_.retryable; }
    bool half_applied() const noexcept { return details_.half_applied; }
    std::size_t done() const noexcept { return details_.done; }
    std::size_t total() const noexcept { return details_.total; }
    const details& facts() const noexcept { return details_; }

private:
    details details_;
};

/// An earlier run ended within a statement that no transaction guarded, and the database does not show whether it has
/// happened. `migrator::resume_as` says it; nothing runs before.
class ROWAN_EXPORT half_applied_error : public migration_error {
public:
    half_applied_error(const std::string& message, std::string revision, std::size_t number, std::size_t total,
                       std::string statement);

    const std::string& revision() const noexcept { return revision_; }
    /// Of the statement in doubt, from 1.
    std::size_t number() const noexcept { return number_; }
    std::size_t total() const noexcept { return total_; }
    const std::string& statement() const noexcept { return statement_; }

private:
    std::string revision_;
    std::size_t number_;
    std::size_t total_;
    std::string statement_;
};

}  // namespace rowan::migrate
