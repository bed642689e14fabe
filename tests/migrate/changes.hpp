#pragma once

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/schema/diff.hpp>

#include <string>
#include <vector>

namespace rowan::test {

/// From one schema to another, each as the script that makes it.
struct change {
    std::string name;
    std::string from;
    std::string to;
    std::string rows = "insert into t (id) values (1), (2)";  ///< that are there
    std::vector<schema::answer> answers{};
};

/// `create table t (id bigint primary key, …);`
std::string table(const std::string& rest, const std::string& name = "t");

void carry_out(session& to, const std::vector<schema::operation>& all);
/// What undoes them all.
std::vector<schema::operation> way_back(const migrate::generated_changes& of);

/// Each on an empty database of its own: the way there is found and gone, what is there then is what the script makes,
/// and the way back leads to what was there before. The rows of `t` stay.
void all_go(const std::string& backend, const std::vector<change>& all);

}  // namespace rowan::test
