#pragma once

#include "support/database.hpp"

#include <rowan/query/aggregate.hpp>
#include <rowan/query/function.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// What holds on every backend. Each case runs on all of them and names none: where one would answer otherwise, rowan
/// levels it, and what it cannot level has its row in the book's table of differences.
namespace ledger {

struct account {
    std::int64_t id = 0;
    std::string owner;
    std::optional<std::string> code;
    std::optional<std::int32_t> rank;
};
BOOST_DESCRIBE_STRUCT(account, (), (id, owner, code, rank))

struct entry {
    std::int64_t id = 0;
    std::int64_t account_id = 0;
    std::int16_t small = 0;
    std::int32_t medium = 0;
    std::int64_t large = 0;
    rowan::decimal amount;
    rowan::decimal exact;
    double ratio = 0;
    rowan::timestamp at;
    rowan::date day;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(entry, (), (id, account_id, small, medium, large, amount, exact, ratio, at, day, note))

}  // namespace ledger

template <>
inline constexpr auto rowan::table_of<ledger::account> = rowan::table<ledger::account>("accounts")
                                                             .identity<&ledger::account::id>()
                                                             .unique<&ledger::account::code>()
                                                             .max_length<&ledger::account::owner>(10)
                                                             .check("rank_not_negative", "rank >= 0");
template <>
inline constexpr auto rowan::table_of<ledger::entry> =
    rowan::table<ledger::entry>("entries")
        .identity<&ledger::entry::id>()
        .foreign_key<&ledger::entry::account_id, &ledger::account::id>(rowan::on_delete::cascade)
        .precision<&ledger::entry::amount>(6, 2);

namespace ledger {

inline void create_tables(rowan::session& db) {
    db.apply(rowan::schema::create_table{rowan::schema_table<account>()});
    db.apply(rowan::schema::create_table{rowan::schema_table<entry>()});
}

inline account open_account(rowan::session& db, std::string owner = "Ada") {
    return rowan::repository<account>(db).insert({.owner = std::move(owner)});
}

/// An entry of an account of its own.
inline entry book(rowan::session& db, entry what) {
    what.account_id = open_account(db).id;
    return rowan::repository<entry>(db).insert(what);
}

/// The value of an expression over the only entry.
template <class X>
auto value_of(rowan::session& db, const X& x) {
    return rowan::from<entry>(db).select(x).one();
}

/// The owners of all accounts, in the order given.
template <class... Order>
std::vector<std::string> owners(rowan::session& db, const Order&... by) {
    return rowan::from<account>(db).order_by(by...).select(rowan::field<&account::owner>).all();
}

using strings = std::vector<std::string>;

}  // namespace ledger
