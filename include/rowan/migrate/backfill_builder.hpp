#pragma once

#include <rowan/schema/data_step.hpp>

#include <cstdint>
#include <string>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// See `operations::backfill`.
class ROWAN_EXPORT backfill_builder {
public:
    explicit backfill_builder(schema::backfill& of) noexcept : backfill_(&of) {}

    /// `value` is SQL: `"5"`, `"lower(name)"`.
    backfill_builder& set(std::string column, schema::sql_text value);
    /// Only the rows that meet this condition.
    backfill_builder& where(schema::sql_text condition);
    /// The column along which it goes: unique, never null, best the primary key. "id" unless this says something else.
    backfill_builder& key(std::string column);
    /// Rows at a time; 5000 unless this says something else.
    backfill_builder& batch(std::int64_t rows);
    /// Between batches, for what else the database has to do.
    backfill_builder& pause(std::int64_t milliseconds);
    /// Going back leaves what it filled. Without this, `change()` finds no way back.
    backfill_builder& stays();

private:
    schema::backfill* backfill_;
};

}  // namespace rowan::migrate
