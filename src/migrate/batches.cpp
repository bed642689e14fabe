#include "migrate/batches.hpp"

#include <rowan/migrate/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan::migrate {

batches::batches(session& on, const schema::backfill& what, std::optional<std::string> position)
    : session_(on), what_(what), position_(std::move(position)) {
    const dialect& by = on.dialect();
    if (what.set.empty()) throw migration_error("the back-fill of \"" + what.table + "\" sets no column");
    by.append_table(table_, {what.schema_name, what.table});
    by.append_identifier(key_, what.key);
    for (const auto& [column, value] : what.set) {
        if (!changes_.empty()) changes_ += ", ";
        by.append_identifier(changes_, column);
        changes_ += " = " + by.words(value);
    }
}

bool batches::next() {
    const auto up_to = last_key();
    if (!up_to) return false;
    const std::string sql = "update " + table_ + " set " + changes_ + condition(up_to);
    rows_ = static_cast<std::int64_t>(session_.execute(sql));
    position_ = up_to;
    return true;
}

std::optional<std::string> batches::last_key() {
    const std::string batch = "select " + key_ + " as k from " + table_ + condition({}) + " order by " + key_ +
                              " limit " + std::to_string(std::max<std::int64_t>(what_.batch, 1));
    auto rows = session_.query("select cast(b.k as text) from (" + batch + ") b order by b.k desc limit 1");
    if (!rows.next()) return std::nullopt;
    return rows.get<std::string>(0);
}

// The keys are written, not bound: as a literal they are of the column's own type, whatever that is.
std::string batches::condition(const std::optional<std::string>& up_to) const {
    const dialect& by = session_.dialect();
    std::string result;
    const auto add = [&](const std::string& text) { result += (result.empty() ? " where " : " and ") + text; };
    const auto compared = [&](const char* how, const std::string& with) {
        std::string text = key_ + how;
        by.append_literal(text, with);
        return text;
    };
    if (position_) add(compared(" > ", *position_));
    if (up_to) add(compared(" <= ", *up_to));
    if (const std::string& where = by.words(what_.where); !where.empty()) add('(' + where + ')');
    return result;
}

}  // namespace rowan::migrate
