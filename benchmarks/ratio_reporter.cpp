#include "ratio_reporter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

ratio_reporter::ratio_reporter(std::string title, clock_kind clock, std::vector<std::string> contenders)
    : title_(std::move(title)), clock_(clock), contenders_(std::move(contenders)) {}

void ratio_reporter::expect(measured_work next) {
    work_ = std::move(next);
    nanoseconds_.clear();
    error_.clear();
}

void ratio_reporter::ReportRuns(const std::vector<Run>& report) {
    for (const Run& run : report) {
        if (run.run_type != Run::RT_Iteration) continue;
        const std::string& name = run.run_name.function_name;
        const double seconds = clock_ == clock_kind::cpu ? run.cpu_accumulated_time : run.real_accumulated_time;
        const std::string contender = name.substr(name.rfind('/') + 1);
        nanoseconds_[contender].push_back(seconds * 1e9 / (static_cast<double>(run.iterations) * work_.rows));
    }
}

ratio_reporter::figures ratio_reporter::figures_of(const std::string& contender) const {
    const auto found = nanoseconds_.find(contender);
    if (found == nanoseconds_.end() || found->second.empty()) return {};
    std::vector<double> sorted = found->second;
    std::sort(sorted.begin(), sorted.end());
    return {sorted[sorted.size() / 2], sorted[sorted.size() / 4]};
}

std::string ratio_reporter::verdict(const figures& first, const figures& last) const {
    if (work_.bound == 0) return "";
    // Noise only ever adds time, so the lower of the two is nearer to the truth.
    const bool kept = last.lower_quartile <= first.lower_quartile * work_.bound || last.median <= first.median * work_.bound;
    return fmt::format("{:.2f} {}", work_.bound, kept ? "kept" : "MISSED");
}

void ratio_reporter::print_header() const {
    fmt::print("\n{}, {} time\n\n| work | {} ns/row |", title_, clock_ == clock_kind::cpu ? "CPU" : "wall", contenders_.front());
    for (std::size_t i = 1; i < contenders_.size(); ++i) fmt::print(" {} × |", contenders_[i]);
    fmt::print(" bound |\n|---|---:|");
    for (std::size_t i = 1; i < contenders_.size(); ++i) fmt::print("---:|");
    fmt::print("---|\n");
}

void ratio_reporter::Finalize() {
    if (!std::exchange(header_printed_, true)) print_header();
    if (!error_.empty()) {
        ++failures_;
        fmt::print("| {} | FAILED {} |\n", work_.name, error_);
        return;
    }
    const figures first = figures_of(contenders_.front());
    fmt::print("| {} | {:.0f} |", work_.name, first.median);
    for (std::size_t i = 1; i < contenders_.size(); ++i) {
        const figures other = figures_of(contenders_[i]);
        fmt::print(" {:.2f} ({:.2f}) |", other.median / first.median, other.lower_quartile / first.lower_quartile);
    }
    const std::string said = verdict(first, figures_of(contenders_.back()));
    if (said.ends_with("MISSED")) ++failures_;
    fmt::print(" {} |\n", said);
    std::fflush(stdout);
}
