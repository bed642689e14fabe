#pragma once

#include "support/database.hpp"
#include <rowan/session/testing.hpp>

#include <rowan/query/repository.hpp>

#include <optional>
#include <string>
#include <vector>

/// Entities of the query tests: two tables and a self reference, an identity, a composite key, two keys to one table.
namespace shop {

enum class state { open, paid, sent };
BOOST_DESCRIBE_ENUM(state, open, paid, sent)

struct customer {
    rowan::id<customer> id;
    std::string name;
    std::optional<std::string> phone;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(customer, (), (id, name, phone, created_at, updated_at))

struct purchase {
    rowan::id<purchase> id;
    rowan::id<customer> customer_id;
    std::optional<rowan::id<customer>> referrer_id;
    std::optional<rowan::id<purchase>> replaces_id;
    shop::state state = shop::state::open;
    std::int32_t amount = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(purchase, (), (id, customer_id, referrer_id, replaces_id, state, amount, note))

struct counter {
    std::int64_t id = 0;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(counter, (), (id, label))

struct stock {
    std::string warehouse;
    std::int32_t product = 0;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(stock, (), (warehouse, product, quantity))

struct price {
    std::int64_t id = 0;
    rowan::decimal amount;
    std::optional<rowan::decimal> discount;
};
BOOST_DESCRIBE_STRUCT(price, (), (id, amount, discount))

}  // namespace shop

template <>
inline constexpr auto rowan::table_of<shop::price> = rowan::table<shop::price>("prices").identity<&shop::price::id>();

template <>
inline constexpr auto rowan::table_of<shop::customer> = rowan::table<shop::customer>("customers")
                                                            .primary_key<&shop::customer::id>()
                                                            .created_at<&shop::customer::created_at>()
                                                            .updated_at<&shop::customer::updated_at>()
                                                            .unique<&shop::customer::name>();

template <>
inline constexpr auto rowan::table_of<shop::purchase> =
    rowan::table<shop::purchase>("purchases")
        .primary_key<&shop::purchase::id>()
        .foreign_key<&shop::purchase::customer_id, &shop::customer::id>(rowan::on_delete::cascade)
        .foreign_key<&shop::purchase::referrer_id, &shop::customer::id>(rowan::on_delete::set_null)
        .foreign_key<&shop::purchase::replaces_id, &shop::purchase::id>(rowan::on_delete::set_null);

template <>
inline constexpr auto rowan::table_of<shop::counter> =
    rowan::table<shop::counter>("counters").identity<&shop::counter::id>();

template <>
inline constexpr auto rowan::table_of<shop::stock> =
    rowan::table<shop::stock>("stock").primary_key<&shop::stock::warehouse, &shop::stock::product>();

namespace shop {

// Shapes.
struct customer_name {
    using entity = customer;
    rowan::id<customer> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(customer_name, (), (id, name))

struct customer_account : customer {
    std::vector<purchase> purchases;
};
BOOST_DESCRIBE_STRUCT(customer_account, (customer), (purchases))

struct purchase_page : purchase {
    customer_name buyer;
    std::optional<customer_name> referrer;
    std::optional<purchase> replaces;
};
BOOST_DESCRIBE_STRUCT(purchase_page, (purchase), (buyer, referrer, replaces))

struct purchase_chain : purchase {
    std::vector<purchase_chain> replaced_by;
};
BOOST_DESCRIBE_STRUCT(purchase_chain, (purchase), (replaced_by))

struct customer_history : customer {
    std::vector<purchase_page> purchases;
};
BOOST_DESCRIBE_STRUCT(customer_history, (customer), (purchases))

}  // namespace shop

template <>
inline constexpr auto rowan::relation_of<&shop::customer_account::purchases> = rowan::via<&shop::purchase::customer_id>;
template <>
inline constexpr auto rowan::relation_of<&shop::customer_history::purchases> = rowan::via<&shop::purchase::customer_id>;
template <>
inline constexpr auto rowan::relation_of<&shop::purchase_page::buyer> = rowan::via<&shop::purchase::customer_id>;
template <>
inline constexpr auto rowan::relation_of<&shop::purchase_page::referrer> = rowan::via<&shop::purchase::referrer_id>;

namespace shop {

/// The tables, made from the structs themselves.
inline void create_tables(rowan::session& db) {
    const auto create = [&](const rowan::schema::operation& what) {
        for (const auto& sql : db.dialect().render(what)) db.execute_script(sql);
    };
    create(rowan::schema::create_enum{{"state", {"open", "paid", "sent"}}});
    create(rowan::schema::create_table{rowan::schema_table<customer>()});
    create(rowan::schema::create_table{rowan::schema_table<purchase>()});
    create(rowan::schema::create_table{rowan::schema_table<counter>()});
    create(rowan::schema::create_table{rowan::schema_table<stock>()});
    create(rowan::schema::create_table{rowan::schema_table<price>()});
}

}  // namespace shop
