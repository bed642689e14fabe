#pragma once

#include <span>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// The backend's own command-line client (psql, sqlite3), as far as who writes scripts for it must know it. All results
/// end with a line end.
class ROWAN_EXPORT client {
public:
    virtual ~client() = default;

    virtual std::string_view name() const noexcept = 0;
    /// At the head of a script, which ends where a statement fails. `in_transactions`: all that changes something
    /// stands in transactions.
    virtual std::string opening(bool in_transactions) const = 0;
    /// Begins a transaction that is going to write.
    virtual std::string_view begin() const noexcept = 0;
    /// Fails with `complaint` where `condition` does not hold.
    virtual std::string require(std::string_view condition, std::string_view complaint) const = 0;
    /// Runs `statements` where `condition` holds. `in_block`: within one statement, so that they see no client at all.
    /// Throws dialect_error where there is no such thing.
    virtual std::string run_if(std::string_view condition, std::span<const std::string> statements,
                               bool in_block) const = 0;

    /// Expressions: who is connected, as text, and for how many milliseconds the transaction has been open.
    virtual std::string_view user() const noexcept = 0;
    virtual std::string_view transaction_milliseconds() const noexcept = 0;

    /// A statement as a script needs it: with a semicolon that no comment swallows.
    static std::string terminated(std::string_view statement);
};

}  // namespace rowan
