#include <rowan/query/page.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include "query/cursor.hpp"
#include "query/keyset.hpp"
#include "query/stored_value.hpp"

namespace rowan::detail {

namespace {

void check(const sql::select& what, std::uint64_t size) {
    if (size == 0) throw usage_error("a page has at least one row: its size is 0");
    if (what.limit || what.offset)
        throw usage_error("a page of a query with a limit or an offset: leave them out, the page has its own");
}

}  // namespace

page_reading::page_reading(const query_state& of, const page_options& options)
    : in_(&of.connection()), all_(of.finished()), options_(options) {
    check(all_, options.size);
    if (options.number == 0) throw usage_error("pages are numbered from 1: there is none of number 0");
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (options.size > most || options.number - 1 > most / options.size)
        throw usage_error("no table has as many rows as are before this page");
    offset_ = (options.number - 1) * options.size;
    complete_order(all_, of);
}

statement page_reading::start() const {
    sql::select what = all_;
    what.limit = options_.size;
    if (offset_ != 0) what.offset = offset_;
    return run(*in_, what);
}

std::uint64_t page_reading::total(std::uint64_t rows_read) const {
    const bool ended = rows_read < options_.size && (rows_read != 0 || offset_ == 0);
    return ended ? offset_ + rows_read : std::max(count_rows(*in_, all_), rows_read == 0 ? 0 : offset_ + rows_read);
}

namespace {

bool has_form(type_kind kind) {
    return kind != type_kind::json && kind != type_kind::domain && kind != type_kind::other;
}

/// The order in words that are the same on every backend.
std::uint64_t fingerprint_of(const sql::select& what) {
    sql::select order;
    order.from = what.operands.empty() ? what.from : sql::source(sql::table_name{{}, what.set_operator});
    std::string directions;
    for (const auto& one : what.order_by) {
        order.columns.push_back(one.by);
        directions += static_cast<char>('a' + static_cast<int>(one.order) * 3 + static_cast<int>(one.nulls));
        directions += static_cast<char>('a' + static_cast<int>(one.kind));
    }
    return fingerprint(sqlite_dialect().render(order).sql + directions);
}

}  // namespace

keyset_reading::keyset_reading(const query_state& of, const cursor_key& key, const keyset_options& options)
    : in_(&of.connection()), key_(key), size_(options.size), what_(of.finished()) {
    check(what_, size_);
    if (options.after && options.before)
        throw usage_error("a keyset page begins after a cursor or ends before one, not both");
    complete_order(what_, of);
    if (what_.order_by.empty())
        throw usage_error("a keyset page needs an order, in which no two rows are equal: add order_by");
    for (const auto& one : what_.order_by) {
        if (!has_form(one.kind)) {
            throw usage_error(
                "a keyset page cannot be ordered by an array, by JSON or by a type of the database's own: no cursor "
                "can say where it is in them");
        }
        kinds_.push_back(one.kind);
    }
    order_ = fingerprint_of(what_);
    backward_ = options.before.has_value();
    if (backward_) reverse_order(what_.order_by);
    if (options.after || backward_) begin_at(backward_ ? *options.before : *options.after);
    expose_order(what_, backward_);
    if (!start_.empty()) what_.where = sql::all_of(std::move(what_.where), behind(what_.order_by, start_, including_));
    what_.limit = size_ + 1;
}

void keyset_reading::begin_at(std::string_view cursor) {
    cursor_content content = open_cursor(key_, cursor);
    if (content.order != order_ || content.position.size() != kinds_.size()) {
        throw cursor_error("the cursor is of rows in another order than this query's: begin without one");
    }
    start_ = std::move(content.position);
    including_ = content.including;
}

statement keyset_reading::start() const { return run(*in_, what_); }

bool keyset_reading::next(statement& rows) {
    if (!rows.next()) return false;
    if (read_ == size_) {
        more_ = true;
        return false;
    }
    ++read_;
    const auto keep = [&](std::vector<value>& to) {
        const std::size_t start = rows.row().column_count() - kinds_.size();
        for (std::size_t i = 0; i != kinds_.size(); ++i) to.push_back(stored_value(kinds_[i], rows.row(), start + i));
    };
    if (read_ == 1) keep(first_);
    if (read_ == size_) keep(last_);
    return true;
}

std::string keyset_reading::cursor_at(const std::vector<value>& position, bool including) const {
    return seal_cursor(key_, {.order = order_, .including = including, .position = position});
}

// Towards the side that the page was read to, there is more where a row was left over. On the side that it began at,
// there is what the cursor came from; where no row is left on this page, that begins at the cursor itself.
void keyset_reading::add_cursors(std::optional<std::string>& following, std::optional<std::string>& previous) const {
    auto& onward = backward_ ? previous : following;
    auto& back = backward_ ? following : previous;
    if (more_) onward = cursor_at(last_, false);
    if (!start_.empty()) back = read_ == 0 ? cursor_at(start_, !including_) : cursor_at(first_, false);
}

}  // namespace rowan::detail
