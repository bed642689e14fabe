#pragma once

#include <rowan/query/row_store.hpp>
#include <rowan/query/selection.hpp>
#include <rowan/query/written_shape.hpp>
#include <rowan/session/transaction.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

namespace detail {

template <class Key>
key_parts parts_of_key(const void* key) {
    key_parts result;
    if constexpr (requires { std::tuple_size<Key>::value; }) {
        std::size_t next = 0;
        std::apply([&](const auto&... part) { ((result.part[next++] = &part), ...); }, *static_cast<const Key*>(key));
    } else {
        result.part[0] = key;
    }
    return result;
}

template <class S>
void* append_row(void* list) {
    return &static_cast<std::vector<S>*>(list)->emplace_back();
}
template <class S>
row_sink rows_into(std::vector<S>& list) {
    return {&list, append_row<S>};
}

template <class T>
constexpr bool insert_changes_row() {
    constexpr column_roles roles = roles_of(table_of<T>.facets());
    return roles.identity != no_member || roles.created_at != no_member || roles.updated_at != no_member ||
           roles.version != no_member || roles.generated || generated_key<T>() != no_member;
}
template <class T>
constexpr bool update_changes_row() {
    constexpr column_roles roles = roles_of(table_of<T>.facets());
    return roles.updated_at != no_member || roles.version != no_member || roles.generated;
}

[[noreturn]] ROWAN_EXPORT void throw_missing_keys(const schema::table& in, std::size_t asked, std::size_t found);

}  // namespace detail

/// Rows of one table as structs of type `T`. Cheap to make; must not outlive its session.
///
/// A program with many users of one entity compiles its repository once: `extern template class
/// rowan::repository<task>;` behind the entity, `template class rowan::repository<task>;` in one source.
///
/// Where a call takes many rows it writes all of them or none, also within an open transaction, which stays usable. It
/// takes the fastest way there is for so many: on PostgreSQL binary COPY where nothing has to come back, otherwise
/// arrays (`unnest`) in one statement, on SQLite a prepared statement in a transaction. What is thrown names the row
/// that is to blame by its index (`row()`).
template <class T>
class repository {
    static_assert(entity<T>, "this struct is no entity: it has no rowan::table_of, or none that is visible here");

    // A row that comes back as it went in is not copied.
    using inserted = std::conditional_t<detail::insert_changes_row<T>(), T, const T&>;
    using updated = std::conditional_t<detail::update_changes_row<T>(), T, const T&>;

public:
    using key = key_type<T>;

    explicit repository(session& in) : store_(in, detail::plan_of<T>(), detail::layout_of<T>()) {}

    /// Inserts `row` and returns it as it is stored: a nil `id<T>` or `uuid` key gets a version 7 UUID, an identity of
    /// 0 the database's number, created_at and updated_at the present time, a version of 0 becomes 1, generated columns
    /// are filled. Every other column is stored as the struct has it; a default of the database is for those who leave
    /// a column out, as a create shape can. Throws constraint_error where a rule of the table is broken.
    T insert(T&& row) const {
        store_.insert(&row);
        return std::move(row);
    }
    inserted insert(const T& row) const {
        inserted result = row;
        store_.insert(const_cast<T*>(&result));  // where it is `row` itself, nothing changes it
        return result;
    }
    /// Inserts the columns that a create shape has, a struct whose members are named as the entity's, and returns the
    /// whole row with the database's defaults. A column without a default cannot be missing from it.
    template <meta::described S>
    requires(!std::is_same_v<S, T>) T insert(const S& row)
    const {
        detail::check_create_shape<T, S>();
        T result;
        store_.insert_shape(detail::written_plan_of<T, S>(), &row, &result);
        return result;
    }

    /// As `insert`, in the same order. A row that refers to another one of them comes after it.
    std::vector<T> insert_all(std::vector<T> rows) const {
        store_.insert_all(list(rows));
        return rows;
    }
    template <meta::described S>
    requires(!std::is_same_v<S, T>) std::vector<T> insert_all(const std::vector<S>& rows)
    const {
        detail::check_create_shape<T, S>();
        std::vector<T> result(rows.size());
        store_.insert_shapes(detail::written_plan_of<T, S>(), {const_cast<S*>(rows.data()), sizeof(S), rows.size()},
                             list(result));
        return result;
    }

    /// Inserts `row` or, where one is there already, changes that one; returns it as it is stored now and tells what
    /// became of it. A row that was deleted softly counts as there; it is as `row` is afterwards. Versions are counted
    /// up, not compared.
    upserted<T> upsert(T row, const conflict<T>& rule = on_key<T>()) const {
        return upsert_by(std::move(row), rule.rule());
    }
    /// As `upsert`, in the same order. A row given twice is inserted first and then changed.
    std::vector<upserted<T>> upsert_all(std::vector<T> rows, const conflict<T>& rule = on_key<T>()) const {
        std::vector<upserted<T>> result(rows.size());
        for (std::size_t i = 0; i != rows.size(); ++i) result[i].row = std::move(rows[i]);
        if (!result.empty()) {
            constexpr std::size_t size = sizeof(upserted<T>);
            store_.upsert_all({&result[0].row, size, result.size()}, rule.rule(), {&result[0].outcome, size});
        }
        return result;
    }

    /// Stores every column of `row` but its key, created_at and the time of its removal, and returns it with the new
    /// updated_at, version and generated columns. Throws not_found where no row has its key, stale_object where that
    /// has another version.
    T update(T&& row) const {
        store_.update(&row);
        return std::move(row);
    }
    updated update(const T& row) const {
        updated result = row;
        store_.update(const_cast<T*>(&result));  // where it is `row` itself, nothing changes it
        return result;
    }
    std::vector<T> update_all(std::vector<T> rows) const {
        store_.update_all(list(rows));
        return rows;
    }

    /// Stores what `changes` sets, and updated_at. Throws not_found where no row has the key.
    void patch(const key& of, const rowan::patch<T>& changes) const {
        store_.patch(parts(of), changes.assignments(), changes.version());
    }
    /// Stores the members of a patch shape, a struct whose members are named as the entity's, save each `rowan::change`
    /// that is not set. With the member that is the version: as long as the row still has it.
    template <meta::described S>
    requires(!std::is_same_v<S, T>) void patch(const key& of, const S& changes) const {
        detail::check_patch_shape<T, S>();
        store_.patch_shape(parts(of), detail::written_plan_of<T, S>(), &changes);
    }

    /// Deletes the row, softly where the table says so; false where there was none.
    bool remove(const key& of) const { return store_.remove(parts(of)); }
    /// The same, unless it was changed since it was read: throws stale_object where it has another version.
    template <std::same_as<T> Row>
    bool remove(const Row& row) const {
        return store_.remove_row(&row);
    }
    /// Returns how many rows there were.
    std::uint64_t remove_all(const std::vector<key>& keys) const { return store_.remove_all(list_of_keys(keys)); }
    /// Brings back a row that was deleted softly; false where there is none.
    template <class Entity = T>
    bool restore(const key& of) const {
        static_assert(detail::roles_of(table_of<Entity>.facets()).deleted_at != detail::no_member,
                      "rows of this entity are really deleted: its rowan::table_of names no soft_delete");
        return store_.restore(parts(of));
    }
    /// Really deletes a row, also one that was deleted softly before; false where there was none.
    bool purge(const key& of) const { return store_.purge(parts(of)); }

    // Each of these reads entities or, by a template argument, a shape of them: `get<project_board>(id)`.

    /// The row with this key; empty where there is none.
    std::optional<T> find(const key& of) const { return find_as<T>(of); }
    template <shape S>
    std::optional<S> find(const key& of) const {
        return find_as<S>(of);
    }
    /// The row with this key. Throws not_found where there is none.
    T get(const key& of) const { return get_as<T>(of); }
    template <shape S>
    S get(const key& of) const {
        return get_as<S>(of);
    }
    /// The rows with these keys, in their order and as often as they are asked for, without those that are not there.
    std::vector<T> find_all(const std::vector<key>& keys) const { return many_as<T>(keys, false); }
    template <shape S>
    std::vector<S> find_all(const std::vector<key>& keys) const {
        return many_as<S>(keys, false);
    }
    /// The same. Throws not_found, which says how many are missing, where one is not there.
    std::vector<T> get_all(const std::vector<key>& keys) const { return many_as<T>(keys, true); }
    template <shape S>
    std::vector<S> get_all(const std::vector<key>& keys) const {
        return many_as<S>(keys, true);
    }
    /// Every row, in the order of the key.
    std::vector<T> all() const { return all_as<T>(); }
    template <shape S>
    std::vector<S> all() const {
        return all_as<S>();
    }

    bool exists(const key& of) const { return store_.exists(parts(of)); }
    std::uint64_t count() const { return select().count(); }

    /// Starts a query: `where(…).order_by(…).limit(20).all()`.
    selection<T> select() const { return selection<T>(store_.connection()); }
    template <detail::truth Condition>
    selection<T> where(Condition that) const {
        return select().where(std::move(that));
    }
    template <class... Terms>
    selection<T> order_by(const Terms&... terms) const {
        return select().order_by(terms...);
    }

private:
    template <class S>
    static constexpr void check_shape() {
        static_assert(std::is_same_v<entity_of<S>, T>, "the shape belongs to another entity than the repository");
    }
    template <class S>
    bool read_one(const key& of, S& to) const {
        check_shape<S>();
        if (!store_.read(detail::shape_plan_of<S>(), detail::layout_of<S>(), parts(of), &to)) return false;
        detail::load_relations_of(store_.connection(), to);
        return true;
    }
    template <class S>
    std::optional<S> find_as(const key& of) const {
        std::optional<S> result(std::in_place);
        if (!read_one(of, *result)) result.reset();
        return result;
    }
    template <class S>
    S get_as(const key& of) const {
        S result;
        if (!read_one(of, result)) detail::plan_of<T>().throw_not_found();
        return result;
    }
    template <class S>
    std::vector<S> many_as(const std::vector<key>& keys, bool every) const {
        check_shape<S>();
        std::vector<S> result;
        store_.read_many(detail::shape_plan_of<S>(), detail::layout_of<S>(), list_of_keys(keys),
                         detail::rows_into(result));
        if (every && result.size() != keys.size())
            detail::throw_missing_keys(schema_table<T>(), keys.size(), result.size());
        detail::load_relations_of(store_.connection(), result);
        return result;
    }
    template <class S>
    std::vector<S> all_as() const {
        check_shape<S>();
        std::vector<S> result;
        store_.read_every(detail::shape_plan_of<S>(), detail::layout_of<S>(), detail::rows_into(result));
        detail::load_relations_of(store_.connection(), result);
        return result;
    }
    upserted<T> upsert_by(T&& row, const detail::conflict_rule& rule) const {
        upserted<T> result{std::move(row)};
        result.outcome = store_.upsert(&result.row, rule);
        return result;
    }

    static detail::key_parts parts(const key& of) { return detail::parts_of_key<key>(&of); }
    static detail::key_range list_of_keys(const std::vector<key>& keys) {
        return {keys.data(), sizeof(key), keys.size(), detail::parts_of_key<key>};
    }
    static detail::row_range list(std::vector<T>& rows) { return {rows.data(), sizeof(T), rows.size()}; }

    detail::row_store store_;
};

}  // namespace rowan
