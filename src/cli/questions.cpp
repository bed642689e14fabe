#include "cli/questions.hpp"

#include "cli/failure.hpp"
#include "cli/listing.hpp"

#include <rowan/migrate/environment.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <set>
#include <thread>

namespace rowan::cli {

namespace {

using migrate::position;
using migrate::text_of;
using clock = std::chrono::steady_clock;

void print_distance(database_work& on, std::size_t left) {
    const position heads = on.graph().heads();
    const bool is_one = heads.size() == 1;
    if (left == 0)
        on.out() << (is_one ? "this is the head\n" : "these are all heads\n");
    else
        on.out() << (is_one ? "the head is " : "the heads are ") << text_of(heads) << ": " << left
                 << (left == 1 ? " revision" : " revisions") << " to apply\n";
}

void print_unfinished(database_work& on) {
    for (const migrate::unfinished_revision& each : on.migrator().unfinished()) {
        on.out() << fmt::format("{} stopped half-way {}: {} of {} statements are done, since {}\n", each.revision,
                                each.direction == migrate::direction::upgrade ? "up" : "down", each.done, each.total,
                                each.started_at.to_string());
        on.out() << (each.in_doubt.empty()
                         ? fmt::format("  the next {} goes on behind them\n", cli::text_of(each.direction))
                         : fmt::format("  in doubt: {}\n  where the next {} cannot tell, repair --mark-done or --rerun "
                                       "says whether it has happened\n",
                                       each.in_doubt, cli::text_of(each.direction)));
    }
}

void write_unfinished(json_writer& json, database_work& on) {
    json.begin_array();
    for (const migrate::unfinished_revision& each : on.migrator().unfinished()) {
        json.begin_object();
        json.key("revision");
        json.text(each.revision);
        json.key("direction");
        json.text(cli::text_of(each.direction));
        json.key("done");
        json.integer(each.done);
        json.key("total");
        json.integer(each.total);
        json.key("in_doubt");
        each.in_doubt.empty() ? json.null() : json.text(each.in_doubt);
        json.key("since");
        json.text(each.started_at.to_string());
        json.end_object();
    }
    json.end_array();
}

void print_current_json(database_work& on, const position& at, bool is_ahead, std::size_t left) {
    json_writer json;
    json.begin_object();
    json.key("database");
    json.text(on.name());
    json.key("environment");
    const std::string mark = migrate::environment(on.database());
    mark.empty() ? json.null() : json.text(mark);
    json.key("revisions");
    json.begin_array();
    for (const std::string& id : at) {
        const migrate::revision* known = on.graph().find(id);
        if (known == nullptr) {
            json.begin_object();
            json.key("revision");
            json.text(id);
        } else {
            begin_json(json, on.graph(), *known);
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
    write_json(json, on.graph().heads());
    json.key("unfinished");
    write_unfinished(json, on);
    json.end_object();
    print(on.out(), std::move(json));
}

void print_range(database_work& on) {
    const position rows = on.place();
    const auto have = on.applied();
    const std::set<const migrate::revision*> held(have.begin(), have.end());
    const auto revisions = on.graph().range(rows, on.asked().range);
    const auto is_current = [&](const migrate::revision& each) {
        return std::find(rows.begin(), rows.end(), each.id()) != rows.end();
    };
    if (!on.asked().json) {
        for (const migrate::revision* each : revisions)
            on.out() << (held.contains(each) ? "● " : "○ ") << line(on.graph(), *each)
                     << (is_current(*each) ? "  (current)" : "") << '\n';
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("revisions");
    json.begin_array();
    for (const migrate::revision* each : revisions) {
        begin_json(json, on.graph(), *each);
        json.key("applied");
        json.boolean(held.contains(each));
        json.key("current");
        json.boolean(is_current(*each));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    print(on.out(), std::move(json));
}

void print_history_json(database_work& on, const std::vector<migrate::history_entry>& entries) {
    json_writer json;
    json.begin_object();
    json.key("database");
    json.text(on.name());
    json.key("entries");
    json.begin_array();
    for (const migrate::history_entry& each : entries) write_json(json, each);
    json.end_array();
    json.end_object();
    print(on.out(), std::move(json));
}

/// Asks again and again, less and less often.
class polling {
public:
    explicit polling(double seconds)
        : end_(clock::now() + std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(seconds))) {}
    /// False where the time is over.
    bool pause() {
        const auto left = end_ - clock::now();
        if (left <= clock::duration::zero()) return false;
        std::this_thread::sleep_for(std::min<clock::duration>(left, pause_));
        pause_ = std::min<clock::duration>(pause_ * 3 / 2, std::chrono::seconds(1));
        return true;
    }

private:
    clock::time_point end_;
    clock::duration pause_ = std::chrono::milliseconds(20);
};

std::string missing_text(database_work& on, std::string_view target, std::size_t left) {
    return fmt::format("{} is at {}: {} {} to apply up to {}", on.name(), text_of(on.place()), left,
                       left == 1 ? "revision is" : "revisions are", target);
}

/// Whether the database is there; otherwise `missing` says what is not.
bool has_arrived(database_work& on, std::string_view target, std::string& missing) {
    const std::size_t left = on.pending(target).size();
    if (left != 0) missing = missing_text(on, target, left);
    return left == 0;
}

void print_arrival(database_work& on, clock::time_point begun) {
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begun).count();
    if (!on.asked().json) {
        on.out() << on.name() << " is ";
        return on.print_place(on.place());
    }
    json_writer json;
    json.begin_object();
    json.key("database");
    json.text(on.name());
    json.key("at");
    write_json(json, on.place());
    json.key("waited_milliseconds");
    json.integer(time);
    json.end_object();
    print(on.out(), std::move(json));
}

}  // namespace

int current(database_work& on) {
    const position at = on.place();
    const bool is_ahead = on.has_unknown(at);
    const std::size_t left = is_ahead ? 0 : on.graph().upgrade_path(at, "heads").size();
    if (on.asked().json) {
        print_current_json(on, at, is_ahead, left);
    } else {
        if (at.empty()) on.out() << "base  nothing has been applied to " << on.name() << '\n';
        for (const std::string& id : at) {
            const migrate::revision* known = on.graph().find(id);
            on.out() << (known != nullptr ? line(on.graph(), *known) : id + "  unknown to this program") << '\n';
        }
        if (!is_ahead && !on.graph().revisions().empty()) print_distance(on, left);
        print_unfinished(on);
    }
    if (!on.asked().check) return ok;
    return is_ahead ? exit_code::ahead : left != 0 ? not_at_head : ok;
}

void history(database_work& on) {
    if (!on.asked().range.empty()) return print_range(on);
    const auto entries = on.migrator().history();
    if (on.asked().json) return print_history_json(on, entries);
    if (entries.empty()) on.out() << "nothing has been applied to " << on.name() << '\n';
    for (const migrate::history_entry& each : entries) {
        on.out() << fmt::format("{:>3}  {}  {:<9}  {}  {}  {}  {}@{}{}\n", each.sequence, each.applied_at.to_string(),
                                text_of(each.direction), each.revision, each.message,
                                each.kind == migrate::entry_kind::run ? fmt::format("{} ms", each.duration_milliseconds)
                                                                      : std::string(migrate::name_of(each.kind)),
                                each.user, each.host, each.reason.empty() ? "" : "  (" + each.reason + ')');
    }
}

void wait(const request& what, const migrate::graph& all, const console& with) {
    const std::string target = what.target.empty() ? "heads" : what.target;
    all.upgrade_path({}, target);  // a target that is none will never come
    const auto begun = clock::now();
    polling time(what.timeout_seconds);
    std::string missing;
    do {
        try {
            if (is_missing(what)) {
                missing = "the database does not exist yet";
                continue;
            }
            database_work on(what, all, with);
            do {
                if (has_arrived(on, target, missing)) return print_arrival(on, begun);
            } while (time.pause());
        } catch (const database_error& fault) {
            const bool may_pass = dynamic_cast<const connection_error*>(&fault) != nullptr || fault.retryable();
            if (!may_pass) throw;
            missing = fault.what();
        }
    } while (time.pause());
    throw not_in_time(fmt::format("waited {} s in vain: {}", what.timeout_seconds, missing));
}

}  // namespace rowan::cli
