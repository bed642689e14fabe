#pragma once

#include <rowan/query/query_state.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

struct stream_options {
    /// Rows in memory at a time: those that PostgreSQL sends at once, and those whose relations are read together.
    std::size_t batch = 1000;
};

namespace detail {

/// The rows of a query, one after the other, on their way.
class ROWAN_EXPORT row_stream {
public:
    row_stream(session& in, sql::select what, std::size_t batch);
    row_stream(row_stream&& from) noexcept;
    row_stream& operator=(row_stream&& from) noexcept;
    ~row_stream();

    /// Runs the query at the first call; null after the last row, when everything is let go.
    const row_reader* next();
    session& connection() const noexcept { return *in_; }
    std::size_t batch() const noexcept { return batch_; }

private:
    void start();
    void end() noexcept;

    session* in_;
    sql::select what_;
    std::size_t batch_;
    bool ended_ = false;
    statement* run_ = nullptr;  // owned
};

}  // namespace detail

/// Rows that are read while they are gone through, once: `for (const task& one : query.stream())`. See
/// `projection::stream`.
template <class Row, class Reader>
class stream {
public:
    struct end_type {};
    class iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;

        iterator() = default;
        explicit iterator(stream& of) : of_(&of) {}
        /// The row may be changed and moved from.
        Row& operator*() const { return of_->current(); }
        Row* operator->() const { return &**this; }
        iterator& operator++() {
            of_->advance();
            return *this;
        }
        void operator++(int) { of_->advance(); }
        friend bool operator==(const iterator& at, end_type) { return at.ended(); }

    private:
        bool ended() const { return of_->at_ == of_->count_; }
        stream* of_ = nullptr;
    };

    stream(const detail::query_state& of, const stream_options& options)
        : source_(of.connection(), of.finished(), options.batch) {}

    /// Where reading stands: at the first row, or where the last iterator left off.
    iterator begin() {
        if (!started_) fill();
        started_ = true;
        return iterator(*this);
    }
    end_type end() const { return {}; }

private:
    Row& current() {
        if constexpr (Reader::completes) {
            return batch_[at_];
        } else {
            return row_;
        }
    }
    void advance() {
        if (++at_ == count_) fill();
    }
    // Relations are read for a batch together; without them, one row is used again and again.
    void fill() {
        at_ = count_ = 0;
        if constexpr (Reader::completes) {
            batch_.clear();
            for (const row_reader* row; count_ != source_.batch() && (row = source_.next()) != nullptr; ++count_) {
                Reader::read(*row, batch_.emplace_back());
            }
            Reader::complete(source_.connection(), batch_);
        } else if (const row_reader* const row = source_.next(); row != nullptr) {
            Reader::read(*row, row_);
            count_ = 1;
        }
    }

    detail::row_stream source_;
    Row row_{};
    std::vector<Row> batch_{};
    std::size_t at_ = 0;
    std::size_t count_ = 0;
    bool started_ = false;
};

}  // namespace rowan
