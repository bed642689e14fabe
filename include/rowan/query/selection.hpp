#pragma once

#include <rowan/query/field.hpp>
#include <rowan/query/joining.hpp>
#include <rowan/query/patch.hpp>
#include <rowan/query/projection.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

/// Rows of a source that meet conditions, in an order, joined with other sources. Nothing runs before one of the last
/// calls: `all`, `first`, `one`, … Copies are queries of their own.
template <class Root, class Scope = detail::scope<sources<Root>>>
class selection {
    using root_row = typename detail::source_traits<Root>::row_type;
    template <class... Lists>
    using speaking_of = selection<Root, typename Scope::template speaking_of<Lists...>>;

public:
    using row_type = root_row;
    using outer_sources = typename Scope::outer;

    explicit selection(session& in) : selection(&in) {}
    explicit selection(session* in) : state_(in) {
        state_.what.from = detail::source_traits<Root>::source();
        if constexpr (entity<root_row>) state_.root = &schema_table<root_row>();
        if (auto live = detail::live_rows_of<Root>()) state_.live.push_back({detail::no_member, *std::move(live)});
    }
    explicit selection(detail::query_state state) : state_(std::move(state)) {}

    // Each of these returns a selection of its own and leaves the one it is called on as it was.

    /// Conditions of several calls must all be met.
    template <detail::truth Condition>
    [[nodiscard]] auto where(Condition that) const& {
        return selection(*this).where(std::move(that));
    }
    template <detail::truth Condition>
    [[nodiscard]] auto where(Condition that) && {
        using list = typename Condition::source_list;
        static_assert(Scope::template knows<list>,
                      "a condition names a column of a table that this query does not read");
        static_assert(!detail::listed<detail::many_rows, list>,
                      "an aggregate has no place in where, which looks at one row: use having");
        state_.where(std::move(that).tree());
        return speaking_of<list>(std::move(state_));
    }
    template <class Other>
    requires(!detail::truth<Other> && !detail::is_optional<Other>) [[nodiscard]] selection where(const Other&) const& {
        static_assert(detail::truth<Other>,
                      "where takes a condition: field<&task::position> == 1, exists(...), or a field that is a bool");
        return *this;
    }
    /// A condition that is not there is none.
    template <detail::truth Condition>
    [[nodiscard]] auto where(const std::optional<Condition>& that) const {
        using result = speaking_of<typename Condition::source_list>;
        return that ? result(where(*that)) : result(state_);
    }

    /// Joins the rows of `S` along the one foreign key between it and the sources at hand.
    template <entity S>
    [[nodiscard]] auto join() const {
        return joined<S, sql::join::kind::inner>(detail::on_key<S>(typename Scope::known{}));
    }
    template <entity S>
    [[nodiscard]] auto left_join() const {
        return joined<S, sql::join::kind::left>(detail::on_key<S>(typename Scope::known{}));
    }
    /// Joins on a condition; the source may be an alias or a query with a name.
    template <entity S, detail::truth Condition>
    [[nodiscard]] auto join(const Condition& on) const {
        return joined<S, sql::join::kind::inner, Condition>(on.tree());
    }
    template <entity S, detail::truth Condition>
    [[nodiscard]] auto left_join(const Condition& on) const {
        return joined<S, sql::join::kind::left, Condition>(on.tree());
    }
    template <detail::source_object S>
    [[nodiscard]] auto join(const S&) const {
        using source = typename detail::source_of_object<S>::type;
        return joined<source, sql::join::kind::inner>(detail::on_key<source>(typename Scope::known{}));
    }
    template <detail::source_object S>
    [[nodiscard]] auto left_join(const S&) const {
        using source = typename detail::source_of_object<S>::type;
        return joined<source, sql::join::kind::left>(detail::on_key<source>(typename Scope::known{}));
    }
    template <detail::source_object S, detail::truth Condition>
    [[nodiscard]] auto join(const S&, const Condition& on) const {
        return joined<typename detail::source_of_object<S>::type, sql::join::kind::inner, Condition>(on.tree());
    }
    template <detail::source_object S, detail::truth Condition>
    [[nodiscard]] auto left_join(const S&, const Condition& on) const {
        return joined<typename detail::source_of_object<S>::type, sql::join::kind::left, Condition>(on.tree());
    }
    template <entity S>
    [[nodiscard]] auto cross_join() const {
        return joined<S, sql::join::kind::cross>({});
    }
    template <detail::source_object S>
    [[nodiscard]] auto cross_join(const S&) const {
        return joined<typename detail::source_of_object<S>::type, sql::join::kind::cross>({});
    }

    template <term... Terms>
    [[nodiscard]] auto group_by(const Terms&... terms) const {
        static_assert((Scope::template knows<typename Terms::source_list> && ...),
                      "group_by names a column of a table that this query does not read");
        using absent = typename detail::without_tags<typename Scope::absent>::type;
        using grouped = detail::scope<typename Scope::known, absent, typename Scope::outer, Scope::bound>;
        selection<Root, typename grouped::template speaking_of<typename Terms::source_list...>> result(state_);
        (result.state_.what.group_by.push_back(detail::comparable_tree(terms)), ...);
        return result;
    }
    template <detail::truth Condition>
    [[nodiscard]] auto having(const Condition& that) const {
        using list = typename Condition::source_list;
        static_assert(Scope::template knows<list>, "having names a column of a table that this query does not read");
        speaking_of<list> result(state_);
        result.state_.having(that.tree());
        return result;
    }
    [[nodiscard]] selection distinct() const {
        selection result(*this);
        result.state_.what.distinct = true;
        return result;
    }
    /// The first row, by the order, of each group that is equal in these.
    template <term... Terms>
    [[nodiscard]] selection distinct_on(const Terms&... terms) const {
        static_assert((Scope::template knows<typename Terms::source_list> && ...),
                      "distinct_on names a column of a table that this query does not read");
        selection result(*this);
        (result.state_.what.distinct_on.push_back(detail::comparable_tree(terms)), ...);
        return result;
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
        state_.what.limit = rows;
        return std::move(*this);
    }
    [[nodiscard]] selection offset(std::uint64_t rows) const& { return selection(*this).offset(rows); }
    [[nodiscard]] selection offset(std::uint64_t rows) && {
        state_.what.offset = rows;
        return std::move(*this);
    }

    /// Holds the rows until the transaction ends; `skip_locked` leaves out those that another one holds, `nowait`
    /// throws. SQLite has one writer at a time and takes no notice.
    [[nodiscard]] selection for_update() const { return locked(sql::row_lock::strength::update); }
    /// As `for_update`, but lets others insert rows that refer to these.
    [[nodiscard]] selection for_no_key_update() const { return locked(sql::row_lock::strength::no_key_update); }
    [[nodiscard]] selection for_share() const { return locked(sql::row_lock::strength::share); }
    [[nodiscard]] selection skip_locked() const { return waiting(sql::row_lock::wait::skip_locked); }
    [[nodiscard]] selection nowait() const { return waiting(sql::row_lock::wait::nowait); }

    /// Rows that were deleted softly, too.
    [[nodiscard]] selection with_deleted() const {
        selection result(*this);
        result.state_.with_deleted = true;
        return result;
    }

    /// Rows of expressions, read into the members of `Row` in their order: a described struct, a tuple, a single value.
    template <class Row, class First, class... Rest>
    [[nodiscard]] auto select(const First& first, const Rest&... rest) const {
        using members = detail::members_of_row<Row>;
        constexpr bool as_many = members::size == 1 + sizeof...(Rest);
        static_assert(as_many, "select has more or fewer expressions than its result has members");
        check_rows<typename detail::spoken_of<First>::type, typename detail::spoken_of<Rest>::type...>();
        using after = typename Scope::template speaking_of<typename detail::spoken_of<First>::type,
                                                           typename detail::spoken_of<Rest>::type...>;
        detail::query_state state(state_);
        if constexpr (as_many)
            detail::add_all_selected<Row, Scope>(state.what, std::make_index_sequence<members::size>{}, first, rest...);
        return projection<Row, detail::read_by_position<Row>, after>(std::move(state));
    }
    /// Values of one expression; of several, as tuples.
    template <class First, class... Rest>
    [[nodiscard]] auto select(const First& first, const Rest&... rest) const {
        using absent = typename Scope::absent;
        using own = typename detail::selected_type<First, absent>::type;
        if constexpr (sizeof...(Rest) == 0 && storable<own>) {
            return select<own>(first);
        } else {
            return select<std::tuple<own, typename detail::selected_type<Rest, absent>::type...>>(first, rest...);
        }
    }
    /// Rows of the source itself, as it is or in a shape.
    template <class S = root_row>
    [[nodiscard]] auto select() const {
        if constexpr (entity<root_row>) {
            static_assert(std::is_same_v<entity_of<S>, root_row>,
                          "the shape belongs to another entity than the one that is read");
            detail::query_state state(state_);
            state.what = state_.finished(detail::shape_plan_of<S>().columns(), detail::source_traits<Root>::name());
            state.live.clear();
            return projection<S, detail::read_as_shape<S>, Scope>(std::move(state));
        } else {
            detail::query_state state(state_);
            detail::add_named_columns<S, root_row>(state.what, detail::source_traits<Root>::name());
            return projection<S, detail::read_by_position<S>, Scope>(std::move(state));
        }
    }

    /// Every row, as entities or in the shape asked for.
    template <class S = root_row>
    std::vector<S> all() const {
        return select<S>().all();
    }
    /// The first row; empty where there is none.
    template <class S = root_row>
    std::optional<S> first() const {
        return select<S>().first();
    }
    /// The only row; empty where there is none. Throws usage_error where there are more.
    template <class S = root_row>
    std::optional<S> one_or_none() const {
        return select<S>().one_or_none();
    }
    /// The only row. Throws not_found where there is none, usage_error where there are more.
    template <class S = root_row>
    S one() const {
        return select<S>().one();
    }

    /// See projection.
    template <class S = root_row>
    auto stream(const stream_options& options = {}) const {
        return select<S>().stream(options);
    }
    template <class S = root_row>
    rowan::page<S> page(const page_options& options) const {
        return select<S>().page(options);
    }
    template <class S = root_row>
    rowan::keyset_page<S> keyset_page(const cursor_key& key, const keyset_options& options = {}) const {
        return select<S>().keyset_page(key, options);
    }

    /// Rows that `all` would return, without reading them.
    std::uint64_t count() const { return detail::count_rows(state_.connection(), state_.finished()); }
    bool exists() const { return detail::has_row(state_.connection(), state_.finished()); }
    /// See projection.
    rendered to_sql(const dialect& of) const { return select().to_sql(of); }
    std::string explain() const { return select().explain(); }

    /// Deletes the rows, softly where the table says so, and returns how many there were. Order, limit and offset are
    /// refused, joins do not compile.
    std::uint64_t remove() const {
        check_whole();
        return detail::remove_rows(state_.connection(), detail::plan_of<root_row>(), state_.finished().where);
    }
    /// Changes the rows and returns how many there were: `update(field<&account::credits> = field<&account::credits> -
    /// 5)`.
    template <class... Sources>
    std::uint64_t update(const assignment<Root, Sources>&... changes) const {
        static_assert((Scope::template knows<Sources> && ...),
                      "an assignment names a column of a table that this update does not change");
        return detail::update_rows(state_.connection(), update_by({changes.change...}));
    }
    template <std::same_as<root_row> T>
    std::uint64_t update(const patch<T>& changes) const {
        return detail::update_rows(state_.connection(), update_by(changes.assignments()));
    }
    /// As `remove` and `update`, but returns the rows as they were, and as they are now.
    template <shape S = root_row>
    std::vector<S> remove_returning() const {
        check_whole();
        const auto softly = detail::soft_removal(detail::plan_of<root_row>(), state_.finished().where);
        return softly ? returned<S>(*softly) : returned<S>(sql::erase{state_.what.from.table, state_.finished().where});
    }
    template <shape S = root_row, class... Sources>
    std::vector<S> update_returning(const assignment<Root, Sources>&... changes) const {
        static_assert((Scope::template knows<Sources> && ...),
                      "an assignment names a column of a table that this update does not change");
        return returned<S>(update_by({changes.change...}));
    }

    /// The statement as data, for a query around this one.
    sql::select select_one() const {
        sql::select result = state_.finished();
        result.columns = {sql::closed("1")};
        return result;
    }

private:
    template <class, class>
    friend class selection;

    template <class S, sql::join::kind Kind, class Condition = condition<>>
    auto joined(std::optional<sql::expression> on) const {
        static_assert(!detail::listed<S, typename Scope::known>,
                      "this query reads the source already: join it under another name with rowan::alias");
        using list = typename Condition::source_list;
        using known = detail::united<typename Scope::known, sources<S>>;
        using absent = detail::united<typename Scope::absent,
                                      std::conditional_t<Kind == sql::join::kind::left, sources<S>, sources<>>>;
        using wider = detail::scope<known, absent, detail::unknown_of<typename Scope::outer, known>, Scope::bound>;
        static_assert(wider::template knows<list>,
                      "a join condition names a column of a table that this query does not read");
        selection<Root, typename wider::template speaking_of<list>> result(state_);
        result.state_.join(Kind, detail::source_traits<S>::source(), std::move(on), detail::live_rows_of<S>());
        return result;
    }

    // SQLite would take a row by chance.
    template <class... Lists>
    static constexpr void check_rows() {
        constexpr bool of_many = (detail::listed<detail::many_rows, Lists> || ...);
        constexpr bool of_one = (detail::speaks_of_row<Lists, typename Scope::known> || ...);
        constexpr bool grouped = !detail::listed<detail::no_rows, typename Scope::absent>;
        static_assert(grouped || !of_many || !of_one,
                      "select has an aggregate of all rows beside a column of each: group_by the column");
    }

    template <class List>
    void add_order(const ordering<List>& term) {
        static_assert(Scope::template knows<List>, "an order names a column of a table that this query does not read");
        state_.order_by(term.term, detail::may_be_absent<List, typename Scope::absent>);
    }
    template <class X>
    void add_order(const X& by) {
        static_assert(term<X>, "order by fields and expressions: field<&task::title>, field<&task::title>.desc()");
        if constexpr (term<X>) add_order(by.asc());
    }

    selection locked(sql::row_lock::strength what) const {
        selection result(*this);
        result.state_.what.lock = sql::row_lock{what, {}};
        return result;
    }
    selection waiting(sql::row_lock::wait how) const {
        selection result(*this);
        if (!result.state_.what.lock) result.state_.what.lock.emplace();
        result.state_.what.lock->when_held = how;
        return result;
    }

    sql::update update_by(const std::vector<sql::assignment>& changes) const {
        check_whole();
        return detail::update_by(detail::plan_of<root_row>(), changes, state_.finished().where);
    }
    template <class S, class Change>
    std::vector<S> returned(Change change) const {
        change.returning = detail::shape_plan_of<S>().columns();
        std::vector<S> result;
        {
            statement rows = detail::run(state_.connection(), change);
            while (rows.next()) detail::read_shape(rows.row(), result.emplace_back());
        }
        detail::load_relations_of(state_.connection(), result);
        return result;
    }
    void check_whole() const {
        static_assert(
            std::is_same_v<typename Scope::known, sources<Root>> && entity<Root>,
            "an update or delete by condition changes one table: bring the others in by exists(...) or in(...)");
        if (state_.what.limit || state_.what.offset) detail::throw_window_refused(schema_table<root_row>());
    }

    detail::query_state state_;
};

/// Starts a query on an entity: `from<task>(db).where(…).all()`. Without a session it is a part of another query, and
/// may speak of the other's sources.
template <entity T>
auto from(session& db) {
    return selection<T>(db);
}
template <entity T>
auto from() {
    return selection<T, detail::scope<sources<T>, sources<detail::no_rows>, sources<>, false>>(nullptr);
}
/// Starts a query on an alias.
template <detail::source_object S>
auto from(session& db, const S&) {
    return selection<typename detail::source_of_object<S>::type>(db);
}
template <detail::source_object S>
auto from(const S&) {
    using source = typename detail::source_of_object<S>::type;
    return selection<source, detail::scope<sources<source>, sources<detail::no_rows>, sources<>, false>>(nullptr);
}

}  // namespace rowan
