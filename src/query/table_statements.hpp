#pragma once

#include <rowan/query/plan.hpp>

namespace rowan::detail {

table_statements make_table_statements(const dialect& of, const table_plan& plan);

}  // namespace rowan::detail
