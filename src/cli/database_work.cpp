#include "cli/database_work.hpp"

#include "cli/listing.hpp"
#include "cli/screen.hpp"
#include "session/url.hpp"

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

bool changes_database(request::kind what) { return what == request::kind::upgrade || what == request::kind::own; }

bool is_missing(const detail::database_url& url) {
    return url.on == detail::backend::sqlite && url.mode == detail::database_url::access::create && !url.file.empty() &&
           !std::filesystem::exists(url.file);
}

/// Opens the database; only who will write to it may create its file.
session connect(const request& what) {
    const detail::database_url url = detail::parse_url(what.database);
    const bool is_file =
        url.on == detail::backend::sqlite && url.mode == detail::database_url::access::create && !url.file.empty();
    if (!is_file || changes_database(what.what)) return open(what.database);
    if (is_missing(url))
        throw migrate::migration_error(
            fmt::format("{} does not exist: nothing has been applied; upgrade creates it", url.description));
    const char separator = what.database.find('?') == std::string::npos ? '?' : '&';
    return open(what.database + separator + "mode=rw");
}

}  // namespace

database_work::database_work(const request& what, migrate::graph revisions, std::ostream& out, std::ostream& error)
    : request_(what),
      database_(connect(what)),
      name_(detail::parse_url(what.database).description),
      migrator_(database_, std::move(revisions)),
      out_(out) {
    migrator_.because(what.reason);
    if (what.allow_ahead) migrator_.on_ahead(migrate::when_ahead::allow);
    if (what.verbose) database_.observe(std::make_shared<statement_lines>(error));
}

void database_work::stamp() {
    const auto result = migrator_.stamp(request_.targets, {.purge = request_.purge});
    if (request_.json) return print_outcome(result);
    if (result.from == result.to)
        out_ << "nothing to do: " << name_ << " is ";
    else
        out_ << "stamped " << name_ << ": " << text_of(result.from) << " → " << text_of(result.to)
             << ", and nothing was run\n";
    print_place(result.to);
}

int database_work::current() {
    const position at = migrator_.current();
    const bool is_ahead = has_unknown(at);
    const std::size_t left = is_ahead ? 0 : graph().upgrade_path(at, "heads").size();
    if (request_.json) {
        print_current_json(at, is_ahead, left);
    } else {
        if (at.empty()) out_ << "base  nothing has been applied to " << name_ << '\n';
        for (const std::string& id : at) {
            const migrate::revision* known = graph().find(id);
            out_ << (known != nullptr ? line(graph(), *known) : id + "  unknown to this program") << '\n';
        }
        if (!is_ahead && !graph().revisions().empty()) print_distance(left);
    }
    if (!request_.check) return ok;
    return is_ahead ? exit_code::ahead : left != 0 ? not_at_head : ok;
}

void database_work::history() {
    if (!request_.range.empty()) return print_range();
    const auto entries = migrator_.history();
    if (request_.json) return print_history_json(entries);
    if (entries.empty()) out_ << "nothing has been applied to " << name_ << '\n';
    for (const migrate::history_entry& each : entries) {
        out_ << fmt::format("{:>3}  {}  {:<9}  {}  {}  {}  {}@{}{}\n", each.sequence, each.applied_at.to_string(),
                            text_of(each.direction), each.revision, each.message,
                            each.kind == migrate::entry_kind::run ? fmt::format("{} ms", each.duration_milliseconds)
                                                                  : std::string(migrate::name_of(each.kind)),
                            each.user, each.host, each.reason.empty() ? "" : "  (" + each.reason + ')');
    }
}

position database_work::known(position at) const {
    std::erase_if(at, [&](const std::string& id) { return graph().find(id) == nullptr; });
    return at;
}

void database_work::run(direction way) {
    const std::string target = request_.target.empty() ? "head" : request_.target;
    if (request_.json)
        return print_outcome(way == direction::upgrade ? migrator_.upgrade(target) : migrator_.downgrade(target));
    const position from = migrator_.current();
    const migrate::route plan = migrator_.plan(way, target);
    if (plan.steps.empty()) {
        out_ << "nothing to do: " << name_ << " is ";
        return print_place(from);
    }
    out_ << (way == direction::upgrade ? "upgrading " : "downgrading ") << name_ << ": " << text_of(from) << " → "
         << text_of(migrator_.after(plan)) << std::endl;
    print_place(run(plan, target).to);
}

migrate::outcome database_work::run(const migrate::route& plan, const std::string& target) {
    progress_lines lines(out_);
    migrator_.report_to(&lines);
    try {
        auto result = plan.way == direction::upgrade ? migrator_.upgrade(target) : migrator_.downgrade(target);
        const std::set<std::string> done(result.applied.begin(), result.applied.end());
        for (const migrate::revision* each : plan.steps) {
            if (!done.contains(each->id())) out_ << line(graph(), *each) << " … done by another process\n";
        }
        return result;
    } catch (const migrate::revision_error& failure) {
        lines.interrupt();
        throw migrate::migration_error(failure.what() + place_after_failure());
    } catch (...) {
        lines.interrupt();
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

void database_work::print_place(const position& at) {
    const bool is_head = !at.empty() && at == graph().holding(graph().heads());
    out_ << (is_head ? "at head: " : "at ") << text_of(at)
         << (has_unknown(at) ? ", which this program does not know all of" : "") << '\n';
}

void database_work::print_distance(std::size_t left) {
    const position heads = graph().heads();
    const bool is_one = heads.size() == 1;
    if (left == 0)
        out_ << (is_one ? "this is the head\n" : "these are all heads\n");
    else
        out_ << (is_one ? "the head is " : "the heads are ") << text_of(heads) << ": " << left
             << (left == 1 ? " revision" : " revisions") << " to apply\n";
}

void database_work::print_outcome(const migrate::outcome& result) {
    json_writer json;
    json.begin_object();
    for (const auto& [name, ids] : {std::pair<const char*, const std::vector<std::string>&>{"from", result.from},
                                    {"to", result.to},
                                    {request_.what == request::kind::stamp ? "stamped" : "done", result.applied},
                                    {"notes", result.notes}}) {
        json.key(name);
        write_json(json, ids);
    }
    json.end_object();
    print(out_, std::move(json));
}

void database_work::print_current_json(const position& at, bool is_ahead, std::size_t left) {
    json_writer json;
    json.begin_object();
    json.key("database");
    json.text(name_);
    json.key("revisions");
    json.begin_array();
    for (const std::string& id : at) {
        const migrate::revision* known = graph().find(id);
        if (known == nullptr) {
            json.begin_object();
            json.key("revision");
            json.text(id);
        } else {
            begin_json(json, graph(), *known);
        }
        json.key("known");
        json.boolean(known != nullptr);
        json.end_object();
    }
    json.end_array();
    json.key("ahead");
    json.boolean(is_ahead);
    json.key("at_head");
    json.boolean(!is_ahead && left == 0);
    json.key("to_apply");
    is_ahead ? json.null() : json.unsigned_integer(left);
    json.key("heads");
    write_json(json, graph().heads());
    json.end_object();
    print(out_, std::move(json));
}

void database_work::print_range() {
    const position rows = migrator_.current();
    const auto have = applied();
    const std::set<const migrate::revision*> held(have.begin(), have.end());
    const auto revisions = graph().range(rows, request_.range);
    const auto is_current = [&](const migrate::revision& each) {
        return std::find(rows.begin(), rows.end(), each.id()) != rows.end();
    };
    if (!request_.json) {
        for (const migrate::revision* each : revisions)
            out_ << (held.contains(each) ? "● " : "○ ") << line(graph(), *each)
                 << (is_current(*each) ? "  (current)" : "") << '\n';
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("revisions");
    json.begin_array();
    for (const migrate::revision* each : revisions) {
        begin_json(json, graph(), *each);
        json.key("applied");
        json.boolean(held.contains(each));
        json.key("current");
        json.boolean(is_current(*each));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    print(out_, std::move(json));
}

void database_work::print_history_json(const std::vector<migrate::history_entry>& entries) {
    json_writer json;
    json.begin_object();
    json.key("database");
    json.text(name_);
    json.key("entries");
    json.begin_array();
    for (const migrate::history_entry& each : entries) write_json(json, each);
    json.end_array();
    json.end_object();
    print(out_, std::move(json));
}

bool is_missing(const request& what) { return is_missing(detail::parse_url(what.database)); }

}  // namespace rowan::cli
