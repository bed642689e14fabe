#include <rowan/dialect/client.hpp>

#include <rowan/dialect/dialect.hpp>

#include "dialect/clients.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rowan {

namespace {

std::string_view last_line(std::string_view text) {
    text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);  // npos + 1 is 0
    return text.substr(text.rfind('\n') + 1);
}

/// A `copy … from stdin` with its rows, which only a client reads.
bool has_rows(std::string_view statement) { return last_line(statement) == "\\."; }

/// `$rowan$`, or one like it that the text does not hold.
std::string quote_for(std::string_view text) {
    std::string result = "$rowan$";
    for (int number = 1; text.find(result) != std::string_view::npos; ++number)
        result = fmt::format("$rowan{}$", number);
    return result;
}

class psql final : public client {
public:
    std::string_view name() const noexcept override { return "psql"; }
    // A failed transaction stays as it was whatever comes after it; the rest would go on.
    std::string opening(bool in_transactions) const override {
        return in_transactions ? std::string() : "\\set ON_ERROR_STOP on\n";
    }
    std::string_view begin() const noexcept override { return "begin;\n"; }

    std::string require(std::string_view condition, std::string_view complaint) const override {
        std::string text;
        postgresql_dialect().append_literal(text, complaint);
        return fmt::format(
            "do $rowan$ begin if not ({}) then raise exception using message = {}; end if; end $rowan$;\n", condition,
            text);
    }

    std::string run_if(std::string_view condition, std::span<const std::string> statements,
                       bool in_block) const override {
        if (std::any_of(statements.begin(), statements.end(), has_rows))
            throw dialect_error(
                "the rows of copy from stdin cannot be left out by a script that is to run on any database: write them "
                "as insert, or the script for where the database stands");
        return in_block ? block(condition, statements) : commands(condition, statements);
    }

    std::string_view user() const noexcept override { return "cast(session_user as text)"; }
    std::string_view transaction_milliseconds() const noexcept override {
        return "cast(extract(epoch from clock_timestamp() - now()) * 1000 as bigint)";
    }

private:
    static std::string block(std::string_view condition, std::span<const std::string> statements) {
        std::string body;
        for (const std::string& each : statements) {
            const std::string quote = quote_for(each);
            body += fmt::format("    execute {0}{1}{0};\n", quote, each);
        }
        const std::string quote = quote_for(body + std::string(condition));
        return fmt::format("do {0} begin if {1} then\n{2}end if; end {0};\n", quote, condition, body);
    }

    static std::string commands(std::string_view condition, std::span<const std::string> statements) {
        std::string result = fmt::format("select {} as rowan_runs \\gset\n\\if :rowan_runs\n", condition);
        for (const std::string& each : statements) result += terminated(each);
        return result + "\\endif\n";
    }
};

class sqlite3 final : public client {
public:
    std::string_view name() const noexcept override { return "sqlite3"; }
    std::string opening(bool) const override {
        return ".bail on\npragma foreign_keys = on;\n"
               "create temporary table if not exists \"rowan_guard\" (\"holds\" integer constraint "
               "\"the database is where this script begins\" check (\"holds\"));\n";
    }
    std::string_view begin() const noexcept override { return "begin immediate;\n"; }

    // There is no statement that fails, but a constraint does, and its name is said.
    std::string require(std::string_view condition, std::string_view) const override {
        return fmt::format("insert into temp.\"rowan_guard\" values ({});\n", condition);
    }

    std::string run_if(std::string_view, std::span<const std::string>, bool) const override {
        throw dialect_error(
            "SQLite has no procedural SQL: a script for it cannot leave out what a database has already. Write the "
            "script for where the database stands (FROM:TO, or with a connection to it), or let upgrade do it, which "
            "looks at each database");
    }

    std::string_view user() const noexcept override { return "''"; }
    std::string_view transaction_milliseconds() const noexcept override { return "0"; }
};

}  // namespace

std::string client::terminated(std::string_view statement) {
    statement = statement.substr(0, statement.find_last_not_of(" \t\r\n") + 1);  // npos + 1 is 0
    const std::string_view last = last_line(statement);
    std::string result(statement);
    if (has_rows(statement)) return result + '\n';
    if (last.find("--") != std::string_view::npos) return result + "\n;\n";
    return result + (statement.ends_with(';') ? "\n" : ";\n");
}

const client& psql_client() {
    static const psql only;
    return only;
}

const client& sqlite3_client() {
    static const sqlite3 only;
    return only;
}

}  // namespace rowan
