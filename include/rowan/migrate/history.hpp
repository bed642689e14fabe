#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// One revision that was applied or undone, or that a stamp says was.
struct history_entry {
    std::int64_t sequence = 0;
    std::string revision;
    migrate::direction direction{};
    std::string message;
    timestamp applied_at;
    std::int64_t duration_milliseconds = 0;
    std::int64_t operations = 0;
    std::string rowan_version;
    std::string user;
    std::string host;
    std::int64_t pid = 0;
    bool stamped = false;  ///< nothing was run: someone said that it is so
    std::string reason{};  ///< what who did it gave as one; empty where none was given
};

/// What a database knows of its revisions: the table `rowan_heads` says where it stands, `rowan_history` how it came
/// there. Reading from a database without these tables finds nothing and creates nothing.
class ROWAN_EXPORT history {
public:
    explicit history(session& of) noexcept : session_(&of) {}

    bool exists() const;
    /// Creates what is missing; harmless where another process does the same at this moment.
    void create();

    position heads() const;
    /// First to last.
    std::vector<history_entry> entries() const;

    /// Keeps other writers of the heads out until the transaction ends.
    void lock();
    /// Compare and swap: throws migration_error where the heads are not `from` any more.
    void move(const position& from, const position& to);
    void append(const history_entry& entry);

private:
    session* session_;
};

}  // namespace rowan::migrate
