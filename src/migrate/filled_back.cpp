#include "migrate/filled_back.hpp"

#include "schema/matched.hpp"
#include "schema/mention.hpp"
#include "schema/renames.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace rowan::migrate {

namespace {

using schema::alter_table;
using schema::column;
using schema::table;

/// The first label that the type has before and after.
std::optional<schema::sql_text> first_label(const sql_type& type, const schema::database& after) {
    const schema::enum_type* now = find_same(after.enums, schema::enum_type{type.name, {}, type.schema_name});
    const auto at = std::find_if(type.labels.begin(), type.labels.end(), [&](const std::string& each) {
        return now == nullptr || std::find(now->labels.begin(), now->labels.end(), each) != now->labels.end();
    });
    if (at == type.labels.end()) return std::nullopt;
    std::string result = "'";
    for (const char each : *at) result.append(each == '\'' ? 2 : 1, each);
    return result + '\'';
}

/// What says nothing in a column of that type; empty where nobody knows.
std::optional<schema::sql_text> empty_value(const sql_type& type) {
    if (type.array) return schema::sql_text("'{}'").on("sqlite", "'[]'");
    switch (type.kind) {
        case type_kind::boolean: return "false";
        case type_kind::smallint:
        case type_kind::integer:
        case type_kind::bigint:
        case type_kind::real:
        case type_kind::double_precision:
        case type_kind::numeric: return "0";
        case type_kind::varchar:
        case type_kind::text: return "''";
        case type_kind::bytes: return schema::sql_text("'\\x'").on("sqlite", "x''");
        case type_kind::uuid: return "'00000000-0000-0000-0000-000000000000'";
        case type_kind::date: return "'1970-01-01'";
        case type_kind::timestamp:
            return schema::sql_text("'1970-01-01 00:00:00+00'").on("sqlite", "'1970-01-01T00:00:00.000000Z'");
        case type_kind::json: return "'null'";
        default: return std::nullopt;
    }
}

bool needs_value(const column& of) {
    return !of.nullable && !of.default_value && !of.generated_as && of.identity == schema::identity_kind::none &&
           !(of.domain && of.domain->default_value);
}

/// What the rules of its table let it be: the empty value, or the first of a list, as an enum has where there are none.
std::optional<schema::sql_text> allowed_value(const table& in, const column& which, const schema::database& after) {
    std::vector<std::string> rules;
    for (const schema::check& each : in.checks) {
        if (schema::mentions(each.expression, which.name)) rules.push_back(each.expression.text());
    }
    const sql_type& type = which.stored_type();
    const bool is_label = type.kind == type_kind::enumeration && !type.array;
    if (rules.empty()) return is_label ? first_label(type, after) : empty_value(type);
    const std::size_t begin = rules.front().find('\'');
    const std::size_t end = rules.front().find('\'', begin + 1);
    if (rules.size() > 1 || end == std::string::npos || !schema::mentions(rules.front(), "in")) return std::nullopt;
    return schema::sql_text(rules.front().substr(begin, end - begin + 1));
}

/// Whether something refuses one value in all rows.
bool is_guarded(const table& in, const column& which) {
    const auto has = [&](const std::vector<std::string>& columns) {
        return std::find(columns.begin(), columns.end(), which.name) != columns.end();
    };
    const auto any = [](const auto& list, auto&& of) { return std::any_of(list.begin(), list.end(), of); };
    const auto by_columns = [&](const auto& each) { return has(each.columns); };
    return (in.primary_key && has(in.primary_key->columns)) || any(in.uniques, by_columns) ||
           any(in.foreign_keys, by_columns) ||
           any(in.excludes,
               [&](const schema::exclude& each) {
                   return any(each.keys, [&](const auto& one) { return one.key.column == which.name; });
               }) ||
           any(in.indexes, [&](const schema::index& each) {
               return each.unique && any(each.keys, [&](const auto& one) { return one.column == which.name; });
           });
}

class filler {
public:
    filler(std::vector<std::string>& notes, const schema::database& before, const schema::database& after)
        : notes_(notes), before_(before), after_(after) {}

    /// Whether anything had to change.
    bool fill(std::vector<schema::operation>& way) {
        std::vector<schema::operation> result;
        for (schema::operation& each : way) {
            auto* changes = std::get_if<alter_table>(&each);
            alter_table completed;
            if (changes != nullptr) completed = fill(*changes);
            result.push_back(std::move(each));
            if (!completed.changes.empty()) result.push_back(std::move(completed));
        }
        const bool is_other = result.size() != way.size();
        way = std::move(result);
        return is_other;
    }

private:
    // What takes the values away again that were for the rows only.
    alter_table fill(alter_table& in) {
        const table* whole = find_same(before_.tables, table{.schema_name = in.schema_name, .name = in.table});
        alter_table completed{in.table, {}, in.schema_name};
        for (schema::table_change& each : in.changes) {
            auto* added = std::get_if<schema::add_column>(&each);
            if (added != nullptr && whole != nullptr && needs_value(added->column))
                fill(added->column, *whole, completed.changes);
        }
        return completed;
    }

    void fill(column& added, const table& in, std::vector<schema::table_change>& completed) {
        const std::string name = schema::full_name(in.schema_name, in.name) + '.' + added.name;
        const bool has_rules = added.domain && !added.domain->checks.empty();
        const auto value = has_rules || is_guarded(in, added) ? std::nullopt : allowed_value(in, added, after_);
        if (!value) {
            notes_.push_back("the way down adds " + name +
                             ", which takes no null: it fails where the table has rows, "
                             "unless you say here what they get");
            return;
        }
        column first = added;
        first.default_value = *value;
        completed.push_back(schema::alter_column{first, added});
        notes_.push_back("the way down gives rows that are there " + value->text() + " as " + name +
                         ": what was in it is gone");
        added = std::move(first);
    }

    std::vector<std::string>& notes_;
    const schema::database& before_;
    const schema::database& after_;
};

}  // namespace

void fill_back(generated_changes& of, const schema::database& before, const schema::database& after) {
    std::vector<schema::operation> down = of.down;
    if (down.empty()) {
        for (auto each = of.up.rbegin(); each != of.up.rend(); ++each) {
            if (auto back = reverse(*each)) down.push_back(*std::move(back));
        }
    }
    if (filler(of.notes, before, after).fill(down)) of.down = std::move(down);
}

}  // namespace rowan::migrate
