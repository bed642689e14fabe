#include "observed_bulk_insert.hpp"

#include <utility>

namespace rowan::detail {

template <class Work>
auto observed_bulk_insert::told_on_error(Work work) {
    try {
        return core_->limited(sql_, work);
    } catch (...) {
        const told_failure why = current_failure();
        tell(0, &why);
        throw;
    }
}

observed_bulk_insert::observed_bulk_insert(session_core& core, std::string sql, const sql::table_name& into,
                                           std::span<const std::string> columns)
    : core_(&core), sql_(std::move(sql)), by_(core.watched()) {
    if (by_ != nullptr) run_ = by_->begin(sql_, statement_kind::copy);
    inner_ = told_on_error([&] { return core_->native->bulk_insert(into, columns); });
}

observed_bulk_insert::~observed_bulk_insert() {
    core_->cleaning([&] { inner_.reset(); });
    const told_failure why{"the rows were not finished, so none was stored", "usage_error", {}, 0};
    tell(0, &why);
}

void observed_bulk_insert::end_row() {
    told_on_error([&] { inner_->end_row(); });
}

std::uint64_t observed_bulk_insert::finish() {
    const std::uint64_t rows = told_on_error([&] { return inner_->finish(); });
    tell(rows, nullptr);
    return rows;
}

void observed_bulk_insert::tell(std::uint64_t rows, const told_failure* failure) noexcept {
    if (watch* const by = std::exchange(by_, nullptr)) by->end(run_, sql_, statement_kind::copy, rows, failure);
}

}  // namespace rowan::detail
