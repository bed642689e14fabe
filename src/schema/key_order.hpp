#pragma once

#include <rowan/schema/table.hpp>

#include <vector>

namespace rowan::schema {

/// The tables in an order in which each comes after those that its foreign keys lead to and that
/// it is distributed beside, as far as they lead in no
/// circle; otherwise as they are. Lifetime: that of `tables`.
std::vector<const table*> by_keys(const std::vector<table>& tables);

}  // namespace rowan::schema
