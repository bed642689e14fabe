#include "cli/screen.hpp"

#include "cli/listing.hpp"

#include <fmt/format.h>

#include <ostream>

namespace rowan::cli {

namespace {

std::string title(const migrate::revision& which) { return fmt::format("{}  {}", which.id(), which.message()); }

json_writer event(std::string_view name, const migrate::revision& which) {
    json_writer json;
    json.begin_object();
    json.key("event");
    json.text(name);
    json.key("revision");
    json.text(which.id());
    return json;
}

void print_event(std::ostream& out, json_writer json) {
    json.end_object();
    print(out, std::move(json));
    out << std::flush;
}

}  // namespace

progress_lines::progress_lines(const console& on, std::size_t steps) : out_(on.out), steps_(steps) {
    if (on.is_watched) live_.emplace(on.error);
}

/// Half a line would be in the way of the one that lives.
void progress_lines::show(std::string text) {
    if (live_)
        waiting_ = std::move(text);
    else
        out_ << text << std::flush;
}

void progress_lines::begin_revision(const migrate::revision& which, migrate::direction) {
    ++step_;
    show(title(which) + " … ");
    if (live_) live_->begin(fmt::format("[{}/{}] {}", step_, steps_, title(which)));
    open_ = true;
}

void progress_lines::begin_operation(const migrate::revision&, const schema::operation& what, std::size_t) {
    if (live_) live_->detail(schema::describe(what));
}

void progress_lines::end_revision(const migrate::revision&, migrate::direction, std::int64_t milliseconds) {
    if (live_) live_->end();
    out_ << waiting_ << milliseconds << " ms\n";
    waiting_.clear();
    open_ = false;
    for (const std::string& note : notes_) out_ << "  " << note << '\n';
    notes_.clear();
    out_ << std::flush;
}

void progress_lines::note(const migrate::revision&, std::string_view text) { notes_.emplace_back(text); }

void progress_lines::interrupt() {
    if (live_) live_->end();
    if (open_) out_ << waiting_ << "failed\n" << std::flush;
    open_ = false;
}

void event_lines::begin_revision(const migrate::revision& which, migrate::direction way) {
    json_writer json = event("begin", which);
    json.key("message");
    json.text(which.message());
    json.key("direction");
    json.text(text_of(way));
    json.key("step");
    json.unsigned_integer(++step_);
    json.key("steps");
    json.unsigned_integer(steps_);
    print_event(out_, std::move(json));
}

void event_lines::end_revision(const migrate::revision& which, migrate::direction, std::int64_t milliseconds) {
    json_writer json = event("end", which);
    json.key("milliseconds");
    json.integer(milliseconds);
    print_event(out_, std::move(json));
}

void event_lines::note(const migrate::revision& which, std::string_view text) {
    json_writer json = event("note", which);
    json.key("text");
    json.text(text);
    print_event(out_, std::move(json));
}

void statement_lines::on_statement(const statement_event& event) noexcept {
    try {
        const double milliseconds = static_cast<double>(event.nanoseconds) / 1e6;
        out_ << fmt::format("  [{:.1f} ms] {}\n", milliseconds, event.sql);
    } catch (...) {  // a lost line stops no migration
    }
}

}  // namespace rowan::cli
