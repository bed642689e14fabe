#include "sqlite_foreign_key.hpp"

#include "sqlite_ddl.hpp"
#include "sqlite_statement.hpp"
#include "sqlite_text.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rowan::detail {
namespace {
using foreign_key_list = std::vector<sqlite_foreign_key>;

// Beyond this, reading the tables through is too much for an error's sake: some seconds.
constexpr std::int64_t most_rows = 2'000'000;

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::any_of(names.begin(), names.end(), [&](const auto& one) { return same_name(one, name); });
}

// The tables in which deleting or changing rows of `table` may delete or change others.
std::vector<std::string> reached_tables(const foreign_key_list& all, const std::string& table) {
    std::vector<std::string> result{table};
    for (std::size_t i = 0; i != result.size(); ++i) {
        for (const auto& key : all) {
            const bool acts =
                key.on_delete == "CASCADE" || key.on_update == "CASCADE" || key.on_delete.starts_with("SET");
            if (acts && same_name(key.parent, result[i]) && !contains(result, key.table)) result.push_back(key.table);
        }
    }
    return result;
}

bool mentions(std::string_view sql, std::string_view word) {
    sql_tokens tokens = sqlite_tokens(sql);
    for (auto token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
        if (token.is(word)) return true;
    }
    return false;
}

// The foreign keys that the statement can break at all.
foreign_key_list candidates(sqlite3* db, const std::string& sql) {
    auto all = foreign_keys(db);
    const std::string target = target_table(sql);
    if (target.empty() || has_triggers(db, target)) return all;
    const std::string verb = first_word(sql);
    const bool as_child = verb != "delete";
    const bool as_parent = verb != "insert" || mentions(sql, "replace") || mentions(sql, "conflict");
    const auto reached = as_parent ? reached_tables(all, target) : std::vector<std::string>();
    std::erase_if(all, [&](const auto& key) {
        return !(as_child && same_name(key.table, target)) && !contains(reached, key.parent);
    });
    return all;
}

// Rows without a counterpart: table, rowid (0 where it has none), number of the key.
using violations = std::map<std::tuple<std::string, std::int64_t, std::int64_t>, int>;

violations find_violations(sqlite3* db, const foreign_key_list& among) {
    std::vector<std::string> tables;
    violations result;
    for (const auto& key : among) {
        if (contains(tables, key.table)) continue;
        tables.push_back(key.table);
        sqlite_question rows(db, "pragma foreign_key_check(" + quoted(key.table) + ")");
        while (rows.next()) ++result[{rows.text(0), rows.integer(1), rows.integer(3)}];
    }
    return result;
}

bool too_large(sqlite3* db, const foreign_key_list& keys) {
    std::int64_t rows = 0;
    for (const auto& key : keys) rows += estimated_rows(db, key.table);
    return rows > most_rows;
}

const sqlite_foreign_key* find(const foreign_key_list& keys, const std::string& table, std::int64_t number) {
    for (const auto& key : keys) {
        if (key.number == number && same_name(key.table, table)) return &key;
    }
    return nullptr;
}

// The first key, as they are written, that has more violations than before.
std::optional<sqlite_foreign_key> first_new(const foreign_key_list& keys, const violations& before,
                                            const violations& after) {
    const sqlite_foreign_key* result = nullptr;
    for (const auto& [place, count] : after) {
        const auto known = before.find(place);
        if (known != before.end() && known->second >= count) continue;
        const auto* const key = find(keys, std::get<0>(place), std::get<2>(place));
        if (key != nullptr && (result == nullptr || key < result)) result = key;
    }
    return result == nullptr ? std::nullopt : std::optional(*result);
}

// A trial of what failed, undone in the end: within the open transaction a savepoint,
// otherwise a transaction of its own.
class trial {
public:
    explicit trial(sqlite3* db)
        : db_(db), alone_(sqlite3_get_autocommit(db) != 0), last_rowid_(sqlite3_last_insert_rowid(db)) {
        sqlite_question deferred(db, "pragma defer_foreign_keys");
        was_deferred_ = deferred.next() && deferred.integer(0) != 0;
        begun_ = run("savepoint rowan_trial") && run("pragma defer_foreign_keys = on");
    }
    trial(const trial&) = delete;
    trial& operator=(const trial&) = delete;
    ~trial() {
        run("rollback to rowan_trial");
        run(alone_ ? "rollback" : "release rowan_trial");
        if (!alone_ && !was_deferred_) run("pragma defer_foreign_keys = off");
        sqlite3_set_last_insert_rowid(db_, last_rowid_);
    }
    bool begun() const noexcept { return begun_; }

private:
    bool run(const char* sql) noexcept { return sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

    sqlite3* db_;
    bool alone_;
    bool was_deferred_ = false;
    bool begun_ = false;
    sqlite3_int64 last_rowid_;
};

int run_again(sqlite3_stmt* statement) {
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code;
}

// With all foreign keys deferred, RESTRICT too, the statement runs through,
// and the rows without counterpart are there to be found.
std::optional<sqlite_foreign_key> try_again(sqlite3* db, sqlite3_stmt* statement, const foreign_key_list& keys) {
    if (too_large(db, keys)) return std::nullopt;
    const trial undone(db);
    if (!undone.begun()) return std::nullopt;
    const auto before = find_violations(db, keys);
    if (run_again(statement) != SQLITE_DONE) return std::nullopt;
    return first_new(keys, before, find_violations(db, keys));
}

// A deferred key, broken by whatever came before in the transaction.
std::optional<sqlite_foreign_key> at_commit(sqlite3* db, const foreign_key_list& keys) {
    if (too_large(db, keys)) return std::nullopt;
    return first_new(keys, {}, find_violations(db, keys));
}
}  // namespace

std::optional<sqlite_foreign_key> broken_foreign_key(sqlite3* db, sqlite3_stmt* failed, const std::string& sql) {
    const auto keys = candidates(db, sql);
    if (keys.size() == 1) return keys.front();
    if (target_table(sql).empty()) return at_commit(db, keys);
    if (failed != nullptr) return try_again(db, failed, keys);
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(db, sql.c_str(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, close_sqlite_statement> statement(prepared);
    return statement ? try_again(db, statement.get(), keys) : std::nullopt;
}

}  // namespace rowan::detail
