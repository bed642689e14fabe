#include "schema/diff_table.hpp"

#include "schema/matched.hpp"
#include "schema/renames.hpp"

#include <algorithm>
#include <optional>

namespace rowan::schema {

namespace {

const alter_enum* change_of(const sql_type& type, const std::vector<alter_enum>& in) {
    if (type.kind != type_kind::enumeration) return nullptr;
    const auto at = std::find_if(in.begin(), in.end(), [&](const alter_enum& each) { return each.name == type.name; });
    return at == in.end() ? nullptr : &*at;
}

}  // namespace

column after_enum(const column& of, const std::vector<alter_enum>& changes) {
    const alter_enum* change = change_of(of.type, changes);
    return change == nullptr ? of : altered(of, *change);
}

namespace {

/// Names that nobody gave are no difference.
template <class T>
bool same_name(const T& left, const T& right) {
    return left.name == right.name || left.name.empty() || right.name.empty();
}

/// The name and what is only said of it.
template <class T>
T without_name(T what) {
    what.name.clear();
    what.comment.clear();
    if constexpr (requires { what.not_valid; }) what.not_valid = false;
    return what;
}

bool is_not_valid(const constraint& what) {
    const auto* rule = std::get_if<check>(&what);
    const auto* key = std::get_if<foreign_key>(&what);
    return (rule != nullptr && rule->not_valid) || (key != nullptr && key->not_valid);
}

const std::string& comment_of(const constraint& what) {
    return std::visit([](const auto& one) -> const std::string& { return one.comment; }, what);
}

std::string enclosed(const std::string& text, char by = '"') {
    std::string result(1, by);
    for (const char each : text) result.append(each == by ? 2 : 1, each);
    return result + by;
}

/// What there is no change of its own for.
operation commented(const std::string& what, const std::string& from, const std::string& to) {
    const auto statement = [&](const std::string& text) {
        return sql_text().on("postgresql",
                             "comment on " + what + " is " + (text.empty() ? "null" : enclosed(text, '\'')));
    };
    return run_sql{statement(to), statement(from), {}};
}

bool same_but_name(const index& left, const index& right) {
    index other = right;
    other.name = left.name;
    other.comment = left.comment;
    other.concurrently = left.concurrently;
    other.where_supported = left.where_supported;
    return other == left;
}

bool same_index(const index& left, const index& right) { return left.name == right.name && same_but_name(left, right); }

/// What `belong` says of is kept, in the order of `found.gone`.
template <class Part, class Belong>
void pair_up(matched_parts<Part>& found, Belong&& belong) {
    std::erase_if(found.gone, [&](const Part& each) {
        const auto at =
            std::find_if(found.come.begin(), found.come.end(), [&](const Part& other) { return belong(each, other); });
        if (at == found.come.end()) return false;
        found.kept.emplace_back(each, *at);
        found.come.erase(at);
        return true;
    });
}

}  // namespace

// What is the same is found first, by whatever name, then what has kept its name only.
matched_parts<constraint> match_constraints(const table& from, const table& to) {
    matched_parts<constraint> found{constraints_of(from), constraints_of(to), {}};
    pair_up(found, [](const auto& a, const auto& b) { return name_of(a) == name_of(b) && same_content(a, b); });
    pair_up(found, same_content);
    return found;
}

matched_parts<index> match_indexes(const std::vector<index>& from, const std::vector<index>& to) {
    matched_parts<index> found{from, to, {}};
    pair_up(found, same_index);
    pair_up(found, same_but_name);
    return found;
}

namespace {

class table_comparison {
public:
    table_comparison(const table& from, const table& to, const table_setting& in) : from_(from), to_(to), in_(in) {
        result_.from = &from;
        result_.to = &to;
    }

    table_difference compare() {
        compare_constraints();
        drop_columns(true);
        for (const column& each : to_.columns) add_column(each, false);
        for (const column& each : to_.columns) alter_column(each);
        drop_columns(false);
        for (const column& each : to_.columns) add_column(each, true);
        std::move(added_.begin(), added_.end(), std::back_inserter(result_.changes));
        if (from_.comment != to_.comment) result_.changes.push_back(comment_on_table{from_.comment, to_.comment});
        compare_indexes();
        return std::move(result_);
    }

private:
    void compare_constraints();
    void keep(const constraint& old, const constraint& now);
    void drop(const constraint& what);
    void add(const constraint& what);
    bool is_loose(const constraint& what) const;
    void compare_indexes();
    bool is_loose(const index& what) const;

    bool is_gone(const column& old) const {
        const column* now = to_.find_column(old.name);
        return now == nullptr || is_recreated(old, *now);
    }
    /// Not only then what stands on it must be away: it comes back as another column on the way back.
    bool is_unsettled(const column& old) const {
        const column* now = to_.find_column(old.name);
        return is_gone(old) || (old.generated_as && !now->generated_as);
    }
    bool is_recreated(const column& old, const column& now) const {
        if (is_remade(old, now)) return true;
        return old.generated_as && now.generated_as && in_.moved.columns_in(from_, *old.generated_as);
    }
    // Computed ones and those that are made again first, what they are computed of later.
    void drop_columns(bool early) {
        // The last first, so that the way back brings them in their order.
        for (auto each = from_.columns.rbegin(); each != from_.columns.rend(); ++each) {
            const bool again = to_.find_column(each->name) != nullptr;
            if (is_gone(*each) && early == (again || each->generated_as)) result_.changes.push_back(drop_column{*each});
        }
    }
    void add_column(const column& now, bool computed) {
        if (now.generated_as.has_value() != computed) return;
        const column* old = from_.find_column(now.name);
        if (old != nullptr && !is_recreated(*old, now)) return;
        result_.changes.push_back(schema::add_column{filled(now)});
        if (fill_ == nullptr) return;
        column first = now;
        first.default_value = *fill_;
        result_.completed.push_back(schema::alter_column{std::move(first), now});
    }
    /// With the default that the rows get that are there.
    column filled(const column& now) {
        fill_ = nullptr;
        const bool fills_itself = now.nullable || now.default_value || now.generated_as ||
                                  now.identity != identity_kind::none || (now.domain && now.domain->default_value);
        if (fills_itself) return now;
        fill_ = asked({question::kind::fill_column, full_name(to_.schema_name, to_.name), now.name, {}});
        if (fill_ == nullptr) return now;
        column result = now;
        result.default_value = *fill_;
        return result;
    }
    /// Null where there is nothing to fill.
    const std::string* asked(question what) {
        const answer* said = find_answer(in_.how, what);
        const bool may_be_old = std::any_of(in_.questions.begin(), in_.questions.end(), [&](const question& each) {
            return each.what == question::kind::rename_column && each.table == what.table &&
                   std::find(each.candidates.begin(), each.candidates.end(), what.subject) != each.candidates.end();
        });
        if (said == nullptr && in_.how.ask && !may_be_old && !contains(in_.questions, what))
            in_.questions.push_back(std::move(what));
        return said == nullptr || said->value == answer_none ? nullptr : &said->value;
    }
    static bool contains(const std::vector<question>& all, const question& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void alter_column(const column& now) {
        const column* old = from_.find_column(now.name);
        if (old == nullptr || is_recreated(*old, now)) return;
        column before = after_enum(*old, in_.enums);
        if (before.default_value && in_.moved.names_in(*before.default_value)) {
            column bare = before;
            bare.default_value.reset();
            result_.loosened.push_back(schema::alter_column{before, bare});
            before = std::move(bare);
        }
        if (before == now) return;
        if (before.nullable && !now.nullable) fill_nulls(now);
        result_.changes.push_back(schema::alter_column{before, now});
    }
    void fill_nulls(const column& now) {
        const std::string* value =
            asked({question::kind::fill_nulls, full_name(to_.schema_name, to_.name), now.name, {}});
        if (value == nullptr) return;
        const std::string name = enclosed(now.name);
        std::string text =
            "update " + (to_.schema_name.empty() ? "" : enclosed(to_.schema_name) + '.') + enclosed(to_.name);
        text += " set " + name + " = " + *value + " where " + name + " is null";
        result_.filled.push_back(run_sql{std::move(text), sql_text(), {}});
    }

    const table& from_;
    const table& to_;
    const table_setting& in_;
    table_difference result_;
    std::vector<table_change> added_;
    std::vector<table_change> renamed_;
    const std::string* fill_ = nullptr;
};

void table_comparison::compare_constraints() {
    const matched_parts<constraint> found = match_constraints(from_, to_);
    for (const auto& [old, now] : found.kept) keep(old, now);
    for (const constraint& each : found.gone) drop(each);
    std::move(renamed_.begin(), renamed_.end(), std::back_inserter(result_.changes));
    for (const constraint& each : found.come) add(each);
}

void table_comparison::keep(const constraint& old, const constraint& now) {
    if (is_loose(old)) {
        drop(old);
        return add(now);
    }
    const bool renamed = name_of(old) != name_of(now) && !name_of(old).empty() && !name_of(now).empty();
    if (renamed) renamed_.push_back(schema::rename_constraint{name_of(old), name_of(now)});
    if (comment_of(old) != comment_of(now)) {
        result_.commented.push_back(commented("constraint " + enclosed(name_of(now)) + " on " +
                                                  (to_.schema_name.empty() ? "" : enclosed(to_.schema_name) + '.') +
                                                  enclosed(to_.name),
                                              comment_of(old), comment_of(now)));
    }
    if (is_not_valid(old) && !is_not_valid(now)) added_.push_back(validate_constraint{name_of(now)});
}

bool table_comparison::is_loose(const constraint& what) const {
    const auto in_text = [&](const auto& sql) { return in_.moved.names_in(sql) || in_.moved.columns_in(from_, sql); };
    if (const auto* rule = std::get_if<check>(&what)) return in_text(rule->expression);
    if (const auto* rule = std::get_if<exclude>(&what)) {
        return in_text(rule->where) || std::any_of(rule->keys.begin(), rule->keys.end(), [&](const exclude_key& each) {
                   return in_.moved.has(from_.schema_name, from_.name, each.key.column) || in_text(each.key.expression);
               });
    }
    if (const auto* key = std::get_if<foreign_key>(&what)) return in_.is_loose(from_, *key);
    // A key goes with a column that is dropped and added again.
    const auto columns = std::visit(
        [](const auto& one) {
            if constexpr (requires { one.columns; }) return one.columns;
            return std::vector<std::string>();
        },
        what);
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& each) {
        const column* old = from_.find_column(each);
        return old != nullptr && is_unsettled(*old);
    });
}

void table_comparison::drop(const constraint& what) {
    (is_loose(what) ? result_.loosened : result_.changes).push_back(drop_constraint{what});
}

void table_comparison::add(const constraint& what) {
    const auto* key = std::get_if<foreign_key>(&what);
    const bool late = key != nullptr && in_.is_loose(to_, *key);
    (late ? result_.fastened : added_).push_back(add_constraint{what});
}

bool table_comparison::is_loose(const index& what) const {
    const auto in_text = [&](const auto& sql) { return in_.moved.names_in(sql) || in_.moved.columns_in(from_, sql); };
    const bool has_text = what.where || std::any_of(what.keys.begin(), what.keys.end(),
                                                    [](const index_key& each) { return each.expression.has_value(); });
    const auto gone = [&](const std::string& name) {
        const column* old = from_.find_column(name);
        return old != nullptr && is_unsettled(*old);
    };
    if (std::any_of(what.include.begin(), what.include.end(), gone)) return true;
    return in_text(what.where) || std::any_of(what.keys.begin(), what.keys.end(), [&](const index_key& each) {
               return gone(each.column) || in_text(each.expression) ||
                      (has_text && in_.moved.has(from_.schema_name, from_.name, each.column));
           });
}

void table_comparison::compare_indexes() {
    matched_parts<index> found = match_indexes(from_.indexes, to_.indexes);
    for (auto& [old, now] : found.kept) {
        if (is_loose(old)) {
            found.gone.push_back(std::move(old));
            found.come.push_back(std::move(now));
            continue;
        }
        if (old.name != now.name)
            result_.renamed_indexes.push_back(rename_object{object_kind::index, old.name, now.name, from_.schema_name});
        if (old.comment != now.comment) {
            const std::string place = from_.schema_name.empty() ? "" : enclosed(from_.schema_name) + '.';
            result_.commented.push_back(commented("index " + place + enclosed(now.name), old.comment, now.comment));
        }
    }
    result_.dropped_indexes = std::move(found.gone);
    result_.created_indexes = std::move(found.come);
}

/// Whether what makes these columns a key is the same in both.
bool keeps_key(const table& before, const table& after, const std::vector<std::string>& columns) {
    const auto is_primary = [&](const table& in) { return in.primary_key && in.primary_key->columns == columns; };
    if (is_primary(before) && is_primary(after)) return true;
    const auto in_after = [&](const unique& each) {
        return each.columns == columns &&
               std::any_of(after.uniques.begin(), after.uniques.end(),
                           [&](const unique& one) { return without_name(one) == without_name(each); });
    };
    if (std::any_of(before.uniques.begin(), before.uniques.end(), in_after)) return true;
    return std::any_of(before.indexes.begin(), before.indexes.end(), [&](const index& each) {
        const bool is_key =
            each.unique && std::equal(each.keys.begin(), each.keys.end(), columns.begin(), columns.end(),
                                      [](const index_key& one, const std::string& name) { return one.column == name; });
        return is_key && std::any_of(after.indexes.begin(), after.indexes.end(),
                                     [&](const index& one) { return same_but_name(each, one); });
    });
}

}  // namespace

bool same_content(const constraint& left, const constraint& right) {
    return std::visit(
        [&](const auto& one) {
            const auto* other = std::get_if<std::remove_cvref_t<decltype(one)>>(&right);
            return other != nullptr && without_name(one) == without_name(*other);
        },
        left);
}

bool is_remade(const column& from, const column& to) {
    if (!to.generated_as) return from.generated_as && from.generated_on_read;
    return from.generated_as != to.generated_as || from.generated_on_read != to.generated_on_read;
}

std::vector<std::string> moved_columns(const table& from, const table& to, const std::vector<alter_enum>& swapped) {
    std::vector<std::string> result;
    for (const column& old : from.columns) {
        const column* now = to.find_column(old.name);
        const bool moves = now == nullptr || is_remade(old, *now) || (old.generated_as && !now->generated_as) ||
                           old.collation != now->collation || old.collation_schema != now->collation_schema ||
                           change_of(old.type, swapped) != nullptr || old.type.kind != now->type.kind ||
                           old.type.array != now->type.array || old.type.name != now->type.name ||
                           old.type.length != now->type.length || old.type.precision != now->type.precision ||
                           old.type.scale != now->type.scale || old.declared_type != now->declared_type;
        if (moves) result.push_back(old.name);
    }
    return result;
}

// Tables are moved apart from each other, and a key holds only where both are.
bool table_setting::is_redistributed(const table& which) const {
    const table* const before = find_same(from.tables, which);
    const table* const after = find_same(to.tables, which);
    return before != nullptr && after != nullptr && before->distribution != after->distribution;
}

bool table_setting::is_loose(const table& of, const foreign_key& key) const {
    const auto has_key = [&](const database& in) {
        const auto at = std::find_if(in.tables.begin(), in.tables.end(), [&](const table& each) {
            return each.schema_name == key.referenced_schema && each.name == key.referenced_table;
        });
        return at == in.tables.end() ? nullptr : &*at;
    };
    const table* before = has_key(from);
    const table* after = has_key(to);
    if (moved.has_any(of.schema_name, of.name, key.columns) || is_redistributed(of)) return true;
    if (before == nullptr && after == nullptr) return false;  // a table that is none of ours
    if (before == nullptr || after == nullptr) return true;
    if (before->distribution != after->distribution) return true;
    if (moved.has_any(key.referenced_schema, key.referenced_table, key.referenced_columns)) return true;
    return !keeps_key(*before, *after, key.referenced_columns);
}

table_difference difference_of(const table& from, const table& to, const table_setting& in) {
    return table_comparison(from, to, in).compare();
}

}  // namespace rowan::schema
