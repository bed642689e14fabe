#include <rowan/query/row_store.hpp>
#include <rowan/session/transaction.hpp>

#include <cstring>
#include <utility>

#include "query/stored_integer.hpp"

namespace rowan::detail {

namespace {

bool is_zero(const row_layout& layout, const void* row, std::size_t member) {
    return load_integer(*layout.members[member].codec, layout.at(row, member)) == 0;
}

}  // namespace

void read_row(const row_reader& from, const row_layout& layout, void* to) {
    std::size_t index = 0;
    for (const member_access& member : layout.members) {
        if (member.codec == nullptr) continue;
        const auto offset =
            static_cast<const std::byte*>(member.place) - static_cast<const std::byte*>(layout.prototype);
        member.codec->read(from, index++, static_cast<std::byte*>(to) + offset);
    }
}

void row_store::write_columns(statement& to, const void* row, std::span<const std::size_t> columns) const {
    std::size_t index = 0;
    for (const std::size_t column : columns) layout_->write(to.parameters(), index++, row, column);
}

void row_store::read_back(const statement& run, std::span<const std::size_t> columns, void* row,
                          std::size_t from) const {
    for (const std::size_t column : columns)
        layout_->members[column].codec->read(run.row(), from++, layout_->at(row, column));
}

// Asking for the time is dear beside an insert, so it is asked for only where a row is stamped.
timestamp row_store::present() const {
    const column_roles& roles = plan_->roles();
    return roles.created_at != no_member || roles.updated_at != no_member ? timestamp::now() : timestamp{};
}

void row_store::complete(void* row, timestamp now) const {
    const auto& key = plan_->key_positions();
    if (key.size() == 1) {
        const member_codec& codec = *layout_->members[key.front()].codec;
        void* const own = layout_->at(row, key.front());
        if (codec.generate != nullptr && codec.is_nil(own)) codec.generate(own);
    }
    const column_roles& roles = plan_->roles();
    for (const std::size_t column : {roles.created_at, roles.updated_at}) {
        if (column == no_member) continue;
        auto& stamp = *static_cast<timestamp*>(layout_->at(row, column));
        if (stamp == timestamp{}) stamp = now;
    }
    if (roles.version != no_member && is_zero(*layout_, row, roles.version)) {
        store_integer(*layout_->members[roles.version].codec, layout_->at(row, roles.version), 1);
    }
}

bool row_store::needs_number(const void* row) const {
    const std::size_t identity = plan_->roles().identity;
    return identity != no_member && is_zero(*layout_, row, identity);
}

void row_store::insert(void* row) const {
    complete(row, present());
    insert_completed(row);
}

void row_store::insert_completed(void* row) const {
    const row_statement& what = needs_number(row) ? statements_->insert_numbered : statements_->insert;
    statement run = in_->prepare(what.text);
    write_columns(run, row, what.columns);
    run.execute();
    if (what.returned.empty()) return;
    if (!run.next()) plan_->throw_not_found();
    read_back(run, what.returned, row);
}

void row_store::update(void* row) const {
    const column_roles& roles = plan_->roles();
    if (roles.updated_at != no_member) *static_cast<timestamp*>(layout_->at(row, roles.updated_at)) = timestamp::now();
    const row_statement& what = statements_->update;
    {
        statement run = in_->prepare(what.text);
        write_columns(run, row, what.columns);
        run.execute();
        if (what.returned.empty() ? run.affected_rows() == 0 : !run.next()) {
            run.reset();
            throw_not_there(row);
        }
        read_back(run, what.returned, row);
    }
    count_version(row);
}

void row_store::count_version(void* row) const {
    const std::size_t version = plan_->roles().version;
    if (version == no_member) return;
    const member_codec& codec = *layout_->members[version].codec;
    void* const own = layout_->at(row, version);
    store_integer(codec, own, load_integer(codec, own) + 1);
}

void row_store::throw_if_stale(const void* row) const {
    const std::size_t version = plan_->roles().version;
    if (version == no_member) return;
    throw_if_stale(key_of(row), load_integer(*layout_->members[version].codec, layout_->at(row, version)));
}

void row_store::throw_if_stale(const key_parts& key, std::int64_t expected) const {
    statement run = in_->prepare(statements_->find_version.text);
    write_key(run.parameters(), 0, key);
    run.execute();
    if (run.next()) throw stale_object(plan_->table().name, expected, run.row().get_integer(0));
}

void row_store::throw_not_there(const void* row) const {
    throw_if_stale(row);
    plan_->throw_not_found();
}

key_parts row_store::key_of(const void* row) const {
    key_parts result;
    std::size_t next = 0;
    for (const std::size_t column : plan_->key_positions()) result.part[next++] = layout_->at(row, column);
    return result;
}

void row_store::write_key(row_writer& to, std::size_t from, const key_parts& key) const {
    std::size_t next = 0;
    for (const std::size_t column : plan_->key_positions()) {
        layout_->members[column].codec->write(to, from + next, key.part[next]);
        ++next;
    }
}

std::size_t row_store::bind_times(statement& run, std::size_t count) const {
    if (count == 0) return 0;
    const timestamp now = timestamp::now();
    for (std::size_t i = 0; i != count; ++i) run.parameters().set_timestamp(i, now);
    return count;
}

// The parameters of a removal: the times, the key, the version.
bool row_store::run_removal(const row_statement& what, const key_parts& key, const void* row) const {
    const std::size_t after_times = plan_->key_positions().size() + (row == nullptr ? 0 : 1);
    statement run = in_->prepare(what.text);
    const std::size_t times = bind_times(run, what.columns.size() - after_times);
    write_key(run.parameters(), times, key);
    if (row != nullptr) layout_->write(run.parameters(), what.columns.size() - 1, row, plan_->roles().version);
    run.execute();
    return run.affected_rows() != 0;
}

bool row_store::remove(const key_parts& key) const { return run_removal(statements_->remove, key, nullptr); }

bool row_store::remove_row(const void* row) const {
    if (plan_->roles().version == no_member) return remove(key_of(row));
    if (run_removal(statements_->remove_version, key_of(row), row)) return true;
    throw_if_stale(row);
    return false;
}

bool row_store::restore(const key_parts& key) const { return run_removal(statements_->restore, key, nullptr); }

bool row_store::purge(const key_parts& key) const { return run_removal(statements_->purge, key, nullptr); }

bool row_store::exists(const key_parts& key) const {
    statement row = in_->prepare(statements_->exists.text);
    write_key(row.parameters(), 0, key);
    row.execute();
    return row.next();
}

bool row_store::read(const shape_plan& shape, const row_layout& layout, const key_parts& key, void* to) const {
    statement row = in_->prepare(shape.by_key(in_->dialect()));
    write_key(row.parameters(), 0, key);
    row.execute();
    if (!row.next()) return false;
    read_row(row.row(), layout, to);
    return true;
}

void row_store::read_every(const shape_plan& shape, const row_layout& layout, row_sink to) const {
    statement rows = in_->prepare(shape.everything(in_->dialect()));
    rows.execute();
    while (rows.next()) read_row(rows.row(), layout, to.append(to.list));
}

void row_store::patch(const key_parts& key, std::vector<sql::assignment> changes,
                      std::optional<std::int64_t> version) const {
    std::vector<value> values;
    value_writer writer(values);
    write_key(writer, 0, key);
    if (changes.empty() && !version) {
        if (!exists(key)) plan_->throw_not_found();
        return;
    }
    auto where = sql::all_of(bound_key_condition(*plan_, std::move(values)), plan_->live_rows());
    const std::size_t column = plan_->roles().version;
    if (version)
        where = sql::all_of(std::move(where),
                            sql::infix("=", sql::column(plan_->column_name(column)), sql::parameter(value(*version))));
    if (update_rows(*in_, update_by(*plan_, changes, std::move(where))) != 0) return;
    if (version) throw_if_stale(key, *version);
    plan_->throw_not_found();
}

}  // namespace rowan::detail
