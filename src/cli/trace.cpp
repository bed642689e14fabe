#include "cli/trace.hpp"

#include <rowan/migrate/environment.hpp>
#include <rowan/migrate/trace.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <ostream>

namespace rowan::cli {

namespace {

std::string first_line(const std::string& text) {
    const auto end = text.find('\n');
    return end == std::string::npos ? text : text.substr(0, end) + " …";
}

void print(const migrate::traced_statement& of, std::ostream& out) {
    const std::string place = of.file.empty() ? std::to_string(of.operation) : fmt::format("{}:{}", of.file, of.line);
    out << fmt::format("  {}  {}\n", place, first_line(of.text));
    if (!of.not_run.empty()) out << fmt::format("      not run: {}\n", of.not_run);
    if (!of.error.empty()) out << fmt::format("      failed: {}\n", of.error);
    for (const held_lock& each : of.locks)
        out << fmt::format("      locks {}: {}{}{}\n", each.table, each.mode,
                           each.waits.empty() ? "" : "; who waits: ", each.waits);
    if (!of.rewritten.empty()) out << fmt::format("      writes anew: {}\n", fmt::join(of.rewritten, ", "));
    if (!of.scanned.empty()) out << fmt::format("      reads all of: {}\n", fmt::join(of.scanned, ", "));
    if (!of.made.empty()) out << fmt::format("      makes: {}\n", fmt::join(of.made, ", "));
    if (of.not_run.empty() && of.error.empty())
        out << fmt::format("      took {:.1f} ms\n", static_cast<double>(of.microseconds) / 1000);
}

void print(const migrate::trace_report& report, std::ostream& out) {
    for (const migrate::traced_revision& each : report.revisions) {
        out << fmt::format("{}  {}\n", each.id, each.message);
        for (const migrate::traced_statement& one : each.statements) print(one, out);
    }
    if (report.revisions.empty()) out << "nothing to do\n";
    out << fmt::format("{}; all of it was taken back{}\n", report.locking,
                       report.failed ? ", and nothing was run behind the statement that failed" : "");
}

}  // namespace

int trace(database_work& on) {
    const request& what = on.asked();
    if (!what.yes && migrate::environment(on.database()) == "production")
        confirm(on.with(),
                fmt::format("{} is marked as production: run it there, with its locks, and take it back?", on.name()));
    std::vector<const migrate::revision*> which;
    if (!what.only.empty())
        which = {&on.graph().get(what.only)};
    else
        which = on.pending(what.target.empty() ? "heads" : std::string_view(what.target));
    const migrate::trace_options how{
        .lock_timeout_milliseconds = std::max<std::int64_t>(1, std::llround(what.trace_lock_seconds * 1000)),
        .at_most_milliseconds = std::max<std::int64_t>(1, std::llround(what.timeout_seconds * 1000))};
    const migrate::trace_report report = migrate::trace(on.database(), which, how);
    if (what.json)
        on.out() << migrate::to_json(report) << '\n';
    else
        print(report, on.out());
    return report.failed ? failed : ok;
}

}  // namespace rowan::cli
