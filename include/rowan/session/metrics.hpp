#pragma once

#include <rowan/session/observer.hpp>
#include <rowan/session/pool.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

struct metrics_options {
    /// Upper ends of the histograms' buckets in seconds, rising.
    std::vector<double> buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    /// Pairs of operation and table that are told apart; those that come later are counted as "other".
    std::size_t series = 200;
};

/// A pool's name in the metrics, and its numbers now.
struct pool_numbers {
    std::string name;
    pool_counters counters;
};

/// Counts and times, for one `/metrics` page of a process, in Prometheus' text format 0.0.4:
///
///     const auto numbers = std::make_shared<rowan::metrics>();
///     rowan::pool sessions(url, {.session = {.observers = {numbers}}});
///     … numbers->text({{{"main", sessions.counters()}}}) …
///
/// Statements are labelled by operation and table ("SELECT", "orders"), as they are read from the text: never by a
/// value. Adding to it takes no lock that others wait for. For many threads.
class ROWAN_EXPORT metrics final : public observer {
public:
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    explicit metrics(const metrics_options& options = {});
    metrics(const metrics&) = delete;
    metrics& operator=(const metrics&) = delete;
    ~metrics() override;

    std::string text(const std::vector<pool_numbers>& pools = {}) const;

    void on_statement(const statement_event& event) noexcept override;
    void on_transaction(const transaction_event& event) noexcept override;
    void on_retry(const retry_event& event) noexcept override;

private:
    struct state;
    state* state_;
};

}  // namespace rowan
