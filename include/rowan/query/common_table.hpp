#pragma once

#include <rowan/query/selection.hpp>

#include <string>
#include <utility>
#include <vector>

namespace rowan {

/// A query with a name, under another one: `versions.alias<"before">`.
template <class Cte, detail::source_name Name>
struct cte_alias : named_source<typename Cte::row_type, cte_alias<Cte, Name>> {
    static std::string name() { return Name.text; }
};

/// A query with a name, which others read as a table of rows of type `Row` (a described struct): what SQL calls a
/// common table expression, and `with recursive`.
///
///     struct version { rowan::id<prompt> id; std::int32_t number = 0; };  // described
///     inline constexpr auto versions = rowan::cte<version, "versions">;
///
///     rowan::with_recursive(db, versions.as(from<prompt>().where(…).select<version>(field<&prompt::id>,
///     1).union_all_with(
///             from<prompt>().join(versions, versions[field<&version::id>] == field<&prompt::parent_id>)
///                 .select<version>(field<&prompt::id>, versions[field<&version::number>] + 1))))
///         .from(versions).all();
template <class Row, detail::source_name Name>
struct cte_of : named_source<Row, cte_of<Row, Name>> {
    static std::string name() { return Name.text; }

    /// The query under one more name, to be joined with itself.
    template <detail::source_name Other>
    static constexpr cte_alias<cte_of, Other> alias{};

    template <class Query>
    auto as(const Query& query) const {
        static_assert(std::is_same_v<typename Query::row_type, Row>,
                      "the query has rows of another type than its name says");
        return defined<typename Query::outer_sources>{{std::string(Name.text), names(), {query.select()}}};
    }

    /// The name with its query.
    template <class Outer>
    struct defined {
        using source = cte_of;
        using outer_sources = Outer;
        sql::common_table table;
    };

private:
    static std::vector<std::string> names() {
        using members = detail::members_of_row<Row>;
        std::vector<std::string> result;
        for (std::size_t i = 0; i != members::size; ++i) result.push_back(members::name(i));
        return result;
    }
};
template <class Row, detail::source_name Name>
inline constexpr cte_of<Row, Name> cte{};

namespace detail {

template <class Row, source_name Name>
struct source_traits<cte_of<Row, Name>> {
    using row_type = Row;
    static std::string name() { return Name.text; }
    static sql::source source() { return sql::table_name{{}, Name.text}; }
};

template <class Cte, source_name Name>
struct source_traits<cte_alias<Cte, Name>> {
    using row_type = typename Cte::row_type;
    static std::string name() { return Name.text; }
    static sql::source source() { return {sql::table_name{{}, Cte::name()}, Name.text}; }
};

/// What stands before a query: the queries with names that it and they may read.
template <bool Bound>
class with_clause {
public:
    with_clause(session* in, bool recursive) : state_(in) { state_.what.recursive = recursive; }
    void add(sql::common_table table) { state_.what.with.push_back(std::move(table)); }

    template <entity T>
    auto from() const {
        return started<T>();
    }
    template <source_object S>
    auto from(const S&) const {
        return started<typename source_of_object<S>::type>();
    }

private:
    template <class S>
    auto started() const {
        query_state state(state_);
        state.what.from = source_traits<S>::source();
        if (auto live = live_rows_of<S>()) state.live.push_back({no_member, *std::move(live)});
        return selection<S, scope<sources<S>, sources<no_rows>, sources<>, Bound>>(std::move(state));
    }
    query_state state_;
};

template <bool Bound, class... Defined>
with_clause<Bound> make_with(session* in, bool recursive, const Defined&... tables) {
    constexpr bool complete = (all_among<typename Defined::outer_sources, sources<typename Defined::source...>> && ...);
    static_assert(complete,
                  "a query with a name speaks of a table that neither it nor another query with a name reads");
    with_clause<Bound> result(in, recursive);
    (result.add(tables.table), ...);
    return result;
}

}  // namespace detail

/// Queries with names before one that reads them, and each other in their order.
template <class... Defined>
auto with(session& db, const Defined&... tables) {
    return detail::make_with<true>(&db, false, tables...);
}
/// As `with`; a query may read its own name, and is repeated for the rows that the last round found.
template <class... Defined>
auto with_recursive(session& db, const Defined&... tables) {
    return detail::make_with<true>(&db, true, tables...);
}
template <class... Defined>
auto with(const Defined&... tables) {
    return detail::make_with<false>(nullptr, false, tables...);
}
template <class... Defined>
auto with_recursive(const Defined&... tables) {
    return detail::make_with<false>(nullptr, true, tables...);
}

}  // namespace rowan
