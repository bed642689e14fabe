#include "migrate/lint_rules.hpp"
#include "migrate/lint_tokens.hpp"

#include <algorithm>
#include <array>

// What loses rows, breaks programs that run, or gives a guarantee up.
namespace rowan::migrate::facts {

namespace {

/// A new table takes the place of this one: its rows are copied, not lost.
bool is_replaced(const scene& in, std::string_view table) {
    return in.any([&](const statement&, const fact& each) {
        return each.what == deed::rename_table && same_object(each.to, table);
    });
}

bool drop_table(const scene& in) {
    return in.is(deed::drop_table) && in.on_old_table() && !is_replaced(in, in.what.table);
}
bool drop_column(const scene& in) { return in.is(deed::drop_column) && in.on_old_table(); }
bool drop_schema(const scene& in) { return in.is(deed::drop_schema); }
bool drop_database(const scene& in) { return in.is(deed::drop_database); }
bool truncate(const scene& in) {
    if (!in.is(deed::truncate) || !in.on_old_table()) return false;
    return in.says(in.what.cascade ? ", and all tables that point to it" : "");
}
bool drop_of_seeded_table(const scene& in) {
    if (!in.is(deed::drop_table) || is_replaced(in, in.what.table)) return false;
    return std::any_of(in.seeded.begin(), in.seeded.end(),
                       [&](const std::string& each) { return same_object(each, in.what.table); });
}

bool rename_table(const scene& in) {
    if (!in.is(deed::rename_table) || !in.on_old_table()) return false;
    return !in.any_before([&](const statement&, const fact& each) {
        return each.what == deed::drop_table && same_object(each.table, in.what.to);
    });
}
bool rename_column(const scene& in) { return in.is(deed::rename_column) && in.on_old_table(); }
bool rename_schema(const scene& in) { return in.is(deed::rename_schema); }
bool is_new_enum(const scene& in) {
    const catalog::enum_type* const known = in.there.find_enum(in.what.table);
    return known != nullptr && known->made_by >= in.first_new;
}
bool rename_enum_value(const scene& in) { return in.is(deed::rename_label) && !is_new_enum(in); }
bool enum_remove(const scene& in) {
    if (in.is(deed::remove_label)) return in.says("label " + in.what.name + " of the type " + in.what.table);
    if (in.is(deed::erase) && last_part(in.what.table) == "pg_enum")
        return in.says("a label, behind the server's back,");
    if (!in.is(deed::drop_type) || is_new_enum(in)) return false;
    return in.there.find_enum(in.what.table) != nullptr && in.says("the type " + in.what.table);
}

bool drop_not_null(const scene& in) { return in.is(deed::drop_not_null) && in.on_old_table(); }

/// A constraint that comes back under its name is changed, not given up.
bool drops(const scene& in, constraint_kind kind) {
    if (!in.is(deed::drop_constraint) || !in.on_old_table() || kind_of_dropped(in) != kind) return false;
    return !in.any([&](const statement&, const fact& each) {
        return each.what == deed::add_constraint && each.constraint.name == in.what.name &&
               same_object(each.table, in.what.table);
    });
}
bool drop_fk(const scene& in) { return drops(in, constraint_kind::foreign_key); }
bool drop_check(const scene& in) { return drops(in, constraint_kind::check); }
bool drop_pk(const scene& in) { return drops(in, constraint_kind::primary_key); }
bool drop_constraint(const scene& in) {
    return drops(in, constraint_kind::unique) || drops(in, constraint_kind::exclude) ||
           drops(in, constraint_kind::none);
}

bool add_required_column(const scene& in) {
    const column& added = in.what.column;
    const bool filled =
        added.default_value || added.generated || added.identity || added.type.name.find("serial") != std::string::npos;
    return in.is(deed::add_column) && in.on_old_table() && added.not_null && !filled;
}

bool unique_on_existing_data(const scene& in) {
    if (!in.on_old_table()) return false;
    if (in.is(deed::create_index)) return in.what.unique && in.says("the unique index " + in.what.name);
    for (const constraint& each : added_constraints(in.what)) {
        if (in.is(deed::add_column) && !in.what.column.default_value) continue;  // all null
        if (each.kind == constraint_kind::unique && !each.using_index)
            return in.says("the unique constraint " + each.name);
    }
    return false;
}

bool mass_dml_without_where(const scene& in) {
    return (in.is(deed::update) || in.is(deed::erase)) && !in.what.filtered && in.on_old_table() &&
           in.says(in.is(deed::update) ? "update" : "delete");
}

/// Whether the way up made it, so that the way down takes back what was not there before.
bool is_taken_back(const scene& in) {
    for (const statement& one : in.up->statements) {
        for (const fact& each : one.facts) {
            const bool makes_table =
                (each.what == deed::create_table && same_object(each.table, in.what.table)) ||
                (each.what == deed::rename_table && same_object(each.to, in.what.table)) ||
                (each.what == deed::create_schema && in.is(deed::drop_schema) && each.table == in.what.table);
            if (makes_table) return true;
            if (!in.is(deed::drop_column) || !same_object(each.table, in.what.table)) continue;
            if (each.what == deed::add_column && each.name == in.what.name) return true;
            if (each.what == deed::rename_column && each.to == in.what.name) return true;
        }
    }
    return false;
}

/// Code may have made anything.
bool runs_code(const scene& in, const migration& of) {
    return of.runs_code || std::any_of(of.statements.begin(), of.statements.end(), [&](const statement& each) {
               const token_list words(each.text, in.with.can());
               return words.sees("do") || words.sees("call");
           });
}

bool down_loses_rows(const scene& in) {
    if (in.up == nullptr) return false;
    std::string what;
    if (in.is(deed::drop_table) && !is_replaced(in, in.what.table)) what = "drops table " + in.what.table;
    if (in.is(deed::drop_column)) what = "drops column " + in.what.name + " of " + in.what.table;
    if (in.is(deed::drop_schema)) what = "drops schema " + in.what.table;
    if (in.is(deed::truncate)) what = "empties " + in.what.table;
    if (in.is(deed::erase) && !in.what.filtered) what = "deletes all rows of " + in.what.table;
    if (what.empty() || is_taken_back(in)) return false;
    return !runs_code(in, *in.up) && in.says(what);
}

constexpr std::string_view lost = "what is in it is gone, and the way back cannot bring it back";
constexpr std::string_view breaks = "the programs that run while the new ones start still use the old name, and fail";

constexpr rule rules[] = {
    {"drop-table", severity::warning, ground::all, drop_table, "table {table} is dropped", lost,
     "first a release that does not use it; rename it out of the way for a while, keep a copy, then drop it"},
    {"drop-column", severity::warning, ground::all, drop_column, "column {name} of {table} is dropped",
     "what is in it is gone, and programs that still name it fail",
     "first a release that neither reads nor writes it (and make it nullable); then drop it"},
    {"drop-schema", severity::warning, ground::all, drop_schema, "schema {table} is dropped", lost,
     "first a release that does not use it; drop its tables one by one, without cascade, then the schema"},
    {"drop-database", severity::error, ground::all, drop_database, "database {table} is dropped", lost,
     "not in a migration"},
    {"truncate", severity::warning, ground::all, truncate, "{table}{detail} is emptied",
     "all rows are gone, under an ACCESS EXCLUSIVE lock and without the triggers for rows",
     "delete what is meant, in batches: delete from {table} where …"},
    {"drop-of-seeded-table", severity::warning, ground::all, drop_of_seeded_table,
     "table {table} is dropped, and the seeds still fill it", "the next run of the seeds fails",
     "take it out of the seeds, too"},
    {"rename-table", severity::warning, ground::all, rename_table, "table {table} is renamed to {to}", breaks,
     "rename it and make a view of the old name: create view {table} as select * from {to}; drop that in a later "
     "release"},
    {"rename-column", severity::warning, ground::all, rename_column, "column {name} of {table} is renamed to {to}",
     breaks,
     "leave the column its name and map the member to it; or add {to}, write both, fill it (op.backfill), read it, and "
     "drop {name} in a later release"},
    {"rename-schema", severity::warning, ground::all, rename_schema, "schema {table} is renamed to {to}", breaks,
     "make a new schema, with views on the tables of the old one, until nobody uses that"},
    {"rename-enum-value", severity::warning, ground::all, rename_enum_value,
     "label {name} of the type {table} is renamed to {to}",
     "the programs that run while the new ones start still write the old label, and do not know the new one",
     "add the new label in one release, write it in the next, and update the rows"},
    {"enum-remove", severity::warning, ground::all, enum_remove, "{detail} is taken away",
     "rows that have the label stand in the way, and programs that still write it fail",
     "first a release that does not write it, and an update of the rows; then op.alter_enum(…), which says what they "
     "have instead"},
    {"drop-not-null", severity::note, ground::all, drop_not_null, "{column} of {table} may be null from now on",
     "programs that run, and readers of other kinds, do not expect nulls",
     "first a release that reads nulls; then this one"},
    {"drop-fk", severity::warning, ground::all, drop_fk, "foreign key {name} of {table} is dropped",
     "from now on rows may point to nothing, and a cascade that was counted on does not happen",
     "put the new one in before: add constraint … not valid, validate it, then drop {name}"},
    {"drop-check", severity::warning, ground::all, drop_check, "check {name} of {table} is dropped",
     "from now on rows may hold what nobody expects", "put the new one in before (not valid, then validate)"},
    {"drop-pk", severity::warning, ground::all, drop_pk, "the primary key {name} of {table} is dropped",
     "rows may be there twice, foreign keys to it go, and logical replication needs another identity",
     "build the new key's index first (unique, concurrently), and change keys in one statement: drop constraint "
     "{name}, "
     "add constraint … primary key using index …"},
    {"drop-constraint", severity::note, ground::all, drop_constraint, "constraint {name} of {table} is dropped",
     "what it promised is promised no longer", "put the new one in before"},
    {"add-required-column", severity::error, ground::all, add_required_column,
     "column {name} of {table} is not null and has no default",
     "it fails on a table that has rows; and programs that run do not write it",
     "give it a default, or add it nullable, fill it (op.backfill), and make it not null in a later revision"},
    {"unique-on-existing-data", severity::note, ground::all, unique_on_existing_data,
     "{detail} of {table} fails on rows that are there twice",
     "what development has once, production may have more often",
     "look first: select …, count(*) from {table} group by … having count(*) > 1; and decide which to keep"},
    {"down-loses-rows", severity::warning, ground::all, down_loses_rows, "it {detail}, which the way up did not make",
     "who goes back because the release fails loses rows that were there before it",
     "take back what the way up did, and nothing else; or `-- irreversible: why`"},
    {"mass-dml-without-where", severity::warning, ground::all, mass_dml_without_where,
     "this {detail} takes all rows of {table}",
     "in one transaction it locks every row to its end, and doubles the table",
     "in batches: in C++ op.backfill(\"{table}\").set(…).where(…); or say which rows: where …"},
};

}  // namespace

constraint_kind kind_of_dropped(const scene& in) {
    if (in.what.constraint.kind != constraint_kind::none) return in.what.constraint.kind;
    const constraint* const known = in.there.find_constraint(in.what.table, in.what.name);
    if (known != nullptr && known->kind != constraint_kind::none) return known->kind;
    // As PostgreSQL names them, and as people do.
    const std::string& name = in.what.name;
    const auto has = [&](std::string_view end, std::string_view begin) {
        return name.ends_with(end) || name.starts_with(begin);
    };
    if (has("_fkey", "fk_") || name.ends_with("_fk")) return constraint_kind::foreign_key;
    if (has("_pkey", "pk_") || name.ends_with("_pk")) return constraint_kind::primary_key;
    if (has("_check", "ck_") || name.starts_with("chk_")) return constraint_kind::check;
    return constraint_kind::none;
}

std::span<const rule> loss_rules() { return rules; }

bool matters_on_the_way_down(const rule& which) noexcept {
    const auto is_one_of = [&](std::span<const rule> all) {
        return std::any_of(all.begin(), all.end(), [&](const rule& each) { return &each == &which; });
    };
    constexpr std::array<std::string_view, 3> also{"add-required-column", "unique-on-existing-data",
                                                   "mass-dml-without-where"};
    return is_one_of(lock_rules()) || is_one_of(order_rules()) ||
           std::find(also.begin(), also.end(), which.code) != also.end();
}

}  // namespace rowan::migrate::facts
