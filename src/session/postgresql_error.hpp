#pragma once

#include <rowan/session/error.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

#include "postgresql_codec.hpp"
#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

/// Throws what `failed` reports, or the connection where `failed` is null, as the class of error that it is.
/// `place` is added to the server's message; `line`: of a script.
[[noreturn]] void throw_failure(const connection& on, const pg_result* failed, std::string_view sql,
                                std::string_view place = {}, std::size_t line = 0);

/// Throws connection_error: it was lost before, with the reason `why` or an unknown one.
[[noreturn]] void throw_lost_before(const connection& on, std::string_view why);

/// The five characters, or empty.
std::string_view sqlstate_of(const pg_result* failed) noexcept;
/// "cached plan must not change result type": the tables look different than when the statement was prepared.
bool is_outdated_plan(const pg_result* failed) noexcept;

/// Not one within a function that the statement calls.
bool is_own_failure(const pg_result* failed) noexcept;
/// Throws schema_changed: what was bound is of no use any more.
[[noreturn]] void throw_schema_changed(std::string_view sql);

enum class use { read, write };
/// What is wrong between a value, `what` ("a boolean"), and the `type` of `place`: a column or a parameter. Not the
/// value itself.
ROWAN_EXPORT std::string describe(outcome fault, std::string_view place, const wire_type& type, std::string_view what,
                                  use by);

/// A message of the server about data (SQLSTATE class 22) without the data: text between quotes and numbers become `…`.
ROWAN_EXPORT std::string without_values(std::string_view message);

/// The columns in `Key (a, "b c")=(…) …`, a detail that holds values, in whatever language. Expressions are left out.
ROWAN_EXPORT std::vector<std::string> key_columns(std::string_view detail);

}  // namespace rowan::detail::postgresql
