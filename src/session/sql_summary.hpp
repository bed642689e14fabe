#pragma once

#include <rowan/dialect/capabilities.hpp>

#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::detail {

/// What an SQL text does, in few words: for names of spans and series.
struct sql_summary {
    std::string operation;  ///< the first verb in capital letters: SELECT, CREATE TABLE; empty where there is none
    std::string table;      ///< the first table that it names, as written but for its quotes
    std::string words;      ///< the verb and its tables: "SELECT orders customers"
    bool one_table = false;
};

ROWAN_EXPORT sql_summary summary_of(std::string_view sql, const capabilities& of);

/// `sql` with `?` for each text and number in it. Parameters ($1) stay.
ROWAN_EXPORT std::string without_literals(std::string_view sql, const capabilities& of);
/// It has parameters, so that what is written in it is not what was given.
ROWAN_EXPORT bool has_parameters(std::string_view sql, const capabilities& of);

}  // namespace rowan::detail
