#pragma once

#include "watch.hpp"

#include <rowan/session/driver.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// A prepared statement, in the cache or on loan.
struct cached_statement {
    std::string sql;
    std::size_t hash = 0;
    std::uint64_t number = 0;  ///< of the statement_text that asked last
    std::unique_ptr<driver_statement> handle;

    bool kept = false;  ///< in the cache; otherwise it ends with its loan
    bool lent = false;
    bool stale = false;  ///< its run failed in a way that preparing it anew may mend

    // What an observer is told of the current run.
    bool running = false;
    observed_run run;
    std::uint64_t rows = 0;
    std::unique_ptr<std::string> plan;  ///< where one was asked for

    // Neighbours in the hash bucket and in the order of use.
    cached_statement* next_in_bucket = nullptr;
    cached_statement* newer = nullptr;
    cached_statement* older = nullptr;
};

/// Prepared statements by their text, the longest unused one going first.
/// A hit neither allocates nor reads the text for a hash.
class statement_cache {
public:
    /// None are kept with a `capacity` of 0.
    explicit statement_cache(std::size_t capacity);
    statement_cache(const statement_cache&) = delete;
    statement_cache& operator=(const statement_cache&) = delete;
    ~statement_cache();

    /// Lends the statement of that text; null where it is not in the cache or already on loan.
    cached_statement* find(std::string_view sql, std::size_t hash, std::uint64_t number = 0) noexcept {
        // A loop asks for the same statement again and again.
        if (newest_ == nullptr || number == 0 || newest_->number != number || newest_->lent) return find_older(sql, hash, number);
        newest_->lent = true;
        return newest_;
    }
    /// Lends a new one, kept if there is room or can be made.
    cached_statement& add(std::string_view sql, std::size_t hash, std::unique_ptr<driver_statement> handle);
    void give_back(cached_statement& loan) noexcept {
        loan.lent = false;
        if (!loan.kept || loan.stale) drop(loan);
    }

    std::size_t size() const noexcept { return size_; }

private:
    cached_statement* find_older(std::string_view sql, std::size_t hash, std::uint64_t number) noexcept;
    void drop(cached_statement& loan) noexcept;
    cached_statement*& bucket(std::size_t hash) noexcept { return buckets_[hash & (buckets_.size() - 1)]; }
    cached_statement* lookup(std::string_view sql, std::size_t hash) noexcept;
    bool make_room() noexcept;
    void link(cached_statement& entry) noexcept;
    void unlink_from_order(cached_statement& entry) noexcept;
    void put_first(cached_statement& entry) noexcept;
    void remove(cached_statement& entry) noexcept;

    std::size_t capacity_;
    std::size_t size_ = 0;
    std::vector<cached_statement*> buckets_;
    cached_statement* newest_ = nullptr;
    cached_statement* oldest_ = nullptr;
};

}  // namespace rowan::detail
