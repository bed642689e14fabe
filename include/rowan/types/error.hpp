#pragma once

#include <stdexcept>
#include <string>

#include <rowan/export.hpp>

namespace rowan {

/// Base of everything that rowan throws. `what()` says what happened, where, and what to do; it never holds a bound
/// value.
class ROWAN_EXPORT error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A value and its C++ or column type do not fit: NULL for a plain member, out of range, no such enum label, malformed
/// text.
class ROWAN_EXPORT mapping_error : public error {
public:
    using error::error;
};

}  // namespace rowan
