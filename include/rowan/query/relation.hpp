#pragma once

#include <rowan/query/foreign_key.hpp>
#include <rowan/query/shape.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

/// Fills the relations of shapes: one statement for each relation and level, however many rows.
namespace rowan {

struct no_via {};

/// The foreign key that a relation of a shape goes along, where there are two between the tables:
///
///     template <>
///     inline constexpr auto rowan::via_of<&task_page::reviewer> = rowan::via<&task::reviewer_id>;
template <auto Relation>
inline constexpr no_via via_of{};

template <auto Key>
struct via_key {};
template <auto Key>
inline constexpr via_key<Key> via{};

namespace detail {

template <class Child, class Parent, class Via>
struct chosen_key {
    static constexpr key_pair value = find_key<Child, Parent>();
};
template <class Child, class Parent, auto Key>
struct chosen_key<Child, Parent, const via_key<Key>> {
    static constexpr key_pair value = [] {
        if constexpr (meta::has_member<Child, Key>) {
            return find_key<Child, Parent>(meta::index_of<Child, Key>());
        } else {
            return key_pair{};
        }
    }();
};

// Where in shape `S` the column of its entity stands, so that its value can be taken from a row at hand.
template <class S>
constexpr std::size_t position_in_shape(std::size_t column) {
    if constexpr (entity<S>) {
        return column;
    } else {
        for (std::size_t i = 0; i != members_of_shape<S>::columns.size(); ++i) {
            if (members_of_shape<S>::columns[i] == column) return i;
        }
        return no_member;
    }
}

template <class S, std::size_t Position>
auto& member_at(S& of) {
    return of.*boost::mp11::mp_at_c<meta::detail::all_members<std::remove_const_t<S>>, Position>::pointer;
}

template <class M>
const not_optional<M>* address_of_value(const M& from) {
    if constexpr (is_optional<M>) {
        return from ? &*from : nullptr;
    } else {
        return &from;
    }
}

/// Rows of shape `C` whose `column` is among `keys`, each with that column's value.
template <class C, class Key>
std::vector<std::pair<Key, C>> load_related(session& in, const std::string& column, const value_array& keys) {
    statement rows = in.prepare(shape_plan_of<C>().by_list(in.dialect(), column));
    rows.parameters().set_array(0, keys);
    rows.execute();
    std::vector<std::pair<Key, C>> result;
    while (rows.next()) {
        auto& [key, row] = result.emplace_back();
        read_value(rows.row(), read_shape(rows.row(), row), key);
    }
    return result;
}

inline constexpr std::size_t max_relation_depth = 1000;

template <shape S>
void load_relations(session& in, std::span<S* const> rows, std::size_t depth = 0);

template <class Pairs>
void load_nested(session& in, Pairs& related, std::size_t depth) {
    using nested = typename Pairs::value_type::second_type;
    if constexpr (!entity<nested>) {
        std::vector<nested*> rows;
        rows.reserve(related.size());
        for (auto& one : related) rows.push_back(&one.second);
        load_relations<nested>(in, rows, depth + 1);
    }
}

/// Other rows refer to these: `std::vector<task>` (or an optional one) of a project.
template <class S, class D, key_pair Pair>
void load_children(session& in, std::span<S* const> parents, std::size_t depth) {
    using member = typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type;
    using child = typename relation_target<member>::type;
    constexpr std::size_t position = position_in_shape<S>(Pair.to);
    static_assert(position != no_member, "a shape with children must have the member that their foreign key references");
    using key = not_optional<std::remove_cvref_t<decltype(member_at<S, position>(*parents[0]))>>;

    std::unordered_map<key, S*> by_key;
    by_key.reserve(parents.size());
    value_array keys;
    keys.reserve(parents.size());
    for (S* parent : parents) {
        parent->*D::pointer = member{};
        if (const key* at = address_of_value(member_at<S, position>(*parent)); at != nullptr && by_key.emplace(*at, parent).second) {
            keys.push_back(to_value<key>(*at));
        }
    }
    const std::string& column = schema_table<entity_of<child>>().columns[Pair.from].name;
    auto related = load_related<child, key>(in, column, keys);
    load_nested(in, related, depth);
    for (auto& [at, row] : related) {
        auto& to = by_key.find(at)->second->*D::pointer;
        if constexpr (relation_target<member>::many) {
            to.push_back(std::move(row));
        } else {
            to = std::move(row);
        }
    }
    // The same row may have been read twice; both get the same children.
    if (by_key.size() != parents.size()) {
        for (S* parent : parents) {
            const key* at = address_of_value(member_at<S, position>(*parent));
            if (at == nullptr) continue;
            S* first = by_key.find(*at)->second;
            if (first != parent) parent->*D::pointer = first->*D::pointer;
        }
    }
}

/// These rows refer to another: the `project` of a task.
template <class S, class D, key_pair Pair>
void load_parents(session& in, std::span<S* const> children, std::size_t depth) {
    using member = typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type;
    using parent = typename relation_target<member>::type;
    constexpr std::size_t position = position_in_shape<S>(Pair.from);
    static_assert(position != no_member, "a shape with a parent must have the foreign key member that leads to it");
    using key = not_optional<std::remove_cvref_t<decltype(member_at<S, position>(*children[0]))>>;

    std::unordered_map<key, const parent*> by_key;
    value_array keys;
    for (S* child : children) {
        child->*D::pointer = member{};
        if (const key* at = address_of_value(member_at<S, position>(*child)); at != nullptr && by_key.emplace(*at, nullptr).second) {
            keys.push_back(to_value<key>(*at));
        }
    }
    if (keys.empty()) return;
    const schema::table& table = schema_table<entity_of<parent>>();
    auto related = load_related<parent, key>(in, table.columns[Pair.to].name, keys);
    load_nested(in, related, depth);
    for (const auto& [at, row] : related) by_key[at] = &row;
    for (S* child : children) {
        const key* at = address_of_value(member_at<S, position>(*child));
        if (at == nullptr) continue;
        if (const parent* found = by_key[*at]; found != nullptr) {
            child->*D::pointer = *found;
        } else if constexpr (!is_optional<member>) {
            throw_missing_related(table);
        }
    }
}

template <class S, class D>
void load_relation(session& in, std::span<S* const> rows, std::size_t depth) {
    using member = typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type;
    using target = typename relation_target<member>::type;
    static_assert(shape<target>, "a relation leads to a shape: an entity, a struct derived from one, or one that says `using entity = …;`");
    using own = entity_of<S>;
    using other = entity_of<target>;
    using via_type = decltype(via_of<D::pointer>);
    constexpr key_pair in_own = chosen_key<own, other, via_type>::value;
    constexpr key_pair in_other = chosen_key<other, own, via_type>::value;
    constexpr bool to_parent = !relation_target<member>::many && in_own.candidates != 0;
    constexpr key_pair pair = to_parent ? in_own : in_other;
    static_assert(pair.candidates != 0, "no foreign key joins the two entities of this relation");
    static_assert(pair.candidates < 2, "more than one foreign key joins the two entities: name the one to use with rowan::via_of");
    if constexpr (to_parent) {
        load_parents<S, D, pair>(in, rows, depth);
    } else {
        load_children<S, D, pair>(in, rows, depth);
    }
}

template <shape S>
void load_relations(session& in, std::span<S* const> rows, std::size_t depth) {
    if (rows.empty()) return;
    if (depth == max_relation_depth) throw_too_deep(schema_table<entity_of<S>>());
    members_of_shape<S>::for_each_relation([&]<class D>(D) { load_relation<S, D>(in, rows, depth); });
}

template <shape S>
void load_relations_of(session& in, std::vector<S>& rows) {
    if constexpr (!entity<S>) {
        std::vector<S*> addresses;
        addresses.reserve(rows.size());
        for (S& one : rows) addresses.push_back(&one);
        load_relations<S>(in, addresses);
    }
}

template <shape S>
void load_relations_of(session& in, S& row) {
    if constexpr (!entity<S>) {
        S* address = &row;
        load_relations<S>(in, std::span<S* const>(&address, 1));
    }
}

}  // namespace detail
}  // namespace rowan
