#pragma once

#include <rowan/query/source.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

namespace detail {

/// What an upsert does with a row that is there already, without its types.
struct conflict_rule {
    enum class change { all, some, none };
    std::vector<std::string>
        columns;  ///< of the key that tells that the row is there; with no constraint either: the primary key
    std::string constraint;
    change what = change::all;
    std::vector<std::string> updated;
    std::vector<sql::assignment> set;
    std::optional<sql::expression> where;
};

}  // namespace detail

/// What an upsert does with a row that is there already. Without further words it becomes the new one: every column but
/// the key that was met, the primary key and created_at; updated_at is the present time, a version counts up.
///
///     users.upsert(ada, rowan::on_conflict<&user::email>().update<&user::name>())
template <class Table>
class conflict {
public:
    explicit conflict(detail::conflict_rule rule) : rule_(std::move(rule)) {}
    /// Of columns that a base of the entity brings.
    template <class Base>
    requires(!std::is_same_v<Base, Table>) conflict(conflict<Base> from) : rule_(from.rule()) {
        static_assert(std::is_base_of_v<Base, Table>,
                      "the columns of this conflict are of another entity than the one that is written");
    }

    conflict update_all() && { return with(detail::conflict_rule::change::all); }
    /// The row keeps its other columns, save updated_at and the version.
    template <auto... Columns>
    conflict update() && {
        static_assert((std::is_base_of_v<meta::class_of<Columns>, Table> && ...),
                      "this member is not of the entity that is written");
        (rule_.updated.push_back(detail::column_name<Columns>()), ...);
        return with(detail::conflict_rule::change::some);
    }
    /// Assignments, whose right sides may speak of the row there (`field<…>`) and of the new one
    /// (`excluded<T>[field<…>]`).
    template <class... Assignments>
    conflict set(const Assignments&... changes) && {
        (rule_.set.push_back(changes.change), ...);
        return with(detail::conflict_rule::change::some);
    }
    /// The row there stays as it is.
    conflict nothing() && { return with(detail::conflict_rule::change::none); }
    /// Only a row that meets this is changed: the row there is `field<…>`, the new one `excluded<T>[field<…>]`.
    template <class Condition>
    conflict when(Condition that) && {
        rule_.where = sql::all_of(std::move(rule_.where), std::move(that).tree());
        return std::move(*this);
    }

    const detail::conflict_rule& rule() const noexcept { return rule_; }

private:
    conflict with(detail::conflict_rule::change what) {
        rule_.what = what;
        return std::move(*this);
    }

    detail::conflict_rule rule_;
};

/// The row is there when one is equal to it in these columns, which a primary key or a unique constraint has.
template <auto First, auto... Rest>
conflict<meta::class_of<First>> on_conflict() {
    static_assert((std::is_same_v<meta::class_of<First>, meta::class_of<Rest>> && ...),
                  "the columns of a key are members of one struct");
    return conflict<meta::class_of<First>>({.columns = {detail::column_name<First>(), detail::column_name<Rest>()...}});
}
/// The row is there when one has its primary key.
template <entity T>
conflict<T> on_key() {
    return conflict<T>(detail::conflict_rule{});
}
/// The same by the name of the constraint (or of a unique index) as the table's description has it, on every backend.
template <entity T>
conflict<T> on_constraint(std::string_view name) {
    return conflict<T>({.constraint = std::string(name)});
}

/// What became of a row in an upsert.
enum class upsert_outcome : std::uint8_t { inserted, updated, unchanged };
BOOST_DESCRIBE_ENUM(upsert_outcome, inserted, updated, unchanged)

/// A row as it is stored now, and how it came there.
template <class T>
struct upserted {
    T row;
    upsert_outcome outcome{};
};

}  // namespace rowan
