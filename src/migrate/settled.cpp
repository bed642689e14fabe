#include "migrate/settled.hpp"

#include <rowan/schema/blueprint.hpp>
#include <rowan/schema/diff.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "schema/matched.hpp"

namespace rowan::migrate {

namespace {

using schema::database;
using schema::find_same;
using schema::table;

template <class Object>
bool all_there(const std::vector<Object>& wanted, const std::vector<Object>& live) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const Object& each) {
        const Object* const other = find_same(live, each);
        return other != nullptr && *other == each;
    });
}

/// Comments apart, which a struct does not say.
template <class Type>
bool are_same(Type left, const Type& right) {
    left.comment = right.comment;
    return left == right;
}

template <class Type>
bool is_there(const Type& wanted, const std::vector<Type>& live) {
    const Type* const other = find_same(live, wanted);
    return other != nullptr && are_same(wanted, *other);
}

/// Beside it are the tables that its keys lead to, as they are: without them a key would be one that must be made anew.
bool says_same(const table& wanted, const table& live, const database& all) {
    database from;
    database to;
    from.tables.push_back(live);
    to.tables.push_back(wanted);
    for (const schema::foreign_key& key : live.foreign_keys) {
        const auto is_it = [&](const table& each) {
            return each.name == key.referenced_table && each.schema_name == key.referenced_schema;
        };
        const auto other = std::find_if(all.tables.begin(), all.tables.end(), is_it);
        if (other == all.tables.end() || find_same(from.tables, *other) != nullptr) continue;
        from.tables.push_back(*other);
        from.tables.back().foreign_keys.clear();  // they lead on
        to.tables.push_back(from.tables.back());
    }
    return diff(from, completed(to, from), {.ask = false}).empty();
}

/// What stands beside tables and their types may look at any of them.
bool is_beside_tables(const database& wanted, const database& live) {
    return !all_there(wanted.sequences, live.sequences) || !all_there(wanted.functions, live.functions) ||
           !all_there(wanted.views, live.views) || !all_there(wanted.triggers, live.triggers) ||
           !all_there(wanted.policies, live.policies) || !all_there(wanted.others, live.others);
}

bool has_open_type(const table& in, const database& open) {
    return std::any_of(in.columns.begin(), in.columns.end(), [&](const schema::column& each) {
        const auto is_it = [&](const auto& type) {
            return type.name == each.type.name && type.schema_name == each.type.schema_name;
        };
        return std::any_of(open.enums.begin(), open.enums.end(), is_it) ||
               std::any_of(open.domains.begin(), open.domains.end(), is_it);
    });
}

template <class Object>
void sort(std::vector<Object>& list) {
    std::sort(list.begin(), list.end(), [](const Object& left, const Object& right) {
        return std::tie(left.schema_name, left.name) < std::tie(right.schema_name, right.name);
    });
}

template <class Object>
void append(std::vector<Object>& to, const std::vector<Object>& from) {
    for (const Object& each : from) {
        if (find_same(to, each) == nullptr) to.push_back(each);
    }
}

bool is_key_to(const std::vector<table>& in, const schema::foreign_key& key) {
    return std::any_of(in.begin(), in.end(), [&](const table& each) {
        return each.name == key.referenced_table && each.schema_name == key.referenced_schema;
    });
}

}  // namespace

settled::settled(const database& wanted, const database& live) {
    if (is_beside_tables(wanted, live)) {
        open_ = wanted;
        return;
    }
    const auto part = [&](const auto& list, const auto& there, auto& open, auto& same) {
        for (const auto& each : list) {
            const bool is_same = is_there(each, there);
            (is_same ? same : open).push_back(is_same ? *find_same(there, each) : each);
        }
    };
    part(wanted.enums, live.enums, open_.enums, same_.enums);
    part(wanted.domains, live.domains, open_.domains, same_.domains);
    for (const table& each : wanted.tables) {
        const table* const other = find_same(live.tables, each);
        const bool is_same = other != nullptr && !has_open_type(each, open_) && says_same(each, *other, live);
        (is_same ? same_ : open_).tables.push_back(is_same ? *other : each);
    }
    same_.sequences = wanted.sequences;
    same_.functions = wanted.functions;
    same_.views = wanted.views;
    same_.triggers = wanted.triggers;
    same_.policies = wanted.policies;
    same_.others = wanted.others;
    const bool all = open_ == database();
    const auto share = [&](const auto& list, const auto& there, auto& open, auto& same) {
        for (const auto& each : list) {
            const auto* const other = find_same(there, each);
            if (other != nullptr) same.push_back(*other);
            if (other == nullptr || !all) open.push_back(each);
        }
    };
    share(wanted.schemas, live.schemas, open_.schemas, same_.schemas);
    share(wanted.extensions, live.extensions, open_.extensions, same_.extensions);
    if (all) return;
    // A type that is not made beside an open table would be that of another schema.
    open_.enums = wanted.enums;
    open_.domains = wanted.domains;
    for (table& each : open_.tables) {
        const auto leads_away = [&](const schema::foreign_key& key) { return !is_key_to(open_.tables, key); };
        table& apart = set_apart_.tables.emplace_back();
        apart.name = each.name;
        apart.schema_name = each.schema_name;
        std::copy_if(each.foreign_keys.begin(), each.foreign_keys.end(), std::back_inserter(apart.foreign_keys),
                     leads_away);
        std::erase_if(each.foreign_keys, leads_away);
    }
}

database settled::with(database said) const {
    for (const table& each : set_apart_.tables) {
        for (table& one : said.tables) {
            if (!same_object(one, each)) continue;
            one.foreign_keys.insert(one.foreign_keys.end(), each.foreign_keys.begin(), each.foreign_keys.end());
            std::sort(one.foreign_keys.begin(), one.foreign_keys.end(),
                      [](const auto& left, const auto& right) { return left.name < right.name; });
        }
    }
    append(said.schemas, same_.schemas);
    append(said.extensions, same_.extensions);
    append(said.enums, same_.enums);
    append(said.domains, same_.domains);
    append(said.sequences, same_.sequences);
    append(said.functions, same_.functions);
    append(said.tables, same_.tables);
    append(said.views, same_.views);
    append(said.triggers, same_.triggers);
    append(said.policies, same_.policies);
    append(said.others, same_.others);
    sort(said.enums);
    sort(said.domains);
    sort(said.tables);
    return said;
}

}  // namespace rowan::migrate
