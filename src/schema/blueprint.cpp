#include <rowan/schema/blueprint.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>

#include "schema/matched.hpp"
#include "schema/mention.hpp"
#include "schema/renames.hpp"

namespace rowan {

namespace {

/// Types and ways to index that are no part of a server, and the extension that brings them.
struct provided {
    std::string_view word;
    std::string_view extension;
};
constexpr std::array extensions{
    provided{"vector", "vector"},
    provided{"halfvec", "vector"},
    provided{"sparsevec", "vector"},
    provided{"hnsw", "vector"},
    provided{"ivfflat", "vector"},
    provided{"citext", "citext"},
    provided{"hstore", "hstore"},
    provided{"ltree", "ltree"},
    provided{"gin_trgm_ops", "pg_trgm"},
    provided{"gist_trgm_ops", "pg_trgm"},
    provided{"geometry", "postgis"},
    provided{"geography", "postgis"},
    provided{"uuid_generate_v4", "uuid-ossp"},
};

class blueprint_maker {
public:
    void add(const detail::entity_description& of) {
        result_.database.tables.push_back(*of.table);
        if (!of.table->schema_name.empty()) add_named(result_.database.schemas, {.name = of.table->schema_name});
        for (const schema::column& each : of.table->columns) add(each);
        for (const schema::index& each : of.table->indexes) {
            need(each.method);
            for (const schema::index_key& key : each.keys) need(key.operator_class);
        }
        add_hints(of);
    }

    schema::blueprint result() && {
        const auto by_name = [](const schema::table& a, const schema::table& b) {
            return std::tie(a.schema_name, a.name) < std::tie(b.schema_name, b.name);
        };
        std::sort(result_.database.tables.begin(), result_.database.tables.end(), by_name);
        return std::move(result_);
    }

private:
    template <class Object>
    static void add_named(std::vector<Object>& to, Object what) {
        if (schema::find_same(to, what) == nullptr) to.push_back(std::move(what));
    }
    void need(std::string_view word) {
        word = word.substr(0, word.find('('));
        for (const provided& each : extensions) {
            if (each.word == word) add_named(result_.database.extensions, {.name = std::string(each.extension)});
        }
    }
    void add(const schema::column& of) {
        if (of.type.kind == type_kind::enumeration)
            add_named(result_.database.enums, {of.type.name, of.type.labels, of.type.schema_name});
        if (of.domain) add_named(result_.database.domains, *of.domain);
        if (of.type.kind == type_kind::other) need(of.type.name);
    }
    void add_hints(const detail::entity_description& of) {
        using kind = schema::question::kind;
        const std::string table = schema::full_name(of.table->schema_name, of.table->name);
        for (const detail::facet& each : of.facets) {
            if (each.what != detail::facet::kind::renamed_from) continue;
            if (each.member_count == 0) {
                const std::string old = schema::full_name(of.table->schema_name, each.name);
                result_.hints.push_back({schema::key_of({kind::rename_table, old, {}, {}}), of.table->name, true});
                continue;
            }
            const auto now = detail::name_of_column(of.facets, each.members[0], of.columns[each.members[0]].name);
            result_.hints.push_back(
                {schema::key_of({kind::rename_column, table, std::string(each.name), {}}), std::string(now), true});
        }
    }

    schema::blueprint result_;
};

}  // namespace

schema::blueprint detail::blueprint_of(std::span<const entity_description> entities) {
    blueprint_maker result;
    for (const entity_description& each : entities) result.add(each);
    return std::move(result).result();
}

namespace schema {

namespace {

template <class T>
void take(T& to, const T& from) {
    if (to == T()) to = from;
}

bool is_used(const database& in, type_kind kind, const std::string& name, const std::string& schema_name) {
    return std::any_of(in.tables.begin(), in.tables.end(), [&](const table& each) {
        return std::any_of(each.columns.begin(), each.columns.end(), [&](const column& one) {
            return one.type.kind == kind && one.type.name == name && one.type.schema_name == schema_name;
        });
    });
}

template <class T>
void take_collation(T& to, const T& live) {
    if (!to.collation.empty()) return;
    to.collation = live.collation;
    to.collation_schema = live.collation_schema;
}

void complete(column& to, const column& live) {
    take_collation(to, live);
    take(to.comment, live.comment);
    take(to.storage, live.storage);
    take(to.compression, live.compression);
    take(to.statistics, live.statistics);
    take(to.options, live.options);
    take(to.not_null_name, live.not_null_name);
    take(to.on_null, live.on_null);
    if (to.identity == identity_kind::none || live.identity == identity_kind::none) return;
    to.identity = live.identity;
    to.numbers = live.numbers;
    to.reuses_numbers = live.reuses_numbers;
}

void complete(foreign_key& to, const foreign_key& live) {
    take(to.on_update, live.on_update);
    take(to.on_delete_sets, live.on_delete_sets);
    take(to.comment, live.comment);
    to.deferrable = live.deferrable;
    to.initially_deferred = live.initially_deferred;
    to.match_full = live.match_full;
}

template <class Key>
void complete_key(Key& to, const Key& live) {
    Key result = live;
    result.name = to.name;
    to = std::move(result);
}

bool has_expression(const index& of) {
    return std::any_of(of.keys.begin(), of.keys.end(),
                       [](const index_key& each) { return each.expression.has_value(); });
}

void complete(index& to, const index& live) {
    take(to.include, live.include);
    take(to.comment, live.comment);
    to.nulls_not_distinct = live.nulls_not_distinct;
    for (std::size_t i = 0; i != std::min(to.keys.size(), live.keys.size()); ++i) {
        if (to.keys[i].column != live.keys[i].column) continue;
        take(to.keys[i].nulls, live.keys[i].nulls);
        take_collation(to.keys[i], live.keys[i]);
        take(to.keys[i].operator_class_options, live.keys[i].operator_class_options);
        take(to.keys[i].operator_class_schema, live.keys[i].operator_class_schema);
    }
}

template <class Object, class Same, class Unsaid>
void complete_list(std::vector<Object>& to, const std::vector<Object>& live, Same&& same, Unsaid&& unsaid) {
    for (const Object& each : live) {
        const auto at = std::find_if(to.begin(), to.end(), [&](const Object& one) { return same(one, each); });
        if (at == to.end()) {
            if (unsaid(each)) to.push_back(each);
            continue;
        }
        if constexpr (requires { complete(*at, each); })
            complete(*at, each);
        else
            complete_key(*at, each);
    }
}

void complete(table& to, const table& live) {
    for (column& each : to.columns) {
        if (const column* other = live.find_column(each.name)) complete(each, *other);
    }
    const auto same_columns = [](const auto& a, const auto& b) { return a.columns == b.columns; };
    if (to.primary_key && live.primary_key && same_columns(*to.primary_key, *live.primary_key))
        complete_key(*to.primary_key, *live.primary_key);
    complete_list(to.uniques, live.uniques, same_columns, [](const unique&) { return false; });
    // What stands on a column that goes, goes with it.
    const auto remain = [&](const std::vector<std::string>& columns) {
        return std::all_of(columns.begin(), columns.end(),
                           [&](const std::string& each) { return to.find_column(each) != nullptr; });
    };
    const auto speaks_of_gone = [&](const auto& sql) {
        return std::any_of(live.columns.begin(), live.columns.end(), [&](const column& each) {
            return to.find_column(each.name) == nullptr && mentions(sql, each.name);
        });
    };
    const auto falls = [&](const index_key& key) {
        return key.expression ? speaks_of_gone(key.expression) : to.find_column(key.column) == nullptr;
    };
    complete_list(
        to.foreign_keys, live.foreign_keys,
        [](const foreign_key& a, const foreign_key& b) {
            return a.columns == b.columns && a.referenced_table == b.referenced_table &&
                   a.referenced_schema == b.referenced_schema;
        },
        [&](const foreign_key& each) { return each.columns.size() > 1 && remain(each.columns); });
    complete_list(
        to.indexes, live.indexes, [](const index& a, const index& b) { return a.name == b.name; },
        [&](const index& each) {
            return has_expression(each) && std::none_of(each.keys.begin(), each.keys.end(), falls) &&
                   remain(each.include) && !speaks_of_gone(each.where);
        });
    if (to.excludes.empty()) {
        std::copy_if(live.excludes.begin(), live.excludes.end(), std::back_inserter(to.excludes),
                     [&](const exclude& each) {
                         return !speaks_of_gone(each.where) &&
                                std::none_of(each.keys.begin(), each.keys.end(),
                                             [&](const exclude_key& one) { return falls(one.key); });
                     });
    }
    for (check& each : to.checks) {
        const auto at = std::find_if(live.checks.begin(), live.checks.end(),
                                     [&](const check& one) { return one.name == each.name; });
        if (at == live.checks.end()) continue;
        take(each.comment, at->comment);
        each.no_inherit = at->no_inherit;
    }
    to.unlogged = live.unlogged;
    to.options = live.options;
    to.inherits = live.inherits;
    to.partition_by = live.partition_by;
    to.partitions = live.partitions;
    to.bounds = live.bounds;
    to.row_security = live.row_security;
    to.force_row_security = live.force_row_security;
    to.replica_identity = live.replica_identity;
    to.clustered_on = live.clustered_on;
    take(to.strict, live.strict);
    take(to.without_rowid, live.without_rowid);
    to.statement = live.statement;
    take(to.comment, live.comment);
}

/// A key to what goes, goes with it.
void drop_fallen_keys(database& in, const database& live) {
    const auto find = [](const database& all, const foreign_key& key) {
        return find_same(all.tables, table{.schema_name = key.referenced_schema, .name = key.referenced_table});
    };
    for (table& each : in.tables) {
        std::erase_if(each.foreign_keys, [&](const foreign_key& key) {
            const table* now = find(in, key);
            if (now == nullptr) return find(live, key) != nullptr;
            return std::any_of(key.referenced_columns.begin(), key.referenced_columns.end(),
                               [&](const std::string& one) { return now->find_column(one) == nullptr; });
        });
    }
}

/// Whether something that stays and is no table speaks of a type.
bool is_spoken_of(const database& live, const std::string& type) {
    const auto in = [&](const auto& sql) { return mentions(sql, type); };
    return std::any_of(live.views.begin(), live.views.end(), [&](const view& each) { return in(each.query); }) ||
           std::any_of(live.functions.begin(), live.functions.end(),
                       [&](const function& each) { return in(each.arguments) || in(each.definition); }) ||
           std::any_of(live.others.begin(), live.others.end(),
                       [&](const other_object& each) { return in(each.definition); });
}

/// The table that the others name of those whose rows lie beside this one's.
table_name first_beside(const table& of) {
    const bool is_first = !of.distribution || of.distribution->colocate_with.empty();
    return {is_first ? of.name : of.distribution->colocate_with, of.schema_name};
}

// On one machine nothing is distributed, whatever the structs say. Which table another one lies beside has as many
// names as there are tables there.
void complete_distribution(table& to, const table& live, const database& all) {
    if (!all.distributed) to.distribution = live.distribution;
    if (!to.distribution || !live.distribution || to.distribution->column != live.distribution->column) return;
    const table* beside =
        find_same(all.tables, table{.schema_name = to.schema_name, .name = to.distribution->colocate_with});
    const bool lies_there = beside != nullptr && beside->distribution && first_beside(*beside) == first_beside(live);
    if (to.distribution->colocate_with.empty() || lies_there) to.distribution = live.distribution;
}

template <class Object, class Keep>
void add_unsaid(std::vector<Object>& to, const std::vector<Object>& live, Keep&& keep) {
    for (const Object& each : live) {
        if (find_same(to, each) == nullptr && keep(each)) to.push_back(each);
    }
}

}  // namespace

database completed(const database& wanted, const database& live) {
    database result = wanted;
    for (table& each : result.tables) {
        if (const table* other = find_same(live.tables, each)) {
            complete(each, *other);
            complete_distribution(each, *other, live);
        }
    }
    drop_fallen_keys(result, live);
    result.distributed = live.distributed;
    const auto always = [](const auto&) { return true; };
    const auto on_table = [&](const auto& each) {
        const auto is_it = [&](const auto& one) {
            return one.name == each.table && one.schema_name == each.schema_name;
        };
        return each.table.empty() || std::any_of(result.tables.begin(), result.tables.end(), is_it) ||
               std::any_of(live.views.begin(), live.views.end(), is_it);
    };
    add_unsaid(result.schemas, live.schemas, always);
    add_unsaid(result.extensions, live.extensions, always);
    // A type goes with the last column of it; one that no column had is none of the structs' business.
    add_unsaid(result.enums, live.enums, [&](const enum_type& each) {
        return is_spoken_of(live, each.name) || !is_used(live, type_kind::enumeration, each.name, each.schema_name) ||
               is_used(result, type_kind::enumeration, each.name, each.schema_name);
    });
    add_unsaid(result.domains, live.domains, [&](const domain& each) {
        return is_spoken_of(live, each.name) || !is_used(live, type_kind::domain, each.name, each.schema_name) ||
               is_used(result, type_kind::domain, each.name, each.schema_name);
    });
    for (enum_type& each : result.enums) {
        if (const enum_type* other = find_same(live.enums, each)) take(each.comment, other->comment);
    }
    for (domain& each : result.domains) {
        if (const domain* other = find_same(live.domains, each)) take(each.comment, other->comment);
    }
    add_unsaid(result.sequences, live.sequences, [&](const sequence& each) {
        if (each.owner_table.empty()) return true;
        const table* owner = find_same(result.tables, table{.schema_name = each.schema_name, .name = each.owner_table});
        return owner != nullptr && owner->find_column(each.owner_column) != nullptr;
    });
    add_unsaid(result.functions, live.functions, always);
    add_unsaid(result.views, live.views, always);
    add_unsaid(result.triggers, live.triggers, on_table);
    add_unsaid(result.policies, live.policies, on_table);
    add_unsaid(result.others, live.others, on_table);
    return result;
}

}  // namespace schema
}  // namespace rowan
