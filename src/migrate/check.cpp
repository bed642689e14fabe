#include <rowan/migrate/check.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/replay.hpp>
#include <rowan/migrate/scripts.hpp>
#include <rowan/types/json_writer.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "migrate/course.hpp"

namespace rowan::migrate {

namespace {

std::string counted(std::size_t number, std::string_view one) {
    return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

std::string names_of(const seed_set& of) { return of.environment.empty() ? "seeds" : "seeds for " + of.environment; }

class checking {
public:
    checking(session* beside, const graph& in, const check_options& how) : beside_(beside), graph_(in), how_(how) {}

    check_report run() {
        look_at_heads();
        if (beside_ == nullptr) {
            for (const char* each : {"upgrade", "downgrade", "structs", "seeds"})
                leave_out(each, "it takes a database, beside which the revisions are run");
            return std::move(report_);
        }
        look_at_revisions();
        look_at_seeds();
        return std::move(report_);
    }

private:
    check_part& part(std::string name, std::string summary) {
        return report_.parts.emplace_back(check_part{std::move(name), std::move(summary), true, {}});
    }
    void leave_out(std::string name, std::string why) {
        report_.parts.push_back({std::move(name), std::move(why), false, {}});
    }

    void look_at_heads() {
        const position heads = graph_.heads();
        check_part& to = part("heads", heads.empty() ? "there are no revisions" : "one head, " + text_of(heads));
        if (heads.size() > 1)
            to.findings.push_back({fmt::format("there are {} heads: {}", heads.size(), text_of(heads)),
                                   "merge makes one of them, or one is put behind the other"});
    }

    void look_at_revisions() {
        replay in(*beside_, graph_, how_.scratch);
        reached_ = apply(in);
        if (!reached_) return;
        look_at_structs(in);
        take_back(in);
    }

    // One at a time, since the first that fails is what there is to say.
    bool apply(replay& in) {
        check_part& to = part(
            "upgrade", fmt::format("{} applied to an empty database", counted(graph_.revisions().size(), "revision")));
        try {
            in.upgrade("heads");
            run_scripts(in.place(), how_.repeatables, entry_kind::repeatable);
            return true;
        } catch (const migration_error& fault) {
            to.findings.push_back({fault.what(), "correct it: databases that do not have it yet will fail, too"});
        }
        for (const char* each : {"structs", "downgrade"}) leave_out(each, "the head was not reached");
        return false;
    }

    void look_at_structs(replay& in) {
        if (how_.structs.empty()) return leave_out("structs", "this program gives none");
        check_part& to = part("structs", "the head has what they describe");
        const generated_changes changes =
            autogenerate(in.place(), how_.structs, {.answers = {}, .ignored = how_.ignored});
        for (const schema::operation& each : changes.up)
            to.findings.push_back({"the structs want: " + describe(each), "create --autogenerate writes the revision"});
        for (const schema::question& each : changes.questions)
            to.findings.push_back({describe(each), "create --autogenerate asks it, and writes the revision"});
    }

    // Down to where somebody has said that there is no way back.
    void take_back(replay& in) {
        check_part& to = part("downgrade", {});
        std::size_t undone = 0;
        const std::vector<revision>& all = graph_.revisions();
        for (auto each = all.rbegin(); each != all.rend(); ++each) {
            if (!each->irreversible().empty()) break;
            try {
                take_back(in, *each);
                ++undone;
            } catch (const migration_error& fault) {
                to.findings.push_back({fault.what(), "correct its way down, or say that there is none, and why"});
                return;
            }
        }
        to.summary = undone == all.size() ? counted(undone, "revision") + " undone, down to an empty database"
                                          : fmt::format("{} undone, down to {}, which says that there is no way back",
                                                        counted(undone, "revision"), all[all.size() - undone - 1].id());
    }

    void take_back(replay& in, const revision& which) {
        static const std::string reason;
        outcome ignored;
        const course along{in.place(), graph_, direction::downgrade, when_ahead::refuse, reason, nullptr};
        follow(
            along, {&which}, [] {}, ignored);
    }

    void look_at_seeds() {
        if (how_.seeds.empty()) return leave_out("seeds", "there are none");
        if (!reached_) return leave_out("seeds", "the head was not reached");
        check_part& to = part("seeds", {});
        for (const seed_set& each : how_.seeds) {
            if (auto fault = failure_of(each); !fault.what.empty()) to.findings.push_back(std::move(fault));
            to.summary += fmt::format("{}{} ({})", to.summary.empty() ? "" : ", ", names_of(each),
                                      counted(each.scripts.size(), "script"));
        }
        to.summary += ": run, and run again";
    }

    // Environments do not know of each other.
    check_finding failure_of(const seed_set& of) {
        replay in(*beside_, graph_, how_.scratch);
        in.upgrade("heads");
        run_scripts(in.place(), how_.repeatables, entry_kind::repeatable);
        bool again = false;
        try {
            run_scripts(in.place(), of.scripts, entry_kind::seed);
            again = true;
            run_scripts(in.place(), of.scripts, entry_kind::seed, {.again = true});
        } catch (const migration_error& fault) {
            const std::string what = fmt::format("{}{}: {}", names_of(of), again ? ", run again" : "", fault.what());
            if (again) return {what, "let it bear that its rows are there: on conflict do nothing, or do update"};
            return {what, "correct it: the schema that it was written for is not that of the head"};
        }
        return {};
    }

    session* beside_;
    const graph& graph_;
    const check_options& how_;
    check_report report_;
    bool reached_ = false;
};

}  // namespace

check_report check(session* beside, const graph& revisions, const check_options& how) {
    return checking(beside, revisions, how).run();
}

check_report::operator bool() const noexcept {
    return std::all_of(parts.begin(), parts.end(), [](const check_part& each) { return each.findings.empty(); });
}

std::string check_report::text() const {
    std::string result;
    for (const check_part& each : parts) {
        if (!each.looked_at) {
            result += fmt::format("{}: not looked at: {}\n", each.name, each.summary);
        } else if (each.findings.empty()) {
            result += fmt::format("{}: in order: {}\n", each.name, each.summary);
        }
        for (const check_finding& one : each.findings)
            result += fmt::format("{}: {}\n    {}\n", each.name, one.what, one.remedy);
    }
    return result;
}

std::string check_report::json() const {
    json_writer to;
    const auto text = [&](std::string_view key, std::string_view value) {
        to.key(key);
        to.text(value);
    };
    to.begin_object();
    to.key("in_order");
    to.boolean(static_cast<bool>(*this));
    to.key("parts");
    to.begin_array();
    for (const check_part& each : parts) {
        to.begin_object();
        text("part", each.name);
        to.key("looked_at");
        to.boolean(each.looked_at);
        text("summary", each.findings.empty() ? std::string_view(each.summary) : std::string_view());
        to.key("findings");
        to.begin_array();
        for (const check_finding& one : each.findings) {
            to.begin_object();
            text("what", one.what);
            text("remedy", one.remedy);
            to.end_object();
        }
        to.end_array();
        to.end_object();
    }
    to.end_array();
    to.end_object();
    return std::move(to).result();
}

}  // namespace rowan::migrate
