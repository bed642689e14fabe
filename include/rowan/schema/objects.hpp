#pragma once

#include <rowan/schema/table.hpp>

#include <string>
#include <vector>

namespace rowan::schema {

/// A named list of labels. On a backend without enum types its columns carry a check instead.
struct enum_type {
    std::string name;
    std::vector<std::string> labels;

    friend bool operator==(const enum_type&, const enum_type&) = default;
};

struct view {
    std::string name;
    sql_text query;
    std::string comment;

    friend bool operator==(const view&, const view&) = default;
};

struct extension {
    std::string name;

    friend bool operator==(const extension&, const extension&) = default;
};

}  // namespace rowan::schema
