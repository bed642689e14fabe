#include <rowan/migrate/history.hpp>

#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "migrate/history_tables.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view heads_name = "rowan_heads";
constexpr std::string_view history_name = "rowan_history";
// In the order of entry_kind.
constexpr std::array<std::string_view, 4> kind_names = {"run", "stamp", "repeatable", "seed"};

schema::column column(std::string name, type_kind kind) {
    schema::column result;
    result.name = std::move(name);
    result.type.kind = kind;
    return result;
}

schema::column nullable(schema::column of) {
    of.nullable = true;
    return of;
}

schema::table describe_heads() {
    schema::table result;
    result.name = heads_name;
    result.columns = {column("revision", type_kind::text)};
    result.primary_key = schema::primary_key{"rowan_heads_pkey", {"revision"}};
    return result;
}

schema::table describe_history() {
    schema::table result;
    result.name = history_name;
    result.columns = {
        column("seq", type_kind::bigint),
        column("revision", type_kind::text),
        column("direction", type_kind::text),
        column("kind", type_kind::text),
        column("message", type_kind::text),
        column("applied_at", type_kind::timestamp),
        column("duration_ms", type_kind::bigint),
        column("statements", type_kind::bigint),
        column("rowan_version", type_kind::text),
        column("applied_by", type_kind::text),
        column("host", type_kind::text),
        column("pid", type_kind::bigint),
        nullable(column("checksum", type_kind::text)),
        nullable(column("reason", type_kind::text)),
    };
    result.columns.front().identity = schema::identity_kind::always;
    result.primary_key = schema::primary_key{"rowan_history_pkey", {"seq"}};
    return result;
}

}  // namespace

const schema::table& heads_table() {
    static const schema::table only = describe_heads();
    return only;
}

const schema::table& history_table() {
    static const schema::table only = describe_history();
    return only;
}

namespace {

void create_table(session& in, const schema::table& what) {
    if (table_exists(in, what.name)) return;
    for (const std::string& statement : in.dialect().render(schema::operation(schema::create_table{what})))
        in.execute_script(statement);
}

std::optional<std::string> null_if_empty(const std::string& text) {
    return text.empty() ? std::optional<std::string>() : text;
}

std::string conflict(const position& from) {
    return "another process has migrated this database meanwhile: its heads are not " + text_of(from) +
           " any more; run again";
}

entry_kind kind_called(const std::string& name) {
    for (std::size_t at = 0; at < kind_names.size(); ++at) {
        if (kind_names[at] == name) return static_cast<entry_kind>(at);
    }
    throw migration_error("the history holds an entry of the kind \"" + name +
                          "\", which this version of rowan does not know: a newer one wrote it");
}

}  // namespace

std::string_view name_of(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string_view name_of(entry_kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

bool history::exists() const { return table_exists(*session_, heads_name) && table_exists(*session_, history_name); }

void history::create() {
    try {
        transaction work(*session_);
        create_table(*session_, heads_table());
        create_table(*session_, history_table());
        work.commit();
    } catch (const database_error&) {
        // Who loses the race for a name fails, whatever `if not exists` says (PostgreSQL: unique violation in the
        // catalog).
        if (!exists()) throw;
    }
}

position history::heads() const {
    position result;
    if (!table_exists(*session_, heads_name)) return result;
    for (auto rows = session_->query(R"(select "revision" from "rowan_heads")"); rows.next();)
        result.push_back(rows.get<std::string>(0));
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<history_entry> history::entries() const {
    std::vector<history_entry> result;
    if (!table_exists(*session_, history_name)) return result;
    auto rows = session_->query(
        R"(select "seq", "revision", "direction", "kind", "message", "applied_at", "duration_ms", "statements",
       "rowan_version", "applied_by", "host", "pid", "checksum", "reason" from "rowan_history" order by "seq")");
    while (rows.next()) {
        history_entry& entry = result.emplace_back();
        entry.sequence = rows.get<std::int64_t>(0);
        entry.revision = rows.get<std::string>(1);
        entry.direction =
            rows.get<std::string>(2) == name_of(direction::upgrade) ? direction::upgrade : direction::downgrade;
        entry.kind = kind_called(rows.get<std::string>(3));
        entry.message = rows.get<std::string>(4);
        entry.applied_at = rows.get<timestamp>(5);
        entry.duration_milliseconds = rows.get<std::int64_t>(6);
        entry.statements = rows.get<std::int64_t>(7);
        entry.rowan_version = rows.get<std::string>(8);
        entry.user = rows.get<std::string>(9);
        entry.host = rows.get<std::string>(10);
        entry.pid = rows.get<std::int64_t>(11);
        entry.checksum = rows.get<std::optional<std::string>>(12).value_or("");
        entry.reason = rows.get<std::optional<std::string>>(13).value_or("");
    }
    return result;
}

void history::lock() {
    if (session_->dialect().can().table_locks)
        session_->execute_script(R"(lock table "rowan_heads" in exclusive mode)");
}

void history::move(const position& from, const position& to) {
    for (const std::string& id : from) {
        if (std::find(to.begin(), to.end(), id) != to.end()) continue;
        if (session_->execute(R"(delete from "rowan_heads" where "revision" = $1)", id) != 1)
            throw migration_error(conflict(from));
    }
    for (const std::string& id : to) {
        if (std::find(from.begin(), from.end(), id) != from.end()) continue;
        try {
            session_->execute(R"(insert into "rowan_heads" ("revision") values ($1))", id);
        } catch (const constraint_error&) { throw migration_error(conflict(from)); }
    }
}

void history::append(const history_entry& entry) {
    session_->execute(
        R"(insert into "rowan_history" ("revision", "direction", "kind", "message", "applied_at", "duration_ms",
       "statements", "rowan_version", "applied_by", "host", "pid", "checksum", "reason")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))",
        entry.revision, std::string(name_of(entry.direction)), std::string(name_of(entry.kind)), entry.message,
        entry.applied_at, entry.duration_milliseconds, entry.statements, entry.rowan_version, entry.user, entry.host,
        entry.pid, null_if_empty(entry.checksum), null_if_empty(entry.reason));
}

}  // namespace rowan::migrate
