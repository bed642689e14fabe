#pragma once

#include <rowan/query/arithmetic.hpp>
#include <rowan/query/expression.hpp>

#include <string>
#include <type_traits>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

namespace detail {

// A member of a base that several tables share, or of a result, has no table of its own.
template <class Owner>
std::string qualifier_of() {
    if constexpr (entity<Owner>) {
        return schema_table<Owner>().name;
    } else {
        return {};
    }
}

}  // namespace detail

/// A change of one column, for `update`: `field<&account::credits> = field<&account::credits> - 5`.
template <class Table, class Sources = sources<Table>>
struct assignment {
    using source_list = Sources;
    sql::assignment change;
};

/// A column as a member pointer names it: `field<&task::title>`.
template <auto Pointer>
struct field_of : detail::operations<field_of<Pointer>> {
    using table = meta::class_of<Pointer>;
    using value_type = meta::type_of_member<Pointer>;
    using source_list = sources<table>;

    static sql::expression tree() { return sql::column(detail::column_name<Pointer>(), detail::qualifier_of<table>()); }

    /// Throws mapping_error where an integer is beyond the member's type.
    template <class To>
    auto operator=(const To& to) const {
        return assignment<table, detail::sources_in<field_of, To>>{
            {detail::column_name<Pointer>(), detail::assigned<value_type>(to, meta::name_of<Pointer>)}};
    }
};

template <auto Pointer>
inline constexpr field_of<Pointer> field{};

}  // namespace rowan
