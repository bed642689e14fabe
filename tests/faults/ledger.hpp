#pragma once

#include "support/server.hpp"

#include <rowan/query/aggregate.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/pool.hpp>

#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <vector>

/// Rows with a known sum: each entry is written together with the balance that it changes.
namespace faults {

struct entry {
    std::int64_t id = 0;
    std::int32_t writer = 0;
    std::int64_t amount = 0;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(entry, (), (id, writer, amount, note))

struct balance {
    std::int32_t writer = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(balance, (), (writer, amount))

}  // namespace faults

template <>
inline constexpr auto rowan::table_of<faults::entry> =
    rowan::table<faults::entry>("entries").primary_key<&faults::entry::id>();
template <>
inline constexpr auto rowan::table_of<faults::balance> =
    rowan::table<faults::balance>("balances").primary_key<&faults::balance::writer>();

namespace faults {

inline void create_tables(rowan::session& db, int writers) {
    db.apply(rowan::schema::create_table{rowan::schema_table<entry>()});
    db.apply(rowan::schema::create_table{rowan::schema_table<balance>()});
    for (int i = 0; i != writers; ++i) rowan::repository<balance>(db).insert({.writer = i});
}

/// The two writes of one transaction.
inline void write(rowan::session& db, const entry& one) {
    rowan::repository<entry>(db).insert(one);
    rowan::from<balance>(db)
        .where(rowan::field<&balance::writer> == one.writer)
        .update(rowan::field<& balance::amount> = rowan::field<&balance::amount> + one.amount);
}

/// What became of each entry, as its writer was told. Safe from any thread.
class record {
public:
    void acknowledge(std::int64_t id) { add(acknowledged_, id); }
    /// Nobody could say whether it is stored.
    void doubt(std::int64_t id) { add(doubted_, id); }

    std::size_t acknowledged() const { return acknowledged_.size(); }
    std::size_t doubted() const { return doubted_.size(); }

    /// Every acknowledged entry is there, nothing is there that was refused, and the balances are the sums.
    void check(rowan::session& db) const {
        std::set<std::int64_t> stored;
        std::int64_t sum = 0;
        for (const entry& one : rowan::repository<entry>(db).all()) {
            stored.insert(one.id);
            sum += one.amount;
        }
        for (const std::int64_t id : acknowledged_) {
            if (!stored.contains(id)) FAIL_CHECK("entry " << id << " was acknowledged and is lost");
        }
        for (const std::int64_t id : stored) {
            if (!acknowledged_.contains(id) && !doubted_.contains(id))
                FAIL_CHECK("entry " << id << " was refused and is stored");
        }
        std::int64_t balances = 0;
        for (const balance& one : rowan::repository<balance>(db).all()) balances += one.amount;
        CHECK(balances == sum);
    }

private:
    void add(std::set<std::int64_t>& to, std::int64_t id) {
        const std::lock_guard held(mutex_);
        to.insert(id);
    }
    std::mutex mutex_;
    std::set<std::int64_t> acknowledged_, doubted_;
};

}  // namespace faults
