#include <rowan/migrate/history.hpp>

#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <optional>

namespace rowan::migrate {

namespace {

constexpr std::string_view heads_table = "rowan_heads";
constexpr std::string_view history_table = "rowan_history";

schema::column column(std::string name, type_kind kind) {
    schema::column result;
    result.name = std::move(name);
    result.type.kind = kind;
    return result;
}

schema::table describe_heads() {
    schema::table result;
    result.name = heads_table;
    result.columns = {column("revision", type_kind::text)};
    result.primary_key = schema::primary_key{"rowan_heads_pkey", {"revision"}};
    return result;
}

schema::table describe_history() {
    schema::table result;
    result.name = history_table;
    result.columns = {
        column("seq", type_kind::bigint),           column("revision", type_kind::text),
        column("direction", type_kind::text),       column("message", type_kind::text),
        column("applied_at", type_kind::timestamp), column("duration_ms", type_kind::bigint),
        column("operations", type_kind::bigint),    column("rowan_version", type_kind::text),
        column("applied_by", type_kind::text),      column("host", type_kind::text),
        column("pid", type_kind::bigint),           column("stamped", type_kind::boolean),
        column("reason", type_kind::text),
    };
    result.columns.back().nullable = true;
    result.columns.front().identity = schema::identity_kind::always;
    result.primary_key = schema::primary_key{"rowan_history_pkey", {"seq"}};
    return result;
}

void create_table(session& in, const schema::table& what) {
    if (table_exists(in, what.name)) return;
    for (const std::string& statement : in.dialect().render(schema::operation(schema::create_table{what})))
        in.execute_script(statement);
}

std::string_view name_of(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string conflict(const position& from) {
    return "another process has migrated this database meanwhile: its heads are not " + text_of(from) +
           " any more; run again";
}

}  // namespace

bool history::exists() const { return table_exists(*session_, heads_table) && table_exists(*session_, history_table); }

void history::create() {
    try {
        transaction work(*session_);
        create_table(*session_, describe_heads());
        create_table(*session_, describe_history());
        work.commit();
    } catch (const database_error&) {
        // Who loses the race for a name fails, whatever `if not exists` says (PostgreSQL: unique violation in the
        // catalog).
        if (!exists()) throw;
    }
}

position history::heads() const {
    position result;
    if (!table_exists(*session_, heads_table)) return result;
    for (auto rows = session_->query(R"(select "revision" from "rowan_heads")"); rows.next();)
        result.push_back(rows.get<std::string>(0));
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<history_entry> history::entries() const {
    std::vector<history_entry> result;
    if (!table_exists(*session_, history_table)) return result;
    auto rows =
        session_->query(R"(select "seq", "revision", "direction", "message", "applied_at", "duration_ms", "operations",
       "rowan_version", "applied_by", "host", "pid", "stamped", "reason" from "rowan_history" order by "seq")");
    while (rows.next()) {
        history_entry& entry = result.emplace_back();
        entry.sequence = rows.get<std::int64_t>(0);
        entry.revision = rows.get<std::string>(1);
        entry.direction =
            rows.get<std::string>(2) == name_of(direction::upgrade) ? direction::upgrade : direction::downgrade;
        entry.message = rows.get<std::string>(3);
        entry.applied_at = rows.get<timestamp>(4);
        entry.duration_milliseconds = rows.get<std::int64_t>(5);
        entry.operations = rows.get<std::int64_t>(6);
        entry.rowan_version = rows.get<std::string>(7);
        entry.user = rows.get<std::string>(8);
        entry.host = rows.get<std::string>(9);
        entry.pid = rows.get<std::int64_t>(10);
        entry.stamped = rows.get<bool>(11);
        entry.reason = rows.get<std::optional<std::string>>(12).value_or("");
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
        R"(insert into "rowan_history" ("revision", "direction", "message", "applied_at", "duration_ms", "operations",
       "rowan_version", "applied_by", "host", "pid", "stamped", "reason")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))",
        entry.revision, std::string(name_of(entry.direction)), entry.message, entry.applied_at,
        entry.duration_milliseconds, entry.operations, entry.rowan_version, entry.user, entry.host, entry.pid,
        entry.stamped, entry.reason.empty() ? std::optional<std::string>() : entry.reason);
}

}  // namespace rowan::migrate
