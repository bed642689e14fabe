#pragma once

#include <rowan/query/foreign_key.hpp>
#include <rowan/query/relation_rows.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// Fills the relations of shapes: one statement for each relation and level, however many rows.
namespace rowan::detail {

template <auto... Keys>
struct key_list {};

/// The foreign key of `Child` that leads to `Parent`: the only one, or that of the member that is named.
template <class Child, class Parent>
constexpr key_pair chosen_key() {
    return find_key<Child, Parent>();
}
template <class Child, class Parent, auto Key>
constexpr key_pair chosen_key() {
    if constexpr (meta::has_member<Child, Key>) {
        return find_key<Child, Parent>(meta::index_of<Child, Key>());
    } else {
        return key_pair{};
    }
}

/// Those of a link: to the entity that has the relation, and to the other.
template <class Link, class Own, class Other>
constexpr std::pair<key_pair, key_pair> keys_of_link(key_list<>) {
    return {chosen_key<Link, Own>(), chosen_key<Link, Other>()};
}
template <class Link, class Own, class Other, auto ToOwn, auto ToOther>
constexpr std::pair<key_pair, key_pair> keys_of_link(key_list<ToOwn, ToOther>) {
    return {chosen_key<Link, Own, ToOwn>(), chosen_key<Link, Other, ToOther>()};
}

// Where in shape `S` the column of its entity stands, so that its value can be taken from a row at hand.
template <class S, class Link>
constexpr std::size_t position_in_shape(std::size_t column) {
    if constexpr (entity<S>) {
        return column;
    } else {
        for (std::size_t i = 0; i != members_of_shape<S, Link>::columns.size(); ++i) {
            if (members_of_shape<S, Link>::columns[i] == column) return i;
        }
        return no_member;
    }
}

template <std::size_t Candidates>
constexpr bool check_candidates() {
    static_assert(Candidates != 0, "no foreign key joins the two entities of this relation");
    static_assert(Candidates < 2,
                  "more than one foreign key joins the two entities: name the one to use with rowan::relation_of");
    return Candidates == 1;
}
template <class Sources, class... Read>
constexpr void check_clauses() {
    static_assert(all_among<Sources, sources<Read...>>,
                  "a condition or order of this relation names a column of a table that it does not read");
}
template <class S, class Link>
constexpr key_places positions_in_shape(const key_places& columns) {
    key_places result{{}, columns.size};
    for (std::size_t i = 0; i != columns.size; ++i) result.at[i] = position_in_shape<S, Link>(columns.at[i]);
    return result;
}
constexpr bool is_complete(const key_places& places) {
    for (std::size_t i = 0; i != places.size; ++i) {
        if (places.at[i] == no_member) return false;
    }
    return true;
}
template <class S, class Link, key_places Columns>
constexpr key_places own_positions() {
    constexpr key_places result = positions_in_shape<S, Link>(Columns);
    static_assert(is_complete(result),
                  "a shape with a relation must have the members that lead to it: its foreign key or, for children, "
                  "what theirs references");
    return result;
}

template <class D>
constexpr bool is_whole() {
    if constexpr (says_relation<D::pointer>) {
        constexpr const relation_clauses& clauses = relation_of<D::pointer>.clauses;
        return clauses.limit == 0 && !clauses.ordered();
    } else {
        return true;
    }
}

// Of each of these, what comes first is the kind of relation. `Link` is that of the rows at hand.

template <class S, class Link, class D, class Sources, auto... Keys>
void load_relation(const relation<by_key, Sources, Keys...>& what, session& in, rows_at_hand rows, std::size_t depth) {
    using target = relation_target<type_of_described<D>>;
    using related = typename target::type;
    using own = entity_of<S>;
    using other = entity_of<related>;
    constexpr key_pair to_other = chosen_key<own, other, Keys...>();
    constexpr bool to_parent = !target::many && to_other.candidates != 0;
    constexpr key_pair key = to_parent ? to_other : chosen_key<other, own, Keys...>();
    check_clauses<Sources, other>();
    if constexpr (check_candidates<key.candidates>()) {
        static constexpr key_places position = own_positions < S, Link, to_parent ? key.from : key.to > ();
        static const relation_plan plan({.of = &plan_of<other>(),
                                         .columns = columns_of_shape<related>(),
                                         .key = list_of(to_parent ? key.to : key.from),
                                         .clauses = &what.clauses,
                                         .single = !target::many});
        if constexpr (to_parent) {
            static_assert(is_whole<D>(),
                          "a row refers to one other by this relation: order and limit are for relations to many");
            load_parents<S, D, position>(in, rows, plan, depth);
        } else {
            load_children<S, D, position, void>(in, rows, plan, depth);
        }
    }
}

template <class S, class Link, class D, class Through, class Sources, auto... Keys>
void load_relation(const relation<by_link<Through>, Sources, Keys...>& what, session& in, rows_at_hand rows,
                   std::size_t depth) {
    using target = relation_target<type_of_described<D>>;
    using related = typename target::type;
    using own = entity_of<S>;
    using other = entity_of<related>;
    static_assert(sizeof...(Keys) == 0 || sizeof...(Keys) == 2,
                  "a link is gone through by two foreign keys: .via<&link::to_this, &link::to_the_other>()");
    constexpr auto keys = keys_of_link<Through, own, other>(key_list<Keys...>{});
    check_clauses<Sources, other, Through>();
    if constexpr (check_candidates<keys.first.candidates>() && check_candidates<keys.second.candidates>()) {
        static constexpr key_places position = own_positions<S, Link, keys.first.to>();
        static const relation_plan plan({.of = &plan_of<other>(),
                                         .columns = columns_of_shape<related, Through>(),
                                         .key = list_of(keys.first.from),
                                         .clauses = &what.clauses,
                                         .single = !target::many,
                                         .link = &plan_of<Through>(),
                                         .link_key = list_of(keys.second.from),
                                         .referenced = list_of(keys.second.to)});
        load_children<S, D, position, Through>(in, rows, plan, depth);
    }
}

template <class S, class Link, class D, class Counted, class Sources, auto... Keys>
void load_relation(const relation<by_count<Counted>, Sources, Keys...>& what, session& in, rows_at_hand rows,
                   std::size_t) {
    constexpr key_pair key = chosen_key<Counted, entity_of<S>, Keys...>();
    static_assert(is_whole<D>(), "rows are counted in no order and without a limit");
    check_clauses<Sources, Counted>();
    if constexpr (check_candidates<key.candidates>()) {
        static constexpr key_places position = own_positions<S, Link, key.to>();
        static const relation_plan plan(
            {.of = &plan_of<Counted>(), .counts = true, .key = list_of(key.from), .clauses = &what.clauses});
        load_counts<S, D, position>(in, rows, plan);
    }
}

template <class S, class Link, class D>
void load_relation(const plain_relation&, session& in, rows_at_hand rows, std::size_t depth) {
    load_relation<S, Link, D>(children, in, rows, depth);
}

template <class D, class What>
constexpr bool check_target() {
    using related = typename relation_target<type_of_described<D>>::type;
    constexpr bool sound = is_count<What> || shape<related>;
    static_assert(
        sound,
        "a relation leads to a shape: an entity, a struct derived from one, or one that says `using entity = …;`");
    return sound;
}

template <shape S, class Link>
void load_relations(session& in, rows_at_hand rows, std::size_t depth) {
    if (rows.empty()) return;
    if (depth == max_relation_depth) throw_too_deep(schema_table<entity_of<S>>());
    members_of_shape<S, Link>::for_each_relation([&]<class D>(D) {
        constexpr const auto& what = relation_of<D::pointer>;
        if constexpr (check_target<D, std::remove_cvref_t<decltype(what)>>())
            load_relation<S, Link, D>(what, in, rows, depth);
    });
}

template <shape S>
void load_relations_of(session& in, std::vector<S>& rows) {
    if constexpr (members_of_shape<S>::has_relations) {
        std::vector<void*> addresses;
        addresses.reserve(rows.size());
        for (S& one : rows) addresses.push_back(&one);
        load_relations<S>(in, addresses);
    }
}

template <shape S>
void load_relations_of(session& in, S& row) {
    if constexpr (members_of_shape<S>::has_relations) {
        void* address = &row;
        load_relations<S>(in, rows_at_hand(&address, 1));
    }
}

}  // namespace rowan::detail
