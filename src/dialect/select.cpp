#include "dialect/writer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace rowan {

namespace {

bool has_own_clauses(const sql::select& what) {
    return !what.operands.empty() || !what.order_by.empty() || what.limit || what.offset || !what.with.empty() ||
           what.lock;
}

/// `distinct on` in the words of every backend: the rows numbered within their group, and the first of each kept.
sql::select first_of_each_group(sql::select what) {
    sql::select outer;
    outer.names = what.names;
    outer.with = std::exchange(what.with, {});
    outer.recursive = what.recursive;
    outer.limit = std::exchange(what.limit, {});
    outer.offset = std::exchange(what.offset, {});

    std::vector<sql::expression> groups = std::exchange(what.distinct_on, {});
    std::vector<sql::order_term> terms = std::exchange(what.order_by, {});
    what.names.clear();
    const auto name = [&](char letter, std::size_t number) {
        what.names.push_back(letter + std::to_string(number));
        return sql::column(what.names.back(), "candidate");
    };
    for (std::size_t i = 0; i != what.columns.size(); ++i) outer.columns.push_back(name('c', i));
    std::string number = "row_number() over (partition by ";
    std::size_t holes = 0;
    for (; holes != groups.size(); ++holes) number += (holes == 0 ? "$" : ", $") + std::to_string(holes + 1);
    for (const auto& term : terms) {
        number += holes == groups.size() ? " order by $" : ", $";
        number += std::to_string(++holes) + sql::order_words(term);
    }
    for (std::size_t i = 0; i != terms.size(); ++i) {
        what.columns.push_back(terms[i].by);
        outer.order_by.push_back({name('o', i), terms[i].order, terms[i].nulls});
        groups.push_back(std::move(terms[i].by));
    }
    what.columns.push_back(sql::closed(number + ')', std::move(groups)));
    outer.where = sql::infix("=", name('n', 0), sql::closed("1"));
    outer.from = sql::source(sql::query(std::move(what)), "candidate");
    return outer;
}

std::string_view keyword(sql::join::kind what) {
    switch (what) {
        case sql::join::kind::inner: return " join ";
        case sql::join::kind::left: return " left join ";
        case sql::join::kind::cross: break;
    }
    return " cross join ";
}

}  // namespace

void dialect::writer::select(const sql::select& what) {
    if (!what.distinct_on.empty() && !by_.can().distinct_on) return select(first_of_each_group(what));
    with(what);
    const auto groups_around = std::exchange(groups_, {});
    remember_groups(what.group_by);
    if (what.operands.empty()) {
        columns(what);
        text(" from ");
        source(what.from);
        joins(what.joins);
        condition(" where ", what.where);
        if (!what.group_by.empty()) {
            text(" group by ");
            list(what.group_by);
        }
        condition(" having ", what.having);
    } else {
        const std::string between = ' ' + what.set_operator + ' ';
        std::string_view before;
        for (const auto& one : what.operands) {
            text(std::exchange(before, between));
            set_operand(one);
        }
    }
    order_by(what.order_by);
    window(what.limit, what.offset);
    if (what.lock && by_.can().row_locks) lock(*what.lock);
    groups_ = groups_around;
}

// To PostgreSQL a column is the expression of a group only where both name the same parameters, so each is written
// once.
void dialect::writer::remember_groups(const std::vector<sql::expression>& groups) {
    for (const auto& group : groups) {
        // What says in which order the group's values are compared is no part of the column.
        const bool has_order = group.closed && group.words.text() == "$1";
        const sql::expression& one = has_order ? group.operands.at(0) : group;
        const std::size_t before = parameters_;
        std::string statement = std::exchange(out_.sql, {});
        expression(one);
        std::string words = std::exchange(out_.sql, std::move(statement));
        if (parameters_ != before) groups_.emplace_back(&one, std::move(words));
    }
}

void dialect::writer::with(const sql::select& what) {
    std::string_view before = what.recursive ? "with recursive " : "with ";
    for (const auto& one : what.with) {
        text(std::exchange(before, ", "));
        identifier(one.name);
        if (!one.columns.empty()) {
            text(" (");
            identifiers(one.columns);
            text(")");
        }
        text(" as (");
        select(one.query.at(0));
        text(")");
    }
    if (!what.with.empty()) text(" ");
}

void dialect::writer::columns(const sql::select& what) {
    if (what.columns.empty()) {
        throw dialect_error("select from \"" + (what.from.alias.empty() ? what.from.table.name : what.from.alias) +
                            "\" names no columns");
    }
    text("select ");
    if (what.distinct) text("distinct ");
    if (!what.distinct_on.empty()) {
        text("distinct on (");
        list(what.distinct_on);
        text(") ");
    }
    for (std::size_t i = 0; i != what.columns.size(); ++i) {
        if (i != 0) text(", ");
        expression(what.columns[i]);
        if (what.names.empty()) continue;
        text(" as ");
        identifier(what.names.at(i));
    }
}

void dialect::writer::source(const sql::source& from) {
    if (from.lateral && by_.can().lateral) text("lateral ");
    if (from.rows) {
        operand(*from.rows);
    } else {
        table(from.table);
    }
    if (from.alias.empty()) return;
    text(" as ");
    identifier(from.alias);
    if (from.columns.empty()) return;
    text(" (");
    identifiers(from.columns);
    text(")");
}

void dialect::writer::joins(const std::vector<sql::join>& joins) {
    for (const auto& one : joins) {
        text(keyword(one.what));
        source(one.with);
        condition(" on ", one.on);
    }
}

// SQLite takes no parentheses around a part of a union, and PostgreSQL binds intersect closer than union: what has
// clauses of its own is read through another select, which means the same everywhere.
void dialect::writer::set_operand(const sql::select& what) {
    const bool apart = has_own_clauses(what) || !what.distinct_on.empty();
    if (apart) text("select * from (");
    select(what);
    if (apart) text(") as operand");
}

void dialect::writer::order_by(const std::vector<sql::order_term>& terms) {
    std::string_view before = " order by ";
    for (const auto& term : terms) {
        text(std::exchange(before, ", "));
        expression(term.by);
        text(sql::order_words(term));
    }
}

void dialect::writer::window(const std::optional<std::uint64_t>& limit, const std::optional<std::uint64_t>& offset) {
    // No table has more rows than fit into 63 bits.
    const auto bound = [](std::uint64_t rows) {
        return value(
            static_cast<std::int64_t>(std::min<std::uint64_t>(rows, std::numeric_limits<std::int64_t>::max())));
    };
    if (limit) {
        text(" limit ");
        parameter(bound(*limit));
    }
    if (!offset) return;
    if (!limit) text(by_.no_limit());
    text(" offset ");
    parameter(bound(*offset));
}

void dialect::writer::lock(const sql::row_lock& what) {
    switch (what.what) {
        case sql::row_lock::strength::update: text(" for update"); break;
        case sql::row_lock::strength::no_key_update: text(" for no key update"); break;
        case sql::row_lock::strength::share: text(" for share"); break;
        case sql::row_lock::strength::key_share: text(" for key share"); break;
    }
    if (what.when_held == sql::row_lock::wait::skip_locked) text(" skip locked");
    if (what.when_held == sql::row_lock::wait::nowait) text(" nowait");
}

}  // namespace rowan
