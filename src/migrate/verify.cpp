#include <rowan/migrate/verify.hpp>

#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/replay.hpp>
#include <rowan/migrate/scripts.hpp>
#include <rowan/session/verify.hpp>
#include <rowan/types/json_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "migrate/described.hpp"
#include "migrate/live_schema.hpp"
#include "migrate/standing.hpp"
#include "schema/markup.hpp"
#include "schema/renames.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view here = "the database";

/// Schemas that revisions make, or make something in. What lies in others is somebody else's: another program's,
/// another tenant's.
class schemas_of {
public:
    explicit schemas_of(const schema::database& made) : made_(made) {
        meta::for_each_member(made, [&](std::size_t, const auto& list) {
            for (const auto& each : list) names_.insert(schema_of(each));
        });
    }

    /// Takes away what lies elsewhere, and returns where.
    std::set<std::string> keep(schema::database& in) const {
        std::set<std::string> others;
        meta::for_each_member(in, [&](std::size_t, auto& list) {
            std::erase_if(list, [&](const auto& each) {
                if (is_ours(each)) return false;
                others.insert(schema_of(each));
                return true;
            });
        });
        return others;
    }

private:
    static const std::string& schema_of(const schema::named_schema& of) { return of.name; }
    template <class Object>
    static const std::string& schema_of(const Object& of) {
        return of.schema_name;
    }
    template <class Object>
    bool is_ours(const Object& one) const {
        return schema_of(one).empty() || names_.contains(schema_of(one));
    }
    // It may have been moved.
    bool is_ours(const schema::extension& one) const {
        const auto same = [&](const schema::extension& each) { return each.name == one.name; };
        return one.schema_name.empty() || names_.contains(one.schema_name) ||
               std::any_of(made_.extensions.begin(), made_.extensions.end(), same);
    }

    const schema::database& made_;
    std::set<std::string> names_;
};

class verifying {
public:
    verifying(session& of, const graph& in, const verify_options& how) : database_(of), graph_(in), how_(how) {}

    verify_report run() {
        look_where();
        schema::database live = take_snapshot(database_, how_.ignored).schema;
        if (how_.against)
            compare_with(live, *how_.against);
        else if (how_.migrations)
            compare_with_replay(live);
        result_.fingerprint = fingerprint(live);
        if (!how_.structs.empty()) compare_with_structs();
        return std::move(result_);
    }

private:
    void note(std::string text) { result_.notes.push_back(std::move(text)); }

    void look_where() {
        const standing at = standing_of(history(database_), graph_, when_ahead::refuse);
        result_.at = at.known;
        result_.at_head = at.known == graph_.holding(graph_.heads());
        if (!at.has_history && !graph_.revisions().empty())
            note("the database has no history: as far as it says, no revision was ever applied to it");
        try {
            refuse_edited(at, graph_);
        } catch (const edited_error& edited) {
            note(
                fmt::format("revision {} is another one now than the one that was applied: the comparison is with what "
                            "it says now",
                            edited.revision()));
        }
        for (const unfinished_revision& each : migrator(database_, graph_).unfinished())
            note(fmt::format("revision {} has begun and not ended", each.revision));
    }

    void compare(const schema::database& live, const schema::database& wanted) {
        result_.migrations_fingerprint = fingerprint(wanted);
        result_.from_migrations = differences(live, wanted, database_.dialect());
        leave_ignored(result_.from_migrations);
        result_.compared_migrations = true;
    }

    void compare_with(const schema::database& live, const snapshot& other) {
        if (other.dialect != database_.dialect().name())
            throw migration_error(fmt::format("a {} database cannot be compared with a snapshot of a {} one",
                                              database_.dialect().name(), other.dialect));
        result_.against = other.taken_from.empty() ? "the snapshot" : other.taken_from;
        compare(live, other.schema);
        if (other.heads != result_.at)
            note(fmt::format("{} was at {}, the database is at {}", result_.against, text_of(other.heads),
                             text_of(result_.at)));
    }

    void compare_with_replay(schema::database& live) {
        result_.against = "the migrations";
        replayed_.emplace(database_, graph_, how_.scratch);
        for (const std::string& each : result_.at) replayed_->upgrade(each);
        run_repeatables();
        const schema::database made = replayed_->made(how_.ignored);
        for (const std::string& each : schemas_of(made).keep(live))
            note(fmt::format("the revisions make nothing in the schema {}: it was not looked at", each));
        compare(live, made);
    }

    // They follow at the head. On the way there the database has what it has run.
    void run_repeatables() {
        const auto pending = pending_scripts(database_, how_.repeatables, entry_kind::repeatable);
        const auto is_pending = [&](const named_script& each) {
            return std::find(pending.begin(), pending.end(), &each) != pending.end();
        };
        std::vector<named_script> wanted;
        for (const named_script& each : how_.repeatables) {
            if (result_.at_head || !is_pending(each)) wanted.push_back(each);
            if (result_.at_head && is_pending(each))
                note(fmt::format("the repeatable script {} is new or was changed: upgrade runs it", each.name));
        }
        run_scripts(replayed_->place(), wanted, entry_kind::repeatable);
    }

    // Tried out beside where there is a place, so that the live database is only read.
    void compare_with_structs() {
        if (!result_.at_head)
            return note(fmt::format("the structs are for the head, {}: the database, at {}, was not compared with them",
                                    text_of(graph_.holding(graph_.heads())), text_of(result_.at)));
        schema_pair both = in_same_words(database_, replayed_ ? replayed_->place() : database_, how_.structs,
                                         how_.ignored, {.ask = false});
        if (!both.inexact.empty())
            note(
                fmt::format("expressions were compared with those of the structs as they are written, which is not "
                            "exact ({})",
                            both.inexact));
        result_.from_structs = differences(both.live.from, both.wanted, database_.dialect());
        leave_ignored(result_.from_structs);
        result_.compared_structs = true;
        look_for_indexes();
    }

    void look_for_indexes() {
        std::vector<const schema::table*> tables;
        for (const schema::table& each : how_.structs.database.tables) tables.push_back(&each);
        const rowan::verification found = rowan::detail::verify(database_, tables);
        for (const difference& each : found.differences()) {
            if (each.what == difference::kind::missing_index) result_.warnings.push_back(each.text);
        }
    }

    void leave_ignored(std::vector<schema_difference>& in) const {
        std::erase_if(in, [&](const schema_difference& each) {
            const std::string full = schema::full_name(each.schema_name, each.name);
            return std::any_of(how_.ignored.begin(), how_.ignored.end(), [&](const std::string& pattern) {
                return schema::fits_pattern(each.name, pattern) || schema::fits_pattern(full, pattern);
            });
        });
    }

    session& database_;
    const graph& graph_;
    const verify_options& how_;
    std::optional<replay> replayed_;
    verify_report result_;
};

std::string section(const std::vector<schema_difference>& found, std::string_view other) {
    if (found.empty()) return fmt::format("no difference from {}\n", other);
    std::string result = fmt::format("{} difference{} from {}:\n", found.size(), found.size() == 1 ? "" : "s", other);
    for (const schema_difference& each : found) result += "  " + describe(each, here, other) + '\n';
    return result;
}

void list(json_writer& to, std::string_view name, const std::vector<std::string>& texts) {
    to.key(name);
    to.begin_array();
    for (const std::string& each : texts) to.text(each);
    to.end_array();
}

void list(json_writer& to, std::string_view name, bool compared, const std::vector<schema_difference>& found) {
    to.key(name);
    compared ? to.raw(to_json(found)) : to.null();
}

void text(json_writer& to, std::string_view name, const std::string& value) {
    to.key(name);
    value.empty() ? to.null() : to.text(value);
}

}  // namespace

verify_report verify(session& of, const graph& revisions, const verify_options& how) {
    return verifying(of, revisions, how).run();
}

std::string verify_report::text() const {
    std::string result =
        fmt::format("the database is at {}{}\n", text_of(at), at_head && !at.empty() ? ", the head" : "");
    if (compared_migrations) result += section(from_migrations, against);
    if (compared_structs) result += section(from_structs, "the structs");
    for (const std::string& each : warnings) result += "slow: " + each + '\n';
    for (const std::string& each : notes) result += "note: " + each + '\n';
    result += "fingerprint of the database: " + fingerprint + '\n';
    if (!migrations_fingerprint.empty())
        result += fmt::format("fingerprint of {}: {}\n", against, migrations_fingerprint);
    return result;
}

std::string verify_report::json() const {
    json_writer to;
    to.begin_object();
    to.key("equal");
    to.boolean(static_cast<bool>(*this));
    list(to, "at", at);
    to.key("at_head");
    to.boolean(at_head);
    migrate::text(to, "against", against);
    list(to, "migrations", compared_migrations, from_migrations);
    list(to, "structs", compared_structs, from_structs);
    list(to, "warnings", warnings);
    list(to, "notes", notes);
    migrate::text(to, "fingerprint", fingerprint);
    migrate::text(to, "against_fingerprint", migrations_fingerprint);
    to.end_object();
    return std::move(to).result();
}

void verify_report::require() const {
    if (!*this) throw drift_error(text() + "Has it been migrated to this program's revision, or changed by hand?");
}

}  // namespace rowan::migrate
