#include "observed_bulk_insert.hpp"

#include <utility>

namespace rowan::detail {

observed_bulk_insert::observed_bulk_insert(session_core& core, std::string sql, std::unique_ptr<driver_bulk_insert> inner)
    : core_(&core), sql_(std::move(sql)), inner_(std::move(inner)) {}

observed_bulk_insert::~observed_bulk_insert() {
    core_->cleaning([&] { inner_.reset(); });
    tell(0, "the rows were not finished, so none was stored");
}

template <class Work>
auto observed_bulk_insert::told_on_error(Work work) {
    try {
        return core_->limited(sql_, work);
    } catch (...) {
        tell(0, current_error());
        throw;
    }
}

void observed_bulk_insert::end_row() {
    told_on_error([&] { inner_->end_row(); });
}

std::uint64_t observed_bulk_insert::finish() {
    const std::uint64_t rows = told_on_error([&] { return inner_->finish(); });
    tell(rows, {});
    return rows;
}

void observed_bulk_insert::tell(std::uint64_t rows, std::string_view error) noexcept {
    if (!std::exchange(told_, true)) core_->tell(sql_, started_, rows, error);
}

}  // namespace rowan::detail
