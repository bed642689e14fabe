#pragma once

#include "models/ai_orchestrator/catalog.hpp"

/// The catalog of the Goals Tracker as it is meant to be, in the words of the backend. It was written by hand and knows
/// nothing of the migrations.
namespace goals_catalog {

struct column {
    std::string name;
    std::string type;
    bool nullable = false;
    std::string otherwise;  ///< what a row gets that gives no value, without quotes

    friend bool operator==(const column&, const column&) = default;
};

struct table {
    std::string name;
    std::vector<column> columns;
    std::vector<std::string> rules;  ///< as `catalog::table` has them, with an index's method before its columns

    friend bool operator==(const table&, const table&) = default;
};

/// Sorted by name, as are the rules of a table.
std::vector<table> expected_tables(const rowan::session& on);
std::vector<catalog::enumeration> expected_enumerations();

}  // namespace goals_catalog
