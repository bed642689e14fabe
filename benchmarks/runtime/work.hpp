#pragma once

#include "../ratio_reporter.hpp"
#include "road.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// The work that every road does, and how it is measured.

struct contender {
    std::string name;
    std::unique_ptr<road> on;
};

/// One piece of work in three parts, of which the second is timed.
struct work {
    measured_work measured;
    std::function<void(road&)> before;
    std::function<void(road&)> timed;
    /// Whether the right thing was done. Asked after each run, so that nothing can be optimised away or skipped.
    std::function<bool(road&)> done;
};

/// How many rows each work has; 0 leaves it out.
struct sizes {
    std::size_t insert = 0;
    std::size_t read = 0;
    std::size_t get = 0;
    std::size_t update = 0;
    std::vector<std::size_t> bulk{};  ///< keys known
    std::size_t numbered = 0;  ///< keys generated
    std::size_t upsert = 0;
    std::size_t change = 0;    ///< in bulk: upsert, update, remove
    std::size_t authors = 0;   ///< with ten books each
    std::size_t paged = 0;     ///< of which twenty pages are read
};
/// How many times as long as by hand each work may take; 0 is no bound.
struct bounds {
    double insert = 0;
    double read = 0;
    double get = 0;
    double update = 0;
    double bulk = 0;
    double numbered = 0;
    double authors = 0;
};
/// What a backend calls the care of tables between the works.
struct upkeep {
    std::string empty;   ///< a table's name comes behind it
    std::string settle;  ///< after a table was filled; may be empty
};

struct benchmark_options {
    int repetitions = 31;
    std::string only;       ///< works whose name contains this
    std::string contender;  ///< only this one: for a profiler
    bool check = false;     ///< a missed bound is a failure
};

/// Takes its own options from the command line; the others go to google-benchmark.
benchmark_options start(int& argc, char** argv);

std::vector<work> make_works(const sizes& of, const bounds& within, const upkeep& with);

/// Contenders take turns in random order, all repetitions of one work before those of the next. Returns the number of failures.
int measure(const std::string& title, clock_kind clock, std::vector<contender>& contenders, const std::vector<work>& works,
            const benchmark_options& options);
