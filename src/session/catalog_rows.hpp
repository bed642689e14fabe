#pragma once

#include <rowan/session/driver.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// The rows that a backend's catalog answers with.
class catalog_rows {
public:
    catalog_rows(driver& of, std::string_view sql, std::string_view parameter = {}) : run_(of.prepare(sql)) {
        if (run_->parameter_count() != 0) run_->set_text(0, parameter, true);
        run_->execute();
    }

    bool next() { return run_->next(); }
    bool is_null(std::size_t column) const { return run_->is_null(column); }
    /// Empty where it is NULL.
    std::string text(std::size_t column) const {
        return run_->is_null(column) ? std::string() : std::string(run_->get_text(column));
    }
    std::int64_t number(std::size_t column) const { return run_->is_null(column) ? 0 : run_->get_integer(column); }
    bool flag(std::size_t column) const { return run_->get_bool(column); }
    std::vector<std::string> texts(std::size_t column) const {
        std::vector<std::string> result;
        if (run_->is_null(column)) return result;
        for (const value& each : run_->get_array(column)) result.push_back(std::get<std::string>(each.get()));
        return result;
    }

private:
    std::unique_ptr<driver_statement> run_;
};

}  // namespace rowan::detail
