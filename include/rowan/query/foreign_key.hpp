#pragma once

#include <rowan/schema/table_of.hpp>

#include <array>
#include <cstddef>

/// The foreign keys between two entities, known at compile time.
namespace rowan::detail {

/// The members of a key by their positions.
struct key_places {
    std::array<std::size_t, max_foreign_columns> at{};
    std::size_t size = 0;
};

/// A foreign key, as positions among the members of both entities.
struct key_pair {
    key_places from{};
    key_places to{};
    std::size_t candidates = 0;
};

template <class Child, class Parent>
constexpr key_pair find_key(std::size_t only = no_member) {
    constexpr auto leads_to_parent = table_of<Child>.template references<Parent>();
    key_pair result;
    std::size_t key = 0;
    for (const facet& one : table_of<Child>.facets()) {
        if (one.what != facet::kind::foreign_key || !leads_to_parent[key++]) continue;
        key_pair found{{}, {}, result.candidates + 1};
        bool is_meant = only == no_member;
        for (std::size_t i = 0; i != one.member_count; ++i) {
            found.from.at[i] = one.members[i];
            found.to.at[i] = one.members[one.member_count + i];
            is_meant = is_meant || one.members[i] == only;
        }
        found.from.size = found.to.size = one.member_count;
        if (is_meant) result = found;
    }
    return result;
}

}  // namespace rowan::detail
