#include <rowan/migrate/backfill_builder.hpp>

#include <utility>

namespace rowan::migrate {

backfill_builder& backfill_builder::set(std::string column, schema::sql_text value) {
    backfill_->set.emplace_back(std::move(column), std::move(value));
    return *this;
}

backfill_builder& backfill_builder::where(schema::sql_text condition) {
    backfill_->where = std::move(condition);
    return *this;
}

backfill_builder& backfill_builder::key(std::string column) {
    backfill_->key = std::move(column);
    return *this;
}

backfill_builder& backfill_builder::batch(std::int64_t rows) {
    backfill_->batch = rows;
    return *this;
}

backfill_builder& backfill_builder::pause(std::int64_t milliseconds) {
    backfill_->pause_milliseconds = milliseconds;
    return *this;
}

backfill_builder& backfill_builder::stays() {
    backfill_->stays = true;
    return *this;
}

}  // namespace rowan::migrate
