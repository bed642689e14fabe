#pragma once

#include <rowan/query/field.hpp>
#include <rowan/query/plan.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace rowan {

/// A change of some columns of a row: what is not set is left alone, which is not the same as set to NULL.
///
///     projects.patch(id, rowan::patch<project>().set<&project::description>(std::nullopt));
template <entity T>
class patch {
public:
    /// Throws mapping_error where an integer is beyond the member's type.
    template <auto Pointer, class Value>
    patch& set(const Value& to) {
        using member = meta::type_of_member<Pointer>;
        static_assert(meta::has_member<T, Pointer>, "this member is not of the entity that is patched");
        if constexpr (term<Value>) {
            using speaks_of = typename Value::source_list;
            static_assert(detail::all_among<speaks_of, sources<T>>, "the new value names a column of another table");
            static_assert(detail::comparable<detail::not_optional<member>, detail::type_of<Value>>,
                          "the new value is of another type than the member");
            assign<Pointer>(to.tree());
        } else if constexpr (std::is_same_v<Value, std::nullopt_t>) {
            static_assert(detail::is_optional<member>, "only a std::optional member can be set to NULL");
            assign<Pointer>(value());
        } else if constexpr (detail::is_optional<Value>) {
            static_assert(detail::is_optional<member>, "only a std::optional member can be set to NULL");
            assign<Pointer>(to ? value_for<Pointer>(*to) : value());
        } else {
            assign<Pointer>(value_for<Pointer>(to));
        }
        return *this;
    }

    /// The version that the row must still have: patching one that was changed since throws stale_object.
    template <class Entity = T>
    patch& expecting(std::int64_t version) {
        static_assert(detail::roles_of(table_of<Entity>.facets()).version != detail::no_member,
                      "the entity has no version: its rowan::table_of names none");
        version_ = version;
        return *this;
    }
    std::optional<std::int64_t> version() const noexcept { return version_; }

    bool empty() const noexcept { return assignments_.empty(); }
    const std::vector<sql::assignment>& assignments() const noexcept { return assignments_; }

private:
    template <auto Pointer, class Value>
    static value value_for(const Value& from) {
        using type = detail::not_optional<meta::type_of_member<Pointer>>;
        if (detail::is_beyond<type>(from)) detail::throw_beyond(meta::name_of<Pointer>);
        return detail::comparison_value<type>(from);
    }

    template <auto Pointer>
    void assign(value to) {
        assign<Pointer>(sql::parameter(std::move(to)));
    }
    template <auto Pointer>
    void assign(sql::expression to) {
        std::string name = schema_table<T>().columns[meta::index_of<T, Pointer>()].name;
        for (auto& one : assignments_) {
            if (one.column == name) {
                one.to = std::move(to);
                return;
            }
        }
        assignments_.push_back({std::move(name), std::move(to)});
    }

    std::vector<sql::assignment> assignments_;
    std::optional<std::int64_t> version_{};
};

}  // namespace rowan
