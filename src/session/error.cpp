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
    if (const auto where = place(what); !where.empty()) result += fmt::format(" ({})", where);
    if (!what.sqlstate.empty()) result += fmt::format(" [{}]", what.sqlstate);
    if (!what.hint.empty()) result += fmt::format("; {}", what.hint);
    if (!what.statement.empty()) result += fmt::format("; statement: {}", shortened(what.statement));
    return result;
}
}  // namespace

database_error::database_error(details what) : error(text_of(what)), details_(std::move(what)) {}

constraint_error::constraint_error(constraint_kind kind, details what) : database_error(std::move(what)), kind_(kind) {}

}  // namespace rowan
