#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// A lock on a table, as the backend calls it.
struct held_lock {
    std::string table;
    std::string mode;
    std::string waits;  ///< who has to wait: `reads and writes`, `writes`; empty: hardly anybody

    friend bool operator==(const held_lock&, const held_lock&) = default;
};

/// A table or an index as it stands.
struct relation_marks {
    std::string id;          ///< stays when it is renamed
    std::string name;        ///< for people
    std::string storage;     ///< another one where it was written anew
    std::int64_t scans = 0;  ///< how often all of it was read
    bool is_index = false;
};

struct trace_marks {
    std::vector<held_lock> locks;
    std::vector<relation_marks> relations;
};

/// What statements do to tables besides what they are for, told by looking before and after.
class ROWAN_EXPORT driver_trace {
public:
    /// How this backend locks, in one line for people.
    virtual std::string_view locking() const noexcept = 0;
    /// Between these, `look` counts.
    virtual void begin() {}
    virtual void end() noexcept {}
    /// Of the open transaction.
    virtual trace_marks look() = 0;

protected:
    ~driver_trace() = default;
};

}  // namespace rowan
