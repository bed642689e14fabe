#include <rowan/migrate/autogenerate.hpp>

#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/scratch.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "migrate/filled_back.hpp"
#include "migrate/foreign_objects.hpp"
#include "migrate/in_words.hpp"
#include "migrate/live_schema.hpp"
#include "migrate/settled.hpp"
#include "schema/dependents.hpp"
#include "schema/matched.hpp"

namespace rowan::migrate {

namespace {

using schema::database;

template <class Object>
void keep_named(std::vector<Object>& in, const std::vector<Object>& wanted) {
    std::erase_if(in, [&](const Object& each) {
        return std::none_of(wanted.begin(), wanted.end(), [&](const Object& one) {
            if constexpr (requires { one.schema_name; }) {
                if (one.schema_name != each.schema_name) return false;
            }
            return one.name == each.name;
        });
    });
}

/// Only what `wanted` names: the rest stands beside it.
database named_by(const database& wanted, database all) {
    keep_named(all.schemas, wanted.schemas);
    keep_named(all.extensions, wanted.extensions);
    keep_named(all.enums, wanted.enums);
    keep_named(all.domains, wanted.domains);
    keep_named(all.sequences, wanted.sequences);
    keep_named(all.functions, wanted.functions);
    keep_named(all.tables, wanted.tables);
    keep_named(all.views, wanted.views);
    keep_named(all.triggers, wanted.triggers);
    keep_named(all.policies, wanted.policies);
    keep_named(all.others, wanted.others);
    return all;
}

// A schema of that name is out of the way for as long as the scratch lasts.
void make_room(session& place, const database& wanted) {
    for (const schema::named_schema& each : wanted.schemas) {
        if (!schemas_like(place, each.name).empty())
            place.apply(schema::rename_object{schema::object_kind::schema, each.name, "rowan_away_" + each.name});
    }
}

/// What the database makes of `wanted`.
database made_of(const database& wanted, session& beside) {
    scratch apart(beside);
    make_room(apart.place(), wanted);
    for (const schema::operation& each : creation_of(wanted)) apart.place().apply(each);
    return named_by(wanted, live_schema(apart.place(), wanted.schemas));
}

/// How the live schema reads once something in it is renamed, as the database itself carries everything along that
/// speaks of it. Empty where it cannot be made a second time.
std::optional<database> carried_along(session& of, session& trial, const std::vector<schema::named_schema>& named,
                                      const std::vector<schema::operation>& renames) {
    const database live = live_schema(of, named);
    try {
        scratch apart(trial);
        make_room(apart.place(), live);
        for (const schema::operation& each : creation_of(live)) apart.place().apply(each);
        for (const schema::named_schema& each : named) {
            if (schema::find_same(live.schemas, each) == nullptr) apart.place().apply(schema::create_schema{each});
        }
        for (const schema::operation& each : renames) apart.place().apply(each);
        return live_schema(apart.place(), named);
    } catch (const rowan::error&) { return std::nullopt; }
}

/// The host has written arguments in its own words; a function is found by the database's.
void name_functions(database& wanted, const database& normal) {
    for (schema::function& each : wanted.functions) {
        const auto same = [&](const schema::function& one) {
            return one.name == each.name && one.schema_name == each.schema_name;
        };
        if (std::count_if(normal.functions.begin(), normal.functions.end(), same) != 1) continue;
        const auto at = std::find_if(normal.functions.begin(), normal.functions.end(), same);
        each.identity_arguments = at->identity_arguments.empty() ? at->arguments : at->identity_arguments;
    }
}

/// Of a function that changes, both sides in the words of the server: who uses it minds its head, not how it is
/// written.
void take_words(database& wanted, const database& live, const database& normal) {
    for (schema::function& each : wanted.functions) {
        const schema::function* before = schema::find_same(live.functions, each);
        const schema::function* made = schema::find_same(normal.functions, each);
        if (before != nullptr && made != nullptr && *before != *made) each = *made;
    }
}

/// A label that comes goes back only with its type, and with whatever depends on that.
bool adds_labels(const std::vector<schema::operation>& in) {
    return std::any_of(in.begin(), in.end(),
                       [](const schema::operation& each) { return std::holds_alternative<schema::alter_enum>(each); });
}

std::vector<schema::answer> turned(const std::vector<schema::operation>& up) {
    std::vector<schema::answer> result;
    using kind = schema::question::kind;
    for (const schema::operation& each : up) {
        const auto* change = std::get_if<schema::alter_enum>(&each);
        if (change == nullptr) continue;
        for (const auto& [old, now] : renamed_labels(*change)) {
            const std::string type = schema::full_name(change->schema_name, change->name);
            result.push_back({schema::key_of({kind::rename_label, type, now, {}}), old});
        }
    }
    return result;
}

}  // namespace

database live_schema(session& of, const std::vector<schema::named_schema>& named) {
    introspect_options asked{.schemas = {""}};
    for (const schema::named_schema& each : named) asked.schemas.push_back(each.name);
    database result = introspect(of, asked);
    const auto is_ours = [&](const std::string& name) {
        return name.empty() || std::any_of(named.begin(), named.end(),
                                           [&](const schema::named_schema& each) { return each.name == name; });
    };
    std::erase_if(result.schemas, [&](const schema::named_schema& each) { return !is_ours(each.name); });
    const auto keep_ours = [&](auto& in) {
        std::erase_if(in, [&](const auto& each) { return !is_ours(each.schema_name); });
    };
    keep_ours(result.enums);
    keep_ours(result.domains);
    keep_ours(result.sequences);
    keep_ours(result.functions);
    keep_ours(result.tables);
    keep_ours(result.views);
    keep_ours(result.triggers);
    keep_ours(result.policies);
    keep_ours(result.others);
    result.order.clear();
    return result;
}

schema_pair in_same_words(session& of, session& trial, const schema::blueprint& blueprint,
                          const std::vector<std::string>& ignored, const schema::diff_options& asked) {
    schema_pair result;
    const foreign_objects others(of, ignored);
    const database live = others.without(live_schema(of, blueprint.database.schemas));
    database wanted = others.without(blueprint.database);
    std::optional<database> normal;
    try {
        const settled same(wanted, live);
        normal = same.with(same.open() == database() ? database() : made_of(same.open(), trial));
        name_functions(wanted, *normal);
    } catch (const database_error& fault) {
        if (fault.sqlstate() != "42501") throw;
        result.inexact = fault.what();
    }
    result.live = find_renames(live, normal ? *normal : wanted, asked);
    if (normal && !result.live.operations.empty()) {
        if (auto carried = carried_along(of, trial, blueprint.database.schemas, result.live.operations))
            result.live.from = others.without(*std::move(carried));
    }
    result.wanted = completed(wanted, result.live.from);
    result.said = std::move(wanted);
    if (normal) take_words(result.wanted, result.live.from, *normal);
    result.live.from = normal ? in_words_of(std::move(result.live.from), *normal, result.wanted, of.dialect())
                              : in_similar_words(std::move(result.live.from), result.wanted, of.dialect());
    return result;
}

generated_changes autogenerate(session& of, const schema::blueprint& blueprint, const autogenerate_options& how) {
    generated_changes result;
    schema::diff_options asked{how.answers};
    asked.answers.insert(asked.answers.end(), blueprint.hints.begin(), blueprint.hints.end());
    auto [renamed, wanted, said, inexact] = in_same_words(of, of, blueprint, how.ignored, asked);
    result.inexact = std::move(inexact);
    wanted = without_fallen(renamed.from, said, std::move(wanted), asked, renamed.questions);
    const database before = renamed.from;
    std::vector<schema::operation> back;
    for (const schema::operation& each : renamed.operations) back.insert(back.begin(), *reverse(each));
    schema::plan plan = diff_renamed(std::move(renamed), wanted, asked);
    result.questions = std::move(plan.questions);
    result.up = std::move(plan.operations);
    if (adds_labels(result.up)) {
        schema::plan down = diff(wanted, before, {.answers = turned(result.up), .ask = false});
        result.down = std::move(down.operations);
        result.down.insert(result.down.end(), back.begin(), back.end());
    }
    fill_back(result, before, wanted);
    return result;
}

}  // namespace rowan::migrate
