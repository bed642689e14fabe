#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

/// What is measured: some work on `rows` rows, done by several contenders. Benchmarks are named `<work>/<contender>`.
struct measured_work {
    std::string name;
    double rows = 1;
    double bound = 0;  ///< the last contender may take this many times as long as the first; 0 is no bound
};

enum class clock_kind { cpu, wall };

/// Prints one line of a Markdown table for each work, as soon as all its repetitions are there: nanoseconds per row of the first
/// contender, and how many times as long the others take. The ratio is that of the medians; behind it, in brackets, that of the
/// lower quartiles, which a busy machine disturbs less.
class ratio_reporter final : public benchmark::BenchmarkReporter {
public:
    ratio_reporter(std::string title, clock_kind clock, std::vector<std::string> contenders);

    /// What the benchmarks that are run next measure.
    void expect(measured_work next);
    /// A contender of this work did not do what it should.
    void fail(std::string why) { error_ = std::move(why); }
    /// Works that went beyond their bound, or failed.
    int failures() const noexcept { return failures_; }

    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& report) override;
    void Finalize() override;

private:
    struct figures {
        double median = 0;
        double lower_quartile = 0;
    };
    void print_header() const;
    figures figures_of(const std::string& contender) const;
    std::string verdict(const figures& first, const figures& last) const;

    std::string title_;
    clock_kind clock_;
    std::vector<std::string> contenders_;
    measured_work work_;
    std::map<std::string, std::vector<double>> nanoseconds_;
    std::string error_;
    bool header_printed_ = false;
    int failures_ = 0;
};
