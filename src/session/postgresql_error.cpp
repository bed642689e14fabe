#include "postgresql_error.hpp"

#include "throw_error.hpp"

#include <fmt/format.h>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace rowan::detail::postgresql {
namespace {
using details = database_error::details;

constexpr std::string_view open_another = "open a new session";

// Quotes in the languages that PostgreSQL speaks.
constexpr std::array<std::string_view, 8> quotes{"\"", "'", "«", "»", "„", "“", "”", "‘"};

struct quote_span {
    std::size_t first = std::string_view::npos;
    std::size_t end = 0;  // behind the last one
    int count = 0;
};

quote_span find_quotes(std::string_view text) noexcept {
    quote_span result;
    for (std::size_t at = 0; at < text.size();) {
        const auto quote =
            std::find_if(quotes.begin(), quotes.end(), [&](auto one) { return text.substr(at).starts_with(one); });
        if (quote == quotes.end()) {
            ++at;
            continue;
        }
        result.first = std::min(result.first, at);
        at += quote->size();
        result.end = at;
        ++result.count;
    }
    return result;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_word(char c) noexcept { return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Numbers by themselves; those in parentheses say how a column is declared, those in words are part of a name.
std::string without_numbers(std::string_view text) {
    std::string result;
    int depth = 0;
    for (std::size_t at = 0; at != text.size();) {
        const char c = text[at];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (!is_digit(c) || depth > 0 || (at != 0 && is_word(text[at - 1]))) {
            result += c;
            ++at;
            continue;
        }
        while (at != text.size() && (is_word(text[at]) || text[at] == '.')) ++at;
        result += "…";
    }
    return result;
}

std::string_view field(const PGresult* of, int code) noexcept {
    const char* text = of == nullptr ? nullptr : PQresultErrorField(of, code);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

// Without the severity, which stands before a colon and two blanks in every language.
std::string first_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    if (const auto severity = text.find(":  "); severity != std::string_view::npos) text.remove_prefix(severity + 3);
    return std::string(text.empty() ? "no reason given" : text);
}

// The name between the first quotes; the server has no field for what does not exist.
std::string quoted_name(std::string_view message) {
    const auto start = message.find('"');
    if (start == std::string_view::npos) return {};
    return std::string(message.substr(start + 1, message.find('"', start + 1) - start - 1));
}

void name_missing_table(details& what) {
    what.table = quoted_name(what.message);
    if (const auto dot = what.table.find('.'); dot != std::string::npos) {
        what.schema = what.table.substr(0, dot);
        what.table.erase(0, dot + 1);
    }
}

bool lacks_binary_form(const PGresult* failed) noexcept {
    const auto function = field(failed, PG_DIAG_SOURCE_FUNCTION);
    return sqlstate_of(failed) == "42883" && (function == "getTypeBinaryOutputInfo" || function.ends_with("_send"));
}

std::string_view own_hint(const PGresult* failed) noexcept {
    const std::string_view state = sqlstate_of(failed);
    if (is_outdated_plan(failed))
        return "the tables have changed since the statement was prepared: run the transaction again";
    if (lacks_binary_form(failed)) return "cast the column to text";
    if (state == "25P02") return "roll the transaction back: an earlier statement in it failed";
    if (state == "40001" || state == "40P01" || state == "55P03") return "run the transaction again";
    if (state == "53100") return "free some disk space on the server";
    if (state == "57014") return "it ran into statement_timeout, or somebody cancelled it";
    return {};
}

// The names between quotes, in their order.
std::vector<std::string> quoted_names(std::string_view message) {
    std::vector<std::string> result;
    for (auto start = message.find('"'); start != std::string_view::npos;) {
        const auto end = message.find('"', start + 1);
        if (end == std::string_view::npos) break;
        result.emplace_back(message.substr(start + 1, end - start - 1));
        start = message.find('"', end + 1);
    }
    return result;
}

// `tasks_102034` is the part of the table that one machine has.
std::string without_part(const std::string& name) {
    const auto underscore = name.rfind('_');
    const bool has_number = underscore != std::string::npos && underscore != 0 && name.size() - underscore > 6 &&
                            name.find_first_not_of("0123456789", underscore + 1) == std::string::npos;
    return has_number ? name.substr(0, underscore) : name;
}

// What one machine of a distributed database tells comes without fields, and names the part of the table that it has: what
// broke a rule is told as of the whole table. What its context says is not translated.
void name_whole_table(details& what, std::string_view context) {
    if (context.find("while executing command on ") == std::string_view::npos || !what.sqlstate.starts_with("23")) return;
    const std::vector<std::string> parts = quoted_names(what.message);
    for (const std::string& part : parts) {
        const std::string whole = without_part(part);
        if (const auto at = what.message.find(part); whole != part) what.message.replace(at, part.size(), whole);
    }
    const auto name = [&](std::size_t at) { return at < parts.size() ? without_part(parts[at]) : std::string(); };
    if (what.sqlstate == "23505") {
        what.constraint = name(0);
    } else if (what.sqlstate == "23502") {
        what.columns = {name(0)};
        what.table = name(1);
    } else {
        what.table = name(0);
        what.constraint = name(1);
    }
}

details read_details(const PGresult* failed, std::string_view sql) {
    details what;
    what.sqlstate = field(failed, PG_DIAG_SQLSTATE);
    what.statement = sql;
    what.schema = field(failed, PG_DIAG_SCHEMA_NAME);
    what.table = field(failed, PG_DIAG_TABLE_NAME);
    what.constraint = field(failed, PG_DIAG_CONSTRAINT_NAME);
    what.hint = own_hint(failed);
    const auto primary = field(failed, PG_DIAG_MESSAGE_PRIMARY);
    // Syntax errors in texts that are values (tsquery) have no place in the statement.
    const bool about_data = what.sqlstate.starts_with("22") ||
                            (what.sqlstate == "42601" && field(failed, PG_DIAG_STATEMENT_POSITION).empty());
    what.message = about_data ? without_values(primary) : std::string(primary);
    if (what.hint.empty() && !about_data && !what.sqlstate.starts_with("23"))
        what.hint = field(failed, PG_DIAG_MESSAGE_HINT);
    if (const auto column = field(failed, PG_DIAG_COLUMN_NAME); !column.empty()) what.columns.emplace_back(column);
    name_whole_table(what, field(failed, PG_DIAG_CONTEXT));
    if (what.sqlstate == "42P01") name_missing_table(what);
    if (what.sqlstate == "42703") what.columns = {quoted_name(what.message)};
    what.schema_changed = is_outdated_plan(failed);
    what.retryable =
        what.sqlstate == "40001" || what.sqlstate == "40P01" || what.sqlstate == "55P03" || what.schema_changed;
    return what;
}

// A foreign key broken from the other side reports the key of the other table; its message names both tables and the
// constraint.
bool names_columns_of_table(const details& what) {
    return what.sqlstate != "23503" || find_quotes(what.message).count < 6;
}

bool is_connection_state(std::string_view state) noexcept {
    return state.starts_with("08") || state.starts_with("57P0") || state == "25P03" || state == "25P04";
}

[[noreturn]] void throw_lost(const connection& on, details what) {
    const std::string reason = what.message.empty() ? first_line(PQerrorMessage(on.handle())) : what.message;
    on.note_loss(reason);
    what.message = fmt::format("the connection to {} was lost: {}; what the open transaction had done is rolled back",
                               on.description(), reason);
    if (what.sqlstate.empty()) what.sqlstate = "08006";
    what.hint = open_another;
    throw connection_error(std::move(what));
}
}  // namespace

void throw_lost_before(const connection& on, std::string_view why) {
    details what;
    what.message = fmt::format("the connection to {} was lost before: {}", on.description(), why.empty() ? "no reason given" : why);
    what.sqlstate = "08003";
    what.hint = open_another;
    throw connection_error(std::move(what));
}

std::string describe(outcome fault, std::string_view place, const wire_type& type, std::string_view what, use by) {
    const bool reads = by == use::read;
    switch (fault) {
        case outcome::done: break;
        case outcome::other_kind:
            return fmt::format("{} is of type {}, which cannot {} {}: {}", place, type.name,
                               reads ? "be read as" : "take", what,
                               reads ? "read it as what it is, or cast it in the query"
                                     : "use a fitting C++ type, or cast in the statement");
        case outcome::out_of_range:
            if (reads)
                return fmt::format("{} holds a {} that is beyond the range of {}: read it as a wider type", place,
                                   type.name, what);
            return fmt::format("{} is of type {}, and this value, {}, is beyond its range: use a wider type", place,
                               type.name, what);
        case outcome::nul_character:
            return fmt::format(
                "{}: PostgreSQL text cannot hold the NUL character (U+0000): remove it, or keep the data as bytes",
                place);
        case outcome::many_dimensions:
            return fmt::format("{}: arrays of more than one dimension are not supported: use jsonb, or one dimension",
                               place);
        case outcome::malformed: return fmt::format("{}: the server sent bytes that are no {}", place, type.name);
    }
    return std::string(place);
}

std::string without_values(std::string_view message) {
    // A value is not escaped: it may hold quotes itself, so everything from the first to the last one goes.
    const quote_span quoted = find_quotes(message);
    if (quoted.count == 0) return without_numbers(message);
    const auto tail = quoted.count == 1 ? std::string_view() : message.substr(quoted.end);
    return without_numbers(message.substr(0, quoted.first)) + "\"…\"" + without_numbers(tail);
}

std::vector<std::string> key_columns(std::string_view detail) {
    std::vector<std::string> result;
    auto at = detail.find('(');
    if (at == std::string_view::npos || detail.find(")=(", at) == std::string_view::npos) return result;
    std::string column;
    bool is_name = true;
    int depth = 1;
    for (++at; at < detail.size() && depth != 0; ++at) {
        const char c = detail[at];
        if (c == '"') {
            for (++at; at < detail.size(); ++at) {
                if (detail[at] == '"' && detail.substr(at + 1, 1) != "\"") break;
                if (detail[at] == '"') ++at;
                column += detail[at];
            }
        } else if (depth == 1 && (c == ',' || c == ')')) {
            if (is_name && !column.empty()) result.push_back(column);
            column.clear();
            is_name = true;
            depth -= c == ')' ? 1 : 0;
        } else if (c != ' ' || !column.empty()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            is_name = is_name && (is_word(c) || c == '$' || static_cast<unsigned char>(c) >= 0x80);
            column += c;
        }
    }
    return result;
}

std::string_view sqlstate_of(const pg_result* failed) noexcept { return field(failed, PG_DIAG_SQLSTATE); }

bool is_outdated_plan(const pg_result* failed) noexcept {
    return sqlstate_of(failed) == "0A000" && field(failed, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery";
}

bool is_own_failure(const pg_result* failed) noexcept { return field(failed, PG_DIAG_CONTEXT).empty(); }

void throw_schema_changed(std::string_view sql) {
    details what;
    what.message = "the statement was prepared for tables that are others now, with other types of parameters";
    what.sqlstate = "0A000";
    what.statement = sql;
    what.hint = "bind the values again, in the transaction run again where there is one";
    what.retryable = true;
    what.schema_changed = true;
    throw schema_changed(std::move(what));
}

void throw_failure(const connection& on, const pg_result* failed, std::string_view sql, std::string_view place,
                   std::size_t line) {
    details what = read_details(failed, sql);
    if (PQstatus(on.handle()) == CONNECTION_BAD || is_connection_state(what.sqlstate)) throw_lost(on, std::move(what));
    if (what.message.empty()) what.message = first_line(PQerrorMessage(on.handle()));
    what.message += place;
    what.line = line;
    const std::string_view state = what.sqlstate;
    if (state.starts_with("23") && what.columns.empty() && names_columns_of_table(what))
        what.columns = key_columns(field(failed, PG_DIAG_MESSAGE_DETAIL));
    throw_database_error(std::move(what));
}

}  // namespace rowan::detail::postgresql
