#pragma once

#include <rowan/query/page.hpp>
#include <rowan/query/select_list.hpp>
#include <rowan/query/stream.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// What a query has selected: rows of one type, ready to be read, put together with others, or used in another query.
namespace rowan {

/// Rows of type `Row`, read when one of the last calls says so: `all`, `first`, `one`, … Copies are queries of their
/// own.
template <class Row, class Reader, class Scope>
class projection : public detail::single_column<Row> {
public:
    using row_type = Row;
    using outer_sources = typename Scope::outer;

    explicit projection(detail::query_state state) : state_(std::move(state)) {}

    /// Terms are fields of the result (`field<&genre_revenue::revenue>.desc()`) or of the query's sources.
    template <class... Terms>
    [[nodiscard]] projection order_by(const Terms&... terms) const {
        projection result(*this);
        (result.add_order(terms), ...);
        return result;
    }
    [[nodiscard]] projection limit(std::uint64_t rows) const {
        projection result(*this);
        result.state_.what.limit = rows;
        return result;
    }
    [[nodiscard]] projection offset(std::uint64_t rows) const {
        projection result(*this);
        result.state_.what.offset = rows;
        return result;
    }
    [[nodiscard]] projection distinct() const {
        projection result(*this);
        result.state_.what.distinct = true;
        return result;
    }

    /// Rows of both queries: each once, or as often as it comes.
    template <class Other>
    [[nodiscard]] auto union_with(const Other& other) const {
        return put_together("union", other);
    }
    template <class Other>
    [[nodiscard]] auto union_all_with(const Other& other) const {
        return put_together("union all", other);
    }
    /// Rows that both queries have.
    template <class Other>
    [[nodiscard]] auto intersect_with(const Other& other) const {
        return put_together("intersect", other);
    }
    /// Rows of this query that the other one does not have.
    template <class Other>
    [[nodiscard]] auto except_with(const Other& other) const {
        return put_together("except", other);
    }

    std::vector<Row> all() const { return read(select()); }
    /// The first row; empty where there is none.
    std::optional<Row> first() const { return only(at_most(1)); }
    /// The only row; empty where there is none. Throws usage_error where there are more.
    std::optional<Row> one_or_none() const {
        std::vector<Row> rows = at_most(2);
        if (rows.size() > 1) detail::throw_more_than_one_row();
        return only(std::move(rows));
    }
    /// The only row. Throws not_found where there is none, usage_error where there are more.
    Row one() const {
        std::optional<Row> row = one_or_none();
        if (!row) detail::throw_no_row();
        return *std::move(row);
    }
    /// Every row, without keeping them all in memory:
    ///
    ///     for (const task& one : query.stream()) …
    ///
    /// The query runs when the first row is asked for, and ends with its last one or with the stream. Other statements,
    /// other streams among them, may run meanwhile. The stream must not outlive the session.
    ///
    /// PostgreSQL keeps the rows in a cursor, which lives in the open transaction. Where none is open, the stream has
    /// one of its own, which only reads: to write while you read, or to lock rows, open one around it. Neither may end
    /// before the stream. SQLite steps from row to row: whether a row that is inserted or changed meanwhile is still
    /// come by is not known, and a rollback ends the stream with an error.
    rowan::stream<Row, Reader> stream(const stream_options& options = {}) const { return {state_, options}; }
    /// Rows of a page by its number, and how many there are in all. Those are counted by a second statement, so that,
    /// unless both run in a transaction that sees no others' work, they may be of one moment later. Rows that are equal
    /// in the order come by their key.
    rowan::page<Row> page(const page_options& options) const { return detail::read_page<Row, Reader>(state_, options); }
    /// The next rows behind a cursor, or the last before one, in time that does not depend on how many are before them,
    /// each row once, and none left out, while others come and go:
    ///
    ///     auto first = query.keyset_page(key, {.size = 20});
    ///     auto second = query.keyset_page(key, {.size = 20, .after = first.next});
    ///
    /// Rows of an entity that are equal in the order come by their key. Elsewhere, no two rows may be equal in it:
    /// joined rows, for one, where several belong to one of the entity's.
    rowan::keyset_page<Row> keyset_page(const cursor_key& key, const keyset_options& options = {}) const {
        return detail::read_keyset_page<Row, Reader>(state_, key, options);
    }

    /// Rows that `all` would return, without reading them.
    std::uint64_t count() const { return detail::count_rows(state_.connection(), select()); }
    bool exists() const { return detail::has_row(state_.connection(), select()); }

    /// The statement and its parameters for a dialect: `sqlite_dialect()`, `postgresql_dialect()`. Needs no session.
    rendered to_sql(const dialect& of) const { return of.render(select()); }
    /// The plan that the database has for this query, a line for each step. The query does not run.
    std::string explain() const { return detail::explain(state_.connection(), select()); }

    /// The statement as data.
    sql::select select() const { return state_.finished(); }
    sql::select select_one() const { return select(); }

private:
    template <class, class, class>
    friend class projection;

    template <class Other>
    auto put_together(const char* op, const Other& other) const {
        static_assert(std::is_same_v<Row, typename Other::row_type>,
                      "only queries with rows of one type can be put together");
        using outer = detail::united<outer_sources, typename Other::outer_sources>;
        detail::query_state state(state_.in != nullptr ? state_.in : other.state_.in);
        state.what = detail::put_together(op, select(), other.select());
        return projection<Row, Reader, detail::scope<sources<>, sources<>, outer, Scope::bound>>(std::move(state));
    }

    template <class List>
    void add_order(const ordering<List>& term) {
        static_assert(Scope::template knows<List> || detail::all_among<List, sources<Row>>,
                      "an order names a column of a table that this query does not read");
        state_.order_by(term.term, detail::may_be_absent<List, typename Scope::absent>);
    }
    template <class X>
    void add_order(const X& by) {
        static_assert(term<X>, "order by fields and expressions: field<&task::title>, field<&task::title>.desc()");
        if constexpr (term<X>) add_order(by.asc());
    }

    std::vector<Row> read(const sql::select& what) const {
        session& in = state_.connection();
        std::vector<Row> result;
        {
            statement rows = detail::run(in, what);
            while (rows.next()) detail::append_row<Reader>(result, rows.row());
        }
        Reader::complete(in, result);
        return result;
    }
    std::vector<Row> at_most(std::uint64_t rows) const {
        sql::select what = select();
        if (!what.limit || *what.limit > rows) what.limit = rows;
        return read(what);
    }
    static std::optional<Row> only(std::vector<Row> rows) {
        return rows.empty() ? std::optional<Row>() : std::optional<Row>(std::move(rows.front()));
    }

    detail::query_state state_;
};

}  // namespace rowan
