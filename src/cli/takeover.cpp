#include "cli/takeover.hpp"

#include "cli/listing.hpp"

#include <rowan/migrate/adopt.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

namespace rowan::cli {

namespace {

using migrate::text_of;

void print_adoption_json(const migrate::adoption& found, std::ostream& out) {
    json_writer json;
    json.begin_object();
    json.key("tool");
    json.text(found.tool);
    json.key("table");
    json.text(found.table);
    json.key("matches");
    json.begin_array();
    for (const auto& [version, revision] : found.matches) {
        json.begin_object();
        json.key("version");
        json.text(version);
        json.key("revision");
        json.text(revision);
        json.end_object();
    }
    json.end_array();
    for (const auto& [name, ids] :
         {std::pair<std::string_view, const std::vector<std::string>&>{"unknown", found.unknown},
          {"failed", found.failed},
          {"missing", found.missing},
          {"heads", found.heads}}) {
        json.key(name);
        write_json(json, ids);
    }
    json.key("clean");
    json.boolean(found.is_clean());
    json.end_object();
    print(out, std::move(json));
}

void print_list(std::string_view title, const std::vector<std::string>& ids, std::ostream& out) {
    if (!ids.empty()) out << fmt::format("  {}: {}\n", title, fmt::join(ids, ", "));
}

/// What there is to adopt. Where it does not fit, that is no failure: nobody wanted it yet.
void show_adoption(database_work& on) {
    const auto found = migrate::read_adoption(on.database(), on.graph(), on.asked().table);
    if (on.asked().json) return print_adoption_json(found, on.out());
    on.out() << fmt::format("{} has applied ({}):\n", found.tool, found.table);
    for (const auto& [version, revision] : found.matches)
        on.out() << fmt::format("  {} is {}\n", version, line(on.graph(), *on.graph().find(revision)));
    print_list("failed or dirty there", found.failed, on.out());
    print_list("unknown here", found.unknown, on.out());
    print_list("not applied there, although later ones are", found.missing, on.out());
    on.out() << (found.is_clean() ? "it can be adopted: the database is at " + text_of(found.heads)
                                  : std::string("it cannot be adopted like this"))
             << '\n';
}

void conclude(database_work& on, const migrate::outcome& result, std::string_view done, std::string_view what) {
    if (on.asked().json) return on.print_outcome(result, "", done);
    on.out() << what << ' ' << on.name() << ": " << text_of(result.from) << " → " << text_of(result.to)
             << ", and nothing was run\n";
    on.print_place(result.to);
}

}  // namespace

void baseline(database_work& on) {
    conclude(on, on.migrator().baseline(on.asked().target, on.asked().reason), "baselined", "baseline of");
}

void adopt(database_work& on) {
    if (on.asked().check) return show_adoption(on);
    conclude(on, migrate::adopt(on.database(), on.graph(), on.asked().reason, on.asked().table), "adopted", "adopted");
}

void repair(database_work& on) {
    const request& what = on.asked();
    if (what.accept.empty()) {
        if (what.start_over)
            on.migrator().start_over();
        else
            on.migrator().resume_as(what.mark_done ? migrate::verdict::done : migrate::verdict::again);
        if (what.json) return on.print_outcome({.from = on.place(), .to = on.place()}, "", "repaired");
        on.out() << "noted; the next upgrade or downgrade goes on\n";
        return;
    }
    const auto result = on.migrator().repair(on.asked().accept, on.asked().reason);
    if (on.asked().json) return on.print_outcome(result, "", "repaired");
    on.out() << (result.applied.empty() ? "nothing to do: " + on.asked().accept + " is what was applied\n"
                                        : "accepted as it is now: " + text_of(result.applied) + '\n');
}

}  // namespace rowan::cli
