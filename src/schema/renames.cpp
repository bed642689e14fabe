#include "schema/renames.hpp"

#include <rowan/types/error.hpp>

#include "schema/likeness.hpp"
#include "schema/matched.hpp"
#include "schema/mention.hpp"
#include "schema/quoted.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace rowan::schema {

namespace {

void replace(std::string& in, const std::string& from, const std::string& to) {
    if (in == from) in = to;
}
void replace(std::vector<std::string>& in, const std::string& from, const std::string& to) {
    for (std::string& each : in) replace(each, from, to);
}

std::string with_name(std::string_view sql, const std::string& from, const std::string& to) {
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = find_mention(sql, from); at != std::string_view::npos;
         at = find_mention(sql, from, done = at + from.size()))
        result.append(sql.substr(done, at - done)).append(to);
    return result.append(sql.substr(done));
}

void rename_in(sql_text& in, const std::string& from, const std::string& to) {
    if (!mentions(in, from)) return;
    sql_text result(with_name(in.text(), from, to));
    for (const auto& [dialect, text] : in.others()) result.on(dialect, with_name(text, from, to));
    in = std::move(result);
}
void rename_in(std::optional<sql_text>& in, const std::string& from, const std::string& to) {
    if (in) rename_in(*in, from, to);
}

void rename_table(database& in, const table& which, const std::string& to) {
    const std::string schema_name = which.schema_name;
    const std::string from = which.name;
    for (table& each : in.tables) {
        for (foreign_key& key : each.foreign_keys) {
            if (key.referenced_schema == schema_name) replace(key.referenced_table, from, to);
        }
        if (each.distribution && each.schema_name == schema_name) replace(each.distribution->colocate_with, from, to);
        if (each.schema_name != schema_name || each.name != from) continue;
        each.name = to;
        for (index& one : each.indexes) one.table = to;
    }
    for (trigger& each : in.triggers) {
        if (each.schema_name == schema_name) replace(each.table, from, to);
    }
    for (policy& each : in.policies) {
        if (each.schema_name == schema_name) replace(each.table, from, to);
    }
    for (sequence& each : in.sequences) {
        if (each.schema_name == schema_name) replace(each.owner_table, from, to);
    }
    for (column_use& each : in.uses) {
        if (each.schema_name == schema_name) replace(each.table, from, to);
    }
    for (view& each : in.views) rename_in(each.query, from, to);
    for (other_object& each : in.others) {
        if (each.schema_name == schema_name) replace(each.table, from, to);
        each.definition = with_name(each.definition, from, to);
    }
}

/// An empty schema is the one in which the session makes what has none in its name.
run_sql moved(const table& which, const std::string& to) {
    const auto enclosed = [](const std::string& text, char by) {
        std::string result(1, by);
        for (const char each : text) result.append(each == by ? 2 : 1, each);
        return result + by;
    };
    const auto move = [&](const std::string& from, const std::string& into) {
        const std::string name = (from.empty() ? "" : enclosed(from, '"') + '.') + enclosed(which.name, '"');
        if (!into.empty()) return "alter table " + name + " set schema " + enclosed(into, '"');
        return "do $rowan$ begin execute pg_catalog.format('alter table %s set schema %I', " + enclosed(name, '\'') +
               ", pg_catalog.current_schema()); end $rowan$";
    };
    return {sql_text().on("postgresql", move(which.schema_name, to)),
            sql_text().on("postgresql", move(to, which.schema_name)),
            {}};
}

void move_table(database& in, const table& which, const std::string& to) {
    const auto move = [&](std::string& schema_name, const std::string& name) {
        if (schema_name == which.schema_name && name == which.name) schema_name = to;
    };
    for (table& each : in.tables) {
        for (foreign_key& key : each.foreign_keys) move(key.referenced_schema, key.referenced_table);
        if (!same_object(each, which)) continue;
        each.schema_name = to;
        for (index& one : each.indexes) one.schema_name = to;
    }
    for (trigger& each : in.triggers) move(each.schema_name, each.table);
    for (policy& each : in.policies) move(each.schema_name, each.table);
    for (sequence& each : in.sequences) move(each.schema_name, each.owner_table);
}

void rename_column_within(table& in, const std::string& from, const std::string& to) {
    for (column& each : in.columns) {
        replace(each.name, from, to);
        rename_in(each.generated_as, from, to);
    }
    if (in.primary_key) replace(in.primary_key->columns, from, to);
    if (in.distribution) replace(in.distribution->column, from, to);
    for (unique& each : in.uniques) replace(each.columns, from, to);
    for (check& each : in.checks) rename_in(each.expression, from, to);
    for (exclude& each : in.excludes) {
        for (exclude_key& key : each.keys) replace(key.key.column, from, to);
        rename_in(each.where, from, to);
    }
    for (index& each : in.indexes) {
        for (index_key& key : each.keys) {
            replace(key.column, from, to);
            rename_in(key.expression, from, to);
        }
        replace(each.include, from, to);
        rename_in(each.where, from, to);
    }
    for (foreign_key& each : in.foreign_keys) replace(each.columns, from, to);
}

void rename_column(database& in, const table& of, const std::string& from, const std::string& to) {
    for (table& each : in.tables) {
        for (foreign_key& key : each.foreign_keys) {
            if (key.referenced_schema == of.schema_name && key.referenced_table == of.name)
                replace(key.referenced_columns, from, to);
        }
        if (same_object(each, of)) rename_column_within(each, from, to);
    }
    for (sequence& each : in.sequences) {
        if (each.schema_name == of.schema_name && each.owner_table == of.name) replace(each.owner_column, from, to);
    }
    for (column_use& each : in.uses) {
        if (each.schema_name == of.schema_name && each.table == of.name) replace(each.column, from, to);
    }
    for (view& each : in.views) {
        if (mentions(each.query, of.name)) rename_in(each.query, from, to);
    }
    const auto is_on = [&](const auto& each) { return each.schema_name == of.schema_name && each.table == of.name; };
    for (trigger& each : in.triggers) {
        if (!is_on(each)) continue;
        rename_in(each.event, from, to);
        rename_in(each.action, from, to);
    }
    for (policy& each : in.policies) {
        if (!is_on(each)) continue;
        rename_in(each.using_expression, from, to);
        rename_in(each.check_expression, from, to);
    }
    for (other_object& each : in.others) {
        if (is_on(each)) each.definition = with_name(each.definition, from, to);
    }
}

class rename_finder {
public:
    rename_finder(const database& from, const database& to, const diff_options& how) : to_(to), how_(how) {
        result_.from = from;
    }

    renaming find() {
        if (!how_.ask && how_.answers.empty()) return std::move(result_);
        find_tables();
        for (const table& each : std::vector(result_.from.tables)) {
            if (const table* other = find_same(to_.tables, each)) find_columns(each, *other);
        }
        return std::move(result_);
    }

private:
    void find_tables() {
        std::vector<std::string> come;
        for (const table& each : to_.tables) {
            if (find_same(result_.from.tables, each) == nullptr) come.push_back(full_name(each.schema_name, each.name));
        }
        std::vector<table> gone;
        for (const table& each : result_.from.tables) {
            if (find_same(to_.tables, each) == nullptr) gone.push_back(each);
        }
        for (const table& each : gone) {
            question asked{question::kind::rename_table, full_name(each.schema_name, each.name), each.name, {}};
            std::vector<std::pair<int, std::string>> likely;
            for (const table& other : to_.tables) {
                const std::string name = full_name(other.schema_name, other.name);
                const bool is_new = std::find(come.begin(), come.end(), name) != come.end();
                const bool is_near = other.schema_name == each.schema_name || other.name == each.name;
                if (!is_new || !is_near || !is_plausible(each, other)) continue;
                likely.emplace_back(likeness(each, other), other.schema_name == each.schema_name ? other.name : name);
            }
            asked.candidates = likeliest_first(std::move(likely));
            const std::string now = answered(asked, come, each.schema_name);
            if (now.empty()) continue;
            std::erase(come, now);
            take_table(each, now);
        }
    }

    void take_table(const table& old, const std::string& full) {
        const auto at = std::find_if(to_.tables.begin(), to_.tables.end(),
                                     [&](const table& each) { return full_name(each.schema_name, each.name) == full; });
        if (at->schema_name != old.schema_name) {
            result_.operations.push_back(moved(old, at->schema_name));
            move_table(result_.from, old, at->schema_name);
        }
        if (at->name == old.name) return;
        result_.operations.push_back(schema::rename_table{old.name, at->name, at->schema_name});
        table which = old;
        which.schema_name = at->schema_name;
        rename_table(result_.from, which, at->name);
    }

    void find_columns(const table& from, const table& to) {
        std::vector<std::string> come;
        for (const column& each : to.columns) {
            if (from.find_column(each.name) == nullptr && !each.generated_as) come.push_back(each.name);
        }
        for (const column& each : from.columns) {
            if (to.find_column(each.name) != nullptr || each.generated_as) continue;
            question asked{question::kind::rename_column, full_name(from.schema_name, from.name), each.name, {}};
            std::vector<std::pair<int, std::string>> likely;
            for (const std::string& name : come) {
                const column& now = *to.find_column(name);
                if (is_plausible(from, each, to, now)) likely.emplace_back(likeness(from, each, to, now), name);
            }
            asked.candidates = likeliest_first(std::move(likely));
            const std::string now = answered(asked, come, {});
            if (now.empty()) continue;
            std::erase(come, now);
            result_.operations.push_back(
                alter_table{from.name, {schema::rename_column{each.name, now}}, from.schema_name});
            rename_column(result_.from, from, each.name, now);
        }
    }

    static std::vector<std::string> likeliest_first(std::vector<std::pair<int, std::string>> all) {
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<std::string> result;
        for (auto& [likeness, name] : all) result.push_back(std::move(name));
        return result;
    }

    // As it is in `come`; empty where it is none, or not known.
    std::string answered(const question& asked, const std::vector<std::string>& come, const std::string& schema_name) {
        const answer* said = find_answer(how_, asked);
        if (said != nullptr) {
            for (const std::string& each : {full_name(schema_name, said->value), said->value}) {
                if (std::find(come.begin(), come.end(), each) != come.end()) return each;
            }
        }
        if (said == nullptr || said->is_hint) {
            if (how_.ask && !asked.candidates.empty()) result_.questions.push_back(asked);
            return {};
        }
        if (said->value == answer_dropped) return {};
        std::string names;
        for (const std::string& each : come) names += (names.empty() ? "" : ", ") + quoted(each);
        throw mapping_error("the answer to \"" + key_of(asked) + "\" is " + quoted(said->value) +
                            ", which is not new there" +
                            (names.empty() ? std::string("; nothing is") : "; new: " + names) + ", or dropped");
    }

    const database& to_;
    const diff_options& how_;
    renaming result_;
};

}  // namespace

std::string full_name(std::string_view schema_name, std::string_view name) {
    std::string result(schema_name);
    if (!result.empty()) result += '.';
    return result.append(name);
}

const answer* find_answer(const diff_options& in, const question& to) {
    const std::string key = key_of(to);
    const auto at =
        std::find_if(in.answers.begin(), in.answers.end(), [&](const answer& each) { return each.to == key; });
    return at == in.answers.end() ? nullptr : &*at;
}

renaming find_renames(const database& from, const database& to, const diff_options& how) {
    return rename_finder(from, to, how).find();
}

std::string key_of(const question& what) {
    using kind = question::kind;
    switch (what.what) {
        case kind::rename_table: return "rename table " + what.table;
        case kind::rename_column: return "rename " + what.table + '.' + what.subject;
        case kind::rename_label: return "rename label " + what.table + '.' + what.subject;
        case kind::fill_column: return "fill " + what.table + '.' + what.subject;
        case kind::fill_nulls: return "fill nulls " + what.table + '.' + what.subject;
        case kind::replace_object: return "replace " + what.table;
    }
    return {};
}

std::string describe(const question& what) {
    using kind = question::kind;
    std::string names;
    for (const std::string& each : what.candidates) names += (names.empty() ? "" : " or ") + quoted(each);
    const std::string column = quoted(what.table) + '.' + quoted(what.subject);
    switch (what.what) {
        case kind::rename_table: return "table " + quoted(what.table) + " is gone: is it " + names + " now?";
        case kind::rename_column: return "column " + column + " is gone: is it " + names + " now?";
        case kind::rename_label:
            return "label " + quoted(what.subject) + " of enum " + quoted(what.table) + " is gone: is it " + names +
                   " now?";
        case kind::fill_column:
            return "column " + column +
                   " is new, not null and without a default: what do the rows have that are there?";
        case kind::fill_nulls: return "column " + column + " becomes not null: what do the rows have that are null?";
        case kind::replace_object:
            return what.table + " uses " + quoted(what.subject) +
                   ", which goes: does it go as well, or what is its new text?";
    }
    return {};
}

}  // namespace rowan::schema
