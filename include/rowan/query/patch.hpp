#pragma once

#include <rowan/query/field.hpp>

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
        if constexpr (std::is_same_v<Value, std::nullopt_t>) {
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
        std::string name = schema_table<T>().columns[meta::index_of<T, Pointer>()].name;
        for (auto& one : assignments_) {
            if (one.column == name) {
                one.to = sql::parameter(std::move(to));
                return;
            }
        }
        assignments_.push_back({std::move(name), sql::parameter(std::move(to))});
    }

    std::vector<sql::assignment> assignments_;
};

}  // namespace rowan
