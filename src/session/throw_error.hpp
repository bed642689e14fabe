#pragma once

#include <rowan/session/error.hpp>

namespace rowan::detail {

/// Throws the class that the SQLSTATE of `what` belongs to. One table for both backends.
[[noreturn]] void throw_database_error(database_error::details what);

/// Called in a handler: throws the exception at hand again, with the number of runs that the transaction had.
[[noreturn]] void throw_after(int attempts);
/// Called in a handler: throws the exception at hand again; where it is a canceled_error, with its cause.
[[noreturn]] void throw_cancelled(cancel_cause cause);
/// Makes `what` the details of a canceled_error.
void tell_cause(database_error::details& what, cancel_cause cause);

}  // namespace rowan::detail
