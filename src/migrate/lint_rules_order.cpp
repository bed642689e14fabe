#include "migrate/lint_rules.hpp"

#include "dialect/sql_tokens.hpp"

#include <algorithm>

// What fails, or does not do what it says, because of where it stands and when.
namespace rowan::migrate::facts {

namespace {

using detail::sql_token;

bool concurrent_in_tx(const scene& in) {
    if (!in.what.concurrently) return false;
    if (in.at.transaction != 0)
        return in.says("runs in the transaction that the script begins, where the server refuses it");
    if (!in.of.has_transaction || !in.of.limits_lock_waits)
        return in.of.has_transaction && !in.of.limits_lock_waits && in.of.statements.size() > 1 &&
               in.says("stands among others that run in a transaction");
    const bool alone = std::all_of(in.of.statements.begin(), in.of.statements.end(),
                                   [&](const statement& each) { return &each == &in.at || each.transaction == 0; });
    return !alone && in.says("takes the revision apart: what is before it is committed, whatever comes behind");
}

bool concurrent_if_not_exists(const scene& in) {
    return in.is(deed::create_index) && in.what.concurrently && in.what.conditional;
}

bool validate_same_tx(const scene& in) {
    return in.is(deed::validate_constraint) && in.on_old_table() &&
           in.any_before([&](const statement& one, const fact& each) {
               return each.what == deed::add_constraint && each.constraint.not_valid &&
                      each.constraint.name == in.what.name && in.same_transaction(one);
           });
}

bool is_change(const scene& in, const fact& each) {
    return changes_schema(each) && !each.table.empty() && in.is_old(each.table) && each.what != deed::create_index;
}

bool backfill_in_ddl_tx(const scene& in) {
    const bool writes = in.is(deed::update) || in.is(deed::erase) || (in.is(deed::insert) && in.what.from_query);
    if (!writes || !in.on_old_table()) return false;
    return in.any([&](const statement& one, const fact& each) {
        return in.same_transaction(one) && is_change(in, each) && in.says(each.table);
    });
}

bool enum_used_in_same_tx(const scene& in) {
    if (in.is(deed::add_label) || in.is(deed::rename_label) || &in.what != &in.at.facts.front()) return false;
    return in.any_before([&](const statement& one, const fact& each) {
        if (each.what != deed::add_label || !in.same_transaction(one)) return false;
        const catalog::enum_type* const type = in.there.find_enum(each.table);
        const bool made_here = type != nullptr && type->made_by == in.ordinal && type->transaction == one.transaction;
        if (made_here && in.server >= server_version{17}) return false;
        detail::sql_tokens tokens(in.at.text, in.with.can());
        for (sql_token token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
            if (token.what == sql_token::kind::string && token.name() == each.name) return in.says(each.name);
        }
        return false;
    });
}

bool is_transaction_word(const scene& in) { return in.is(deed::begin) || in.is(deed::commit) || in.is(deed::rollback); }
bool tx_in_migration(const scene& in) { return is_transaction_word(in) && in.of.has_transaction; }

bool uncommitted_tx(const scene& in) {
    if (!in.is(deed::begin)) return false;
    for (std::size_t i = in.number + 1; i < in.of.statements.size(); ++i) {
        const auto& does = in.of.statements[i].facts;
        if (does.empty()) continue;
        if (does.front().what == deed::begin) return true;
        if (does.front().what == deed::commit || does.front().what == deed::rollback) return false;
    }
    return true;
}

/// Where the run of a file ends within, it begins again: the engine goes on behind what it has noted.
bool prefer_robust(const scene& in) {
    if (in.of.limits_lock_waits || in.of.has_transaction || in.at.transaction == 0 || in.what.conditional) return false;
    if (in.what.concurrently) return false;
    switch (in.what.what) {
        case deed::create_table:
        case deed::drop_table:
        case deed::create_index:
        case deed::drop_index:
        case deed::add_column:
        case deed::drop_column:
        case deed::create_schema:
        case deed::drop_schema:
        case deed::add_label: return true;
        default: return false;
    }
}

}  // namespace

bool begins_with(const std::vector<std::string>& index, const std::vector<std::string>& key) {
    return index.size() >= key.size() && std::is_permutation(key.begin(), key.end(), index.begin());
}

std::vector<constraint> keys_without_index(const scene& in) {
    std::vector<constraint> result;
    std::vector<constraint> keys = added_constraints(in.what);
    if (in.is(deed::create_table)) keys = in.what.constraints;
    const catalog::table* const table = in.there.find(in.what.table);
    for (const constraint& key : keys) {
        if (key.kind != constraint_kind::foreign_key || key.columns.empty()) continue;
        const auto serves = [&](const constraint& each) {
            return (each.kind == constraint_kind::primary_key || each.kind == constraint_kind::unique) &&
                   begins_with(each.columns, key.columns);
        };
        bool served = std::any_of(keys.begin(), keys.end(), serves);
        if (table != nullptr)
            served = served || std::any_of(table->constraints.begin(), table->constraints.end(), serves);
        for (const catalog::index& each : in.there.indexes())
            served = served ||
                     (!each.partial && same_object(each.table, in.what.table) && begins_with(each.keys, key.columns));
        served = served || in.any([&](const statement&, const fact& each) {
            if (!same_object(each.table, in.what.table)) return false;
            if (each.what == deed::add_constraint) return serves(each.constraint);
            return each.what == deed::create_index && !each.filtered && begins_with(each.keys, key.columns);
        });
        if (!served) result.push_back(key);
    }
    return result;
}

namespace {

bool fk_without_index(const scene& in) {
    const std::vector<constraint> found = keys_without_index(in);
    if (found.empty()) return false;
    const std::vector<std::string>& columns = found.front().columns;
    return in.says(columns.front() + (columns.size() > 1 ? ", …" : ""));
}

bool domain_constraint(const scene& in) {
    return (in.is(deed::create_domain) && in.what.filtered) ||
           (in.is(deed::constrain_domain) && !in.what.constraint.not_valid);
}

bool enum_value_order(const scene& in) { return in.is(deed::add_label) && !in.what.placed; }
bool enum_create(const scene& in) { return in.is(deed::create_enum); }

bool duplicate_assignment(const scene& in) {
    const auto is_twice = [&](std::vector<std::string> names) {
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        return twice != names.end() && in.says(*twice);
    };
    if (in.is(deed::update) || in.is(deed::insert)) return is_twice(in.what.keys) || is_twice(in.what.set_again);
    if (!in.is(deed::create_table)) return false;
    std::vector<std::string> names;
    for (const column& each : in.what.columns) names.push_back(each.name);
    return is_twice(std::move(names));
}

bool needs(const scene& in, server_version least, std::string what) {
    if (in.server >= least) return false;
    const std::string minor = in.with.can().table_locks ? "" : '.' + std::to_string(least.minor);
    return in.says(std::move(what) + " is there since version " + std::to_string(least.major) + minor);
}

bool needs_newer_server(const scene& in) {
    if (in.is(deed::reindex) && in.what.concurrently) return needs(in, {12}, "reindex concurrently");
    if (in.is(deed::detach_partition) && in.what.concurrently) return needs(in, {14}, "detach partition concurrently");
    if (in.what.nulls_not_distinct) return needs(in, {15}, "nulls not distinct");
    if (in.is(deed::alter_storage) && in.what.name.find("ethod") != std::string::npos)
        return needs(in, {15}, "set access method");
    if (in.is(deed::add_label) && in.at.transaction != 0 && in.of.has_transaction && !in.of.limits_lock_waits)
        return needs(in, {12}, "alter type add value in a transaction");
    if (in.is(deed::add_column) && in.what.column.generated)
        return needs(in, in.what.column.stored ? server_version{12} : server_version{18},
                     in.what.column.stored ? "a generated column" : "a virtual column");
    if (in.is(deed::add_constraint) && in.what.constraint.kind == constraint_kind::not_null)
        return needs(in, {18}, "add constraint … not null");
    return false;
}

bool sqlite_needs_newer(const scene& in) {
    const bool rebuilt = !in.at.facts.empty() && in.at.facts.front().what == deed::rebuild;
    if (rebuilt) return false;
    if (in.is(deed::drop_column)) return needs(in, {3, 35}, "drop column");
    if (in.is(deed::rename_column)) return needs(in, {3, 25}, "rename column");
    if (in.is(deed::create_table) && in.what.strict) return needs(in, {3, 37}, "a strict table");
    if (in.is(deed::add_column) && in.what.column.generated) return needs(in, {3, 31}, "a generated column");
    if (in.is(deed::insert) && in.what.conditional) return needs(in, {3, 24}, "on conflict");
    return false;
}

// What SQLite cannot do to a table that is there: sqlite.org/lang_altertable.html.

bool is_rebuilt(const scene& in) { return !in.at.facts.empty() && in.at.facts.front().what == deed::rebuild; }

bool sqlite_rebuild_fk(const scene& in) {
    if (!in.is(deed::drop_table) || !in.on_old_table()) return false;
    for (const catalog::table& each : in.there.tables()) {
        if (each.dropped || same_object(each.name, in.what.table)) continue;
        for (const constraint& key : each.constraints) {
            if (key.kind == constraint_kind::foreign_key && same_object(key.referenced_table, in.what.table) &&
                !key.on_delete.empty() && key.on_delete != "restrict" && key.on_delete != "no action")
                return in.says(each.name + " (on delete " + key.on_delete + ")");
        }
    }
    return false;
}

bool sqlite_not_null(const scene& in) {
    if (!in.is(deed::set_not_null) || !in.on_old_table()) return false;
    if (is_rebuilt(in)) return in.says("the engine makes the table anew for it and copies all rows; one null fails it");
    return in.server < server_version{3, 53} && in.says("SQLite has no such statement before 3.53");
}

bool sqlite_add_column_limits(const scene& in) {
    if (!in.is(deed::add_column) || is_rebuilt(in)) return false;
    const column& added = in.what.column;
    for (const constraint& each : added.constraints) {
        if (each.kind == constraint_kind::primary_key) return in.says("a primary key");
        if (each.kind == constraint_kind::unique) return in.says("unique");
        if (each.kind == constraint_kind::foreign_key && added.default_value)
            return in.says("a reference with a default");
    }
    if (added.generated && added.stored) return in.says("stored");
    if (!added.default_value || !in.on_old_table()) return false;
    const std::string text = normalized(*added.default_value, in.with.can());
    const bool constant = !added.default_value->starts_with('(') || text.find(' ') == std::string::npos;
    const bool clock = text == "current_timestamp" || text == "current_date" || text == "current_time";
    return (!constant || clock) && in.says("with a default that is no constant");
}

constexpr rule rules[] = {
    {"concurrent-in-tx", severity::warning, ground::locking, concurrent_in_tx, "concurrently: this {detail}",
     "what runs concurrently waits for other transactions, and therefore runs in none",
     "in a revision of its own; in a file that other tools run, `-- no transaction` at its head and no begin"},
    {"concurrent-if-not-exists", severity::warning, ground::locking, concurrent_if_not_exists,
     "if not exists: an index {name} that a broken run left INVALID is taken for the one that is wanted",
     "a concurrent build that fails leaves an index that is not used and costs every write",
     "drop index concurrently if exists {name} before it, and leave `if not exists` out; the engine clears such an "
     "index away by itself"},
    {"validate-same-tx", severity::warning, ground::locking, validate_same_tx,
     "{name} is validated in the transaction that added it",
     "the lock that the first one took is held while all rows are read: not valid has gained nothing",
     "validate constraint {name} in a later revision"},
    {"backfill-in-ddl-tx", severity::warning, ground::locking, backfill_in_ddl_tx,
     "rows of {table} are written in the transaction that changes {detail}",
     "the lock of the change is held while the rows are written, and rows that others write wait for it",
     "in a revision of its own, in batches: op.backfill(\"{table}\").set(…).where(…)"},
    {"enum-used-in-same-tx", severity::error, ground::locking, enum_used_in_same_tx,
     "'{detail}' is used in the transaction that adds it",
     "a label of an enum type cannot be used before its transaction is committed (SQLSTATE 55P04)",
     "in a later revision; the engine commits between by itself where a file has no begin"},
    {"tx-in-migration", severity::error, ground::all, tx_in_migration, "a migration runs in a transaction already",
     "a commit ends that of the engine: what was done before stays, whatever fails behind it",
     "leave begin and commit out; or `-- no transaction` at the head of the file"},
    {"uncommitted-tx", severity::error, ground::all, uncommitted_tx, "the transaction that begins here has no commit",
     "what it does is rolled back, or kept open with its locks", "commit; behind its last statement"},
    {"prefer-robust", severity::note, ground::all, prefer_robust,
     "this cannot be run a second time, and no transaction takes back what was before it",
     "where the file fails half-way, it fails again at its first statement",
     "if not exists, if exists; the engine notes each statement that is done and goes on behind it"},
    {"fk-without-index", severity::note, ground::all, fk_without_index,
     "no index begins with {detail}, which a foreign key of {table} has",
     "whenever a row that it points to is deleted, or its key changes, all rows of {table} are read",
     "create index on {table} ({detail}); in C++ t.….index()"},
    {"domain-constraint", severity::note, ground::locking, domain_constraint,
     "the domain {table} has a rule of its own",
     "to change it later, all tables that use the domain are read under a lock, or rewritten",
     "the plain type, and a check of the table, which can be added not valid and validated"},
    {"enum-value-order", severity::note, ground::locking, enum_value_order, "label {name} goes to the end of {table}",
     "order by and comparisons go by the order of the labels, not by their names",
     "alter type {table} add value '{name}' before '…', or after"},
    {"enum-create", severity::note, ground::locking, enum_create, "the enum type {table} is made",
     "labels of an enum can be added and renamed, but hardly be taken away", "text with a check; or a table of its own",
     true},
    {"duplicate-assignment", severity::error, ground::all, duplicate_assignment, "{detail} stands there twice",
     "the server refuses it, or takes the last one", "once"},
    {"needs-newer-server", severity::error, ground::locking, needs_newer_server, "{detail}",
     "the server that this must run on is older", "upgrade the server first; --server-version says what it is"},
    {"needs-newer-server", severity::error, ground::rebuilding, sqlite_needs_newer, "{detail}",
     "the SQLite that this must run on is older", "the words of C++ (op.drop_column(…)), which make the table anew"},
    {"sqlite-rebuild-fk", severity::error, ground::rebuilding, sqlite_rebuild_fk,
     "before {table} is dropped its rows are deleted, and with them those of {detail}",
     "drop table deletes by the rules of the foreign keys; the engine refuses the script where that takes rows away",
     "op.alter_column(…) and the other words of C++: they make the table anew with the keys off, and compare "
     "afterwards"},
    {"sqlite-not-null", severity::note, ground::rebuilding, sqlite_not_null,
     "{column} of {table} is made not null: {detail}", "SQLite keeps the rules of a column in the text of its table",
     "fill the column first: update {table} set {column} = … where {column} is null; in C++ op.alter_column(…)"},
    {"sqlite-add-column-limits", severity::error, ground::rebuilding, sqlite_add_column_limits,
     "column {name} of {table} cannot be added as {detail}", "alter table add column has limits on SQLite",
     "op.add_column(…) of C++, which makes the table anew; or a plain column, and a unique index on it"},
};

}  // namespace

std::span<const rule> order_rules() { return rules; }

}  // namespace rowan::migrate::facts
