#pragma once

#include <rowan/cli/cli.hpp>
#include <rowan/types/error.hpp>

#include <exception>

// What ends a command with an exit code of its own.
namespace rowan::cli {

/// What was waited for did not come.
class not_in_time final : public error {
public:
    using error::error;
};

/// Somebody must say yes to this, and nobody did.
class not_confirmed final : public error {
public:
    using error::error;
};

/// A revision cannot be written before something is settled: revisions are to be applied, or a question is open.
class unsettled final : public error {
public:
    using error::error;
};

exit_code code_of(const std::exception& fault) noexcept;

}  // namespace rowan::cli
