#pragma once

#include <rowan/migrate/revision.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Sees a run as it goes on. Called on the thread that runs it; an exception stops the run, and the open revision is
/// rolled back.
class ROWAN_EXPORT progress {
public:
    virtual ~progress() = default;
    /// In the revision's transaction, before its first operation.
    virtual void begin_revision(const revision&, direction) {}
    /// `number` counts from 1, among the revision's operations.
    virtual void begin_operation(const revision&, const schema::operation&, std::size_t /*number*/) {}
    /// It is committed.
    virtual void end_revision(const revision&, direction, std::int64_t /*milliseconds*/) {}
    /// Something a person may want to know that is no error: an enum type that was there already.
    virtual void note(const revision&, std::string_view /*text*/) {}
};

}  // namespace rowan::migrate
