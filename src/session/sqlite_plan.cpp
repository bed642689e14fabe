#include "sqlite_statement.hpp"

#include <rowan/dialect/dialect.hpp>

#include "dialect/sql_tokens.hpp"

#include <map>
#include <string>

namespace rowan::detail {
namespace {
/// To explain a writing statement sets changes() to 0, so what it reads is explained: its rows are found in the same
/// way.
class reading_part {
public:
    explicit reading_part(std::string_view sql) : sql_(sql), tokens_(sql, sqlite_dialect().can()) {}

    /// Empty where there is none, or it is not seen.
    std::string text() {
        const sql_token verb = tokens_.next();
        if (verb.is("insert") || verb.is("replace")) return insert();
        if (verb.is("delete")) return remove();
        return verb.is("update") ? update() : std::string();
    }

private:
    // The next of these words that stands in no parentheses; the end where there is none.
    sql_token find(std::initializer_list<std::string_view> words) {
        for (sql_token token = tokens_.next();; token = tokens_.next()) {
            if (token.what == sql_token::kind::end) return token;
            if (token.is('(')) tokens_.skip_parentheses();
            for (const std::string_view word : words) {
                if (token.is(word)) return token;
            }
        }
    }
    std::string_view until_the_end(std::size_t from) {
        return sql_.substr(from, find({"returning", "on", "order", "limit"}).offset - from);
    }

    std::string insert() {
        const sql_token starts = find({"select", "values"});
        return starts.is("select") ? std::string(sql_.substr(starts.offset)) : std::string();
    }
    std::string remove() { return "select 1 " + std::string(until_the_end(find({"from"}).offset)); }
    std::string update() {
        std::size_t name = tokens_.position();
        if (tokens_.next().is("or")) {
            tokens_.next();
            name = tokens_.position();
        }
        tokens_.go_on_at(name);
        std::string result = "select 1 from" + std::string(sql_.substr(name, find({"set"}).offset - name));
        sql_token next = find({"from", "where"});
        if (next.is("from")) result += ", " + std::string(until_where(next.end(), next));
        return result + std::string(next.is("where") ? until_the_end(next.offset) : std::string_view());
    }
    std::string_view until_where(std::size_t from, sql_token& found) {
        found = find({"where", "returning", "order", "limit"});
        return sql_.substr(from, found.offset - from);
    }

    std::string_view sql_;
    sql_tokens tokens_;
};
}  // namespace

// SQLite plans without looking at the values.
std::string sqlite_statement::plan(bool) {
    std::string result;
    sqlite3_stmt* const own = statement_.get();
    if (sqlite3_stmt_isexplain(own) != 0) return result;
    const std::string read = sqlite3_stmt_readonly(own) != 0 ? sqlite3_sql(own) : reading_part(sqlite3_sql(own)).text();
    if (read.empty()) return result;
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(connection_->db, ("explain query plan " + read).c_str(), -1, &prepared, nullptr) !=
        SQLITE_OK)
        return result;
    const std::unique_ptr<sqlite3_stmt, close_sqlite_statement> asked(prepared);
    std::map<int, std::size_t> depths;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        const auto parent = depths.find(sqlite3_column_int(prepared, 1));
        const std::size_t depth = parent == depths.end() ? 0 : parent->second + 1;
        depths[sqlite3_column_int(prepared, 0)] = depth;
        if (!result.empty()) result += '\n';
        result += std::string(2 * depth, ' ') + reinterpret_cast<const char*>(sqlite3_column_text(prepared, 3));
    }
    return result;
}

}  // namespace rowan::detail
