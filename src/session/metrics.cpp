#include <rowan/session/metrics.hpp>

#include <rowan/dialect/dialect.hpp>

#include "known_texts.hpp"
#include "observer_line.hpp"
#include "prometheus_text.hpp"
#include "sql_summary.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace rowan {
namespace {
using detail::prometheus_text;

constexpr double per_second = 1e9;

/// How long things took. Adding is a search and three additions.
class histogram {
public:
    explicit histogram(const std::vector<double>& ends) : ends_(&ends), counts_(ends.size() + 1) {}
    void add(std::int64_t nanoseconds) noexcept {
        const double seconds = static_cast<double>(nanoseconds) / per_second;
        const auto at = std::lower_bound(ends_->begin(), ends_->end(), seconds) - ends_->begin();
        counts_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(nanoseconds, std::memory_order_relaxed);
    }
    void write(prometheus_text& to, std::string_view name, const prometheus_text::labels& with) const {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i != counts_.size(); ++i) {
            below += counts_[i].load(std::memory_order_relaxed);
            to.bucket(name, with, i == ends_->size() ? std::nullopt : std::optional((*ends_)[i]), below);
        }
        to.sample(std::string(name) + "_sum", with,
                  static_cast<double>(sum_.load(std::memory_order_relaxed)) / per_second);
        to.sample(std::string(name) + "_count", with, below);
    }

private:
    const std::vector<double>* ends_;
    std::vector<std::atomic<std::uint64_t>> counts_;
    std::atomic<std::int64_t> sum_ = 0;
};

struct series {
    series(std::string the_operation, std::string the_table, const std::vector<double>& ends)
        : operation(std::move(the_operation)), table(std::move(the_table)), times(ends) {}
    prometheus_text::labels labels() const { return {{"operation", operation}, {"table", table}}; }

    const std::string operation;
    const std::string table;
    histogram times;
    std::atomic<std::uint64_t> rows = 0;
};

using counts = std::map<std::pair<std::string, std::string>, std::uint64_t>;
}  // namespace

struct metrics::state {
    explicit state(metrics_options with) : options(std::move(with)), transaction_times(options.buckets) {}

    series& of(const statement_event& event);
    series& of_kind(statement_kind kind);
    series& named(std::string operation, std::string table);
    void count(counts& in, const failure_event& what);
    void write_statements(prometheus_text& to) const;
    void write_faults(prometheus_text& to) const;

    const metrics_options options;
    detail::known_texts<series*> known;
    std::array<std::atomic<series*>, 7> kinds{};
    mutable std::mutex mutex;  ///< of all that follows, but for adding to a series
    std::map<std::pair<std::string, std::string>, std::unique_ptr<series>> all;
    counts errors;
    counts retries;
    std::array<std::atomic<std::uint64_t>, 3> outcomes{};
    histogram transaction_times;
};

series& metrics::state::named(std::string operation, std::string table) {
    const std::lock_guard held(mutex);
    auto key = std::pair(std::move(operation), std::move(table));
    if (const auto found = all.find(key); found != all.end()) return *found->second;
    if (all.size() >= options.series) key = {"other", "other"};
    auto& place = all[key];
    if (place == nullptr) place = std::make_unique<series>(key.first, key.second, options.buckets);
    return *place;
}

constexpr std::string_view name_of(statement_kind kind) noexcept {
    switch (kind) {
        case statement_kind::script: return "SCRIPT";
        case statement_kind::begin: return "BEGIN";
        case statement_kind::commit: return "COMMIT";
        case statement_kind::rollback: return "ROLLBACK";
        case statement_kind::savepoint: return "SAVEPOINT";
        case statement_kind::statement:
        case statement_kind::copy: break;
    }
    return {};
}

// These have many texts and one name.
series& metrics::state::of_kind(statement_kind kind) {
    auto& place = kinds[static_cast<std::size_t>(kind)];
    if (series* const known_one = place.load(std::memory_order_acquire)) return *known_one;
    series& result = named(std::string(name_of(kind)), {});
    place.store(&result, std::memory_order_release);
    return result;
}

series& metrics::state::of(const statement_event& event) {
    if (!name_of(event.kind).empty()) return of_kind(event.kind);
    return *known.of(event.sql, [&](std::string_view sql) {
        detail::sql_summary summary = detail::summary_of(sql, event.place->dialect->can());
        return &named(std::move(summary.operation), std::move(summary.table));
    });
}

void metrics::state::count(counts& in, const failure_event& what) {
    const std::lock_guard held(mutex);
    std::pair key(std::string(what.kind), std::string(what.sqlstate));
    if (in.size() >= options.series && !in.contains(key)) key = {"other", ""};
    ++in[key];
}

metrics::metrics(const metrics_options& options) : state_(new state(options)) {}
metrics::~metrics() { delete state_; }

void metrics::on_statement(const statement_event& event) noexcept {
    try {
        series& to = state_->of(event);
        to.times.add(event.nanoseconds);
        to.rows.fetch_add(event.rows, std::memory_order_relaxed);
        if (!event.failure.kind.empty()) state_->count(state_->errors, event.failure);
    } catch (...) {  // no memory: not counted
    }
}

void metrics::on_transaction(const transaction_event& event) noexcept {
    state_->outcomes[static_cast<std::size_t>(event.outcome)].fetch_add(1, std::memory_order_relaxed);
    state_->transaction_times.add(event.nanoseconds);
}

void metrics::on_retry(const retry_event& event) noexcept {
    try {
        state_->count(state_->retries, event.failure);
    } catch (...) {  // no memory: not counted
    }
}

void metrics::state::write_statements(prometheus_text& to) const {
    to.family("rowan_statement_duration_seconds", "Time from the start of a statement to its last row.", "histogram");
    for (const auto& [key, one] : all) one->times.write(to, "rowan_statement_duration_seconds", one->labels());
    to.family("rowan_statement_rows_total", "Rows read or changed by statements.", "counter");
    for (const auto& [key, one] : all)
        to.sample("rowan_statement_rows_total", one->labels(), one->rows.load(std::memory_order_relaxed));
}

void metrics::state::write_faults(prometheus_text& to) const {
    const auto write = [&](std::string_view name, const counts& from) {
        for (const auto& [key, count] : from) to.sample(name, {{"kind", key.first}, {"sqlstate", key.second}}, count);
    };
    to.family("rowan_statement_errors_total", "Statements that failed.", "counter");
    write("rowan_statement_errors_total", errors);
    to.family("rowan_transaction_retries_total", "Transactions that were run again, by what the run before ended with.",
              "counter");
    write("rowan_transaction_retries_total", retries);
}

std::string metrics::text(const std::vector<pool_numbers>& pools) const {
    prometheus_text to;
    {
        const std::lock_guard held(state_->mutex);
        state_->write_statements(to);
        state_->write_faults(to);
    }
    to.family("rowan_transactions_total", "Outermost transactions that ended.", "counter");
    constexpr std::array<std::string_view, 3> names{"committed", "rolled_back", "unknown"};
    for (std::size_t i = 0; i != names.size(); ++i)
        to.sample("rowan_transactions_total", {{"outcome", names[i]}},
                  state_->outcomes[i].load(std::memory_order_relaxed));
    to.family("rowan_transaction_duration_seconds", "Time from begin to the end of an outermost transaction.",
              "histogram");
    state_->transaction_times.write(to, "rowan_transaction_duration_seconds", {});
    to.pools(pools);
    return std::move(to).result();
}

}  // namespace rowan
