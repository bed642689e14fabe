#pragma once

#include <rowan/query/related_rows.hpp>
#include <rowan/query/shape.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// Puts the rows of a relation into the members of those that they belong to.
namespace rowan::detail {

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

/// Rows at hand, of a type that who reads their relations knows. One list for all types is cheaper to compile.
using rows_at_hand = std::span<void* const>;
template <class S>
S& row_at(rows_at_hand rows, std::size_t at) {
    return *static_cast<S*>(rows[at]);
}

template <class S, std::size_t Position>
using key_at = not_optional<std::remove_cvref_t<decltype(member_at<S, Position>(std::declval<S&>()))>>;

/// The keys of rows at hand: their members at `Position`.
template <class S, key_places Position>
void add_keys(key_index& to, rows_at_hand rows) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        for (std::size_t at = 0; at != rows.size(); ++at)
            to.add(address_of_value(member_at<const S, Position.at[I]>(row_at<const S>(rows, at)))...);
    }(std::make_index_sequence<Position.size>());
}

/// The number of the key of a row that was read.
template <class S, key_places Position>
std::size_t find_key_of(const row_reader& row, const key_index& keys, const relation_plan& plan) {
    if constexpr (Position.size == 1) {
        return keys.find<key_at<S, Position.at[0]>>(row, *plan.key_positions());
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return keys.find<key_at<S, Position.at[I]>...>(row, plan.key_positions());
        }(std::make_index_sequence<Position.size>());
    }
}

// What a member holds of its relation: any number of rows, or at most one.
template <class M, class F>
void for_each_related(M& in, F&& f) {
    if constexpr (relation_target<M>::many) {
        for (auto& one : in) f(one);
    } else if constexpr (is_optional<M>) {
        if (in) f(*in);
    } else {
        f(in);
    }
}
template <class M>
void clear_related(M& in) {
    if constexpr (relation_target<M>::many) {
        in.clear();
    } else if constexpr (is_optional<M>) {
        in.reset();
    } else {
        in = M{};
    }
}
template <class M>
auto& add_related(M& to) {
    if constexpr (relation_target<M>::many) {
        return to.emplace_back();
    } else if constexpr (is_optional<M>) {
        return to.emplace();
    } else {
        return to;
    }
}

inline constexpr std::size_t max_relation_depth = 1000;

/// `Link` is the entity between the rows and those that they belong to, or void.
template <shape S, class Link = void>
void load_relations(session& in, rows_at_hand rows, std::size_t depth = 0);

template <class S, class D, class C, class Link>
void load_nested(session& in, rows_at_hand rows, std::size_t depth) {
    if constexpr (members_of_shape<C, Link>::has_relations) {
        std::vector<void*> related;
        for (std::size_t at = 0; at != rows.size(); ++at) {
            for_each_related(row_at<S>(rows, at).*D::pointer, [&](C& one) { related.push_back(&one); });
        }
        load_relations<C, Link>(in, related, depth + 1);
    }
}

/// Rows that belong to those at hand, whose member at `Position` is the key: `std::vector<task>` (or an optional one)
/// of a project.
template <class S, class D, key_places Position, class Link>
void load_children(session& in, rows_at_hand owners, const relation_plan& plan, std::size_t depth) {
    using member = type_of_described<D>;
    using child = typename relation_target<member>::type;
    constexpr bool needed = !relation_target<member>::many && !is_optional<member>;
    key_index keys(owners.size());
    add_keys<S, Position>(keys, owners);
    for (std::size_t row = 0; row != owners.size(); ++row) clear_related(row_at<S>(owners, row).*D::pointer);
    std::vector<bool> found(keys.size());
    if (keys.size() != 0) {
        statement rows = plan.start(in, keys);
        while (rows.next()) {
            const std::size_t at = find_key_of<S, Position>(rows.row(), keys, plan);
            if (at == no_member) continue;
            if (!relation_target<member>::many && found[at]) continue;
            found[at] = true;
            members_of_shape<child, Link>::read(rows.row(),
                                                add_related(row_at<S>(owners, keys.first_row(at)).*D::pointer), 0);
        }
    }
    for (std::size_t at = 0; needed && at != found.size(); ++at) {
        if (!found[at]) plan.throw_missing();
    }
    load_nested<S, D, child, Link>(in, owners, depth);
    // The same row may have been read twice; both get the same children.
    for (std::size_t row = 0; row != owners.size(); ++row) {
        if (const std::size_t first = keys.first_row_like(row); first != row)
            row_at<S>(owners, row).*D::pointer = row_at<S>(owners, first).*D::pointer;
    }
}

/// The row that each of those at hand refers to by its member at `Position`: the `project` of a task.
template <class S, class D, key_places Position>
void load_parents(session& in, rows_at_hand children, const relation_plan& plan, std::size_t depth) {
    using member = type_of_described<D>;
    using parent = typename relation_target<member>::type;
    key_index keys(children.size());
    add_keys<S, Position>(keys, children);
    std::vector<parent> parents;
    std::vector<std::size_t> at_key(keys.size(), no_member);
    if (keys.size() != 0) {
        statement rows = plan.start(in, keys);
        while (rows.next()) {
            const std::size_t at = find_key_of<S, Position>(rows.row(), keys, plan);
            if (at == no_member) continue;
            at_key[at] = parents.size();
            read_shape(rows.row(), parents.emplace_back());
        }
    }
    if constexpr (members_of_shape<parent>::has_relations) {
        std::vector<void*> addresses;
        for (parent& one : parents) addresses.push_back(&one);
        load_relations<parent>(in, addresses, depth + 1);
    }
    for (std::size_t row = 0; row != children.size(); ++row) {
        const std::size_t key = keys.key_of(row);
        const std::size_t at = key == no_member ? no_member : at_key[key];
        member& to = row_at<S>(children, row).*D::pointer;
        if (at != no_member) {
            to = parents[at];
            continue;
        }
        clear_related(to);
        if (!is_optional<member> && key != no_member) plan.throw_missing();
    }
}

/// How many rows refer to each of those at hand.
template <class S, class D, key_places Position>
void load_counts(session& in, rows_at_hand owners, const relation_plan& plan) {
    using member = type_of_described<D>;
    static_assert(plain_integer<member>, "the number of related rows is read into an integer member");
    key_index keys(owners.size());
    add_keys<S, Position>(keys, owners);
    std::vector<member> counts(keys.size());
    if (keys.size() != 0) {
        statement rows = plan.start(in, keys);
        while (rows.next()) {
            const std::size_t at = find_key_of<S, Position>(rows.row(), keys, plan);
            if (at != no_member) read_value(rows.row(), Position.size, counts[at]);
        }
    }
    for (std::size_t row = 0; row != owners.size(); ++row) {
        const std::size_t key = keys.key_of(row);
        row_at<S>(owners, row).*D::pointer = key == no_member ? member{} : counts[key];
    }
}

}  // namespace rowan::detail
