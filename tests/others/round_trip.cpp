// Reads a database and makes it anew in an empty one: round_trip FROM TO. What the two URLs then hold is for others to
// compare (run.sh); here it is told how long the reading took, and where making it failed.

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <vector>

namespace {

using milliseconds = std::chrono::duration<double, std::milli>;

rowan::schema::database timed(rowan::session& from) {
    rowan::schema::database result;
    std::vector<double> times;
    for (int i = 0; i != 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        result = rowan::introspect(from, {.every_schema = true});
        times.push_back(milliseconds(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    fmt::print("{} tables, {} views, {} functions, {} others: {:.1f} ms, at best {:.1f}\n", result.tables.size(),
               result.views.size(), result.functions.size(), result.others.size(), times[2], times[0]);
    return result;
}

int make(const rowan::schema::database& all, rowan::session& in) {
    int failures = 0;
    for (const rowan::schema::operation& each : creation_of(all)) {
        try {
            in.apply(each);
        } catch (const std::exception& fault) {
            if (++failures <= 5) fmt::print("FAILED {}: {}\n", describe(each), fault.what());
        }
    }
    return failures;
}

}  // namespace

int main(int count, char** words) try {
    if (count != 3) return fmt::print(stderr, "round_trip FROM TO\n"), 2;
    auto from = rowan::open(words[1]);
    auto to = rowan::open(words[2]);
    const rowan::schema::database all = timed(from);
    const int failures = make(all, to);
    const bool same = rowan::introspect(to, {.every_schema = true}) == all;
    fmt::print("{} operations failed; read again it is {}\n", failures, same ? "the same" : "ANOTHER");
    return failures == 0 && same ? 0 : 1;
} catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
}
