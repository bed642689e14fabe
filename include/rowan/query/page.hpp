#pragma once

#include <rowan/query/cursor.hpp>
#include <rowan/query/query_state.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// A part of a query's rows: by its number, or by where the last one ended.
namespace rowan {

struct page_options {
    std::uint64_t number = 1;  ///< from 1
    std::uint64_t size = 20;
};

template <class Row>
struct page {
    std::vector<Row> rows;
    std::uint64_t number = 1;
    std::uint64_t size = 0;
    std::uint64_t total = 0;  ///< rows of all pages

    std::uint64_t pages() const { return total / size + (total % size != 0 ? 1 : 0); }
    bool has_next() const { return number < pages(); }
    bool has_previous() const { return number > 1; }
};

struct keyset_options {
    std::uint64_t size = 20;
    std::optional<std::string_view> after{};   ///< `next` of the page before this one
    std::optional<std::string_view> before{};  ///< `previous` of the page behind it
};

template <class Row>
struct keyset_page {
    std::vector<Row> rows;
    std::optional<std::string> next;      ///< cursor for `after`; empty on the last page
    std::optional<std::string> previous;  ///< cursor for `before`; empty on the first page
};

namespace detail {

/// The statement of a page, and the number of all rows.
class ROWAN_EXPORT page_reading {
public:
    /// Throws usage_error for a number or size of 0, and for a query with a limit or an offset of its own.
    page_reading(const query_state& of, const page_options& options);
    statement start() const;
    /// Counted, unless the page itself tells.
    std::uint64_t total(std::uint64_t rows_read) const;

private:
    session* in_;
    sql::select all_;
    page_options options_;
    std::uint64_t offset_ = 0;
};

/// The statement of a keyset page, with the values of its order behind the columns of each row.
class ROWAN_EXPORT keyset_reading {
public:
    /// Throws cursor_error, and usage_error for a size of 0, for both cursors at once, and for a query that has no
    /// keyset.
    keyset_reading(const query_state& of, const cursor_key& key, const keyset_options& options);

    statement start() const;
    /// Moves to the next row, and keeps what the page's cursors need of it; false after the page's last one.
    bool next(statement& rows);
    /// The rows come from the last to the first.
    bool backward() const noexcept { return backward_; }
    void add_cursors(std::optional<std::string>& following, std::optional<std::string>& previous) const;

private:
    void begin_at(std::string_view cursor);
    std::string cursor_at(const std::vector<value>& position, bool including) const;

    session* in_;
    cursor_key key_;
    std::uint64_t size_;
    sql::select what_;
    std::vector<type_kind> kinds_{};
    std::uint64_t order_ = 0;
    bool backward_ = false;
    bool including_ = false;
    std::vector<value> start_{};  ///< position of the cursor that the page begins at; none: at an end
    std::vector<value> first_{};  ///< of the first row read
    std::vector<value> last_{};   ///< of the last one of a full page
    std::uint64_t read_ = 0;
    bool more_ = false;
};

/// One more row at the end. A std::vector<bool> has no element to read into.
template <class Reader, class Row>
void append_row(std::vector<Row>& to, const row_reader& from) {
    if constexpr (std::is_same_v<Row, bool>) {
        bool row = false;
        Reader::read(from, row);
        to.push_back(row);
    } else {
        Reader::read(from, to.emplace_back());
    }
}

template <class Row>
void reverse(std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size() / 2; ++i) {
        const std::size_t other = rows.size() - 1 - i;
        Row kept = std::move(rows[i]);
        rows[i] = std::move(rows[other]);
        rows[other] = std::move(kept);
    }
}

template <class Row, class Reader>
rowan::page<Row> read_page(const query_state& of, const page_options& options) {
    const page_reading reading(of, options);
    rowan::page<Row> result{.rows = {}, .number = options.number, .size = options.size};
    {
        statement rows = reading.start();
        while (rows.next()) append_row<Reader>(result.rows, rows.row());
    }
    result.total = reading.total(result.rows.size());
    Reader::complete(of.connection(), result.rows);
    return result;
}

template <class Row, class Reader>
rowan::keyset_page<Row> read_keyset_page(const query_state& of, const cursor_key& key, const keyset_options& options) {
    keyset_reading reading(of, key, options);
    rowan::keyset_page<Row> result;
    {
        statement rows = reading.start();
        while (reading.next(rows)) append_row<Reader>(result.rows, rows.row());
    }
    if (reading.backward()) reverse(result.rows);
    Reader::complete(of.connection(), result.rows);
    reading.add_cursors(result.next, result.previous);
    return result;
}

}  // namespace detail
}  // namespace rowan
