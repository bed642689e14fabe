#include "cli/database_work.hpp"

#include "cli/busy.hpp"
#include "cli/listing.hpp"
#include "cli/screen.hpp"

#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>

namespace rowan::cli {

using migrate::direction;
using migrate::position;
using migrate::text_of;

namespace {

bool may_create(request::kind what) {
    return what == request::kind::upgrade || what == request::kind::reset || what == request::kind::own;
}

/// To these, a file that is not there yet is a database that nothing has been applied to.
bool only_asks(request::kind what) {
    return what == request::kind::current || what == request::kind::history || what == request::kind::plan;
}

/// The file that opening the database would create.
std::optional<database_file> missing_file(const std::string& url) {
    auto file = address_of(url)->file();
    if (file && std::filesystem::exists(file->path)) file.reset();
    return file;
}

/// Opens the database; only who will write to it may create its file.
session connect(const request& what) {
    const auto address = address_of(what.database);
    const auto file = address->file();
    if (!file || (may_create(what.what) && !what.only_prints())) return open(what.database);
    const bool is_missing = !std::filesystem::exists(file->path);
    if (is_missing && only_asks(what.what)) return open(backend_of(what.database).empty_url());
    if (is_missing)
        throw migrate::migration_error(
            fmt::format("{} does not exist: nothing has been applied; upgrade creates it", address->description()));
    return open(what.what == request::kind::wait ? file->read_only : file->existing);
}

}  // namespace

database_work::database_work(const request& what, migrate::graph revisions, const console& with)
    : request_(what),
      console_(with),
      database_(connect(what)),
      name_(address_of(what.database)->description()),
      migrator_(database_, std::move(revisions)) {
    if (only_asks(what.what) && missing_file(what.database))
        with.error << name_ << " does not exist yet; upgrade creates it\n";
    migrator_.because(what.reason).on_busy(busy_policy(what)).wait_at_most(lock_milliseconds(what));
    if (what.allow_edited) migrator_.on_edited(migrate::when_edited::allow);
    if (what.allow_occupied) migrator_.on_occupied(migrate::when_occupied::allow);
    if (what.allow_ahead) migrator_.on_ahead(migrate::when_ahead::allow);
    if (what.verbose) database_.observe(std::make_shared<statement_lines>(with.error));
}

position database_work::known(migrate::position at) const {
    std::erase_if(at, [&](const std::string& id) { return graph().find(id) == nullptr; });
    return at;
}

migrate::outcome database_work::run(direction way, const std::string& target) {
    const migrate::route plan = migrator_.plan(way, target);
    console shown = console_;
    if (request_.verbose) shown.is_watched = false;  // the statements would run into the line that lives
    std::unique_ptr<run_report> lines;
    if (request_.json)
        lines = std::make_unique<event_lines>(out(), plan.steps.size());
    else
        lines = std::make_unique<progress_lines>(shown, plan.steps.size());
    migrator_.report_to(lines.get());
    try {
        auto result = way == direction::upgrade ? migrator_.upgrade(target) : migrator_.downgrade(target);
        migrator_.report_to(nullptr);
        const std::set<std::string> done(result.applied.begin(), result.applied.end());
        for (const migrate::revision* each : plan.steps) {
            if (!request_.json && !result.left && !done.contains(each->id()))
                out() << line(graph(), *each) << " … done by another process\n";
        }
        return result;
    } catch (const migrate::revision_error& failure) {
        lines->interrupt();
        throw migrate::revision_error(failure.what() + place_after_failure(), failure.facts());
    } catch (...) {
        lines->interrupt();
        throw;
    }
}

std::string database_work::place_after_failure() {
    try {
        return fmt::format("\n  {} is at {}", name_, text_of(migrator_.current()));
    } catch (const error&) {
        return {};  // a lost connection: the failure says so itself
    }
}

void database_work::print_place(const migrate::position& at) {
    const bool is_head = !at.empty() && at == graph().holding(graph().heads());
    out() << (is_head ? "at head: " : "at ") << text_of(at)
          << (has_unknown(at) ? ", which this program does not know all of" : "") << '\n';
}

void database_work::print_outcome(const migrate::outcome& result, std::string_view event, std::string_view done) {
    json_writer json;
    json.begin_object();
    if (!event.empty()) {
        json.key("event");
        json.text(event);
    }
    for (const auto& [name, ids] : {std::pair<std::string_view, const std::vector<std::string>&>{"from", result.from},
                                    {"to", result.to},
                                    {done, result.applied},
                                    {"notes", result.notes}}) {
        json.key(name);
        write_json(json, ids);
    }
    if (!event.empty()) {
        json.key("left");
        json.boolean(result.left);
    }
    json.end_object();
    print(out(), std::move(json));
}

session open_existing(const std::string& url) {
    if (missing_file(url)) throw migrate::migration_error(address_of(url)->description() + " does not exist");
    const auto file = address_of(url)->file();
    return open(file ? file->existing : url);
}

bool is_missing(const request& what) { return missing_file(what.database).has_value(); }

}  // namespace rowan::cli
