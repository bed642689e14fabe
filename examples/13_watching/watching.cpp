// Watching what sessions do: logs, slow statements, metrics, traces. Run it: build/examples/watching [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/log_lines.hpp>
#include <rowan/session/metrics.hpp>
#include <rowan/session/tracing.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <sstream>

using rowan::field;
using namespace std::chrono_literals;

namespace {

// What differs from run to run has no place in a book.
std::string without_numbers(const std::string& line, const std::string& name) {
    const auto at = line.find(name + '=');
    if (at == std::string::npos) return line;
    return line.substr(0, at + name.size() + 1) + "…" + line.substr(std::min(line.find(' ', at), line.size()));
}

void log(rowan::session& db) {
    std::vector<std::string> lines;
    // [log]
    const auto log = std::make_shared<rowan::log_lines>([&](std::string_view line) { lines.emplace_back(line); });
    db.observe(log);
    db.transact([&] { db.execute("update tools set price = price + $1 where name = $2", 1, "Hacksaw"); });
    try {
        db.execute("insert into categories (name) values ($1)", "Saws");
    } catch (const rowan::constraint_error&) {
    }
    db.stop_observing(*log);
    // [log]
    for (const std::string& line : lines) {
        if (line.find("sql=begin") != std::string::npos || line.find("sql=commit") != std::string::npos) continue;
        const auto shown = without_numbers(without_numbers(line, "session"), "duration_ms");
        std::cout << shown.substr(0, shown.find(" error=")) << '\n';
    }
}

void slow(rowan::session& db) {
    std::vector<std::string> lines;
    // [slow]
    const auto slow = std::make_shared<rowan::slow_statements>([&](std::string_view line) { lines.emplace_back(line); },
                                                               rowan::slow_options{.from = 0ms, .every = 1min});
    db.observe(slow);
    for (int i = 0; i != 3; ++i) rowan::repository<loan>(db).where(field<&loan::due> < sample::today()).count();
    db.stop_observing(*slow);
    std::cout << lines.size() << " slow statement, " << (lines[0].find(" plan=") != std::string::npos ? "with" : "without")
              << " its plan\n";
    // [slow]
}

void numbers(const std::string& url) {
    // [metrics]
    const auto numbers = std::make_shared<rowan::metrics>();
    rowan::pool sessions(url, {.size = 2, .session = {.observers = {numbers}}});
    sessions.transact([](rowan::session& db) { db.query_value<int>("select 1"); });
    const std::string page = numbers->text({{"main", sessions.counters()}});
    // [metrics]
    std::istringstream in(page);
    for (std::string line; std::getline(in, line);) {
        for (const char* wanted : {"rowan_transactions_total{", "rowan_statement_rows_total{operation=\"SELECT\"",
                                   "rowan_pool_sessions{", "rowan_pool_taken_total{"}) {
            if (line.starts_with(wanted)) std::cout << line << '\n';
        }
    }
}

// [spans]
class printed_spans : public rowan::span_source {
public:
    void* start(const rowan::span_start& what) override {
        auto* const made = new std::string(what.name);  // with OpenTelemetry: tracer->StartSpan(what.name, attributes, options)
        std::cout << (what.parent == nullptr ? "" : "  ") << *made << " begins\n";
        return made;
    }
    void end(void* span, const rowan::span_end& what) override {
        for (const rowan::span_attribute& one : what.attributes)
            if (one.name == "error.type") std::cout << "  failed\n";
        delete static_cast<std::string*>(span);  // with OpenTelemetry: span->SetAttribute(…), span->End()
    }
};
// [spans]

void traces(rowan::session& db) {
    // [traces]
    db.observe(std::make_shared<rowan::tracing>(std::make_shared<printed_spans>()));
    db.transact([&] { rowan::repository<tool>(db).where(field<&tool::serial> == "SW-02").count(); });
    // [traces]
}

// [observer]
class rows_read final : public rowan::observer {
public:
    void on_statement(const rowan::statement_event& event) noexcept override { count += event.rows; }
    std::uint64_t count = 0;
};
// [observer]

void own(rowan::session& db) {
    // [own]
    rows_read rows;
    db.observe(&rows);
    rowan::from<member>(db).all();
    db.observe(nullptr);
    std::cout << rows.count << " rows\n";
    // [own]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    log(db);
    slow(db);
    numbers(count > 1 ? words[1] : "sqlite://:memory:");
    traces(db);
    db.observe(nullptr);
    own(db);
}
