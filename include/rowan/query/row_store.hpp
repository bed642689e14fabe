#pragma once

#include <rowan/query/conflict.hpp>
#include <rowan/query/plan.hpp>
#include <rowan/query/row_layout.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::detail {

struct upsert_statements;

/// Rows in a row, of a type that compiled code does not know.
struct row_range {
    void* first;
    std::size_t size;  ///< of one
    std::size_t count;

    void* operator[](std::size_t index) const noexcept { return static_cast<std::byte*>(first) + index * size; }
};

/// What became of each of those rows.
struct outcome_list {
    void* first;
    std::size_t size;  ///< from one to the next

    upsert_outcome& operator[](std::size_t index) const noexcept {
        return *reinterpret_cast<upsert_outcome*>(static_cast<std::byte*>(first) + index * size);
    }
};

/// Where rows that are read go: `append` adds one to `list` and returns it.
struct row_sink {
    void* list;
    void* (*append)(void* list);
};

/// A struct that rows are written from, member by member, and its statements: a create shape or a patch shape. Safe
/// from any thread.
class ROWAN_EXPORT written_plan {
public:
    /// `columns` has the column of each member of the struct whose layout comes before them.
    written_plan(const table_plan& of, const row_layout& entity, const row_layout& layout,
                 std::span<const std::size_t> columns);
    written_plan(const written_plan&) = delete;
    written_plan& operator=(const written_plan&) = delete;
    ~written_plan();

    const row_layout& layout() const noexcept { return *layout_; }
    std::span<const std::size_t> columns() const noexcept { return columns_; }
    /// The member that `column` is written from; `no_member` where there is none.
    std::size_t member_of(std::size_t column) const noexcept { return members_[column]; }
    /// The insert of a row whose number the database gives, or of one that has it. Returns every column.
    const row_statement& insert(const dialect& by, bool numbered) const;

private:
    struct cache;
    const table_plan* of_;
    const row_layout* entity_;
    const row_layout* layout_;
    std::span<const std::size_t> columns_;
    std::vector<std::size_t> members_;
    cache* cache_;  // owned; a smart pointer here would cost every reader <memory>
};

/// The repository without its type: writes and reads rows of one table.
class ROWAN_EXPORT row_store {
public:
    row_store(session& in, const table_plan& of, const row_layout& layout)
        : in_(&in), plan_(&of), layout_(&layout), statements_(&of.statements(in.dialect())) {}

    session& connection() const noexcept { return *in_; }

    void insert(void* row) const;
    /// The fastest way that the backend has for so many.
    void insert_all(row_range rows) const;
    /// Inserts what `from` says and reads the row that it became into `row`.
    void insert_shape(const written_plan& shape, const void* from, void* row) const;
    void insert_shapes(const written_plan& shape, row_range from, row_range rows) const;

    void update(void* row) const;
    void update_all(row_range rows) const;
    void patch_shape(const key_parts& key, const written_plan& shape, const void* from) const;
    void patch(const key_parts& key, std::vector<sql::assignment> changes, std::optional<std::int64_t> version) const;

    upsert_outcome upsert(void* row, const conflict_rule& rule) const;
    void upsert_all(row_range rows, const conflict_rule& rule, outcome_list outcomes) const;

    bool remove(const key_parts& key) const;
    bool remove_row(const void* row) const;
    std::uint64_t remove_all(const key_range& keys) const;
    bool restore(const key_parts& key) const;
    bool purge(const key_parts& key) const;

    bool exists(const key_parts& key) const;
    bool read(const shape_plan& shape, const row_layout& layout, const key_parts& key, void* to) const;
    void read_every(const shape_plan& shape, const row_layout& layout, row_sink to) const;
    /// The rows with these keys, in their order; returns how many.
    std::size_t read_many(const shape_plan& shape, const row_layout& layout, const key_range& keys, row_sink to) const;

private:
    void complete(void* row, timestamp now) const;
    timestamp present() const;
    bool needs_number(const void* row) const;
    bool are_alike(row_range rows) const;
    bool take_numbers(row_range rows) const;
    void complete_anew(void* row, timestamp now) const;
    void insert_completed(void* row) const;
    bool needs_number(const written_plan& shape, const void* from) const;
    void write_shape(row_writer& to, std::size_t index, const written_plan& shape, const void* from, const void* row,
                     std::size_t column) const;
    void insert_shape_completed(const written_plan& shape, const void* from, void* row) const;
    upsert_outcome upsert_completed(void* row, const conflict_rule& rule) const;
    upsert_outcome run_upsert(void* row, const upsert_statements& with) const;
    bool find_stored(void* row, const upsert_statements& with, bool read) const;
    void take_all(statement& run, row_range rows, std::size_t first, outcome_list outcomes) const;
    void match_outcomes(statement& run, row_range rows, std::size_t first, std::size_t last,
                        const upsert_statements& with, outcome_list outcomes) const;
    void write_columns(statement& to, const void* row, std::span<const std::size_t> columns) const;
    void count_version(void* row) const;
    [[noreturn]] void throw_not_there(const void* row) const;
    void throw_if_stale(const void* row) const;
    void throw_if_stale(const key_parts& key, std::int64_t expected) const;
    void write_key(row_writer& to, std::size_t from, const key_parts& key) const;
    bool run_removal(const row_statement& what, const key_parts& key, const void* row) const;
    std::size_t bind_times(statement& run, std::size_t count) const;
    key_parts key_of(const void* row) const;
    /// From the column `from` of the result on.
    void read_back(const statement& run, std::span<const std::size_t> columns, void* row, std::size_t from = 0) const;

    session* in_;
    const table_plan* plan_;
    const row_layout* layout_;
    const table_statements* statements_;
};

ROWAN_EXPORT void read_row(const row_reader& from, const row_layout& layout, void* to);

}  // namespace rowan::detail
