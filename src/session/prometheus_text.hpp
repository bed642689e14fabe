#pragma once

#include <rowan/session/metrics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::detail {

/// Prometheus' text format: prometheus.io, Exposition formats.
class prometheus_text {
public:
    using labels = std::vector<std::pair<std::string_view, std::string_view>>;

    /// The samples of one name stand together behind this.
    void family(std::string_view name, std::string_view help, std::string_view type);
    void sample(std::string_view name, const labels& with, std::uint64_t value);
    void sample(std::string_view name, const labels& with, double value);
    /// `count` are all up to `end`, which is empty for all there are.
    void bucket(std::string_view name, const labels& with, std::optional<double> end, std::uint64_t count);
    void pools(const std::vector<pool_numbers>& all);

    std::string result() && { return std::move(out_); }

private:
    void line(std::string_view name, const labels& with, std::string_view value);
    std::string out_;
};

}  // namespace rowan::detail
