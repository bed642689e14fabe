#pragma once

#include <rowan/session/transaction_options.hpp>

#include <string>
#include <string_view>

namespace rowan::detail {

/// In SQL's words.
std::string_view isolation_text(isolation level) noexcept;
/// The statement that begins a transaction, as PostgreSQL takes it and every observer sees it.
std::string begin_text(const transaction_options& options);

}  // namespace rowan::detail
