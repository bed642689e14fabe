#include "migrate/progress_table.hpp"

#include <rowan/migrate/graph.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include "migrate/history_tables.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view table_name = "rowan_progress";

schema::table describe_progress() {
    schema::table result;
    result.name = table_name;
    result.columns = {
        own_column("revision", type_kind::text),
        own_column("direction", type_kind::text),
        own_column("done", type_kind::bigint),
        own_column("total", type_kind::bigint),
        own_column("hash", type_kind::text),
        nullable(own_column("begun", type_kind::text)),
        nullable(own_column("begun_hash", type_kind::text)),
        nullable(own_column("position", type_kind::text)),
        own_column("row_count", type_kind::bigint),
        own_column("statements", type_kind::bigint),
        own_column("started_at", type_kind::timestamp),
    };
    result.primary_key = schema::primary_key{"rowan_progress_pkey", {"revision"}};
    return result;
}

std::string words_for(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

progress_row row_of(const statement& rows) {
    progress_row result;
    result.revision = rows.get<std::string>(0);
    result.direction =
        rows.get<std::string>(1) == words_for(direction::upgrade) ? direction::upgrade : direction::downgrade;
    result.done = rows.get<std::int64_t>(2);
    result.total = rows.get<std::int64_t>(3);
    result.hash = rows.get<std::string>(4);
    result.begun = rows.get<std::optional<std::string>>(5);
    result.begun_hash = rows.get<std::optional<std::string>>(6);
    result.position = rows.get<std::optional<std::string>>(7);
    result.rows = rows.get<std::int64_t>(8);
    result.statements = rows.get<std::int64_t>(9);
    result.started_at = rows.get<timestamp>(10);
    return result;
}

}  // namespace

bool progress_table::exists() const { return table_exists(*session_, table_name); }

void progress_table::create() {
    if (exists()) return;
    try {
        session_->apply(schema::create_table{describe_progress()});
    } catch (const database_error&) {
        if (!exists()) throw;
    }
}

std::vector<progress_row> progress_table::all() const {
    std::vector<progress_row> result;
    if (!exists()) return result;
    auto rows = session_->query(
        R"(select "revision", "direction", "done", "total", "hash", "begun", "begun_hash", "position", "row_count",
       "statements", "started_at" from "rowan_progress" order by "started_at", "revision")");
    while (rows.next()) result.push_back(row_of(rows));
    return result;
}

std::optional<progress_row> progress_table::find(const std::string& revision) const {
    for (progress_row& each : all()) {
        if (each.revision == revision) return std::move(each);
    }
    return std::nullopt;
}

void progress_table::insert(const progress_row& row) {
    session_->execute(
        R"(insert into "rowan_progress" ("revision", "direction", "done", "total", "hash", "begun", "begun_hash",
       "position", "row_count", "statements", "started_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))",
        row.revision, words_for(row.direction), row.done, row.total, row.hash, row.begun, row.begun_hash, row.position,
        row.rows, row.statements, row.started_at);
}

bool progress_table::update(const progress_row& from, const progress_row& to) {
    return session_->execute(
               R"(update "rowan_progress" set "done" = $3, "total" = $4, "hash" = $5, "begun" = $6, "begun_hash" = $7,
       "position" = $8, "row_count" = $9, "statements" = $10
       where "revision" = $1 and "done" = $2 and coalesce("position", '') = coalesce($11, ''))",
               to.revision, from.done, to.done, to.total, to.hash, to.begun, to.begun_hash, to.position, to.rows,
               to.statements, from.position) == 1;
}

void progress_table::erase(const std::string& revision) {
    session_->execute(R"(delete from "rowan_progress" where "revision" = $1)", revision);
}

unfinished_revision unfinished_of(const progress_row& row) {
    return {row.revision, row.direction, row.done, row.total, row.begun.value_or(""), row.started_at};
}

}  // namespace rowan::migrate
