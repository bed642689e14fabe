#include "schema/likeness.hpp"

#include "schema/mention.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::schema {

namespace {

/// Kinds that one would take for another: what was `integer` may have become `bigint` with its new name.
type_kind family(type_kind of) {
    switch (of) {
        case type_kind::smallint:
        case type_kind::integer: return type_kind::bigint;
        case type_kind::real:
        case type_kind::double_precision: return type_kind::numeric;
        case type_kind::varchar: return type_kind::text;
        default: return of;
    }
}

bool same_sort(const column& left, const column& right) {
    const sql_type& a = left.stored_type();
    const sql_type& b = right.stored_type();
    return family(a.kind) == family(b.kind) && a.array == b.array && a.name == b.name;
}

bool has(const std::vector<std::string>& columns, const std::string& name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

bool is_in_key(const table& in, const column& of) { return in.primary_key && has(in.primary_key->columns, of.name); }

/// The table that it leads to; empty where it leads nowhere.
std::string target(const table& in, const column& of) {
    for (const foreign_key& each : in.foreign_keys) {
        if (each.columns == std::vector{of.name}) return each.referenced_schema + '.' + each.referenced_table;
    }
    return {};
}

bool is_alone_in_unique(const table& in, const column& of) {
    const std::vector<std::string> only{of.name};
    return std::any_of(in.uniques.begin(), in.uniques.end(), [&](const unique& each) { return each.columns == only; });
}

bool is_indexed(const table& in, const column& of) {
    return std::any_of(in.indexes.begin(), in.indexes.end(),
                       [&](const index& each) { return !each.keys.empty() && each.keys.front().column == of.name; });
}

/// The strings in the rules that speak of it: the labels of an enum where there are no enums.
std::vector<std::string> labels(const table& in, const column& of) {
    std::vector<std::string> result;
    for (const check& each : in.checks) {
        const std::string& sql = each.expression.text();
        if (!mentions(sql, of.name) || !mentions(sql, "in")) continue;
        for (std::size_t at = sql.find('\''); at != std::string::npos;) {
            const std::size_t end = sql.find('\'', at + 1);
            if (end == std::string::npos) break;
            result.push_back(sql.substr(at + 1, end - at - 1));
            at = sql.find('\'', end + 1);
        }
    }
    return result;
}

bool share_labels(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    if (left.empty() && right.empty()) return true;
    return std::any_of(left.begin(), left.end(), [&](const std::string& each) { return has(right, each); });
}

std::ptrdiff_t place(const table& in, const column& of) {
    const auto at =
        std::find_if(in.columns.begin(), in.columns.end(), [&](const column& each) { return each.name == of.name; });
    return at - in.columns.begin();
}

/// Of the longest piece that both names have.
std::size_t shared_letters(std::string_view left, std::string_view right) {
    std::size_t longest = 0;
    for (std::size_t from = 0; from != left.size(); ++from) {
        for (std::size_t length = longest + 1; from + length <= left.size(); ++length) {
            if (right.find(left.substr(from, length)) == std::string_view::npos) break;
            longest = length;
        }
    }
    return longest;
}

int same_columns(const table& left, const table& right) {
    return static_cast<int>(std::count_if(left.columns.begin(), left.columns.end(), [&](const column& each) {
        const column* other = right.find_column(each.name);
        return other != nullptr && same_sort(each, *other);
    }));
}

}  // namespace

bool is_plausible(const table& in, const column& old, const table& now_in, const column& now) {
    return same_sort(old, now) && is_in_key(in, old) == is_in_key(now_in, now) &&
           (old.identity == identity_kind::none) == (now.identity == identity_kind::none) &&
           target(in, old) == target(now_in, now) && share_labels(labels(in, old), labels(now_in, now));
}

int likeness(const table& in, const column& old, const table& now_in, const column& now) {
    int result = 0;
    if (old.type == now.type && old.declared_type == now.declared_type) result += 2;
    if (old.nullable == now.nullable) result += 2;
    if (old.default_value == now.default_value) result += 2;
    if (is_alone_in_unique(in, old) == is_alone_in_unique(now_in, now)) ++result;
    if (is_indexed(in, old) == is_indexed(now_in, now)) ++result;
    if (place(in, old) == place(now_in, now)) ++result;
    return result + static_cast<int>(shared_letters(old.name, now.name));
}

bool is_plausible(const table& old, const table& now) {
    const int same = same_columns(old, now);
    const std::size_t more = std::max(old.columns.size(), now.columns.size());
    return same != 0 && static_cast<std::size_t>(same) * 2 >= more;
}

int likeness(const table& old, const table& now) { return same_columns(old, now); }

}  // namespace rowan::schema
