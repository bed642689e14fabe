#pragma once

#include <rowan/schema/facet.hpp>
#include <rowan/schema/key_member.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <rowan/export.hpp>

/// Says of a struct what C++ cannot: keys, lengths, checks, indexes.
///
///     template <>
///     inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
///         .primary_key<&task::id>()
///         .foreign_key<&task::project_id, &project::id>(rowan::on_delete::cascade)
///         .index<&task::status>();
///
/// A foreign key may lead to the same entity, or to one whose `table_of` comes later: it is looked up when a table is
/// first built.
namespace rowan {

using on_delete = schema::referential_action;
using on_update = schema::referential_action;

struct no_table {};

/// The table of an entity; a struct without one is no entity.
template <class T>
inline constexpr no_table table_of{};

template <class T>
concept entity = meta::described<T> && !std::is_same_v<std::remove_cv_t<decltype(table_of<T>)>, no_table>;

/// The table of `T` in the schema model (`rowan/schema/table.hpp`), built once. Lifetime: that of the process. Throws
/// mapping_error where the description contradicts itself.
template <class T>
const schema::table& schema_table();

namespace detail {
/// Where a foreign key leads, as a type: `table_of<Entity>` may not be there yet when the key is described.
template <class Entity, std::size_t... Members>
struct reference {
    using target_entity = Entity;
    static key_target target() {
        static_assert(rowan::entity<Entity>,
                      "a foreign key references a struct that has no rowan::table_of, or none that is visible here");
        if constexpr (rowan::entity<Entity>) {
            const auto& referenced = table_of<Entity>;
            return {referenced.schema_name(), referenced.name(),
                    {name_of_column(referenced.facets(), Members, meta::member_names<Entity>[Members])...}};
        }
    }
};
}  // namespace detail

/// See `table_of`. Every call returns the description with one more fact.
template <class T, std::size_t N = 0, class... References>
class table {
public:
    constexpr explicit table(std::string_view name, std::string_view schema_name = {}) requires(N == 0)
        : name_(name), schema_name_(schema_name) {
        static_assert(meta::described<T>, "this struct has no BOOST_DESCRIBE_STRUCT");
        if constexpr (meta::described<T>) {
            static_assert(meta::fully_described<T>(),
                          "a member of this struct is missing from its BOOST_DESCRIBE_STRUCT list");
        }
    }

    /// Name without one: `<table>_pkey`.
    template <auto... Keys>
    constexpr auto primary_key(std::string_view name = {}) const {
        static_assert((!column_type_of<meta::type_of_member<Keys>>().nullable && ...),
                      "a column of a primary key cannot be std::optional");
        return with(keys<Keys...>(detail::facet::kind::primary_key, name));
    }

    /// A whole-number key that the database counts up; 0 in a struct means "not yet saved". The primary key, unless one
    /// is named.
    template <auto Key>
    constexpr auto identity() const {
        static_assert(std::is_integral_v<meta::type_of_member<Key>>, "only an integer column can be an identity");
        return with(keys<Key>(detail::facet::kind::identity, {}));
    }

    /// Name without one: `<table>_<column>_fkey`.
    template <auto Key, auto Referenced>
    constexpr auto foreign_key(on_delete deletes = on_delete::no_action, std::string_view name = {}) const {
        using key_type = detail::not_optional<meta::type_of_member<Key>>;
        using referenced_class = typename detail::entity_of_key<key_type, meta::class_of<Referenced>>::type;
        constexpr bool of_one_type = std::is_same_v<key_type, detail::not_optional<meta::type_of_member<Referenced>>>;
        static_assert(of_one_type, "a foreign key and the key it references must be of one type");
        constexpr std::size_t member = detail::index_if<of_one_type, referenced_class, Referenced>();
        detail::facet added = keys<Key>(detail::facet::kind::foreign_key, name);
        added.deletes = deletes;
        added.members[1] = member;
        return with<detail::reference<referenced_class, member>>(added);
    }
    /// Of several columns, each side a `rowan::columns<…>`.
    template <auto Keys, auto Referenced>
    requires(std::is_empty_v<decltype(Keys)>) constexpr auto foreign_key(on_delete deletes = on_delete::no_action,
                                                                         std::string_view name = {}) const {
        return foreign_key_of(Keys, Referenced, deletes, name);
    }

    /// Name without one: `<table>_<columns>_key`.
    template <auto... Keys>
    constexpr auto unique(std::string_view name = {}) const {
        return with(keys<Keys...>(detail::facet::kind::unique, name));
    }

    /// Keys are member pointers, or `descending<&T::member>`.
    template <auto... Keys>
    constexpr auto index(const index_options& options = {}) const {
        detail::facet added = keys<Keys...>(detail::facet::kind::index, options.name);
        added.text.text = options.where;
        added.method = options.method;
        added.operator_class = options.operator_class;
        added.options = options.options;
        added.is_unique = options.unique;
        added.where_supported = options.where_supported;
        return with(added);
    }

    /// An SQL condition that every row meets.
    constexpr auto check(std::string_view name, std::string_view condition) const {
        return check(name, sql_literal{condition});
    }
    constexpr auto check(std::string_view name, const sql_literal& condition) const {
        return with({.what = detail::facet::kind::check, .name = name, .text = condition});
    }

    /// Longest text in characters: `varchar(n)`.
    template <auto Key>
    constexpr auto max_length(int characters) const {
        static_assert(detail::kind_of_member<Key>() == type_kind::text, "only a text column has a longest length");
        detail::facet added = keys<Key>(detail::facet::kind::max_length, {});
        added.first = characters;
        return with(added);
    }

    /// Digits in all and after the point: `numeric(p, s)`.
    template <auto Key>
    constexpr auto precision(int digits, int scale) const {
        static_assert(detail::kind_of_member<Key>() == type_kind::numeric,
                      "only a rowan::decimal column has a precision");
        detail::facet added = keys<Key>(detail::facet::kind::precision, {});
        added.first = digits;
        added.second = scale;
        return with(added);
    }

    /// What the column gets when an insert leaves it out, as SQL.
    template <auto Key>
    constexpr auto default_value(std::string_view sql) const {
        return default_value<Key>(sql_literal{sql});
    }
    template <auto Key>
    constexpr auto default_value(const sql_literal& sql) const {
        detail::facet added = keys<Key>(detail::facet::kind::default_value, {});
        added.text = sql;
        return with(added);
    }

    /// The column's name where it is not the member's.
    template <auto Key>
    constexpr auto column_name(std::string_view name) const {
        return with(keys<Key>(detail::facet::kind::column_name, name));
    }

    /// The column is of a domain, whose rule its values meet; a check on backends without domains.
    template <auto Key>
    constexpr auto domain(const domain_literal& of) const {
        detail::facet added = keys<Key>(detail::facet::kind::domain, {});
        added.domain = &of;
        return with(added);
    }

    /// Set by the repository on insert, unless it is set already (is not `timestamp{}`).
    template <auto Key>
    constexpr auto created_at() const {
        static_assert(std::is_same_v<meta::type_of_member<Key>, timestamp>,
                      "created_at takes a rowan::timestamp member");
        return with(keys<Key>(detail::facet::kind::created_at, {}));
    }

    /// Set by the repository on insert as created_at is, and on every update.
    template <auto Key>
    constexpr auto updated_at() const {
        static_assert(std::is_same_v<meta::type_of_member<Key>, timestamp>,
                      "updated_at takes a rowan::timestamp member");
        return with(keys<Key>(detail::facet::kind::updated_at, {}));
    }

    /// Computed by the database from other columns of the row, as SQL: never written, filled by insert and update.
    template <auto Key>
    constexpr auto generated(std::string_view expression) const {
        return generated<Key>(sql_literal{expression});
    }
    template <auto Key>
    constexpr auto generated(const sql_literal& expression) const {
        detail::facet added = keys<Key>(detail::facet::kind::generated, {});
        added.text = expression;
        return with(added);
    }

    /// Counts the changes of a row, from 1. Updating or removing a row that somebody else has changed since it was read throws
    /// stale_object instead of losing that change.
    template <auto Key>
    constexpr auto version() const {
        static_assert(detail::plain_integer<meta::type_of_member<Key>>, "version takes an integer member");
        return with(keys<Key>(detail::facet::kind::version, {}));
    }

    /// `remove` sets the time instead of deleting the row, and reading passes over rows that have one.
    template <auto Key>
    constexpr auto soft_delete() const {
        static_assert(std::is_same_v<meta::type_of_member<Key>, std::optional<timestamp>>,
                      "soft_delete takes a std::optional<rowan::timestamp> member");
        return with(keys<Key>(detail::facet::kind::soft_delete, {}));
    }

    /// Where the database is distributed (Citus): rows that are equal in this column lie together. The primary key, unique
    /// constraints and foreign keys to other distributed tables have it among theirs. `colocate_with` names a table whose
    /// rows lie beside; without it they are all whose column is of the same type.
    template <auto Key>
    constexpr auto distributed_by(std::string_view colocate_with = {}) const {
        return with(keys<Key>(detail::facet::kind::distributed_by, colocate_with));
    }

    /// Where the database is distributed: each machine has all rows, and any table may refer to them.
    constexpr auto reference_table() const { return with({.what = detail::facet::kind::reference_table}); }

    constexpr auto comment(std::string_view text) const {
        return with({.what = detail::facet::kind::comment, .text = {text}});
    }

    /// What the table, or the column of a member, was called before: a migration that is generated renames it instead of
    /// dropping it. It may stay here for as long as there are databases with the old name.
    constexpr auto renamed_from(std::string_view old_name) const {
        return with({.what = detail::facet::kind::renamed_from, .name = old_name});
    }
    template <auto Key>
    constexpr auto renamed_from(std::string_view old_name) const {
        return with(keys<Key>(detail::facet::kind::renamed_from, old_name));
    }

    constexpr std::string_view name() const noexcept { return name_; }
    constexpr std::string_view schema_name() const noexcept { return schema_name_; }
    constexpr std::span<const detail::facet, N> facets() const noexcept { return facets_; }

    /// For each foreign key, in the order of their facets: does it reference `Entity`? Asked of types, since a compiler
    /// that looks for undefined behaviour does not compare addresses.
    template <class Entity>
    static constexpr std::array<bool, sizeof...(References)> references() noexcept {
        return {std::is_same_v<typename References::target_entity, Entity>...};
    }

private:
    template <class, std::size_t, class...>
    friend class table;
    template <class>
    friend const schema::table& schema_table();

    constexpr table() = default;

    template <auto... Keys>
    static constexpr detail::facet keys(detail::facet::kind what, std::string_view name) {
        static_assert(sizeof...(Keys) != 0, "name at least one member");
        static_assert(sizeof...(Keys) <= detail::max_key_columns, "a key or an index takes at most eight columns here");
        detail::facet result{.what = what, .member_count = sizeof...(Keys), .name = name};
        std::size_t i = 0;
        ((result.members[i] = detail::key_member<T, Keys>::index,
          result.descending = static_cast<std::uint8_t>(result.descending | detail::key_member<T, Keys>::descends << i),
          ++i),
         ...);
        return result;
    }

    template <auto... Keys, auto... Referenced>
    static constexpr bool of_same_types(column_list<Keys...>, column_list<Referenced...>) {
        if constexpr (sizeof...(Keys) == sizeof...(Referenced)) {
            return (std::is_same_v<detail::not_optional<meta::type_of_member<Keys>>,
                                   detail::not_optional<meta::type_of_member<Referenced>>> &&
                    ...);
        } else {
            return false;
        }
    }

    template <auto... Keys, auto... Referenced>
    constexpr auto foreign_key_of(column_list<Keys...> own, column_list<Referenced...> other, on_delete deletes,
                                  std::string_view name) const {
        constexpr bool sound = of_same_types(own, other) && sizeof...(Keys) <= detail::max_foreign_columns;
        static_assert(sound, "a foreign key and the key it references must be of the same types, of four columns at most");
        using referenced_class = typename detail::owner_of<meta::class_of<Referenced>...>::type;
        detail::facet added = keys<Keys...>(detail::facet::kind::foreign_key, name);
        added.deletes = deletes;
        std::size_t next = sizeof...(Keys);
        if constexpr (sound) ((added.members[next++] = meta::index_of<referenced_class, Referenced>()), ...);
        return with<detail::reference<referenced_class, detail::index_if<sound, referenced_class, Referenced>()...>>(
            added);
    }

    template <class... Added>
    constexpr table<T, N + 1, References..., Added...> with(const detail::facet& added) const {
        table<T, N + 1, References..., Added...> result;
        result.name_ = name_;
        result.schema_name_ = schema_name_;
        for (std::size_t i = 0; i != N; ++i) result.facets_[i] = facets_[i];
        result.facets_[N] = added;
        return result;
    }

    template <class Columns>
    const schema::table& make(const Columns& columns) const {
        const std::array<detail::key_target, sizeof...(References)> targets{References::target()...};
        return detail::make_static_table({schema_name_, name_, columns, facets_, targets});
    }

    std::string_view name_;
    std::string_view schema_name_;
    std::array<detail::facet, N> facets_{};
};

namespace detail {

template <class M>
constexpr column_type type_of_column() {
    static_assert(storable<M>, "a member of this entity has no rowan::codec: it cannot be a column");
    if constexpr (storable<M>) {
        return column_type_of<M>();
    } else {
        return {};
    }
}

template <class List>
struct member_columns;
template <template <class...> class L, class... D>
struct member_columns<L<D...>> {
    static constexpr std::array<member_column, sizeof...(D)> value{member_column{
        D::name,
        type_of_column<typename meta::detail::pointee<std::remove_cv_t<decltype(D::pointer)>>::value_type>()}...};
};

/// The columns of `T` in the order of its members.
template <class T>
inline constexpr const auto& columns_of = member_columns<meta::detail::all_members<T>>::value;

}  // namespace detail

template <class T>
const schema::table& schema_table() {
    static_assert(entity<T>, "this struct is no entity: it has no rowan::table_of, or none that is visible here");
    if constexpr (entity<T>) {
        static const schema::table& made = table_of<T>.make(detail::columns_of<T>);
        return made;
    }
}

}  // namespace rowan
