#include <rowan/migrate/history.hpp>

#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <sstream>

#include "migrate/history_tables.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view heads_name = "rowan_heads";
constexpr std::string_view history_name = "rowan_history";
constexpr std::array<std::string_view, 7> kind_names = {"run",    "stamp",      "baseline", "adopt",
                                                        "repair", "repeatable", "seed"};  // in the order of entry_kind

schema::column with_default(schema::column of, std::string_view expression) {
    of.default_value = schema::sql_text(expression);
    return of;
}

schema::table describe_heads() {
    schema::table result;
    result.name = heads_name;
    result.columns = {own_column("revision", type_kind::text)};
    result.primary_key = schema::primary_key{"rowan_heads_pkey", {"revision"}};
    return result;
}

// What is added to it in later versions must be nullable or have a default: `create` adds it to tables that are there.
schema::table describe_history() {
    schema::table result;
    result.name = history_name;
    result.columns = {
        own_column("seq", type_kind::bigint),
        own_column("revision", type_kind::text),
        own_column("direction", type_kind::text),
        with_default(own_column("kind", type_kind::text), "'run'"),
        own_column("message", type_kind::text),
        own_column("applied_at", type_kind::timestamp),
        own_column("duration_ms", type_kind::bigint),
        own_column("statements", type_kind::bigint),
        own_column("rowan_version", type_kind::text),
        own_column("applied_by", type_kind::text),
        own_column("host", type_kind::text),
        own_column("pid", type_kind::bigint),
        nullable(own_column("checksum", type_kind::text)),
        nullable(own_column("reason", type_kind::text)),
        nullable(own_column("parents", type_kind::text)),
        nullable(own_column("needs", type_kind::text)),
        nullable(own_column("way_down", type_kind::text)),
    };
    result.columns.front().identity = schema::identity_kind::always;
    result.primary_key = schema::primary_key{"rowan_history_pkey", {"seq"}};
    return result;
}

}  // namespace

schema::column own_column(std::string name, type_kind kind) {
    schema::column result;
    result.name = std::move(name);
    result.type.kind = kind;
    return result;
}

schema::column nullable(schema::column of) {
    of.nullable = true;
    return of;
}

const schema::table& heads_table() {
    static const schema::table only = describe_heads();
    return only;
}

const schema::table& history_table() {
    static const schema::table only = describe_history();
    return only;
}

namespace {

/// The tables as they are; without columns where there is none.
struct stored_tables {
    explicit stored_tables(session& in) {
        for (auto& each : introspect_columns(in, {std::string(heads_name), std::string(history_name)})) {
            if (!each.schema_name.empty()) continue;
            (each.name == heads_name ? heads : history) = std::move(each.columns);
        }
    }
    bool are_complete() const {
        const auto& columns = history_table().columns;
        return !heads.empty() &&
               std::all_of(columns.begin(), columns.end(), [this](const schema::column& one) { return has(one.name); });
    }
    bool has(std::string_view name) const { return std::find(history.begin(), history.end(), name) != history.end(); }
    /// What to select in its place: an older rowan's table may lack it.
    std::string column(std::string_view name, std::string_view instead) const {
        return has(name) ? fmt::format("h.\"{}\"", name) : std::string(instead);
    }

    std::vector<std::string> heads;
    std::vector<std::string> history;
};

void bring_up_to_date(session& in, const schema::table& wanted, const std::vector<std::string>& columns) {
    if (columns.empty()) {
        in.apply(schema::create_table{wanted});
        return;
    }
    schema::alter_table missing{wanted.name, {}};
    for (const schema::column& each : wanted.columns) {
        if (std::find(columns.begin(), columns.end(), each.name) == columns.end())
            missing.changes.push_back(schema::add_column{each});
    }
    if (!missing.changes.empty()) in.apply(missing);
}

std::optional<std::string> null_if_empty(const std::string& text) {
    return text.empty() ? std::optional<std::string>() : text;
}

// Ids have no blanks.
std::string joined(const std::vector<std::string>& ids) { return fmt::format("{}", fmt::join(ids, " ")); }

std::vector<std::string> split(const std::string& ids) {
    std::istringstream in(ids);
    std::vector<std::string> result;
    for (std::string id; in >> id;) result.push_back(id);
    return result;
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

// The heads, and of each revision the last that was said of it.
std::string read_query(const stored_tables& tables) {
    constexpr std::string_view nothing = "cast(null as text)";
    std::string result;
    if (!tables.heads.empty())
        result = fmt::format(R"(select 'head', "revision", '', {0} from "rowan_heads")", nothing);
    if (tables.history.empty()) return result;
    if (!result.empty()) result += " union all ";
    const std::string_view revisions =
        tables.has("kind") ? R"(where "kind" not in ('repeatable', 'seed') )" : std::string_view();
    return result + fmt::format(R"(select 'entry', h."revision", h."direction", {} from "rowan_history" h join )"
                                R"((select max("seq") as "newest" from "rowan_history" {}group by "revision") n )"
                                R"(on n."newest" = h."seq")",
                                tables.column("checksum", nothing), revisions);
}

}  // namespace

std::string_view name_of(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string_view name_of(entry_kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

bool history::exists() const {
    const stored_tables tables(*session_);
    return !tables.heads.empty() && !tables.history.empty();
}

void history::create() {
    const stored_tables tables(*session_);
    if (tables.are_complete()) return;
    try {
        transaction work(*session_);
        bring_up_to_date(*session_, heads_table(), tables.heads);
        bring_up_to_date(*session_, history_table(), tables.history);
        work.commit();
    } catch (const database_error&) {
        // Who loses the race for a name fails, whatever `if not exists` says (PostgreSQL: unique violation in the
        // catalog).
        if (!stored_tables(*session_).are_complete()) throw;
    }
}

position history::heads() const { return read().heads; }

recorded history::read() const {
    recorded result;
    const std::string sql = read_query(stored_tables(*session_));
    if (sql.empty()) return result;
    result.exists = true;
    for (auto rows = session_->query(sql); rows.next();) {
        auto id = rows.get<std::string>(1);
        if (rows.get<std::string>(0) == "head")
            result.heads.push_back(std::move(id));
        else if (rows.get<std::string>(2) == name_of(direction::upgrade))
            result.applied.push_back({std::move(id), rows.get<std::optional<std::string>>(3).value_or("")});
    }
    std::sort(result.heads.begin(), result.heads.end());
    return result;
}

std::vector<history_entry> history::entries() const {
    std::vector<history_entry> result;
    const stored_tables tables(*session_);
    if (tables.history.empty()) return result;
    const auto text = [&](std::string_view name) { return tables.column(name, "cast(null as text)"); };
    auto rows = session_->query(fmt::format(
        R"(select "seq", "revision", "direction", {}, "message", "applied_at", "duration_ms", "statements",
       "rowan_version", "applied_by", "host", "pid", {}, {}, {}, {}, {} from "rowan_history" h order by "seq")",
        tables.column("kind", "'run'"), text("checksum"), text("reason"), text("parents"), text("needs"),
        text("way_down")));
    while (rows.next()) {
        const auto optional_text = [&](std::size_t at) {
            return rows.get<std::optional<std::string>>(at).value_or("");
        };
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
        entry.checksum = optional_text(12);
        entry.reason = optional_text(13);
        entry.parents = split(optional_text(14));
        entry.needs = split(optional_text(15));
        entry.way_down = optional_text(16);
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
       "statements", "rowan_version", "applied_by", "host", "pid", "checksum", "reason", "parents", "needs", "way_down")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))",
        entry.revision, std::string(name_of(entry.direction)), std::string(name_of(entry.kind)), entry.message,
        entry.applied_at, entry.duration_milliseconds, entry.statements, entry.rowan_version, entry.user, entry.host,
        entry.pid, null_if_empty(entry.checksum), null_if_empty(entry.reason), null_if_empty(joined(entry.parents)),
        null_if_empty(joined(entry.needs)), null_if_empty(entry.way_down));
}

}  // namespace rowan::migrate
