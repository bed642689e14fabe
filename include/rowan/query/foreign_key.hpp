#pragma once

#include <rowan/schema/table_of.hpp>

#include <cstddef>

/// The foreign keys between two entities, known at compile time.
namespace rowan::detail {

/// A foreign key of one column, as positions among the members of both entities.
struct key_pair {
    std::size_t from = no_member;
    std::size_t to = no_member;
    std::size_t candidates = 0;
};

template <class Child, class Parent>
constexpr key_pair find_key(std::size_t only = no_member) {
    constexpr auto leads_to_parent = table_of<Child>.template references<Parent>();
    key_pair result;
    std::size_t key = 0;
    for (const facet& one : table_of<Child>.facets()) {
        if (one.what != facet::kind::foreign_key || !leads_to_parent[key++]) continue;
        if (only != no_member && one.members[0] != only) continue;
        result = {one.members[0], one.referenced_member, result.candidates + 1};
    }
    return result;
}

}  // namespace rowan::detail
