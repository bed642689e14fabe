// The tables of a workshop that lends tools to its members. Every chapter reads and writes them.
#pragma once

#include <rowan/rowan.hpp>

#include <optional>
#include <string>
#include <vector>

// [member]
struct member {
    rowan::id<member> id;
    std::string name;
    std::optional<std::string> email;
    std::optional<rowan::id<member>> invited_by;
    rowan::date joined;
};
BOOST_DESCRIBE_STRUCT(member, (), (id, name, email, invited_by, joined))
// [member]

// [category]
struct category {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::int64_t> parent_id;
};
BOOST_DESCRIBE_STRUCT(category, (), (id, name, parent_id))
// [category]

// [enum]
enum class tool_state { ready, in_repair, retired };
BOOST_DESCRIBE_ENUM(tool_state, ready, in_repair, retired)
// [enum]

// [base]
struct stamped {
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(stamped, (), (created_at, updated_at))

struct tool : stamped {
    rowan::id<tool> id;
    std::int64_t category_id = 0;
    std::string serial;
    std::string name;
    tool_state state = tool_state::ready;
    rowan::decimal price;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(tool, (stamped), (id, category_id, serial, name, state, price, tags))
// [base]

// [loan]
struct loan {
    std::int64_t id = 0;
    rowan::id<tool> tool_id;
    rowan::id<member> member_id;
    rowan::date taken;
    rowan::date due;
    std::optional<rowan::date> returned;
};
BOOST_DESCRIBE_STRUCT(loan, (), (id, tool_id, member_id, taken, due, returned))
// [loan]

// [domain]
inline constexpr rowan::domain_literal email_address{"email_address", {"value like '%_@_%'"}};
// [domain]

// [table of member]
template <>
inline constexpr auto rowan::table_of<member> = rowan::table<member>("members")
    .primary_key<&member::id>()
    .max_length<&member::name>(80)
    .unique<&member::email>()
    .domain<&member::email>(email_address)
    .foreign_key<&member::invited_by, &member::id>(rowan::on_delete::set_null);
// [table of member]

// [table of category]
template <>
inline constexpr auto rowan::table_of<category> = rowan::table<category>("categories")
    .identity<&category::id>()
    .unique<&category::name>()
    .foreign_key<&category::parent_id, &category::id>();
// [table of category]

// [table of tool]
template <>
inline constexpr auto rowan::table_of<tool> = rowan::table<tool>("tools")
    .primary_key<&tool::id>()
    .foreign_key<&tool::category_id, &category::id>()
    .column_name<&tool::serial>("serial_number")
    .unique<&tool::serial>()
    .index<&tool::state>({.where = "state <> 'retired'"})
    .precision<&tool::price>(8, 2)
    .check("price_not_negative", {.text = "price >= 0", .sqlite = "cast(price as real) >= 0"})
    .default_value<&tool::state>("'ready'")
    .created_at<&tool::created_at>()
    .updated_at<&tool::updated_at>();
// [table of tool]

// [table of loan]
template <>
inline constexpr auto rowan::table_of<loan> = rowan::table<loan>("loans")
    .identity<&loan::id>()
    .foreign_key<&loan::tool_id, &tool::id>(rowan::on_delete::cascade)
    .foreign_key<&loan::member_id, &member::id>()
    .check("due_after_taken", "due >= taken")
    .index<&loan::member_id, rowan::descending<&loan::taken>>()
    .index<&loan::tool_id>({.name = "lent_once_at_a_time", .where = "returned is null", .unique = true});
// [table of loan]
