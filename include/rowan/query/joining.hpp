#pragma once

#include <rowan/query/foreign_key.hpp>
#include <rowan/query/query_state.hpp>
#include <rowan/query/shape.hpp>
#include <rowan/query/source.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

/// The condition that joins a source to those at hand along their foreign key, and what a source leaves out by itself.
namespace rowan {

namespace detail {

/// The one foreign key between a new source and those at hand.
struct joining_key {
    std::size_t source = 0;  ///< position among the sources at hand
    bool from_new = false;   ///< the new source refers to the other
    key_pair key{};
    std::size_t candidates = 0;
};

template <class Old, class New>
constexpr void find_joining_key(joining_key& result, std::size_t position) {
    if constexpr (entity<Old> && entity<New>) {
        constexpr key_pair to_old = find_key<New, Old>();
        constexpr key_pair to_new = find_key<Old, New>();
        if (to_old.candidates != 0) result = {position, true, to_old, result.candidates + to_old.candidates};
        if (to_new.candidates != 0) result = {position, false, to_new, result.candidates + to_new.candidates};
    }
}

template <class New, class... Known>
constexpr joining_key key_to(sources<Known...>) {
    joining_key result;
    std::size_t position = 0;
    (find_joining_key<typename source_traits<Known>::row_type, typename source_traits<New>::row_type>(result,
                                                                                                      position++),
     ...);
    return result;
}

template <class S>
const std::string& name_of_column(std::size_t column) {
    return schema_table<typename source_traits<S>::row_type>().columns[column].name;
}

template <class New, class... Known>
sql::expression on_key(sources<Known...>) {
    static constexpr joining_key found =
        key_to<New>(sources<Known...>{});  // GCC 12 fails to capture one that is not static
    static_assert(found.candidates != 0,
                  "no foreign key joins this entity with one that the query reads: say on which condition");
    static_assert(
        found.candidates < 2,
        "more than one foreign key could join this entity with those that the query reads: say on which condition");
    sql::expression result;
    if constexpr (found.candidates == 1) {
        std::size_t position = 0;
        const auto take = [&]<class S>(std::type_identity<S>) {
            if (position++ != found.source) return;
            const key_places& own = found.from_new ? found.key.from : found.key.to;
            const key_places& other = found.from_new ? found.key.to : found.key.from;
            if constexpr (entity<typename source_traits<S>::row_type>) {
                for (std::size_t i = 0; i != own.size; ++i) {
                    auto equal = equal_columns(name_of_column<New>(own.at[i]), source_traits<New>::name(),
                                               name_of_column<S>(other.at[i]), source_traits<S>::name());
                    result = i == 0 ? std::move(equal) : sql::infix("and", std::move(result), std::move(equal));
                }
            }
        };
        (take(std::type_identity<Known>{}), ...);
    }
    return result;
}

template <class S>
std::optional<sql::expression> live_rows_of() {
    using row = typename source_traits<S>::row_type;
    if constexpr (entity<row>) {
        if constexpr (requires { plan_of<row>().live_rows(std::string()); })
            return plan_of<row>().live_rows(source_traits<S>::name());
    }
    return std::nullopt;
}

}  // namespace detail

}  // namespace rowan
