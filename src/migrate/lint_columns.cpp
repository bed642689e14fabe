#include "migrate/lint_columns.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace rowan::migrate::facts {

using detail::sql_token;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> aliases{{
    {"int", "integer"},
    {"int4", "integer"},
    {"int2", "smallint"},
    {"int8", "bigint"},
    {"serial4", "serial"},
    {"serial8", "bigserial"},
    {"serial2", "smallserial"},
    {"character varying", "varchar"},
    {"character", "char"},
    {"bpchar", "char"},
    {"bool", "boolean"},
    {"decimal", "numeric"},
    {"timestamp without time zone", "timestamp"},
    {"timestamp with time zone", "timestamptz"},
    {"time with time zone", "timetz"},
}};

/// Words that stand behind a column's type or default, not within.
bool ends_expression(const token_list& at) {
    return at.sees_any({"constraint", "not", "null", "primary", "unique", "references", "check", "generated", "default",
                        "collate", "deferrable", "initially", "using"}) ||
           (at.sees("as") && at.peek(1).is('('));
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), detail::lower_case);
    return result;
}

void read_action(token_list& from, constraint& to) {
    const bool on_delete = from.accept("on delete");
    if (!on_delete && !from.accept("on update")) return;
    std::string action = lower(from.take().text);
    if (action == "set" || action == "no") action += ' ' + lower(from.take().text);
    if (on_delete) to.on_delete = std::move(action);
}

void read_reference(token_list& from, constraint& to) {
    to.kind = constraint_kind::foreign_key;
    to.referenced_table = from.name();
    from.parenthesized();
    for (;;) {
        if (from.sees("on")) {
            read_action(from, to);
        } else if (from.accept("match")) {
            from.take();
        } else if (!from.accept("deferrable") && !from.accept("not deferrable") && !from.accept("initially deferred") &&
                   !from.accept("initially immediate")) {
            break;
        }
    }
}

void read_kind(token_list& from, constraint& to) {
    if (from.accept("primary key")) {
        to.kind = constraint_kind::primary_key;
    } else if (from.accept("unique")) {
        to.kind = constraint_kind::unique;
        if (!from.accept("nulls not distinct")) from.accept("nulls distinct");
    } else if (from.accept("foreign key")) {
        to.columns = read_names(from.parenthesized());
        if (from.accept("references")) read_reference(from, to);
        to.kind = constraint_kind::foreign_key;
    } else if (from.accept("check")) {
        to.kind = constraint_kind::check;
        to.expression = from.parenthesized().text();
    } else if (from.accept("exclude")) {
        to.kind = constraint_kind::exclude;
    } else if (from.accept("not null")) {
        to.kind = constraint_kind::not_null;
        to.columns = {from.name()};
    }
    if (to.columns.empty() && from.peek().is('(')) to.columns = read_names(from.parenthesized());
}

bool read_column_constraint(token_list& from, column& to) {
    constraint one;
    if (from.accept("constraint")) one.name = from.name();
    if (from.accept("primary key")) {
        one.kind = constraint_kind::primary_key;
        from.accept("autoincrement");
    } else if (from.accept("unique")) {
        one.kind = constraint_kind::unique;
    } else if (from.accept("references")) {
        read_reference(from, one);
    } else if (from.accept("check")) {
        one.kind = constraint_kind::check;
        one.expression = from.parenthesized().text();
    } else {
        return false;
    }
    one.columns = {to.name};
    to.constraints.push_back(std::move(one));
    return true;
}

void read_generated(token_list& from, column& to) {
    from.accept("generated");
    if (!from.accept("always")) from.accept("by default");
    from.accept("as");
    if (from.accept("identity")) {
        to.identity = true;
    } else if (from.peek().is('(')) {
        to.generated = true;
        from.skip_one();
        to.stored = from.accept("stored");
        from.accept("virtual");
    }
}

void read_default(token_list& from, column& to) {
    const std::size_t begin = from.position();
    do from.skip_one();
    while (!from.at_end() && !ends_expression(from) && !from.peek().is(','));
    to.default_value = std::string(from.text_since(begin));
    if (lower(*to.default_value) == "null") to.default_value.reset();
}

}  // namespace

bool begins_constraint(const token_list& at) {
    return at.sees_any({"constraint", "unique", "check", "exclude"}) || (at.sees("primary") && at.sees("key", 1)) ||
           (at.sees("foreign") && at.sees("key", 1));
}

std::vector<std::string> read_names(token_list from) {
    std::vector<std::string> result;
    while (!from.at_end()) {
        token_list one = from.until_comma();
        // An expression has no name of its own.
        const bool is_expression = one.peek().is('(') || one.peek(1).is('(');
        result.push_back(is_expression ? std::string(one.text()) : one.name());
    }
    return result;
}

type_name read_type(token_list& from) {
    type_name result;
    bool first = true;
    while (!from.at_end() && (first || !ends_expression(from))) {
        const sql_token each = from.peek();
        if (each.is('(')) {
            token_list sizes = from.parenthesized();
            while (!sizes.at_end()) {
                int size = 0;
                const std::string_view text = sizes.until_comma().text();
                std::from_chars(text.data(), text.data() + text.size(), size);
                result.sizes.push_back(size);
            }
        } else if (each.is('[') || each.is(']') || from.sees("array")) {
            result.array = true;
            from.take();
        } else if (each.what == sql_token::kind::word || each.what == sql_token::kind::identifier) {
            result.name += (result.name.empty() ? "" : " ") + from.name();
        } else if (each.what == sql_token::kind::number && result.array) {
            from.take();
        } else {
            break;
        }
        first = false;
    }
    if (result.name.starts_with("pg_catalog.")) result.name.erase(0, 11);
    for (const auto& [alias, name] : aliases) {
        if (result.name == alias) result.name = name;
    }
    return result;
}

column read_column(token_list& from) {
    column result;
    result.name = from.name();
    if (!ends_expression(from)) result.type = read_type(from);
    while (!from.at_end()) {
        if (read_column_constraint(from, result)) continue;
        if (from.accept("not null")) {
            result.not_null = true;
        } else if (from.accept("default")) {
            read_default(from, result);
        } else if (from.sees("generated") || (from.sees("as") && from.peek(1).is('('))) {
            read_generated(from, result);
        } else {
            from.skip_one();
        }
    }
    return result;
}

constraint read_constraint(token_list& from) {
    constraint result;
    if (from.accept("constraint")) result.name = from.name();
    read_kind(from, result);
    for (; !from.at_end(); from.skip_one()) {
        if (from.sees("not") && from.sees("valid", 1)) result.not_valid = true;
        if (from.sees("using") && from.sees("index", 1) && !from.sees("tablespace", 2)) {
            result.using_index = true;
            from.accept("using index");
            result.index = from.name();
            if (from.at_end()) break;
        }
        if (from.sees("references")) {
            from.take();
            read_reference(from, result);
            if (from.at_end()) break;
            if (from.sees("not") && from.sees("valid", 1)) result.not_valid = true;
        }
    }
    return result;
}

type_name type_of(std::string_view text, const capabilities& of) {
    token_list from(text, of);
    return read_type(from);
}

std::string text_of(const type_name& type) {
    std::string result = type.name;
    for (std::size_t i = 0; i != type.sizes.size(); ++i)
        result += (i == 0 ? "(" : ", ") + std::to_string(type.sizes[i]) + (i + 1 == type.sizes.size() ? ")" : "");
    return result + (type.array ? "[]" : "");
}

std::string_view last_part(std::string_view name) noexcept { return name.substr(name.rfind('.') + 1); }

bool same_object(std::string_view left, std::string_view right) noexcept {
    const bool both = left.find('.') != std::string_view::npos && right.find('.') != std::string_view::npos;
    return both ? left == right : last_part(left) == last_part(right);
}

bool is_volatile(std::string_view expression, const capabilities& of) {
    // What is not in here may be volatile: a function is, unless its author says otherwise.
    constexpr std::array<std::string_view, 30> known{"now",
                                                     "transaction_timestamp",
                                                     "statement_timestamp",
                                                     "coalesce",
                                                     "nullif",
                                                     "greatest",
                                                     "least",
                                                     "cast",
                                                     "lower",
                                                     "upper",
                                                     "concat",
                                                     "md5",
                                                     "length",
                                                     "round",
                                                     "abs",
                                                     "date",
                                                     "make_date",
                                                     "make_interval",
                                                     "date_trunc",
                                                     "to_date",
                                                     "to_timestamp",
                                                     "current_setting",
                                                     "array_fill",
                                                     "decode",
                                                     "encode",
                                                     "jsonb_build_object",
                                                     "json_build_object",
                                                     "jsonb_build_array",
                                                     "json_build_array",
                                                     "array"};
    token_list all(expression, of);
    sql_token before;
    while (!all.at_end()) {
        const sql_token each = all.take();
        const bool is_type = before.is(':') || before.is("as");
        const bool is_name = each.what == sql_token::kind::word || each.what == sql_token::kind::identifier;
        if (is_name && all.peek().is('(') && !is_type && !std::count(known.begin(), known.end(), lower(each.name())))
            return true;
        before = each;
    }
    return false;
}

std::string normalized(std::string_view expression, const capabilities& of) {
    token_list all(expression, of);
    std::string result;
    while (!all.at_end()) {
        const sql_token each = all.take();
        if (each.is('(') || each.is(')')) continue;
        if (!result.empty()) result += ' ';
        result += each.what == sql_token::kind::word         ? lower(each.text)
                  : each.what == sql_token::kind::identifier ? each.name()
                                                             : std::string(each.text);
    }
    return result;
}

}  // namespace rowan::migrate::facts
