#pragma once

#include <rowan/migrate/unfinished.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::migrate {

/// How far a revision has come that takes more than one transaction.
struct progress_row {
    std::string revision;
    migrate::direction direction{};
    std::int64_t done = 0;  ///< units
    std::int64_t total = 0;
    std::string hash;                       ///< of the units that are done
    std::optional<std::string> begun;       ///< the unit that is run in no transaction, in words
    std::optional<std::string> begun_hash;  ///< of those that are done and this one
    std::optional<std::string> position;    ///< of a back-fill: the last key that is done
    std::int64_t rows = 0;                  ///< of a back-fill, that are done
    std::int64_t statements = 0;            ///< that were run
    timestamp started_at;
};

/// The table `rowan_progress`. Reading from a database without it finds nothing.
class progress_table {
public:
    explicit progress_table(session& of) noexcept : session_(&of) {}

    bool exists() const;
    /// Harmless where another process does the same at this moment.
    void create();
    std::vector<progress_row> all() const;
    std::optional<progress_row> find(const std::string& revision) const;
    void insert(const progress_row& row);
    /// Compare and swap: false where the row does not stand at `from`.
    bool update(const progress_row& from, const progress_row& to);
    void erase(const std::string& revision);

private:
    session* session_;
};

unfinished_revision unfinished_of(const progress_row& row);

}  // namespace rowan::migrate
