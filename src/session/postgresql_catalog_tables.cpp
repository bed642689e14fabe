#include "postgresql_catalog_tables.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "dialect/type_text.hpp"
#include "postgresql_catalog_queries.hpp"
#include "schema/object_names.hpp"

namespace rowan::detail::postgresql {

sql_type type_of(const catalog_rows& row, std::size_t first) {
    sql_type result = read_type(row.text(first));
    const std::string kind = row.text(first + 1);
    if (kind != "e" && kind != "d") return result;
    result = {};
    result.kind = kind == "e" ? type_kind::enumeration : type_kind::domain;
    result.name = row.text(first + 2);
    result.schema_name = row.text(first + 3);
    result.array = row.flag(first + 4);
    result.labels = row.texts(first + 5);
    return result;
}

std::string array_text(const std::vector<std::int64_t>& numbers) {
    std::string result = "{";
    for (const std::int64_t each : numbers) (result += result.size() == 1 ? "" : ",") += std::to_string(each);
    return result += '}';
}

namespace {

schema::referential_action action(std::string_view letter) {
    using enum schema::referential_action;
    switch (letter.empty() ? 'a' : letter.front()) {
        case 'r': return restrict;
        case 'c': return cascade;
        case 'n': return set_null;
        case 'd': return set_default;
        default: return no_action;
    }
}

std::string storage_words(std::string_view letter) {
    switch (letter.empty() ? ' ' : letter.front()) {
        case 'p': return "plain";
        case 'e': return "external";
        case 'm': return "main";
        case 'x': return "extended";
        default: return {};
    }
}

std::string compression_words(std::string_view letter) {
    if (letter == "p") return "pglz";
    return letter == "l" ? "lz4" : "";
}

schema::storage_options options_of(const std::vector<std::string>& words) {
    schema::storage_options result;
    for (const std::string& each : words) {
        const std::size_t equals = each.find('=');
        result.emplace_back(each.substr(0, equals), each.substr(equals + 1));
    }
    return result;
}

schema::column column_of(const catalog_rows& row) {
    schema::column result;
    result.name = row.text(1);
    result.type = type_of(row, 2);
    result.nullable = !row.flag(8);
    const std::string generated = row.text(11);
    if (!row.is_null(9)) (generated.empty() ? result.default_value : result.generated_as) = row.text(9);
    result.generated_on_read = generated == "v";
    if (row.text(10) == "a") result.identity = schema::identity_kind::always;
    if (row.text(10) == "d") result.identity = schema::identity_kind::by_default;
    result.collation = row.text(12);
    result.comment = row.text(13);
    result.inherited = row.flag(14);
    result.storage = storage_words(row.text(15));
    result.compression = compression_words(row.text(16));
    result.collation_schema = row.text(19);
    if (!row.is_null(20)) result.statistics = row.number(20);
    result.options = options_of(row.texts(21));
    if (result.type.kind == type_kind::domain) {
        result.domain = schema::domain{.name = result.type.name,
                                       .type = read_type(row.text(17)),
                                       .nullable = !row.flag(18),
                                       .default_value = {},
                                       .checks = {},
                                       .schema_name = result.type.schema_name};
    }
    return result;
}

schema::foreign_key foreign_key_of(const catalog_rows& row) {
    return {.name = row.text(2),
            .columns = row.texts(3),
            .referenced_table = row.text(5),
            .referenced_columns = row.texts(6),
            .on_delete = action(row.text(7)),
            .on_update = action(row.text(8)),
            .deferrable = row.flag(9),
            .initially_deferred = row.flag(10),
            .referenced_schema = row.text(4),
            .not_valid = !row.flag(11),
            .match_full = row.flag(13),
            .on_delete_sets = row.texts(14),
            .comment = row.text(16)};
}

template <class Key>
Key key_of(const catalog_rows& row) {
    Key result;
    result.name = row.text(2);
    if constexpr (!std::is_same_v<Key, schema::exclude>) result.columns = row.texts(3);
    result.deferrable = row.flag(9);
    result.initially_deferred = row.flag(10);
    result.comment = row.text(16);
    return result;
}

void add_constraint(schema::table& to, const catalog_rows& row) {
    const std::string what = row.text(1);
    if (what == "p") to.primary_key = key_of<schema::primary_key>(row);
    if (what == "u") to.uniques.push_back(key_of<schema::unique>(row));
    if (what == "x") to.excludes.push_back(key_of<schema::exclude>(row));
    if (what == "f") to.foreign_keys.push_back(foreign_key_of(row));
    if (what == "c") {
        to.checks.push_back({.name = row.text(2),
                             .expression = row.text(12),
                             .not_valid = !row.flag(11),
                             .no_inherit = row.flag(15),
                             .comment = row.text(16)});
    }
}

// Bits of indoption: 1 is descending, 2 is nulls first, which descending is by default.
schema::index_key index_key_of(const catalog_rows& row) {
    schema::index_key key;
    if (row.is_null(6))
        key.expression = row.text(7);
    else
        key.column = row.text(6);
    const bool descending = (row.number(8) & 1) != 0;
    const bool nulls_first = (row.number(8) & 2) != 0;
    if (descending) key.order = schema::sort_order::descending;
    if (descending != nulls_first) key.nulls = nulls_first ? schema::nulls_order::first : schema::nulls_order::last;
    key.operator_class = row.text(9);
    if (!key.operator_class.empty()) key.operator_class_schema = row.text(11);
    key.operator_class_options = options_of(row.texts(12));
    key.collation = row.text(13);
    key.collation_schema = row.text(20);
    return key;
}

/// An index on its way: of its own, or what a constraint is kept by.
struct read_index {
    schema::index index;
    std::string constraint;            ///< its name
    std::vector<std::string> compare;  ///< the operators of an exclusion

    explicit read_index(const catalog_rows& row) : constraint(row.text(17)) {
        index.name = row.text(1);
        index.unique = row.flag(2);
        if (row.text(3) != "btree") index.method = row.text(3);
        if (!row.is_null(4)) index.where = row.text(4);
        index.options = options_of(row.texts(10));
        index.nulls_not_distinct = row.flag(14);
        index.comment = row.text(15);
    }
    void add_key(const catalog_rows& row) {
        if (row.flag(5)) return index.include.push_back(row.text(6));
        index.keys.push_back(index_key_of(row));
        compare.push_back(row.text(18));
    }
    void complete(schema::primary_key& key) const {
        key.include = index.include;
        key.options = index.options;
    }
    void complete(schema::unique& key) const {
        key.include = index.include;
        key.options = index.options;
        key.nulls_not_distinct = index.nulls_not_distinct;
    }
    void complete(schema::exclude& key) const {
        key.include = index.include;
        key.options = index.options;
        key.method = index.method.empty() ? "btree" : index.method;
        key.where = index.where;
        for (std::size_t i = 0; i != index.keys.size(); ++i) key.keys.push_back({index.keys[i], compare[i]});
    }
    void add_to(schema::table& to) const {
        if (constraint.empty()) return to.indexes.push_back(index);
        if (to.primary_key && to.primary_key->name == constraint) complete(*to.primary_key);
        const auto find = [&](auto& list) {
            for (auto& each : list) {
                if (each.name == constraint) complete(each);
            }
        };
        find(to.uniques);
        find(to.excludes);
    }
};

class relations {
public:
    relations(session& in, schema::database& to, numbered_objects& numbers) : in_(in), to_(to), numbers_(numbers) {}

    void read(const std::string& scope, bool only_tables) {
        for (catalog_rows row(in_, queries::relations, scope); row.next();) add(row, only_tables);
        const std::string tables = array_text(numbers_of(tables_));
        const std::string views = array_text(numbers_of(views_));
        each(tables_, queries::parents, tables, [](schema::table& of, const catalog_rows& row) {
            of.inherits.push_back({row.text(2), row.text(1)});
        });
        each(tables_, queries::columns, tables,
             [](schema::table& of, const catalog_rows& row) { of.columns.push_back(column_of(row)); });
        each(tables_, queries::constraints, tables, add_constraint);
        if (to_.distributed) read_distributions(tables);
        read_indexes(array_text(all_numbers()));
        if (!only_tables) {
            each(views_, queries::view_columns, views, [](schema::view& of, const catalog_rows& row) {
                if (!row.is_null(2)) of.column_comments.emplace_back(row.text(1), row.text(2));
                if (!row.is_null(3)) of.column_defaults.emplace_back(row.text(1), row.text(3));
            });
        }
        for (auto& [number, view] : views_) to_.views.push_back(std::move(view));
        nest();
    }

private:
    template <class Object>
    using numbered = std::vector<std::pair<std::int64_t, Object>>;

    template <class Object>
    static std::vector<std::int64_t> numbers_of(const numbered<Object>& list) {
        std::vector<std::int64_t> result;
        for (const auto& [number, object] : list) result.push_back(number);
        return result;
    }
    std::vector<std::int64_t> all_numbers() const {
        std::vector<std::int64_t> result = numbers_of(tables_);
        for (const auto& [number, view] : views_) {
            if (view.materialized) result.push_back(number);
        }
        return result;
    }

    template <class Object>
    Object* find(numbered<Object>& list, std::int64_t number) {
        const auto at = places_.find(number);
        return at == places_.end() || at->second >= list.size() || list[at->second].first != number
                   ? nullptr
                   : &list[at->second].second;
    }
    // What came between two of the queries is left to the next look.
    template <class Object, class Use>
    void each(numbered<Object>& list, std::string_view sql, const std::string& parameter, const Use& use) {
        for (catalog_rows row(in_, sql, parameter); row.next();) {
            if (Object* const found = find(list, row.number(0))) use(*found, row);
        }
    }

    void add(const catalog_rows& row, bool only_tables) {
        const std::int64_t number = row.number(0);
        const bool is_view = row.text(3) == "v" || row.text(3) == "m";
        if (is_view && only_tables) return;
        if (is_view) {
            places_.emplace(number, views_.size());
            add_named(number, row, views_.emplace_back(number, view_of(row)).second);
        } else {
            places_.emplace(number, tables_.size());
            const schema::table& added = tables_.emplace_back(number, table_of(row)).second;
            if (row.is_null(9)) return add_named(number, row, added);
            parents_.emplace(number, row.number(9));
            numbers_.parts.push_back({{"relation", number}, {"relation", row.number(9)}});
        }
    }
    template <class Object>
    void add_named(std::int64_t number, const catalog_rows& row, const Object& of) {
        numbers_.named.emplace_back(object_number{"relation", number}, name_of(of));
        numbers_.parts.push_back({{"type", row.number(14)}, {"relation", number}});
    }

    static schema::view view_of(const catalog_rows& row) {
        schema::view result;
        result.schema_name = row.text(1);
        result.name = row.text(2);
        result.comment = row.text(4);
        result.materialized = row.text(3) == "m";
        result.options = options_of(row.texts(6));
        std::string query = row.text(15);
        query.erase(query.find_last_not_of("; \n") + 1);
        query.erase(0, query.find_first_not_of(' '));
        result.query = std::move(query);
        return result;
    }

    static schema::table table_of(const catalog_rows& row) {
        schema::table result;
        result.schema_name = row.text(1);
        result.name = row.text(2);
        result.comment = row.text(4);
        result.unlogged = row.flag(5);
        result.options = options_of(row.texts(6));
        result.partition_by = row.text(7);
        result.bounds = row.text(8);
        result.row_security = row.flag(10);
        result.force_row_security = row.flag(11);
        const std::string identity = row.text(12);
        if (identity == "f") result.replica_identity = "full";
        if (identity == "n") result.replica_identity = "nothing";
        if (identity == "i") result.replica_identity = row.text(13);
        result.clustered_on = row.text(16);
        return result;
    }

    void read_distributions(const std::string& tables) {
        for (catalog_rows row(in_, queries::distributions, tables); row.next();) {
            schema::table* const found = find(tables_, row.number(0));
            if (found == nullptr) continue;
            found->distribution.emplace();
            if (!row.is_null(1)) found->distribution->column = row.text(1);
            if (row.is_null(2)) continue;
            found->distribution->colocate_with = row.text(3);
        }
    }

    void read_indexes(const std::string& of) {
        std::map<std::pair<std::int64_t, std::string>, read_index> found;
        for (catalog_rows row(in_, queries::indexes, of); row.next();) {
            found.try_emplace({row.number(0), row.text(1)}, row).first->second.add_key(row);
            numbers_.parts.push_back({{"relation", row.number(19)}, {"relation", row.number(0)}});
        }
        for (auto& [name, one] : found) {
            schema::table* const table = find(tables_, name.first);
            schema::view* const view = find(views_, name.first);
            if (table == nullptr && view == nullptr) continue;
            one.index.table = table != nullptr ? table->name : view->name;
            one.index.schema_name = table != nullptr ? table->schema_name : view->schema_name;
            if (table != nullptr) one.add_to(*table);
            if (view != nullptr) view->indexes.push_back(one.index);
        }
    }

    // Partitions go into their tables, those of partitions first.
    void nest() {
        std::map<std::int64_t, std::vector<std::int64_t>> below;
        for (const auto& [number, table] : tables_) {
            if (const auto parent = parents_.find(number); parent != parents_.end())
                below[parent->second].push_back(number);
        }
        for (const auto& [number, table] : tables_) {
            if (!parents_.contains(number)) to_.tables.push_back(whole(number, below));
        }
    }
    schema::table whole(std::int64_t number, const std::map<std::int64_t, std::vector<std::int64_t>>& below) {
        schema::table result = std::move(*find(tables_, number));
        if (!result.bounds.empty()) take_over(result.columns);
        if (const auto list = below.find(number); list != below.end()) {
            for (const std::int64_t each : list->second) result.partitions.push_back(whole(each, below));
        }
        return result;
    }

    // A partition is made with all its columns; who counts is its table.
    static void take_over(std::vector<schema::column>& columns) {
        for (schema::column& each : columns) {
            each.inherited = false;
            each.identity = schema::identity_kind::none;
        }
    }

    session& in_;
    schema::database& to_;
    numbered_objects& numbers_;
    numbered<schema::table> tables_;
    numbered<schema::view> views_;
    std::map<std::int64_t, std::size_t> places_;    // of both lists
    std::map<std::int64_t, std::int64_t> parents_;  // of partitions
};

}  // namespace

void read_relations(session& in, const std::string& scope, bool only_tables, schema::database& to,
                    numbered_objects& numbers) {
    relations(in, to, numbers).read(scope, only_tables);
}

}  // namespace rowan::detail::postgresql
