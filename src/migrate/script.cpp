#include <rowan/migrate/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dialect/sql_script.hpp"

namespace rowan::migrate {

namespace {

using detail::script_fault;
using detail::script_piece;
using detail::sql_token;
using detail::sql_tokens;

/// Turns offsets into lines and columns, each further on than the one before.
class place_counter {
public:
    place_counter(std::string_view text, std::size_t first_line) noexcept : text_(text), line_(first_line) {}

    void go_to(std::size_t offset) noexcept {
        for (; at_ < offset; ++at_) {
            const bool starts_character = (static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80;
            if (starts_character) ++column_;
            if (text_[at_] != '\n') continue;
            ++line_;
            column_ = 1;
        }
    }
    std::size_t line() const noexcept { return line_; }
    std::size_t column() const noexcept { return column_; }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_;
    std::size_t column_ = 1;
};

/// The word and what belongs to it: `\i`, `.read`.
std::string_view command_at(std::string_view script, std::size_t offset) noexcept {
    std::size_t end = offset + 1;
    while (end < script.size() && (detail::continues_name(script[end]) || script[end] == '!')) ++end;
    return script.substr(offset, end - offset);
}

std::string text_of(script_fault fault, std::string_view script, std::size_t offset) {
    switch (fault) {
        case script_fault::none: break;
        case script_fault::open_quote:
            return fmt::format("the quote that opens here, {}, is never closed",
                               script[offset] == '$' ? "$…$" : script.substr(offset, 1));
        case script_fault::open_comment: return "the comment that opens here is never closed";
        case script_fault::open_body:
            return "the statement that begins here is never closed: the `end` of its `begin`, or a semicolon behind "
                   "it, is missing";
        case script_fault::open_rows:
            return "no line \\. ends the rows that this copy from stdin takes; they stand behind its semicolon, from "
                   "the next line on";
        case script_fault::text_before_rows:
            return "the rows of copy from stdin begin in the next line; nothing but blanks may stand here";
        case script_fault::client_command:
            return fmt::format("{} is a command of {}, not SQL: rowan sends the file to the database itself; {}",
                               command_at(script, offset), script[offset] == '.' ? "sqlite3" : "psql",
                               "leave it out, or write what it does in SQL here");
    }
    return {};
}

[[noreturn]] void fail(std::string what, const schema::script_file& from, const place_counter& at) {
    throw script_error(what, from.path, at.line(), at.column());
}

/// The words that begin or end a transaction, as both backends have them; `rollback to` goes back to a savepoint only.
std::string_view transaction_word(std::string_view statement, const dialect& of) noexcept {
    constexpr std::array<std::string_view, 6> words{"begin", "commit", "end", "rollback", "abort", "start"};
    sql_tokens tokens(statement, of.can());
    const sql_token first = tokens.next();
    if (first.is("prepare") && tokens.next().is("transaction")) return first.text;
    if (std::none_of(words.begin(), words.end(), [&](auto word) { return first.is(word); })) return {};
    for (sql_token each = tokens.next(); each.what != sql_token::kind::end; each = tokens.next()) {
        if (first.is("rollback") && each.is("to")) return {};
    }
    return first.text;
}

template <class See>
void for_each_statement(std::string_view script, const dialect& of, const schema::script_file& from, See see) {
    place_counter at(script, from.line);
    for (detail::script_reader in(script, of.can()); !in.at_end();) {
        const script_piece piece = in.next();
        const auto begin = static_cast<std::size_t>(piece.all.data() - script.data());
        if (piece.fault != script_fault::none) {
            at.go_to(piece.fault_offset);
            fail(text_of(piece.fault, script, piece.fault_offset), from, at);
        }
        if (piece.statement.empty()) continue;
        at.go_to(piece.offset);
        const std::size_t end = piece.has_rows ? begin + piece.all.size() : piece.offset + piece.statement.size();
        see(script_statement{script.substr(piece.offset, end - piece.offset), at.line(), at.column()}, at);
    }
}

std::string place_text(const std::string& file, std::size_t line, std::size_t column) {
    return fmt::format("{}:{}:{}", file.empty() ? "script" : file, line, column);
}

}  // namespace

script_error::script_error(const std::string& what, std::string file, std::size_t line, std::size_t column)
    : migration_error(place_text(file, line, column) + ": " + what),
      file_(std::move(file)),
      line_(line),
      column_(column) {}

std::vector<script_statement> statements_of(std::string_view script, const dialect& of,
                                            const schema::script_file& from) {
    std::vector<script_statement> result;
    for_each_statement(script, of, from,
                       [&](const script_statement& one, const place_counter&) { result.push_back(one); });
    return result;
}

void check_in_transaction(std::string_view script, const dialect& of, const schema::script_file& from) {
    for_each_statement(script, of, from, [&](const script_statement& one, const place_counter& at) {
        const std::string_view word = transaction_word(one.text, of);
        if (word.empty()) return;
        fail(
            fmt::format("`{}`: a migration runs in a transaction already, which begins and ends around it; leave begin "
                        "and commit out{}",
                        word, from.path.empty() ? "" : ", or write `-- no transaction` at the head of the file"),
            from, at);
    });
}

const schema::script_file* file_for(const schema::run_sql& which, std::string_view dialect) noexcept {
    const schema::script_file* result = nullptr;
    for (const schema::script_file& each : which.files) {
        if (each.dialect == dialect) return &each;
        if (each.dialect.empty()) result = &each;
    }
    return result;
}

}  // namespace rowan::migrate
