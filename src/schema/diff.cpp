#include <rowan/schema/diff.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "schema/dependents.hpp"
#include "schema/diff_table.hpp"
#include "schema/key_order.hpp"
#include "schema/matched.hpp"
#include "schema/object_names.hpp"
#include "schema/quoted.hpp"
#include "schema/renames.hpp"

namespace rowan::schema {

namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// A label leaves its place only with the type.
bool is_swap(alter_enum change) {
    for (const auto& [old, now] : renamed_labels(change))
        std::replace(change.from.begin(), change.from.end(), old, now);
    auto known = change.from.begin();
    for (const std::string& each : change.to) {
        if (known != change.from.end() && *known == each) ++known;
    }
    return known != change.from.end();
}

/// What makes a function another one to those that use it; its body may change under them.
std::string head_of(const function& of) {
    const std::string& text = of.definition.text();
    const auto end = std::min({find_mention(text, "as"), find_mention(text, "begin"), find_mention(text, "return"),
                               find_mention(text, "language")});
    return of.arguments + ' ' + text.substr(0, std::min(end, text.size()));
}

bool is_replaceable(const function& from, const function& to) {
    function said = from;
    said.comment = to.comment;
    if (said == to) return true;
    return from.kind == to.kind && from.kind != function_kind::aggregate && head_of(from) == head_of(to);
}

view without_indexes(view of) {
    of.indexes.clear();
    return of;
}

/// Only what is said of it, not what it is.
bool is_remade(const view& from, const view& to) {
    return from.query != to.query || from.materialized != to.materialized || from.columns != to.columns;
}

bool is_remade(const domain& from, const domain& to) {
    return from.type != to.type || from.collation != to.collation || from.collation_schema != to.collation_schema;
}

bool is_remade(const table& from, const table& to) {
    return from.partition_by != to.partition_by || from.inherits != to.inherits || from.bounds != to.bounds ||
           from.statement != to.statement;
}

bool is_of(const column& which, const domain& type) {
    return which.type.kind == type_kind::domain && which.type.name == type.name &&
           which.type.schema_name == type.schema_name;
}

template <class Object>
bool is_remade(const Object& from, const Object& to) {
    Object said = from;
    said.comment = to.comment;
    if constexpr (requires { said.firing; }) said.firing = to.firing;
    return said != to;
}

/// What `alter<table>` changes: all but what its parts are.
table settings_of(const table& of) {
    table result = of;
    result.columns.clear();
    result.primary_key.reset();
    result.uniques.clear();
    result.foreign_keys.clear();
    result.checks.clear();
    result.indexes.clear();
    result.excludes.clear();
    result.partitions.clear();
    result.distribution.reset();
    result.comment.clear();
    return result;
}

/// Whether only what the columns and keys have become allows the settings.
bool narrows(const table& from, const table& to) {
    return (to.strict && !from.strict) || (to.without_rowid && !from.without_rowid);
}

class comparison {
public:
    comparison(renaming from, const database& to, const diff_options& how)
        : renamed_(std::move(from)),
          from_(renamed_.from),
          to_(to),
          how_(how),
          schemas_(from_.schemas, to.schemas),
          extensions_(from_.extensions, to.extensions),
          enums_(from_.enums, to.enums),
          domains_(from_.domains, to.domains),
          sequences_(from_.sequences, to.sequences),
          functions_(from_.functions, to.functions),
          tables_(from_.tables, to.tables),
          views_(from_.views, to.views),
          triggers_(from_.triggers, to.triggers),
          policies_(from_.policies, to.policies),
          others_(from_.others, to.others) {
        result_.questions = renamed_.questions;
    }

    plan run() {
        find_enum_changes();
        find_upheaval();
        compare_tables();
        for (const named_schema* each : schemas_.come) add(create_schema{*each});
        add_all(renamed_.operations);
        drop_dependents();
        drop_tables();
        make_types();
        make_tables();
        change_tables();
        make_dependents();
        drop_rest();
        if (!result_.questions.empty()) result_.operations.clear();
        if (to_.distributed && !result_.operations.empty()) go_one_by_one();
        return std::move(result_);
    }

private:
    template <class Op>
    void add(Op&& op) {
        result_.operations.push_back(std::forward<Op>(op));
    }
    template <class Ops>
    void add_all(const Ops& all) {
        for (const auto& each : all) add(each);
    }
    // A distributed database adds a constraint by a statement of its own only.
    void add_changes(const table& of, std::vector<table_change> changes) {
        if (to_.distributed) {
            for (table_change& each : changes) add(alter_table{of.name, {std::move(each)}, of.schema_name});
        } else if (!changes.empty()) {
            add(alter_table{of.name, std::move(changes), of.schema_name});
        }
    }

    void go_one_by_one();
    void find_enum_changes();
    void find_label_renames(alter_enum& change);
    std::vector<enum_use> uses_of(const enum_type& type) const;
    void find_upheaval();
    void move_columns_of(const domain& type);
    bool spread();
    bool spread_to(const function& each);
    bool spread_to(const view& each) const;
    bool is_moved(const object_name& which) const;
    bool is_remade_trigger(const trigger& from, const trigger& to) const;
    bool is_remade_policy(const policy& from, const policy& to) const;
    void compare_tables();

    void drop_dependents();
    void drop_views();
    void loosen();
    void drop_tables();
    bool is_early(const function& gone) const;

    void make_types();
    void make_domains();
    void drop_now(const table& in, const column& which);
    void make_functions(bool early);
    bool serves_tables(const function& of) const;
    void make_tables();
    void change_tables();
    void redistribute_tables();
    void make_dependents();
    void make_views();
    void make_others(bool types);
    void drop_rest();

    renaming renamed_;
    const database& from_;
    const database& to_;
    const diff_options& how_;
    matched<named_schema> schemas_;
    matched<extension> extensions_;
    matched<enum_type> enums_;
    matched<domain> domains_;
    matched<sequence> sequences_;
    matched<function> functions_;
    matched<table> tables_;
    matched<view> views_;
    matched<trigger> triggers_;
    matched<policy> policies_;
    matched<other_object> others_;

    std::vector<alter_enum> enum_changes_;
    std::vector<alter_enum> swapped_;
    upheaval moved_;
    std::set<const void*> remade_;  // of `from_`: dropped although they are kept, and made again
    std::vector<table_difference> differences_;
    std::vector<std::pair<const table*, foreign_key>> late_keys_;  // of new tables
    plan result_;
};

// A transaction that changes several tables speaks to one machine after the other, there and back.
void comparison::go_one_by_one() {
    const auto setting = sql_text().on("postgresql", "set local citus.multi_shard_modify_mode = 'sequential'");
    result_.operations.insert(result_.operations.begin(), run_sql{setting, sql_text(), {}});
    add(run_sql{sql_text(), setting, {}});
}

std::vector<enum_use> comparison::uses_of(const enum_type& type) const {
    std::vector<enum_use> result;
    for (const table& each : from_.tables) {
        const table* other = find_same(to_.tables, each);
        if (other == nullptr) continue;
        for (const column& one : each.columns) {
            const bool is_of_type = one.type.kind == type_kind::enumeration && one.type.name == type.name &&
                                    one.type.schema_name == type.schema_name;
            if (is_of_type) result.push_back({each.name, one, each.schema_name});
        }
    }
    return result;
}

void comparison::find_enum_changes() {
    for (const auto& [from, to] : enums_.kept) {
        if (from->labels == to->labels) continue;
        alter_enum change{from->name, from->labels, to->labels, {}, uses_of(*from), from->schema_name};
        find_label_renames(change);
        if (is_swap(change)) swapped_.push_back(change);
        enum_changes_.push_back(std::move(change));
    }
}

void comparison::find_label_renames(alter_enum& change) {
    std::vector<std::string> come;
    std::copy_if(change.to.begin(), change.to.end(), std::back_inserter(come),
                 [&](const std::string& each) { return !contains(change.from, each); });
    for (const std::string& old : change.from) {
        if (contains(change.to, old)) continue;
        question asked{question::kind::rename_label, full_name(change.schema_name, change.name), old, come};
        const answer* said = find_answer(how_, asked);
        if (said == nullptr) {
            if (how_.ask && !come.empty()) result_.questions.push_back(std::move(asked));
        } else if (contains(change.to, said->value)) {
            change.instead.emplace_back(old, said->value);
        } else if (said->value != answer_dropped) {
            throw mapping_error("the answer to \"" + key_of(asked) + "\" is " + quoted(said->value) +
                                ", which is no label of the enum, nor dropped");
        }
    }
}

void comparison::find_upheaval() {
    for (const table* each : tables_.gone) moved_.add(each->name);
    for (const view* each : views_.gone) moved_.add(each->name);
    for (const function* each : functions_.gone) moved_.add(each->name);
    for (const enum_type* each : enums_.gone) moved_.add(each->name);
    for (const domain* each : domains_.gone) moved_.add(each->name);
    for (const other_object* each : others_.gone) moved_.add(each->name);
    for (const alter_enum& each : swapped_) {
        moved_.add(each.name);
        for (const enum_use& use : each.uses) {
            if (const table* in = find_same(from_.tables, table{.schema_name = use.schema_name, .name = use.table}))
                moved_.add(*in, use.column.name);
        }
    }
    const auto remake = [&](const auto& kept, auto&& differs) {
        for (const auto& [from, to] : kept.kept) {
            if (!differs(*from, *to)) continue;
            remade_.insert(from);
            moved_.add(from->name);
        }
    };
    remake(domains_, [](const auto& a, const auto& b) { return is_remade(a, b); });
    for (const auto& [from, to] : domains_.kept) {
        if (remade_.contains(from)) move_columns_of(*from);
    }
    remake(functions_, [](const auto& a, const auto& b) { return !is_replaceable(a, b); });
    remake(tables_, [](const auto& a, const auto& b) { return is_remade(a, b); });
    remake(views_, [](const auto& a, const auto& b) { return is_remade(a, b); });
    remake(others_, [](const auto& a, const auto& b) { return is_remade(a, b); });
    for (const auto& [from, to] : tables_.kept) {
        for (std::string& column : moved_columns(*from, *to, swapped_)) moved_.add(*from, std::move(column));
    }
    while (spread()) {}
}

void comparison::move_columns_of(const domain& type) {
    for (const table& each : from_.tables) {
        for (const column& one : each.columns) {
            if (is_of(one, type)) moved_.add(each, one.name);
        }
    }
}

// From what changes to what depends on it, until nothing is added.
bool comparison::spread() {
    bool added = false;
    const auto each_kept = [&](const auto& kept, auto&& depends) {
        for (const auto& [from, to] : kept.kept) {
            if (remade_.contains(from) || !depends(*from)) continue;
            remade_.insert(from);
            moved_.add(from->name);
            added = true;
        }
    };
    each_kept(functions_, [&](const function& each) { return spread_to(each); });
    each_kept(views_, [&](const view& each) { return spread_to(each); });
    return added;
}

// A body is text that is looked at when it runs; what the function takes and gives is not.
bool comparison::spread_to(const function& each) { return moved_.names_in(head_of(each)) || is_moved(name_of(each)); }

bool comparison::is_moved(const object_name& which) const {
    return std::any_of(from_.uses.begin(), from_.uses.end(), [&](const column_use& each) {
        return each.by == which && moved_.has(each.schema_name, each.table, each.column);
    });
}

bool comparison::spread_to(const view& each) const {
    if (moved_.names_in(each.query)) return true;
    return knows_uses(from_, name_of(each)) ? is_moved(name_of(each)) : moved_.columns_in(each.query);
}

bool comparison::is_remade_trigger(const trigger& from, const trigger& to) const {
    if (is_remade(from, to) || moved_.has(from.table)) return true;
    if (moved_.names_in(from.action) || moved_.names_in(from.event)) return true;
    const table of{.schema_name = from.schema_name, .name = from.table};
    return moved_.columns_in(of, from.event) || moved_.columns_in(of, from.action);
}

bool comparison::is_remade_policy(const policy& from, const policy& to) const {
    const table of{.schema_name = from.schema_name, .name = from.table};
    const auto moves = [&](const std::optional<sql_text>& sql) {
        return moved_.names_in(sql) || moved_.columns_in(sql) || moved_.columns_in(of, sql);
    };
    return is_remade(from, to) || moved_.has(from.table) || moves(from.using_expression) ||
           moves(from.check_expression);
}

void comparison::compare_tables() {
    const table_setting setting{from_, to_, moved_, enum_changes_, how_, result_.questions};
    for (const auto& [from, to] : tables_.kept) {
        if (!remade_.contains(from)) differences_.push_back(difference_of(*from, *to, setting));
    }
}

// Triggers and policies, then views: in the names that they have once everything is renamed.
void comparison::drop_dependents() {
    for (const trigger* each : triggers_.gone) add(drop_trigger{*each});
    for (const auto& [from, to] : triggers_.kept) {
        if (is_remade_trigger(*from, *to)) add(drop_trigger{*from});
    }
    for (const policy* each : policies_.gone) add(drop_policy{*each});
    for (const auto& [from, to] : policies_.kept) {
        if (is_remade_policy(*from, *to)) add(drop_policy{*from});
    }
    drop_views();
}

void comparison::drop_views() {
    // Each comes after those that it looks at.
    for (auto each = from_.views.rbegin(); each != from_.views.rend(); ++each) {
        if (find_same(to_.views, *each) == nullptr || remade_.contains(&*each)) add(drop_view{*each});
    }
}

void comparison::loosen() {
    const auto part = [&](bool keys) {
        for (const table_difference& each : differences_) {
            std::vector<table_change> changes;
            std::copy_if(
                each.loosened.begin(), each.loosened.end(), std::back_inserter(changes), [&](const table_change& one) {
                    const auto* dropped = std::get_if<drop_constraint>(&one);
                    return (dropped != nullptr && std::holds_alternative<foreign_key>(dropped->constraint)) == keys;
                });
            add_changes(*each.from, std::move(changes));
        }
    };
    part(true);
    part(false);
    for (const table_difference& each : differences_) {
        for (const index& one : each.dropped_indexes) add(drop_index{one});
    }
}

/// Tables in an order in which each comes after those that its keys lead to; `apart` takes the keys that go in circles.
std::vector<const table*> sorted(const std::vector<const table*>& tables,
                                 std::vector<std::pair<const table*, foreign_key>>& apart) {
    std::vector<const table*> result;
    std::set<const table*> begun;
    const auto find = [&](const foreign_key& key) -> const table* {
        for (const table* each : tables) {
            if (each->name == key.referenced_table && each->schema_name == key.referenced_schema) return each;
        }
        return nullptr;
    };
    const auto visit = [&](const auto& self, const table* each) -> void {
        begun.insert(each);
        for (const table* other : tables) {
            const bool is_beside = each->distribution && each->distribution->colocate_with == other->name &&
                                   each->schema_name == other->schema_name;
            if (is_beside && !begun.contains(other)) self(self, other);
        }
        for (const foreign_key& key : each->foreign_keys) {
            const table* other = find(key);
            if (other == nullptr || other == each) continue;
            if (!begun.contains(other))
                self(self, other);
            else if (std::find(result.begin(), result.end(), other) == result.end())
                apart.emplace_back(each, key);
        }
        result.push_back(each);
    };
    for (const table* each : tables) {
        if (!begun.contains(each)) visit(visit, each);
    }
    return result;
}

table without(const table& of, const std::vector<std::pair<const table*, foreign_key>>& keys) {
    table result = of;
    for (const auto& [where, key] : keys) {
        if (where == &of) std::erase(result.foreign_keys, key);
    }
    return result;
}

bool comparison::is_early(const function& gone) const {
    const auto gone_or_remade = [&](const std::string& name) { return moved_.has(name); };
    // Arguments of other names make it no other function.
    const bool has_namesake = std::any_of(functions_.come.begin(), functions_.come.end(), [&](const function* each) {
        return each->name == gone.name && each->schema_name == gone.schema_name;
    });
    return has_namesake || is_moved(name_of(gone)) ||
           std::any_of(from_.tables.begin(), from_.tables.end(), [&](const table& each) {
               return gone_or_remade(each.name) && mentions(head_of(gone), each.name);
           });
}

// One that is owned would go with its column.
sequence without_owner(const sequence& of) {
    sequence result = of;
    result.owner_table.clear();
    result.owner_column.clear();
    return result;
}

void comparison::drop_tables() {
    loosen();
    for (const sequence* each : sequences_.gone) {
        if (!each->owner_table.empty()) add(alter_sequence{*each, without_owner(*each)});
    }
    for (const auto& [from, to] : functions_.kept) {
        if (remade_.contains(from)) add(drop_function{*from});
    }
    for (const function* each : functions_.gone) {
        if (is_early(*each)) add(drop_function{*each});
    }
    for (const other_object* each : others_.gone) {
        if (each->kind != "type") add(drop_other{*each});
    }
    for (const auto& [from, to] : others_.kept) {
        if (remade_.contains(from)) add(drop_other{*from});
    }
    std::vector<const table*> gone = tables_.gone;
    for (const auto& [from, to] : tables_.kept) {
        if (remade_.contains(from)) gone.push_back(from);
    }
    std::vector<std::pair<const table*, foreign_key>> circular;
    const std::vector<const table*> order = sorted(gone, circular);
    for (const auto& [in, key] : circular) add_changes(*in, {drop_constraint{key}});
    for (auto each = order.rbegin(); each != order.rend(); ++each) add(drop_table{without(**each, circular)});
}

void comparison::make_types() {
    for (const extension* each : extensions_.come) add(create_extension{*each});
    for (const enum_type* each : enums_.come) add(create_enum{*each});
    for (const alter_enum& each : enum_changes_) add(each);
    for (const auto& [from, to] : enums_.kept) {
        if (from->comment != to->comment)
            add(alter<enum_type>{{from->name, to->labels, from->schema_name, from->comment}, *to});
    }
    for (const auto& [from, to] : schemas_.kept) {
        if (*from != *to) add(alter<named_schema>{*from, *to});
    }
    // The column of its owner may not be there yet.
    for (const sequence* each : sequences_.come) add(create_sequence{without_owner(*each)});
    make_domains();
    make_others(true);
    make_functions(true);
}

// A domain of another type is left by its columns by way of its old type.
void comparison::make_domains() {
    for (const domain* each : domains_.come) add(create_domain{*each});
    for (const auto& [from, to] : domains_.kept) {
        if (*from == *to) continue;
        if (!remade_.contains(from)) {
            add(alter<domain>{*from, *to});
            continue;
        }
        std::vector<std::pair<const table*, column>> uses;
        for (const auto& [old, now] : tables_.kept) {
            for (const column& each : old->columns) {
                if (!is_of(each, *from)) continue;
                if (now->find_column(each.name) != nullptr)
                    uses.emplace_back(old, each);
                else
                    drop_now(*old, each);
            }
        }
        const auto based = [&](const column& of) {
            column result = of;
            result.type = from->type;
            result.type.array = of.type.array;
            result.domain.reset();
            return result;
        };
        for (const auto& [in, of] : uses) add_changes(*in, {alter_column{of, based(of)}});
        add(drop_domain{*from});
        add(create_domain{*to});
        for (const auto& [in, of] : uses) {
            column again = of;
            again.domain = *to;
            add_changes(*in, {alter_column{based(of), std::move(again)}});
        }
    }
}

// Before its type goes.
void comparison::drop_now(const table& in, const column& which) {
    for (table_difference& each : differences_) {
        if (each.from != &in) continue;
        const auto is_it = [&](const table_change& one) {
            const auto* dropped = std::get_if<drop_column>(&one);
            return dropped != nullptr && dropped->column.name == which.name;
        };
        if (std::erase_if(each.changes, is_it) != 0) add_changes(in, {drop_column{which}});
    }
}

bool comparison::serves_tables(const function& of) const {
    const auto in = [&](const auto& sql) { return mentions(sql, of.name); };
    const auto in_column = [&](const column& each) { return in(each.default_value) || in(each.generated_as); };
    const auto in_table = [&](const table& each) {
        return std::any_of(each.columns.begin(), each.columns.end(), in_column) ||
               std::any_of(each.checks.begin(), each.checks.end(),
                           [&](const check& one) { return in(one.expression); }) ||
               std::any_of(each.indexes.begin(), each.indexes.end(), [&](const index& one) {
                   return in(one.where) || std::any_of(one.keys.begin(), one.keys.end(),
                                                       [&](const index_key& key) { return in(key.expression); });
               });
    };
    return std::any_of(to_.tables.begin(), to_.tables.end(), in_table) ||
           std::any_of(to_.domains.begin(), to_.domains.end(), [&](const domain& each) {
               return std::any_of(each.checks.begin(), each.checks.end(),
                                  [&](const check& one) { return in(one.expression); });
           });
}

// Those that tables need come before them, all others behind, where they find the tables.
void comparison::make_functions(bool early) {
    std::vector<const function*> made = functions_.come;
    for (const auto& [from, to] : functions_.kept) {
        if (remade_.contains(from)) made.push_back(to);
    }
    std::erase_if(made, [&](const function* each) { return serves_tables(*each) != early; });
    std::stable_sort(made.begin(), made.end(), [](const function* a, const function* b) {
        return mentions(b->definition, a->name) && !mentions(a->definition, b->name);
    });
    for (const function* each : made) add(create_function{*each});
    for (const auto& [from, to] : functions_.kept) {
        if (!remade_.contains(from) && *from != *to && serves_tables(*to) == early) add(alter<function>{*from, *to});
    }
}

void comparison::make_tables() {
    std::vector<const table*> come = tables_.come;
    for (const auto& [from, to] : tables_.kept) {
        if (remade_.contains(from)) come.push_back(to);
    }
    const table_setting setting{from_, to_, moved_, enum_changes_, how_, result_.questions};
    for (const table* each : come) {
        for (const foreign_key& key : each->foreign_keys) {
            const bool leads_to_old = std::none_of(come.begin(), come.end(), [&](const table* one) {
                return one->name == key.referenced_table && one->schema_name == key.referenced_schema;
            });
            if (leads_to_old && setting.is_loose(*each, key)) late_keys_.emplace_back(each, key);
        }
    }
    for (const table* each : sorted(come, late_keys_)) add(create_table{without(*each, late_keys_)});
}

// Those that others lie beside, or lead to, first.
void comparison::redistribute_tables() {
    for (const table* each : by_keys(to_.tables)) {
        const auto of = [&](const table_difference& one) { return one.to == each; };
        const auto at = std::find_if(differences_.begin(), differences_.end(), of);
        if (at == differences_.end() || at->from->distribution == each->distribution) continue;
        add(distribute_table{each->name, at->from->distribution, each->distribution, each->schema_name});
    }
}

void comparison::change_tables() {
    for (const table_difference& each : differences_) {
        const bool is_settled = settings_of(*each.from) == settings_of(*each.to);
        const bool is_narrower = narrows(*each.from, *each.to);
        if (!is_settled && !is_narrower) add(alter<table>{settings_of(*each.from), settings_of(*each.to)});
        add_all(each.filled);
        add_changes(*each.to, each.changes);
        if (!is_settled && is_narrower) add(alter<table>{settings_of(*each.from), settings_of(*each.to)});
        add_changes(*each.to, each.completed);
        add_all(each.renamed_indexes);
        add_all(each.commented);
    }
    redistribute_tables();
    for (const table_difference& each : differences_) {
        for (const index& one : each.created_indexes) add(create_index{one});
    }
    for (const auto& [in, key] : late_keys_) add_changes(*in, {add_constraint{key}});
    for (const table_difference& each : differences_) add_changes(*each.to, each.fastened);
    for (const sequence* each : sequences_.come) {
        if (!each->owner_table.empty()) add(alter_sequence{without_owner(*each), *each});
    }
    for (const auto& [from, to] : sequences_.kept) {
        if (*from != *to) add(alter_sequence{*from, *to});
    }
}

void comparison::make_dependents() {
    make_functions(false);
    make_views();
    make_others(false);
    for (const auto& [from, to] : triggers_.kept) {
        if (is_remade_trigger(*from, *to))
            add(create_trigger{*to});
        else if (*from != *to)
            add(alter<trigger>{*from, *to});
    }
    for (const trigger* each : triggers_.come) add(create_trigger{*each});
    for (const auto& [from, to] : policies_.kept) {
        if (is_remade_policy(*from, *to))
            add(create_policy{*to});
        else if (*from != *to)
            add(alter<policy>{*from, *to});
    }
    for (const policy* each : policies_.come) add(create_policy{*each});
}

// Columns may be of a type; all others look at tables.
void comparison::make_others(bool types) {
    const auto is_meant = [&](const other_object& which) { return (which.kind == "type") == types; };
    for (const other_object* each : others_.come) {
        if (is_meant(*each)) add(create_other{*each});
    }
    for (const auto& [from, to] : others_.kept) {
        if (!is_meant(*to)) continue;
        if (remade_.contains(from))
            add(create_other{*to});
        else if (*from != *to)
            add(alter<other_object>{*from, *to});
    }
}

void comparison::make_views() {
    for (const view& each : to_.views) {
        const view* old = find_same(from_.views, each);
        if (old == nullptr || remade_.contains(old)) {
            add(create_view{each});
            continue;
        }
        if (without_indexes(*old) != without_indexes(each))
            add(alter<view>{without_indexes(*old), without_indexes(each)});
        for (const index& one : old->indexes) {
            if (std::find(each.indexes.begin(), each.indexes.end(), one) == each.indexes.end()) add(drop_index{one});
        }
        for (const index& one : each.indexes) {
            if (std::find(old->indexes.begin(), old->indexes.end(), one) == old->indexes.end()) add(create_index{one});
        }
    }
}

void comparison::drop_rest() {
    for (const other_object* each : others_.gone) {
        if (each->kind == "type") add(drop_other{*each});
    }
    for (const function* each : functions_.gone) {
        if (!is_early(*each)) add(drop_function{*each});
    }
    for (const domain* each : domains_.gone) add(drop_domain{*each});
    for (const enum_type* each : enums_.gone) add(drop_enum{*each});
    for (const sequence* each : sequences_.gone) add(drop_sequence{without_owner(*each)});
    for (const extension* each : extensions_.gone) add(drop_extension{*each});
    for (const named_schema* each : schemas_.gone) add(drop_schema{*each});
}

}  // namespace

plan diff(const database& from, const database& to, const diff_options& how) {
    return diff_renamed(find_renames(from, to, how), to, how);
}

plan diff_renamed(renaming from, const database& to, const diff_options& how) {
    return comparison(std::move(from), to, how).run();
}

}  // namespace rowan::schema
