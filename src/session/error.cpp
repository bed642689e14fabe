#include "throw_error.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <typeinfo>
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
namespace {
template <class Error>
[[noreturn]] void raise(database_error::details what) {
    throw Error(std::move(what));
}
template <constraint_kind Kind>
[[noreturn]] void raise_constraint(database_error::details what) {
    throw constraint_error(Kind, std::move(what));
}

struct error_class {
    std::string_view state;  ///< or its beginning
    void (*raise)(database_error::details what);
};

// The first that fits.
constexpr std::array error_classes{
    error_class{"08007", raise<commit_unknown>},
    error_class{"08", raise<connection_error>},
    error_class{"22", raise<data_error>},
    error_class{"23505", raise_constraint<constraint_kind::unique>},
    error_class{"23503", raise_constraint<constraint_kind::foreign_key>},
    error_class{"23001", raise_constraint<constraint_kind::foreign_key>},
    error_class{"23502", raise_constraint<constraint_kind::not_null>},
    error_class{"23514", raise_constraint<constraint_kind::check>},
    error_class{"23P01", raise_constraint<constraint_kind::exclusion>},
    error_class{"25006", raise<read_only_error>},
    error_class{"25P02", raise<transaction_error>},
    error_class{"25P03", raise<connection_error>},
    error_class{"25P04", raise<connection_error>},
    error_class{"3F000", raise<undefined_error>},
    error_class{"40001", raise<conflict_error>},
    error_class{"40P01", raise<conflict_error>},
    error_class{"40", raise<transaction_error>},
    error_class{"42501", raise<permission_error>},
    error_class{"42P01", raise<undefined_error>},
    error_class{"42703", raise<undefined_error>},
    error_class{"42704", raise<undefined_error>},
    error_class{"42883", raise<undefined_error>},
    error_class{"53", raise<resource_error>},
    error_class{"58", raise<resource_error>},
    error_class{"55006", raise<transaction_error>},
    error_class{"55P03", raise<lock_error>},
    error_class{"57014", raise<canceled_error>},
    error_class{"57P0", raise<connection_error>},
};
}  // namespace

void throw_database_error(database_error::details what) {
    if (what.schema_changed) throw schema_changed(std::move(what));
    for (const auto& one : error_classes) {
        if (what.sqlstate.starts_with(one.state)) one.raise(std::move(what));
    }
    throw database_error(std::move(what));
}

/// The exception at hand once more, of the same class, with more known about it.
class error_again {
public:
    /// `change` gets the details. Returns where it is no database_error, or of a class that somebody else has made.
    template <class Change>
    static void rethrow(Change change) {
        database_error::details what;
        const std::type_info* type = nullptr;
        try {
            throw;
        } catch (const connection_error&) {
            throw;
        } catch (const database_error& fault) {
            what = fault.details_;
            type = &typeid(fault);
        } catch (...) { return; }
        change(what);
        try {
            throw_database_error(std::move(what));
        } catch (const database_error& fault) {
            if (typeid(fault) == *type) throw;
        }
    }
};

void throw_cancelled(cancel_cause cause) {
    error_again::rethrow([&](auto& what) {
        if (what.sqlstate == "57014") tell_cause(what, cause);
    });
    throw;
}

void tell_cause(database_error::details& what, cancel_cause cause) {
    what.sqlstate = "57014";
    what.cause = cause;
    what.hint = cause == cancel_cause::deadline ? "the time of its rowan::limit, or of its transaction, was up"
                                                : "its rowan::limit was asked to stop";
}

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
