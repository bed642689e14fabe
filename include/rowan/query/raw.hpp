#pragma once

#include <rowan/query/relation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// SQL as it is written, with values by name and rows as structs.
namespace rowan {

namespace detail {

/// Writes to `at` for each of `names` the position of its column, leaving out empty names. Throws usage_error where the
/// result has no such column or two of them; `of` is the struct that they are the members of.
ROWAN_EXPORT void match_columns(const row_reader& result, std::string_view of, std::span<const std::string_view> names,
                                std::size_t* at);
ROWAN_EXPORT void check_column_count(const row_reader& result, std::size_t wanted);

/// How a row of any result becomes an `S`: made once for a result, then reads row after row.
template <class S>
struct result_reader {
    static constexpr bool exists = false;
};

template <storable S>
struct result_reader<S> {
    static constexpr bool exists = true;
    explicit result_reader(const row_reader& result) { check_column_count(result, 1); }
    void read(const row_reader& from, S& to) const { read_value(from, 0, to); }
};

template <class... V>
requires(storable<V>&&...) struct result_reader<std::tuple<V...>> {
    static constexpr bool exists = true;
    explicit result_reader(const row_reader& result) { check_column_count(result, sizeof...(V)); }
    void read(const row_reader& from, std::tuple<V...>& to) const {
        std::apply([&, i = std::size_t{0}](V&... one) mutable { (read_value(from, i++, one), ...); }, to);
    }
};

/// The column that a member is read from; empty for a relation, which is loaded later.
template <class S, class D>
std::string_view result_column() {
    using member = type_of_described<D>;
    constexpr bool is_loaded_later = shape<S> && is_related<D>;
    static_assert(storable<member> || is_loaded_later,
                  "a member of this struct has no rowan::codec: no column of a result can be read into it");
    if constexpr (is_loaded_later || !storable<member>) {
        return {};
    } else if constexpr (shape<S>) {
        constexpr std::size_t column = find_column<entity_of<S>>(D::name);
        if constexpr (column != no_member) return schema_table<entity_of<S>>().columns[column].name;
    }
    return D::name;
}

template <class S, class List>
struct member_reader;
template <class S, template <class...> class L, class... D>
struct member_reader<S, L<D...>> {
    static constexpr bool exists = true;
    explicit member_reader(const row_reader& result) {
        const std::array<std::string_view, sizeof...(D)> names{result_column<S, D>()...};
        match_columns(result, meta::type_name<S>, names, at_.data());
    }
    void read(const row_reader& from, S& to) const {
        const std::size_t* at = at_.data();
        (read_member<D>(from, *at++, to), ...);
    }

private:
    template <class One>
    static void read_member(const row_reader& from, std::size_t column, S& to) {
        if constexpr (!(shape<S> && is_related<One>)) read_value(from, column, to.*One::pointer);
    }
    std::array<std::size_t, sizeof...(D)> at_{};
};

template <meta::described S>
requires(!storable<S>) struct result_reader<S> : member_reader<S, meta::detail::all_members<S>> {
    using member_reader<S, meta::detail::all_members<S>>::member_reader;
};

}  // namespace detail

/// One statement in the database's own words; see `raw`.
class ROWAN_EXPORT raw_query {
public:
    raw_query(std::string_view sql, session* in) : sql_(sql), session_(in) {}

    /// The value of `:name`, wherever that stands in the text. A vector is a list where the text says `in (:name)` or
    /// `not in (:name)`, of any length, none as well; elsewhere it is an array. Throws usage_error where the name has a
    /// value.
    template <class T>
    [[nodiscard]] raw_query bind(std::string_view name, const T& to) const& {
        return raw_query(*this).bind(name, to);
    }
    template <class T>
    [[nodiscard]] raw_query bind(std::string_view name, const T& to) && {
        static_assert(storable<T>, "this type has no rowan::codec: it cannot be the value of a parameter");
        if constexpr (storable<T>) add(name, to_value<T>(to));
        return std::move(*this);
    }

    // `S` is a described struct, whose members are found by the names of the columns (those of the table where it is an
    // entity or a shape, whose relations are loaded as well) and columns without a member left out; a std::tuple, by
    // position; or one value.
    //
    // Throw usage_error where a parameter has no value, a value no parameter, or a member no column.

    /// Every row.
    template <class S>
    std::vector<S> all() const {
        return read<S>(std::numeric_limits<std::size_t>::max());
    }
    /// The first row; empty where there is none.
    template <class S>
    std::optional<S> first() const {
        return only(read<S>(1));
    }
    /// The only row; empty where there is none. Throws usage_error where there are more.
    template <class S>
    std::optional<S> one_or_none() const {
        std::vector<S> rows = read<S>(2);
        if (rows.size() > 1) throw_more_than_one();
        return only(std::move(rows));
    }
    /// The only row. Throws not_found where there is none, usage_error where there are more.
    template <class S>
    S one() const {
        std::optional<S> row = one_or_none<S>();
        if (!row) throw_not_found();
        return *std::move(row);
    }

    /// Runs the statement and returns how many rows it inserted, changed or deleted.
    std::uint64_t execute() const;

    /// The text that the database gets: `:name` as a numbered parameter.
    std::string to_sql(const dialect& of) const;

private:
    struct parameter {
        std::string name;
        value bound;
    };
    struct prepared;

    template <class S>
    std::vector<S> read(std::size_t at_most) const {
        using reader = detail::result_reader<S>;
        static_assert(
            reader::exists,
            "rowan::raw reads rows as a struct with BOOST_DESCRIBE_STRUCT, as a value that has a rowan::codec, "
            "or as a std::tuple of such values");
        std::vector<S> result;
        if constexpr (reader::exists) {
            read_into(result, at_most);
            if constexpr (shape<S>) detail::load_relations_of(*session_, result);
        }
        return result;
    }
    template <class S>
    void read_into(std::vector<S>& to, std::size_t at_most) const {
        statement rows = run_for_rows();
        const detail::result_reader<S> reader(rows.row());
        while (to.size() != at_most && rows.next()) {
            if constexpr (std::is_same_v<S, bool>) {  // std::vector<bool> has no element to read into
                to.push_back(rows.get<bool>(0));
            } else {
                reader.read(rows.row(), to.emplace_back());
            }
        }
    }
    template <class S>
    static std::optional<S> only(std::vector<S>&& rows) {
        return rows.empty() ? std::optional<S>() : std::optional<S>(std::move(rows.front()));
    }

    void add(std::string_view name, value&& to);
    const parameter* find(std::string_view name) const;
    void check_names(const std::vector<std::string_view>& in_text) const;
    prepared prepare(const dialect& of) const;
    statement start() const;
    statement run_for_rows() const;
    [[noreturn]] void throw_not_found() const;
    [[noreturn]] void throw_more_than_one() const;

    std::string sql_;
    std::vector<parameter> parameters_;
    session* session_;
};

/// SQL in the database's own words, with values by name:
///
///     auto rows = rowan::raw(db, "select id, title from tasks where project_id = :project and status in (:states)")
///                     .bind("project", p.id)
///                     .bind("states", std::vector{task_status::todo, task_status::done})
///                     .all<task_line>();
///
/// `:name` is left alone in strings, quoted names, `$$…$$` and comments, and so are `::` and `:=`. In a subscript, a
/// colon behind an operand parts the bounds of a slice: `tags[1:n]`; to use a parameter there, write `tags[1:(:n)]`.
/// The text must not come from outside of the program: values are what may. The query must not outlive its session.
inline raw_query raw(session& in, std::string_view sql) { return raw_query(sql, &in); }
/// A query for `to_sql` alone, without a connection.
inline raw_query raw(std::string_view sql) { return raw_query(sql, nullptr); }

}  // namespace rowan
