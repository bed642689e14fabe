#pragma once

#include <rowan/query/foreign_key.hpp>
#include <rowan/query/plan.hpp>
#include <rowan/query/relation_of.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <rowan/export.hpp>

/// The half of a relation that has lost its types: what is compiled once.
namespace rowan::detail {

/// How a key is compared when the rows of a relation are put together: UUIDs and numbers as they are, others by their
/// text.
template <class K>
inline constexpr bool is_uuid_key = std::is_same_v<K, uuid>;
template <class T>
inline constexpr bool is_uuid_key<id<T>> = true;

inline const uuid& uuid_of(const uuid& key) { return key; }
template <class T>
const uuid& uuid_of(const id<T>& key) {
    return key.value;
}

/// The different keys of rows at hand, numbered from 0 in the order they came.
class ROWAN_EXPORT key_index {
public:
    explicit key_index(std::size_t rows);
    key_index(const key_index&) = delete;
    key_index& operator=(const key_index&) = delete;
    ~key_index();

    /// The key of the next row; null: it has none.
    template <class K>
    void add(const K* key) {
        if (key == nullptr) {
            rows_.push_back(no_member);
        } else if constexpr (is_uuid_key<K>) {
            add_uuid(uuid_of(*key));
        } else if constexpr (plain_integer<K>) {
            add_integer(static_cast<std::int64_t>(*key));
        } else {
            add_value(to_value<K>(*key));
        }
    }
    /// A key of several values; one that is NULL makes none of it.
    template <class... K>
    requires(sizeof...(K) > 1) void add(const K*... parts) {
        if (((parts == nullptr) || ...)) return rows_.push_back(no_member);
        add_values({to_value<K>(*parts)...});
    }
    /// The number of a key of several columns; `no_member` where it is not among them, which may be: each of its values is
    /// looked for by itself.
    template <class... K>
    requires(sizeof...(K) > 1) std::size_t find(const row_reader& from, const std::size_t* columns) const {
        value_array parts;
        (parts.push_back(read_part<K>(from, *columns++)), ...);
        return find_values(parts);
    }
    /// The number of the key in a column, which is among them.
    template <class K>
    std::size_t find(const row_reader& from, std::size_t column) const {
        if constexpr (is_uuid_key<K>) {
            return find_uuid(from.get_uuid(column));
        } else if constexpr (plain_integer<K>) {
            return find_integer(from.get_integer(column));
        } else {
            K key{};
            read_value(from, column, key);
            return find_value(to_value<K>(key));
        }
    }

    std::size_t size() const noexcept { return firsts_.size(); }
    /// Of a key of several values, those of one part, each once.
    const value_array& keys(std::size_t part = 0) const noexcept { return part == 0 ? keys_ : more_[part - 1]; }
    /// The key of a row; `no_member` where it has none.
    std::size_t key_of(std::size_t row) const noexcept { return rows_[row]; }
    /// The first row that has the key.
    std::size_t first_row(std::size_t key) const noexcept { return firsts_[key]; }
    /// The first row with the same key.
    std::size_t first_row_like(std::size_t row) const noexcept {
        return rows_[row] == no_member ? row : firsts_[rows_[row]];
    }

private:
    struct maps;
    void add_uuid(const uuid& key);
    void add_integer(std::int64_t key);
    void add_value(value key);
    void add_values(value_array parts);
    template <class K>
    static value read_part(const row_reader& from, std::size_t column) {
        K key{};
        read_value(from, column, key);
        return to_value<K>(key);
    }
    std::size_t find_values(const value_array& parts) const;
    std::size_t find_uuid(const uuid& key) const;
    std::size_t find_integer(std::int64_t key) const;
    std::size_t find_value(const value& key) const;

    std::vector<std::size_t> rows_;
    std::vector<std::size_t> firsts_;
    value_array keys_;
    std::vector<value_array> more_;  ///< of keys of several values, all parts but the first
    maps* maps_;  // owned; their headers would cost every reader
};

ROWAN_EXPORT std::vector<std::size_t> list_of(const key_places& places);

/// What a relation reads.
struct related_rows {
    const table_plan* of = nullptr;
    std::vector<std::size_t> columns{};  ///< of the table, then of the link
    bool counts = false;                 ///< how many there are of each key, instead
    std::vector<std::size_t> key{};      ///< the columns that lead to the rows at hand: of the link, where there is one
    const relation_clauses* clauses = nullptr;
    bool single = false;  ///< one of each key will do
    const table_plan* link = nullptr;
    std::vector<std::size_t> link_key{};  ///< columns of the link that refer to the table's `referenced`
    std::vector<std::size_t> referenced{};
};

/// A relation's statement, whose text is made once for each dialect where nothing in it depends on the run.
class ROWAN_EXPORT relation_plan {
public:
    explicit relation_plan(related_rows what);
    relation_plan(const relation_plan&) = delete;
    relation_plan& operator=(const relation_plan&) = delete;
    ~relation_plan();

    /// Where a row of the result has its key.
    const std::size_t* key_positions() const noexcept { return key_positions_.data(); }
    /// Rows for these keys.
    statement start(session& in, const key_index& keys) const;
    [[noreturn]] void throw_missing() const;

private:
    struct cache;
    sql::select select(std::vector<sql::expression> keys) const;
    sql::select numbered(sql::select rows) const;
    sql::expression column(std::size_t column) const;
    std::vector<sql::order_term> order() const;

    std::uint64_t most() const;

    related_rows what_;
    std::vector<std::size_t> key_positions_;
    cache* cache_;
};

}  // namespace rowan::detail
