#include "statement_cache.hpp"

#include <bit>
#include <utility>

namespace rowan::detail {

statement_cache::statement_cache(std::size_t capacity) : capacity_(capacity), buckets_(std::bit_ceil(capacity + 1)) {}

statement_cache::~statement_cache() {
    while (newest_ != nullptr) remove(*newest_);
}

cached_statement* statement_cache::lookup(std::string_view sql, std::size_t hash) noexcept {
    for (auto* entry = bucket(hash); entry != nullptr; entry = entry->next_in_bucket) {
        if (entry->hash == hash && entry->sql == sql) return entry;
    }
    return nullptr;
}

cached_statement* statement_cache::find_older(std::string_view sql, std::size_t hash, std::uint64_t number) noexcept {
    auto* const entry = lookup(sql, hash);
    if (entry == nullptr || entry->lent) return nullptr;
    entry->number = number;
    entry->lent = true;
    if (entry != newest_) {
        unlink_from_order(*entry);
        put_first(*entry);
    }
    return entry;
}

cached_statement& statement_cache::add(std::string_view sql, std::size_t hash,
                                       std::unique_ptr<driver_statement> handle) {
    auto entry = std::make_unique<cached_statement>();
    entry->sql = sql;
    entry->hash = hash;
    entry->handle = std::move(handle);
    entry->lent = true;
    // The same text on loan already: two loops over one query, one within the other.
    // The second copy is not worth keeping.
    if (lookup(sql, hash) == nullptr && make_room()) link(*entry);
    return *entry.release();
}

void statement_cache::drop(cached_statement& loan) noexcept {
    if (loan.kept) {
        remove(loan);
    } else {
        delete &loan;
    }
}

bool statement_cache::make_room() noexcept {
    if (size_ < capacity_) return true;
    for (auto* entry = oldest_; entry != nullptr; entry = entry->newer) {
        if (entry->lent) continue;
        remove(*entry);
        return true;
    }
    return false;
}

void statement_cache::link(cached_statement& entry) noexcept {
    entry.kept = true;
    entry.next_in_bucket = std::exchange(bucket(entry.hash), &entry);
    put_first(entry);
    ++size_;
}

void statement_cache::put_first(cached_statement& entry) noexcept {
    entry.newer = nullptr;
    entry.older = std::exchange(newest_, &entry);
    (entry.older != nullptr ? entry.older->newer : oldest_) = &entry;
}

void statement_cache::unlink_from_order(cached_statement& entry) noexcept {
    (entry.newer != nullptr ? entry.newer->older : newest_) = entry.older;
    (entry.older != nullptr ? entry.older->newer : oldest_) = entry.newer;
}

void statement_cache::remove(cached_statement& entry) noexcept {
    auto** link = &bucket(entry.hash);
    while (*link != &entry) link = &(*link)->next_in_bucket;
    *link = entry.next_in_bucket;
    unlink_from_order(entry);
    --size_;
    delete &entry;
}

}  // namespace rowan::detail
