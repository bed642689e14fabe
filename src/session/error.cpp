#include "session_core.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace rowan {
namespace {
constexpr std::size_t longest_statement = 300;

// On one line, and cut between two characters.
std::string shortened(std::string_view sql) {
    std::string result;
    for (const char c : sql) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (result.size() <= longest_statement) return result;
    std::size_t end = longest_statement;
    while (end != 0 && (static_cast<unsigned char>(result[end]) & 0xC0) == 0x80) --end;
    return result.substr(0, end) + "…";
}

std::string place(const database_error::details& what) {
    std::string result;
    if (!what.constraint.empty()) result += fmt::format("constraint \"{}\"", what.constraint);
    if (!what.table.empty()) {
        const std::string schema = what.schema.empty() ? "" : fmt::format("\"{}\".", what.schema);
        result += fmt::format("{}table {}\"{}\"", result.empty() ? "" : " of ", schema, what.table);
    }
    if (!what.columns.empty())
        result += fmt::format("{}column{} {}", result.empty() ? "" : ", ", what.columns.size() == 1 ? "" : "s",
                              fmt::join(what.columns, ", "));
    return result;
}

std::string text_of(const database_error::details& what) {
    std::string result = what.message;
    if (what.line != 0) result += fmt::format(", in line {} of the script", what.line);
    if (const auto where = place(what); !where.empty()) result += fmt::format(" ({})", where);
    if (what.row) result += fmt::format(", row {} of those given, counted from 0", *what.row);
    if (!what.sqlstate.empty()) result += fmt::format(" [{}]", what.sqlstate);
    if (what.attempts > 1) result += fmt::format("; the transaction was run {} times", what.attempts);
    if (!what.hint.empty()) result += fmt::format("; {}", what.hint);
    if (!what.statement.empty()) result += fmt::format("; statement: {}", shortened(what.statement));
    return result;
}
}  // namespace

database_error::database_error(details what) : error(text_of(what)), details_(std::move(what)) {}

constraint_error::constraint_error(constraint_kind kind, details what) : database_error(std::move(what)), kind_(kind) {}

namespace {
std::string stale_text(std::string_view table, std::int64_t expected, std::int64_t found, std::optional<std::size_t> row) {
    const std::string which = row ? fmt::format(", row {} of those given, counted from 0,", *row) : "";
    return fmt::format("a row of \"{}\"{} was changed by somebody else since it was read: its version was {} then and is {} now; read it again",
                       table, which, expected, found);
}
}  // namespace

stale_object::stale_object(std::string_view table, std::int64_t expected, std::int64_t found, std::optional<std::size_t> row)
    : error(stale_text(table, expected, found, row)), table_(table), expected_(expected), found_(found), row_(row) {}

namespace detail {
/// The exception at hand once more, of the same class, with more known about it.
class error_again {
public:
    /// `change` gets the details. Throws nothing where it is no database_error.
    template <class Change>
    static void rethrow(Change change) {
        const auto changed = [&](const database_error& fault) {
            database_error::details what = fault.details_;
            change(what);
            return what;
        };
        try {
            throw;
        } catch (const commit_unknown& fault) {
            throw commit_unknown(changed(fault));
        } catch (const connection_error& fault) {
            throw connection_error(changed(fault));
        } catch (const constraint_error& fault) {
            throw constraint_error(fault.which(), changed(fault));
        } catch (const transaction_error& fault) {
            throw transaction_error(changed(fault));
        } catch (const database_error& fault) {
            throw database_error(changed(fault));
        } catch (...) {}
    }
};

void throw_after(int attempts) {
    if (attempts > 1) error_again::rethrow([&](auto& what) { what.attempts = attempts; });
    throw;
}

void throw_at_row(std::size_t row) {
    const auto named = [&](const error& fault) { return fmt::format("row {} of those given, counted from 0: {}", row, fault.what()); };
    try {
        throw;
    } catch (const connection_error&) {
        throw;
    } catch (const stale_object& fault) {
        throw stale_object(fault.table(), fault.expected(), fault.found(), row);
    } catch (const not_found& fault) {
        throw not_found(named(fault));
    } catch (const mapping_error& fault) {
        throw mapping_error(named(fault));
    } catch (const database_error&) {
        error_again::rethrow([&](auto& what) { what.row = row; });
        throw;
    }
}
}  // namespace detail

}  // namespace rowan
