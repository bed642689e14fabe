#pragma once

#include <rowan/session/session.hpp>
#include <rowan/session/statement.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// The rows that a backend's catalog answers with.
class catalog_rows {
public:
    catalog_rows(session& of, std::string_view sql) : run_(of.query(sql)) {}
    catalog_rows(session& of, std::string_view sql, const std::string& parameter) : run_(of.query(sql, parameter)) {}

    bool next() { return run_.next(); }
    bool is_null(std::size_t column) const { return run_.row().is_null(column); }
    /// Empty where it is NULL.
    std::string text(std::size_t column) const {
        return is_null(column) ? std::string() : std::string(run_.row().get_text(column));
    }
    std::int64_t number(std::size_t column) const { return is_null(column) ? 0 : run_.row().get_integer(column); }
    bool flag(std::size_t column) const { return !is_null(column) && run_.row().get_bool(column); }
    std::vector<std::string> texts(std::size_t column) const {
        std::vector<std::string> result;
        if (is_null(column)) return result;
        for (const value& each : run_.row().get_array(column)) result.push_back(std::get<std::string>(each.get()));
        return result;
    }

private:
    statement run_;
};

}  // namespace rowan::detail
