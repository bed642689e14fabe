#include "sqlite_statement.hpp"

#include "sqlite_text.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rowan::detail {
namespace {
sqlite3_stmt* prepare(sqlite_connection& in, std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) throw usage_error("the SQL text holds a NUL character");
    sqlite3_stmt* prepared = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(in.db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &prepared, &rest);
    std::unique_ptr<sqlite3_stmt, close_sqlite_statement> statement(prepared);
    if (code != SQLITE_OK) throw_sqlite_error(in, sqlite_fault(in.db, sql));
    if (!statement) throw usage_error("the SQL text holds no statement");
    if (!is_blank(sql.substr(static_cast<std::size_t>(rest - sql.data()))))
        throw usage_error(fmt::format("the SQL text holds more than one statement: use execute_script; it begins: {}",
                                      std::string_view(sqlite3_sql(prepared)).substr(0, 200)));
    return statement.release();
}

// Rows of an earlier statement would be reported for one that changes none of its own (create table, say).
bool changes_rows(sqlite3_stmt* statement) {
    if (sqlite3_stmt_readonly(statement) != 0 || sqlite3_stmt_isexplain(statement) != 0) return false;
    const auto word = first_word(sqlite3_sql(statement));
    return word == "insert" || word == "update" || word == "delete" || word == "replace" || word == "with";
}

// The number in `$n`; 0 for a name that is none.
int dollar_number(std::string_view name) {
    int result = 0;
    if (name.size() > 1 && name[1] == '0') return 0;
    const auto [end, fault] = std::from_chars(name.data() + 1, name.data() + name.size(), result);
    return fault == std::errc() && end == name.data() + name.size() && result > 0 ? result : 0;
}

[[noreturn]] void refuse_parameter(std::string_view name) {
    if (name.find("::") != std::string_view::npos)
        throw usage_error(fmt::format("\"{}\": :: is PostgreSQL's, write cast({} as …), which both backends know", name,
                                      name.substr(0, name.find("::"))));
    throw usage_error(fmt::format("parameter {}: parameters are $1, $2, …", name));
}
}  // namespace

sqlite_statement::sqlite_statement(sqlite_connection& in, std::string_view sql)
    : connection_(&in),
      statement_(prepare(in, sql)),
      columns_(static_cast<std::size_t>(sqlite3_column_count(statement_.get()))),
      writes_(changes_rows(statement_.get())) {
    map_parameters();
}

// SQLite takes `$2` for a name and numbers names in the order in which they appear.
void sqlite_statement::map_parameters() {
    const int count = sqlite3_bind_parameter_count(statement_.get());
    slots_.resize(static_cast<std::size_t>(count));
    std::size_t named = 0;
    for (int i = 1; i <= count; ++i) {
        const char* const name = sqlite3_bind_parameter_name(statement_.get(), i);
        if (name == nullptr || name[0] == '?') {
            slots_[static_cast<std::size_t>(i - 1)].position = i;
            continue;
        }
        const int number = name[0] == '$' ? dollar_number(name) : 0;
        if (number == 0) refuse_parameter(name);
        if (number > count)
            throw usage_error(fmt::format("there is {}, but only {} different parameters", name, count));
        slots_[static_cast<std::size_t>(number - 1)].position = i;
        ++named;
    }
    if (named != 0 && named != slots_.size()) throw usage_error("the SQL text mixes parameters of the kinds $n and ?");
}

void sqlite_statement::throw_unset() const {
    const auto unset = std::find_if(slots_.begin(), slots_.end(), [&](const slot& one) { return one.set_in != run_; });
    throw usage_error(
        fmt::format("parameter {} was not set: {}", unset - slots_.begin() + 1, sqlite3_sql(statement_.get())));
}

void sqlite_statement::execute() {
    if (connection_->rolled_back) throw_rolled_back();
    if (set_ != slots_.size()) throw_unset();
    if (state_ != state::idle && state_ != state::done) sqlite3_reset(statement_.get());
    switch (sqlite3_step(statement_.get())) {
        case SQLITE_DONE: return finish();
        case SQLITE_ROW: break;
        default: fail();
    }
    changed_ = 0;
    columns_ = static_cast<std::size_t>(
        sqlite3_column_count(statement_.get()));  // SQLite itself prepares anew after a change of the schema
    state_ = state::first_row;
    if (sqlite3_stmt_readonly(statement_.get()) == 0) keep_rows();
}

// A statement that is not reset keeps its lock.
void sqlite_statement::finish() {
    changed_ = writes_ ? static_cast<std::uint64_t>(sqlite3_changes64(connection_->db)) : 0;
    sqlite3_reset(statement_.get());
    state_ = state::done;
}

// Foreign keys are checked, and outside of a transaction the change is kept, when a statement with RETURNING has given
// its last row: what it says then must not be lost on somebody who reads only the first.
void sqlite_statement::keep_rows() {
    kept_.clear();
    kept_row_ = 0;
    int code = SQLITE_ROW;
    for (; code == SQLITE_ROW; code = sqlite3_step(statement_.get())) {
        for (std::size_t i = 0; i != columns_; ++i)
            kept_.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement_.get(), static_cast<int>(i))));
    }
    if (code != SQLITE_DONE) fail();
    finish();
    state_ = state::kept_rows;
}

bool sqlite_statement::next() {
    switch (state_) {
        case state::rows:
            switch (sqlite3_step(statement_.get())) {
                case SQLITE_ROW: return true;
                case SQLITE_DONE: finish(); return false;
                default: fail();
            }
        case state::first_row: state_ = state::rows; return true;
        case state::kept_rows:
            if (kept_row_ * columns_ != kept_.size()) return ++kept_row_, true;
            state_ = state::done;
            return false;
        case state::done: return false;
        case state::idle: break;
    }
    throw usage_error("next() before execute()");
}

void sqlite_statement::reset() noexcept {
    if (state_ == state::first_row || state_ == state::rows) sqlite3_reset(statement_.get());
    state_ = state::idle;
    changed_ = 0;
    kept_.clear();
    ++run_;
    set_ = 0;
    if (!holds_copies_) return;
    sqlite3_clear_bindings(statement_.get());
    holds_copies_ = false;
}

void sqlite_statement::fail() {
    const sqlite_fault fault(connection_->db, sqlite3_sql(statement_.get()));
    sqlite3_reset(statement_.get());
    state_ = state::idle;
    kept_.clear();
    throw_sqlite_error(*connection_, fault, statement_.get());
}

}  // namespace rowan::detail
