#include "migrate/lint_columns.hpp"
#include "migrate/lint_rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

// Matters of taste and of tidiness.
namespace rowan::migrate::facts {

namespace {

/// Says which columns that the fact makes, or gives a type, satisfy `test`.
template <class Test>
bool columns(const scene& in, Test test) {
    std::string found;
    const auto look = [&](const column& each) {
        if (test(each)) found += (found.empty() ? "" : ", ") + each.name;
    };
    if (in.is(deed::add_column) || in.is(deed::alter_type)) look(in.what.column);
    if (in.is(deed::create_table)) {
        for (const column& each : in.what.columns) look(each);
    }
    return !found.empty() && in.says(found);
}

template <std::size_t Count>
bool typed(const scene& in, const std::array<std::string_view, Count>& names) {
    return columns(
        in, [&](const column& each) { return std::find(names.begin(), names.end(), each.type.name) != names.end(); });
}

bool prefer_identity(const scene& in) {
    return typed(in, std::array<std::string_view, 3>{"serial", "bigserial", "smallserial"});
}
bool prefer_text(const scene& in) {
    return columns(in, [](const column& each) { return each.type.name == "varchar" && !each.type.sizes.empty(); });
}
bool prefer_timestamptz(const scene& in) { return typed(in, std::array<std::string_view, 1>{"timestamp"}); }
bool no_char(const scene& in) { return typed(in, std::array<std::string_view, 1>{"char"}); }
bool prefer_jsonb(const scene& in) { return typed(in, std::array<std::string_view, 1>{"json"}); }

std::vector<std::string> new_names(const fact& what) {
    std::vector<std::string> result;
    switch (what.what) {
        case deed::create_table:
            result = {what.table};
            for (const column& each : what.columns) result.push_back(each.name);
            for (const constraint& each : what.constraints) result.push_back(each.name);
            break;
        case deed::add_column:
        case deed::create_index:
        case deed::create_trigger: result = {what.name}; break;
        case deed::add_constraint: result = {what.constraint.name}; break;
        case deed::rename_table:
        case deed::rename_column:
        case deed::rename_schema: result = {what.to}; break;
        case deed::create_enum:
        case deed::create_domain:
        case deed::create_schema: result = {what.table}; break;
        default: break;
    }
    return result;
}

template <class Test>
bool names(const scene& in, Test test) {
    for (const std::string& each : new_names(in.what)) {
        if (!each.empty() && test(last_part(each))) return in.says(std::string(last_part(each)));
    }
    return false;
}

bool is_one_of(const type_name& type, std::initializer_list<std::string_view> names) {
    return !type.array && std::find(names.begin(), names.end(), type.name) != names.end();
}

/// What the migration says of a table's keys: with its columns, or later.
std::vector<constraint> keys_of(const scene& in, std::string_view table) {
    std::vector<constraint> result;
    if (const catalog::table* const known = in.there.find(table)) result = known->constraints;
    in.any([&](const statement&, const fact& each) {
        if (!same_object(each.table, table)) return false;
        const auto added = each.what == deed::create_table ? each.constraints : added_constraints(each);
        result.insert(result.end(), added.begin(), added.end());
        return false;
    });
    return result;
}

bool is_wide_key(const scene& in, std::string_view table) {
    for (const constraint& key : keys_of(in, table)) {
        if (key.kind != constraint_kind::primary_key || key.columns.size() != 1) continue;
        const column* known = in.there.find_column(table, key.columns.front());
        if (known != nullptr) return is_one_of(known->type, {"bigint", "bigserial"});
        return in.any([&](const statement&, const fact& each) {
            return each.what == deed::create_table && same_object(each.table, table) &&
                   std::any_of(each.columns.begin(), each.columns.end(), [&](const column& one) {
                       return one.name == key.columns.front() && is_one_of(one.type, {"bigint", "bigserial"});
                   });
        });
    }
    return false;
}

/// A column whose values are counted up, or which is to hold those of a key that is wider. Others hold what they hold.
bool runs_out(const scene& in, const std::string& table, const column& of) {
    if (of.identity ? is_one_of(of.type, {"integer", "smallint"}) : is_one_of(of.type, {"serial", "smallserial"}))
        return true;
    if (!is_one_of(of.type, {"integer"})) return false;
    const std::vector<constraint> keys = keys_of(in, table);
    return std::any_of(keys.begin(), keys.end(), [&](const constraint& each) {
        if (each.columns != std::vector<std::string>{of.name}) return false;
        return each.kind == constraint_kind::primary_key ||
               (each.kind == constraint_kind::foreign_key && is_wide_key(in, each.referenced_table));
    });
}

std::vector<std::string> columns_that_run_out(const scene& in, const fact& what) {
    std::vector<std::string> result;
    const auto look = [&](const column& each) {
        if (runs_out(in, what.table, each)) result.push_back(std::string(last_part(what.table)) + '.' + each.name);
    };
    if (what.what == deed::add_column || what.what == deed::alter_type) look(what.column);
    if (what.what == deed::create_table && !what.temporary) {
        for (const column& each : what.columns) look(each);
    }
    return result;
}

/// Said once of a migration, at its first.
bool prefer_bigint(const scene& in) {
    if (columns_that_run_out(in, in.what).empty()) return false;
    const auto has = [&](const statement&, const fact& each) { return !columns_that_run_out(in, each).empty(); };
    if (in.any_before(has)) return false;
    constexpr std::size_t shown = 5;
    std::size_t count = 0;
    std::string names;
    in.any([&](const statement&, const fact& each) {
        for (const std::string& name : columns_that_run_out(in, each)) {
            if (++count <= shown) names += (names.empty() ? "" : ", ") + name;
        }
        return false;
    });
    if (count > shown) names += " and " + std::to_string(count - shown) + " more";
    return in.says(names);
}

bool identifier_too_long(const scene& in) {
    const std::size_t most = in.with.can().max_identifier;
    return most != 0 && names(in, [&](std::string_view name) { return name.size() > most; });
}
bool naming(const scene& in) {
    return names(in, [](std::string_view name) {
        return !detail::starts_name(name.front()) || std::any_of(name.begin(), name.end(), [](char c) {
            return !detail::continues_name(c) || detail::lower_case(c) != c;
        });
    });
}

bool require_schema(const scene& in) {
    const bool names_one = in.is(deed::create_table) || in.is(deed::drop_table) || in.is(deed::create_index) ||
                           (in.what.what >= deed::rename_table && in.what.what <= deed::alter_other);
    return names_one && !in.what.temporary && !in.what.table.empty() && in.what.table.find('.') == std::string::npos;
}

bool wide_index(const scene& in) { return in.is(deed::create_index) && in.what.keys.size() > 3; }

int alignment_of(const type_name& type) {
    if (type.array) return 4;
    for (const std::string_view wide :
         {"bigint", "double precision", "timestamptz", "timestamp", "bigserial", "time"}) {
        if (type.name == wide) return 8;
    }
    for (const std::string_view narrow : {"boolean", "uuid", "char"}) {
        if (type.name == narrow) return 1;
    }
    return type.name == "smallint" ? 2 : 4;
}

/// Octets that lie between columns of fixed size so that each begins where it must.
int padding(const std::vector<column>& all) {
    int at = 0;
    int lost = 0;
    for (const column& each : all) {
        const int align = alignment_of(each.type);
        const int gap = (align - at % align) % align;
        lost += gap;
        at += gap + (each.type.name == "uuid" ? 16 : align);
    }
    return lost;
}

bool column_alignment(const scene& in) {
    if (!in.is(deed::create_table)) return false;
    std::vector<column> sorted = in.what.columns;
    std::stable_sort(sorted.begin(), sorted.end(), [](const column& left, const column& right) {
        return alignment_of(left.type) > alignment_of(right.type);
    });
    const int gain = padding(in.what.columns) - padding(sorted);
    return gain >= 8 && in.says(std::to_string(gain));
}

/// `execute 'select … ' || name` in the body of a function.
bool sql_injection(const scene& in) {
    const bool has_body =
        (in.is(deed::create_object) && (in.what.object == "function" || in.what.object == "procedure")) ||
        token_list(in.at.text, in.with.can()).sees("do");
    if (!has_body) return false;
    token_list all(in.at.text, in.with.can());
    for (; !all.at_end(); all.take()) {
        if (!all.peek().text.starts_with('$') && !all.peek().text.starts_with('\'')) continue;
        const std::string_view body = all.peek().text;
        const std::size_t begin = body.front() == '$' ? body.find('$', 1) + 1 : 1;
        token_list inner(body.substr(std::min(begin, body.size())), in.with.can());
        while (inner.find("execute")) {
            inner.take();
            bool joins = false;
            for (; !inner.at_end() && !inner.peek().is(';') && !inner.sees("using"); inner.take()) {
                if (inner.sees("format") || inner.sees("quote_ident") || inner.sees("quote_literal")) break;
                joins = joins || (inner.peek().is('|') && inner.peek(1).is('|'));
            }
            if (joins && (inner.at_end() || inner.peek().is(';') || inner.sees("using"))) return true;
        }
    }
    return false;
}

bool ownership(const scene& in) { return in.is(deed::change_owner); }

constexpr rule rules[] = {
    {"prefer-bigint", severity::note, ground::locking, prefer_bigint, "{detail}: keys of four octets or two",
     "one that runs out (at 2,147,483,647) stops all inserts, and to widen it every row is written anew", "bigint"},
    {"prefer-identity", severity::note, ground::locking, prefer_identity, "{detail}: serial",
     "its sequence has rights and an owner of its own",
     "bigint generated by default as identity; in C++ t.identity(…)"},
    {"prefer-text", severity::note, ground::locking, prefer_text, "{detail}: varchar with a length",
     "to make it shorter all rows are read under a lock; it is no faster than text",
     "text, with a check of its length where there is one"},
    {"prefer-timestamptz", severity::note, ground::locking, prefer_timestamptz, "{detail}: timestamp without time zone",
     "it says no instant: who reads it must know where it was written", "timestamptz; in C++ t.timestamp(…)"},
    {"no-char", severity::warning, ground::locking, no_char, "{detail}: char(n)",
     "it is filled with blanks that comparisons leave out", "text"},
    {"prefer-jsonb", severity::note, ground::locking, prefer_jsonb, "{detail}: json",
     "it has no equality (select distinct fails) and is parsed whenever it is read", "jsonb"},
    {"identifier-too-long", severity::warning, ground::all, identifier_too_long,
     "{detail} is longer than a name may be", "the server cuts it, so that two names may become one", "a shorter one"},
    {"naming", severity::note, ground::all, naming, "{detail} must be quoted wherever it is used",
     "capitals, blanks and other signs are folded or refused without quotes", "lower_case_with_underscores"},
    {"require-schema", severity::note, ground::locking, require_schema, "{table} is named without a schema",
     "where it lies depends on the search_path of who runs this", "public.{table}", true},
    {"wide-index", severity::note, ground::all, wide_index, "index {name} has more than three columns",
     "columns behind the third seldom narrow anything down, and cost every write",
     "the columns that narrow most; include (…) for those that are only read"},
    {"column-alignment", severity::note, ground::locking, column_alignment,
     "the order of the columns of {table} leaves {detail} octets empty in every row",
     "columns of eight octets begin at multiples of eight", "wide columns first, text and bytea last", true},
    {"sql-injection", severity::warning, ground::locking, sql_injection,
     "execute runs a text that is put together with ||", "what the text is made of becomes SQL",
     "execute format('… %I … %L', name, value); or execute '…' using value"},
    {"ownership", severity::note, ground::locking, ownership, "an owner is set",
     "the role must be there in every database that this runs on, and whoever runs it be a member of it",
     "where roles are made, beside the migrations"},
};

}  // namespace

std::span<const rule> style_rules() { return rules; }

}  // namespace rowan::migrate::facts
