#pragma once

#include <rowan/query/field.hpp>
#include <rowan/query/patch.hpp>
#include <rowan/query/relation.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

/// Rows of an entity that meet conditions, in an order. Nothing runs before one of the last calls: `all`, `first`, `one`, …
template <entity T>
class selection {
public:
    explicit selection(session& in) : session_(&in) { what_.from = detail::plan_of<T>().name(); }

    // Each of these returns a selection of its own and leaves the one it is called on as it was.

    /// Conditions of several calls must all be met.
    template <class... Tables>
    [[nodiscard]] selection where(condition<Tables...> added) const& {
        return selection(*this).where(std::move(added));
    }
    template <class... Tables>
    [[nodiscard]] selection where(condition<Tables...> added) && {
        static_assert((std::is_base_of_v<Tables, T> && ...), "a condition names a column of a table that this query does not read");
        what_.where = what_.where ? sql::infix("and", std::move(*what_.where), std::move(added).tree()) : std::move(added).tree();
        return std::move(*this);
    }
    /// Terms are fields (ascending), `field<…>.asc()` or `field<…>.desc()`; those of later calls come after.
    template <class... Terms>
    [[nodiscard]] selection order_by(const Terms&... terms) const& {
        return selection(*this).order_by(terms...);
    }
    template <class... Terms>
    [[nodiscard]] selection order_by(const Terms&... terms) && {
        (add_order(terms), ...);
        return std::move(*this);
    }
    [[nodiscard]] selection limit(std::uint64_t rows) const& { return selection(*this).limit(rows); }
    [[nodiscard]] selection limit(std::uint64_t rows) && {
        what_.limit = rows;
        return std::move(*this);
    }
    [[nodiscard]] selection offset(std::uint64_t rows) const& { return selection(*this).offset(rows); }
    [[nodiscard]] selection offset(std::uint64_t rows) && {
        what_.offset = rows;
        return std::move(*this);
    }

    /// Every row, as entities or in the shape asked for.
    template <shape S = T>
    std::vector<S> all() const {
        std::vector<S> result;
        {
            statement rows = detail::run(*session_, select<S>());
            while (rows.next()) detail::read_shape(rows.row(), result.emplace_back());
        }
        detail::load_relations_of(*session_, result);
        return result;
    }

    /// The first row; empty where there is none.
    template <shape S = T>
    std::optional<S> first() const {
        std::vector<S> rows = at_most<S>(1);
        return rows.empty() ? std::optional<S>() : std::optional<S>(std::move(rows.front()));
    }
    /// The only row; empty where there is none. Throws usage_error where there are more.
    template <shape S = T>
    std::optional<S> one_or_none() const {
        std::vector<S> rows = at_most<S>(2);
        if (rows.size() > 1) detail::throw_more_than_one(schema_table<T>());
        return rows.empty() ? std::optional<S>() : std::optional<S>(std::move(rows.front()));
    }
    /// The only row. Throws not_found where there is none, usage_error where there are more.
    template <shape S = T>
    S one() const {
        std::optional<S> row = one_or_none<S>();
        if (!row) detail::plan_of<T>().throw_not_found();
        return *std::move(row);
    }

    /// Rows that `all` would return, without reading them.
    std::uint64_t count() const { return detail::count(*session_, what_); }
    bool exists() const { return detail::exists(*session_, what_); }

    /// Deletes the rows and returns how many there were. Order, limit and offset are refused.
    std::uint64_t remove() const {
        check_no_window();
        return detail::run(*session_, sql::erase{.from = what_.from.table, .where = what_.where});
    }
    /// Changes the rows and returns how many there were. Order, limit and offset are refused.
    std::uint64_t update(const patch<T>& changes) const {
        check_no_window();
        return detail::run(*session_, detail::update_by(detail::plan_of<T>(), changes.assignments(), what_.where));
    }

private:
    template <shape S>
    std::vector<S> at_most(std::uint64_t rows) const {
        return limit(what_.limit && *what_.limit < rows ? *what_.limit : rows).template all<S>();
    }
    template <shape S>
    sql::select select() const {
        static_assert(std::is_same_v<entity_of<S>, T>, "the shape belongs to another entity than the one that is read");
        sql::select result = what_;
        result.columns = detail::shape_plan_of<S>().columns();
        return result;
    }
    template <class Table>
    void add_order(const ordering<Table>& term) {
        static_assert(std::is_base_of_v<Table, T>, "an order names a column of a table that this query does not read");
        what_.order_by.push_back(term.term);
    }
    template <auto Pointer>
    void add_order(const field_of<Pointer>& term) {
        add_order(term.asc());
    }
    void check_no_window() const {
        if (what_.limit || what_.offset) detail::throw_window_refused(schema_table<T>());
    }

    session* session_;
    sql::select what_;
};

}  // namespace rowan
