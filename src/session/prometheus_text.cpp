#include "prometheus_text.hpp"

#include "observer_line.hpp"

#include <fmt/format.h>

namespace rowan::detail {
namespace {
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : valid_text(text)) {
        if (c == '\\' || c == '"') result += '\\';
        c == '\n' ? result += "\\n" : result += c;
    }
    return result;
}

}  // namespace

void prometheus_text::family(std::string_view name, std::string_view help, std::string_view type) {
    out_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void prometheus_text::line(std::string_view name, const labels& with, std::string_view value) {
    out_ += name;
    const char* before = "{";
    for (const auto& [label, text] : with) {
        out_ += fmt::format("{}{}=\"{}\"", before, label, escaped(text));
        before = ",";
    }
    if (!with.empty()) out_ += '}';
    out_ += fmt::format(" {}\n", value);
}

void prometheus_text::sample(std::string_view name, const labels& with, std::uint64_t value) {
    line(name, with, fmt::format("{}", value));
}
void prometheus_text::sample(std::string_view name, const labels& with, double value) {
    line(name, with, fmt::format("{}", value));
}

void prometheus_text::bucket(std::string_view name, const labels& with, std::optional<double> end,
                             std::uint64_t count) {
    const std::string le = end ? fmt::format("{}", *end) : "+Inf";
    labels complete = with;
    complete.emplace_back("le", le);
    sample(std::string(name) + "_bucket", complete, count);
}

void prometheus_text::pools(const std::vector<pool_numbers>& all) {
    if (all.empty()) return;
    family("rowan_pool_sessions", "Sessions of a pool now.", "gauge");
    for (const pool_numbers& one : all) {
        sample("rowan_pool_sessions", {{"pool", one.name}, {"state", "in_use"}},
               static_cast<std::uint64_t>(one.counters.in_use));
        sample("rowan_pool_sessions", {{"pool", one.name}, {"state", "idle"}},
               static_cast<std::uint64_t>(one.counters.idle));
    }
    family("rowan_pool_waiting_threads", "Threads that wait for a session now.", "gauge");
    for (const pool_numbers& one : all)
        sample("rowan_pool_waiting_threads", {{"pool", one.name}}, static_cast<std::uint64_t>(one.counters.waiting));
    family("rowan_pool_wait_seconds_total", "Time that threads have waited for a session.", "counter");
    for (const pool_numbers& one : all)
        sample("rowan_pool_wait_seconds_total", {{"pool", one.name}},
               static_cast<double>(one.counters.waited_nanoseconds) / 1e9);
    struct counter {
        std::string_view name;
        std::string_view help;
        std::uint64_t pool_counters::*count;
    };
    static constexpr counter counters[]{
        {"rowan_pool_taken_total", "Sessions given out.", &pool_counters::taken},
        {"rowan_pool_waits_total", "Sessions given out after waiting.", &pool_counters::waited},
        {"rowan_pool_timeouts_total", "Sessions not given out in time.", &pool_counters::timed_out},
        {"rowan_pool_opened_total", "Sessions opened.", &pool_counters::opened},
        {"rowan_pool_open_failures_total", "Sessions that could not be opened.", &pool_counters::failed_to_open},
        {"rowan_pool_found_dead_total", "Sessions closed since their connection was gone.", &pool_counters::found_dead},
        {"rowan_pool_grown_old_total", "Sessions closed by lifetime or idle time.", &pool_counters::grown_old},
        {"rowan_pool_rolled_back_total", "Sessions that came back with a transaction open.",
         &pool_counters::rolled_back},
    };
    for (const counter& each : counters) {
        family(each.name, each.help, "counter");
        for (const pool_numbers& one : all) sample(each.name, {{"pool", one.name}}, one.counters.*each.count);
    }
}

}  // namespace rowan::detail
