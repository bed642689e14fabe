#include "migrate/lint_columns.hpp"
#include "migrate/lint_rules.hpp"

#include <algorithm>

namespace rowan::migrate::facts {

namespace {

/// Whether a column of one type has the bytes of the other, so that nothing is written anew.
bool keeps_rows(const type_name& from, const type_name& to) {
    if (from == to) return true;
    if (from.array || to.array) return false;
    const auto is_text = [](const type_name& one) { return one.name == "text" || one.name == "varchar"; };
    if (is_text(from) && is_text(to))
        return to.sizes.empty() || (!from.sizes.empty() && to.sizes.front() >= from.sizes.front());
    if (from.name == "cidr" && to.name == "inet") return true;
    if (from.name != to.name) return false;
    if (to.sizes.empty()) return from.name != "char";
    if (from.sizes.empty()) return false;
    const auto scale = [](const type_name& one) { return one.sizes.size() > 1 ? one.sizes[1] : 0; };
    const bool grows = to.sizes.front() >= from.sizes.front() && scale(from) == scale(to);
    return grows && (from.name == "numeric" || from.name == "varbit" || from.name == "timestamp" ||
                     from.name == "timestamptz" || from.name == "time" || from.name == "interval");
}

bool adds(const scene& in, constraint_kind kind) {
    if (!in.on_old_table()) return false;
    for (const constraint& each : added_constraints(in.what)) {
        if (each.kind != kind || each.using_index || each.not_valid) continue;
        in.detail = each.name.empty() ? std::string("without a name") : each.name;
        return true;
    }
    return false;
}

bool index_not_concurrent(const scene& in) {
    return in.is(deed::create_index) && !in.what.concurrently && in.on_old_table();
}

bool drop_index_not_concurrent(const scene& in) {
    if (!in.is(deed::drop_index) || in.what.concurrently) return false;
    const catalog::index* const known = in.there.find_index(in.what.name);
    return known == nullptr || (known->made_by < in.first_new && in.is_old(known->table));
}

bool reindex_not_concurrent(const scene& in) {
    // The system's own cannot be built in another way.
    return in.is(deed::reindex) && !in.what.concurrently && in.what.object != "system" &&
           in.server >= server_version{12} && (in.what.object != "table" || in.on_old_table());
}

bool detach_not_concurrent(const scene& in) {
    return in.is(deed::detach_partition) && !in.what.concurrently && in.server >= server_version{14} &&
           in.on_old_table();
}

bool add_unique(const scene& in) { return adds(in, constraint_kind::unique); }
bool add_primary_key(const scene& in) { return adds(in, constraint_kind::primary_key); }
bool add_exclusion(const scene& in) { return adds(in, constraint_kind::exclude); }
bool fk_validating(const scene& in) { return adds(in, constraint_kind::foreign_key); }
bool check_validating(const scene& in) { return adds(in, constraint_kind::check); }

/// A check that has been validated says the same, and since PostgreSQL 12 it is believed.
bool is_checked(const scene& in, const std::string& column) {
    const catalog::table* const table = in.there.find(in.what.table);
    if (table == nullptr || in.server < server_version{12}) return false;
    return std::any_of(table->constraints.begin(), table->constraints.end(), [&](const constraint& each) {
        if (each.not_valid) return false;
        // One that is validated here and was made where nobody looks: people name it after its column.
        if (each.kind == constraint_kind::none) return each.name.find(column) != std::string::npos;
        const std::string text = normalized(each.expression, in.with.can());
        const std::string wanted = column + " is not null";
        return text == wanted || text.find(wanted + " and") == 0 ||
               (text.ends_with(" and " + wanted) && text.find(" or ") == std::string::npos);
    });
}

bool set_not_null(const scene& in) {
    if (!in.on_old_table()) return false;
    if (in.is(deed::set_not_null)) return !is_checked(in, in.what.name);
    if (!in.is(deed::add_constraint)) return false;
    const constraint& added = in.what.constraint;
    if (added.kind == constraint_kind::primary_key && added.using_index) {
        const catalog::index* const index = in.there.find_index(added.index);
        return index != nullptr && std::any_of(index->keys.begin(), index->keys.end(), [&](const std::string& key) {
                   const column* const known = in.there.find_column(in.what.table, key);
                   return known != nullptr && !known->not_null && !is_checked(in, key) && in.says(key);
               });
    }
    return added.kind == constraint_kind::not_null && !added.not_valid && !is_checked(in, added.columns.front());
}

bool is_serial(const column& of) {
    return of.type.name == "serial" || of.type.name == "bigserial" || of.type.name == "smallserial";
}

bool volatile_default(const scene& in) {
    const auto& value = in.what.column.default_value;
    if (!in.is(deed::add_column) || !in.on_old_table() || !value) return false;
    return in.server < server_version{11} || is_volatile(*value, in.with.can());
}

bool stored_generated(const scene& in) {
    return in.is(deed::add_column) && in.on_old_table() && in.what.column.generated && in.what.column.stored;
}
bool identity_column(const scene& in) {
    return in.is(deed::add_column) && in.on_old_table() && in.what.column.identity;
}
bool serial_column(const scene& in) {
    return in.is(deed::add_column) && in.on_old_table() && is_serial(in.what.column);
}

bool type_rewrite(const scene& in) {
    if (!in.is(deed::alter_type) || !in.on_old_table()) return false;
    const column* const before = in.there.find_column(in.what.table, in.what.name);
    const std::string to = text_of(in.what.column.type);
    if (before == nullptr)
        return in.says("a type that is not known here to " + to + ": rows and indexes may be written anew");
    // `using` another expression than the column is computed for every row.
    std::string expression = normalized(in.what.expression, in.with.can());
    expression = expression.substr(0, expression.find(" : :"));
    const bool computes = !expression.empty() && expression != in.what.name;
    if (!computes && keeps_rows(before->type, in.what.column.type)) return false;
    return in.says(text_of(before->type) + " to " + to + ": rows and indexes are written anew");
}

bool storage_rewrite(const scene& in) {
    if (in.is(deed::vacuum_full)) return in.says("vacuum full") && (in.what.table.empty() || in.on_old_table());
    if (in.is(deed::cluster)) return in.says("cluster") && (in.what.table.empty() || in.on_old_table());
    return in.is(deed::alter_storage) && in.on_old_table() && in.says(in.what.name);
}

bool trigger_lock(const scene& in) { return in.is(deed::create_trigger) && in.on_old_table(); }

/// The first statement that keeps an exclusive lock waiting for its end.
bool work_after_exclusive_lock(const scene& in) {
    if (in.at.transaction == 0 || !takes_long(in, in.what)) return false;
    const statement* locking = nullptr;
    bool said = false;
    in.any_before([&](const statement& one, const fact& each) {
        if (!in.same_transaction(one) || &one == &in.at) return false;
        if (locking != nullptr && locking != &one && takes_long(in, each)) said = true;
        if (locking == nullptr && takes_exclusive_lock(in, each)) {
            in.detail = each.table;
            locking = &one;
        }
        return false;
    });
    return locking != nullptr && !said;
}

bool is_mergeable(const fact& what) {
    switch (what.what) {
        case deed::add_column:
        case deed::drop_column:
        case deed::alter_type:
        case deed::set_default:
        case deed::set_not_null:
        case deed::drop_not_null:
        case deed::add_constraint:
        case deed::drop_constraint: return true;
        default: return false;
    }
}

bool merge_alters(const scene& in) {
    if (in.number == 0 || &in.what != &in.at.facts.front() || !is_mergeable(in.what) || !in.on_old_table())
        return false;
    const statement& before = in.of.statements[in.number - 1];
    if (!in.same_transaction(before) || before.facts.empty() || in.at.operation == 0) return false;
    return is_mergeable(before.facts.back()) && same_object(before.facts.back().table, in.what.table);
}

bool is_setting(const fact& what, std::string_view name) { return what.what == deed::set && what.name == name; }

bool waits_for_lock(const scene& in, const fact& what) {
    if (what.concurrently || what.table.empty() || !in.is_old(what.table)) return false;
    switch (what.what) {
        case deed::create_index:
        case deed::create_trigger: return true;
        case deed::validate_constraint: return false;
        default: return takes_exclusive_lock(in, what);
    }
}

bool lacks(const scene& in, std::string_view setting, bool (*matters)(const scene&, const fact&)) {
    if (!matters(in, in.what)) return false;
    bool is_set = false;
    const bool said = in.any_before([&](const statement&, const fact& each) {
        if (is_setting(each, setting)) is_set = each.to != "0" && each.to != "default";
        return !is_set && matters(in, each);
    });
    return !is_set && !said;
}

bool no_lock_timeout(const scene& in) {
    const bool turned_off =
        in.any([](const statement&, const fact& each) { return is_setting(each, "lock_timeout") && each.to == "0"; });
    if (in.of.limits_lock_waits && in.at.transaction != 0 && !turned_off) return false;
    return lacks(in, "lock_timeout", waits_for_lock);
}

bool is_slow_under_lock(const scene& in, const fact& what) {
    // To validate is the one that lets others write.
    return !what.concurrently && what.what != deed::validate_constraint && in.is_old(what.table) &&
           takes_long(in, what) && (changes_schema(what) || what.what == deed::update || what.what == deed::erase);
}

bool no_statement_timeout(const scene& in) { return lacks(in, "statement_timeout", is_slow_under_lock); }

constexpr std::string_view share =
    "a SHARE lock stays on the table for as long as this takes: reads go on; inserts, updates and deletes wait";
constexpr std::string_view rewrites =
    "every row is written anew under an ACCESS EXCLUSIVE lock: nobody reads or writes the table meanwhile";

constexpr rule rules[] = {
    {"index-not-concurrent", severity::warning, ground::locking, index_not_concurrent,
     "index {name} on {table} is built while nobody can write to the table", share,
     "create index concurrently {name} on {table} (…), in a revision of its own; in C++ "
     "op.create_index(…).concurrently()"},
    {"drop-index-not-concurrent", severity::warning, ground::locking, drop_index_not_concurrent,
     "index {name} is dropped under a lock on its table",
     "drop index waits for an ACCESS EXCLUSIVE lock on the table, and all who come later wait behind it",
     "drop index concurrently {name}, in a revision of its own; in C++ op.drop_index(…).concurrently()"},
    {"reindex-not-concurrent", severity::warning, ground::locking, reindex_not_concurrent,
     "reindex of {table} locks out those who write, and who read by the index",
     "reindex takes a SHARE lock on the table and an ACCESS EXCLUSIVE lock on each index while it builds",
     "reindex … concurrently {table} (PostgreSQL 12)"},
    {"detach-not-concurrent", severity::warning, ground::locking, detach_not_concurrent,
     "partition {name} is detached from {table} under an ACCESS EXCLUSIVE lock",
     "the lock is on the whole partitioned table: nobody reads or writes any partition until it is done",
     "alter table {table} detach partition {name} concurrently (PostgreSQL 14), in a revision of its own"},
    {"add-unique", severity::warning, ground::locking, add_unique,
     "unique constraint {detail} of {table} builds its index under an ACCESS EXCLUSIVE lock",
     "nobody reads or writes the table while the index is built",
     "create unique index concurrently i on {table} (…) in a revision of its own; then alter table {table} add "
     "constraint … unique using index i"},
    {"add-primary-key", severity::warning, ground::locking, add_primary_key,
     "the primary key of {table} builds its index under an ACCESS EXCLUSIVE lock, and reads all rows for nulls",
     "nobody reads or writes the table while the index is built",
     "make the columns not null (see set-not-null); create unique index concurrently i on {table} (…) in a revision of "
     "its own; then alter table {table} add constraint … primary key using index i"},
    {"add-exclusion", severity::warning, ground::locking, add_exclusion,
     "exclusion constraint {detail} of {table} builds its index under an ACCESS EXCLUSIVE lock",
     "nobody reads or writes the table while the index is built, and no index can be built for it beforehand",
     "make a new table with the constraint and move the rows over in batches; or do it while nobody works"},
    {"fk-validating", severity::warning, ground::locking, fk_validating,
     "foreign key {detail} of {table} is checked on all rows under a lock",
     "both tables have a SHARE ROW EXCLUSIVE lock while every row is looked up: nobody writes to either",
     "alter table {table} add constraint … foreign key … not valid; then, in a later revision, alter table {table} "
     "validate constraint …; in C++ .not_valid() and op.validate_constraint(…)"},
    {"check-validating", severity::warning, ground::locking, check_validating,
     "check {detail} of {table} is checked on all rows under a lock",
     "an ACCESS EXCLUSIVE lock stays on the table while every row is read",
     "alter table {table} add constraint … check (…) not valid; then, in a later revision, alter table {table} "
     "validate "
     "constraint …; in C++ .not_valid() and op.validate_constraint(…)"},
    {"set-not-null", severity::warning, ground::locking, set_not_null,
     "{column} of {table} is made not null: all rows are read under a lock, and one null fails it",
     "an ACCESS EXCLUSIVE lock stays on the table while every row is read, unless a validated check says the same "
     "(PostgreSQL 12)",
     "alter table {table} add constraint c check ({column} is not null) not valid; in a later revision, validate "
     "constraint c; then set not null and drop constraint c"},
    {"volatile-default", severity::warning, ground::locking, volatile_default,
     "column {name} of {table} is added with a default that differs from row to row", rewrites,
     "add the column without the default; set the default; fill the old rows in batches: in C++ "
     "op.backfill(\"{table}\").set(\"{name}\", …)"},
    {"stored-generated", severity::warning, ground::locking, stored_generated,
     "column {name} of {table} is computed and stored for every row", rewrites,
     "add a plain column, fill it in batches (op.backfill), and keep it with a trigger; or a virtual column "
     "(PostgreSQL 18)"},
    {"identity-column", severity::warning, ground::locking, identity_column,
     "identity column {name} of {table} gives every row a number", rewrites,
     "add a plain bigint column; fill it in batches (op.backfill); make it not null; then alter column {name} add "
     "generated by default as identity"},
    {"serial-column", severity::warning, ground::locking, serial_column,
     "serial column {name} of {table} gives every row a number", rewrites,
     "add a plain bigint column and a sequence; set the default; fill the old rows in batches (op.backfill)"},
    {"type-rewrite", severity::warning, ground::locking, type_rewrite, "{column} of {table} goes from {detail}",
     rewrites,
     "add a second column of the new type, write both (a trigger), fill it in batches (op.backfill), then read the new "
     "one and drop the old"},
    {"storage-rewrite", severity::warning, ground::locking, storage_rewrite, "`{detail}` writes {table} anew", rewrites,
     "do it while nobody works; to give room back, pg_repack does it beside those who work"},
    {"trigger-lock", severity::warning, ground::locking, trigger_lock,
     "trigger {name} is made on {table}, which others write to",
     "create trigger waits for a SHARE ROW EXCLUSIVE lock, and holds it to the end of the transaction: nobody writes",
     "in a revision of its own, with a lock_timeout, so that it is short"},
    {"work-after-exclusive-lock", severity::warning, ground::locking, work_after_exclusive_lock,
     "this takes its time while {detail} is locked for everybody",
     "an ACCESS EXCLUSIVE lock that an earlier statement took is held to the end of the transaction",
     "in a revision of its own, behind this one"},
    {"merge-alters", severity::note, ground::locking, merge_alters, "the statement before alters {table}, too",
     "each takes the lock, and each that reads or writes all rows does so again",
     "alter table {table} …, …: one statement"},
    {"no-lock-timeout", severity::warning, ground::locking, no_lock_timeout,
     "this waits for a lock on {table} as long as it takes",
     "all who come later wait behind it, readers too: one long query, and the table is gone",
     "set lock_timeout = '1s' before it; what the engine runs in a transaction has one"},
    {"no-statement-timeout", severity::note, ground::locking, no_statement_timeout,
     "nothing ends this where it takes longer on {table} than was thought",
     "it reads or writes all rows while others wait", "set statement_timeout = '30s' before it"},
};

}  // namespace

bool scene::is_old(std::string_view table) const noexcept {
    const catalog::table* const known = there.find(table);
    return known == nullptr || known->made_by < first_new;
}

bool changes_schema(const fact& what) noexcept {
    return what.what >= deed::create_table && what.what <= deed::drop_object && what.what != deed::truncate;
}

std::vector<constraint> added_constraints(const fact& what) {
    if (what.what == deed::add_constraint) return {what.constraint};
    if (what.what == deed::add_column) return what.column.constraints;
    return {};
}

bool takes_exclusive_lock(const scene& in, const fact& what) {
    if (what.table.empty() || !in.is_old(what.table)) return false;
    switch (what.what) {
        case deed::add_constraint: return what.constraint.kind != constraint_kind::foreign_key;
        case deed::drop_table:
        case deed::rename_table:
        case deed::truncate:
        case deed::add_column:
        case deed::drop_column:
        case deed::rename_column:
        case deed::alter_type:
        case deed::set_default:
        case deed::set_not_null:
        case deed::drop_not_null:
        case deed::drop_constraint:
        case deed::alter_storage:
        case deed::vacuum_full:
        case deed::cluster: return true;
        case deed::detach_partition: return !what.concurrently;
        default: return false;
    }
}

bool takes_long(const scene& in, const fact& what) {
    if (what.table.empty() || !in.is_old(what.table)) return false;
    const auto checks = [](const constraint& each) { return !each.not_valid && !each.using_index; };
    switch (what.what) {
        case deed::create_index:
        case deed::reindex:
        case deed::validate_constraint:
        case deed::vacuum_full:
        case deed::cluster:
        case deed::alter_storage:
        case deed::update:
        case deed::erase:
        case deed::select:
        case deed::backfill: return true;
        case deed::set_not_null: return &what != &in.what || set_not_null(in);
        case deed::insert: return what.from_query;
        case deed::add_constraint: return checks(what.constraint);
        case deed::add_column:
            return (what.column.generated && what.column.stored) || what.column.identity || is_serial(what.column) ||
                   std::any_of(what.column.constraints.begin(), what.column.constraints.end(), checks) ||
                   (what.column.default_value && is_volatile(*what.column.default_value, in.with.can()));
        case deed::alter_type: {
            const column* const before = in.there.find_column(what.table, what.name);
            return before == nullptr || !keeps_rows(before->type, what.column.type);
        }
        default: return false;
    }
}

std::span<const rule> lock_rules() { return rules; }

}  // namespace rowan::migrate::facts
