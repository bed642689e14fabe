#include <rowan/query/row_store.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "query/in_parts.hpp"
#include "query/per_dialect.hpp"
#include "query/stored_integer.hpp"
#include "query/unnested_insert.hpp"

namespace rowan::detail {

namespace {

struct shape_inserts {
    row_statement numbered;
    row_statement whole;
};

// Without columns of its own a row takes the table's defaults.
row_statement make_insert(const dialect& by, const table_plan& plan, const row_layout& entity,
                          const written_plan& shape, bool numbered) {
    const column_roles& roles = plan.roles();
    row_statement result;
    sql::insert what{.into = plan.name()};
    for (std::size_t column = 0; column != plan.table().columns.size(); ++column) {
        const bool filled = column == roles.created_at || column == roles.updated_at || column == roles.version ||
                            (plan.key_positions().size() == 1 && plan.is_key(column) &&
                             entity.members[column].codec->generate != nullptr);
        const bool written = shape.member_of(column) != no_member || filled;
        if (written && !(numbered && column == roles.identity)) result.columns.push_back(column);
        result.returned.push_back(column);
        what.returning.push_back(sql::column(plan.column_name(column)));
    }
    for (const std::size_t column : result.columns) what.columns.push_back(plan.column_name(column));
    what.rows.push_back(plan.kept(result.columns));
    result.text = statement_text(by.render(what).sql);
    return result;
}

}  // namespace

struct written_plan::cache : per_dialect<shape_inserts> {};

written_plan::written_plan(const table_plan& of, const row_layout& entity, const row_layout& layout,
                           std::span<const std::size_t> columns)
    : of_(&of),
      entity_(&entity),
      layout_(&layout),
      columns_(columns),
      members_(of.table().columns.size(), no_member),
      cache_(new cache) {
    for (std::size_t i = 0; i != columns.size(); ++i) members_[columns[i]] = i;
}

written_plan::~written_plan() { delete cache_; }

const row_statement& written_plan::insert(const dialect& by, bool numbered) const {
    const shape_inserts& made = cache_->get(by, [&] {
        return shape_inserts{make_insert(by, *of_, *entity_, *this, true),
                             make_insert(by, *of_, *entity_, *this, false)};
    });
    return numbered ? made.numbered : made.whole;
}

bool row_store::needs_number(const written_plan& shape, const void* from) const {
    const std::size_t identity = plan_->roles().identity;
    if (identity == no_member) return false;
    const std::size_t member = shape.member_of(identity);
    return member == no_member ||
           load_integer(*shape.layout().members[member].codec, shape.layout().at(from, member)) == 0;
}

// What the repository fills in is taken from the entity's row, unless the shape has a value of its own.
void row_store::write_shape(row_writer& to, std::size_t index, const written_plan& shape, const void* from,
                            const void* row, std::size_t column) const {
    const column_roles& roles = plan_->roles();
    const std::size_t member = shape.member_of(column);
    if (member == no_member) return layout_->write(to, index, row, column);
    const member_codec& codec = *shape.layout().members[member].codec;
    const void* const own = shape.layout().at(from, member);
    const bool is_stamp = column == roles.created_at || column == roles.updated_at;
    const bool is_nil = (plan_->is_key(column) && codec.is_nil != nullptr && codec.is_nil(own)) ||
                        (is_stamp && *static_cast<const timestamp*>(own) == timestamp{}) ||
                        (column == roles.version && load_integer(codec, own) == 0);
    if (is_nil) return layout_->write(to, index, row, column);
    codec.write(to, index, own);
}

void row_store::insert_shape(const written_plan& shape, const void* from, void* row) const {
    complete(row, present());
    insert_shape_completed(shape, from, row);
}

void row_store::insert_shape_completed(const written_plan& shape, const void* from, void* row) const {
    const row_statement& what = shape.insert(in_->dialect(), needs_number(shape, from));
    statement run = in_->prepare(what.text);
    std::size_t index = 0;
    for (const std::size_t column : what.columns) write_shape(run.parameters(), index++, shape, from, row, column);
    run.execute();
    if (!run.next()) plan_->throw_not_found();
    read_row(run.row(), *layout_, row);
}

void row_store::insert_shapes(const written_plan& shape, row_range from, row_range rows) const {
    if (rows.count == 0) return;
    const timestamp now = present();
    for (std::size_t i = 0; i != rows.count; ++i) complete(rows[i], now);
    const auto one = [&](std::size_t index) { insert_shape_completed(shape, from[index], rows[index]); };
    const bool numbered = needs_number(shape, from[0]);
    bool alike = true;
    for (std::size_t i = 1; i < rows.count; ++i) alike = alike && needs_number(shape, from[i]) == numbered;
    const row_statement& what = shape.insert(in_->dialect(), numbered);
    if (rows.count == 1 || !alike || !comes_back_in_order(plan_->table()) || what.columns.empty() || !in_->dialect().can().arrays ||
        !can_be_unnested(*plan_, what.columns)) {
        return write_singly(*in_, rows.count, one);
    }
    const auto write = [&](row_writer& to, std::size_t index, std::size_t row, std::size_t column) {
        write_shape(to, index, shape, from[row], rows[row], column);
    };
    const auto read = [&](const statement& run, std::size_t row) { read_row(run.row(), *layout_, rows[row]); };
    const unnested_insert insert(*in_, *plan_, what.columns, what.returned);
    write_in_parts(
        *in_, plan_->table(), rows.count,
        [&](std::size_t first, std::size_t last) { insert.run(first, last, write, read); }, one);
}

void row_store::patch_shape(const key_parts& key, const written_plan& shape, const void* from) const {
    std::vector<sql::assignment> changes;
    std::optional<std::int64_t> version;
    std::vector<value> one;
    value_writer writer(one);
    for (std::size_t member = 0; member != shape.columns().size(); ++member) {
        const std::size_t column = shape.columns()[member];
        const member_codec& codec = *shape.layout().members[member].codec;
        const void* const own = shape.layout().at(from, member);
        if (codec.is_change && codec.is_nil(own)) continue;
        if (column == plan_->roles().version) {
            version = load_integer(codec, own);
            continue;
        }
        codec.write(writer, 0, own);
        changes.push_back({plan_->column_name(column), sql::parameter(std::move(one.front()))});
    }
    patch(key, std::move(changes), version);
}

}  // namespace rowan::detail
