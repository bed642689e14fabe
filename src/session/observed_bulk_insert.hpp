#pragma once

#include "session_core.hpp"

#include <memory>
#include <string>

namespace rowan::detail {

/// A bulk insert that an observer is told of, within the limits. Without an observer and limits the driver's own is used: one call less for each cell.
class observed_bulk_insert final : public driver_bulk_insert {
public:
    /// `sql` is what the observer is shown.
    observed_bulk_insert(session_core& core, std::string sql, const sql::table_name& into,
                         std::span<const std::string> columns);
    ~observed_bulk_insert() override;

    void end_row() override;
    std::uint64_t finish() override;

    void set_null(std::size_t index) override { inner_->set_null(index); }
    void set_bool(std::size_t index, bool to) override { inner_->set_bool(index, to); }
    void set_integer(std::size_t index, std::int64_t to) override { inner_->set_integer(index, to); }
    void set_double(std::size_t index, double to) override { inner_->set_double(index, to); }
    void set_text(std::size_t index, std::string_view to, bool copy) override { inner_->set_text(index, to, copy); }
    void set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) override { inner_->set_bytes(index, to, copy); }
    void set_uuid(std::size_t index, const uuid& to) override { inner_->set_uuid(index, to); }
    void set_timestamp(std::size_t index, timestamp to) override { inner_->set_timestamp(index, to); }
    void set_date(std::size_t index, date to) override { inner_->set_date(index, to); }
    void set_decimal(std::size_t index, const decimal& to) override { inner_->set_decimal(index, to); }
    void set_array(std::size_t index, const value_array& to) override { inner_->set_array(index, to); }

private:
    template <class Work>
    auto told_on_error(Work work);
    void tell(std::uint64_t rows, const told_failure* failure) noexcept;

    session_core* core_;
    std::string sql_;
    std::unique_ptr<driver_bulk_insert> inner_;
    watch* by_;  ///< null where nobody observes
    observed_run run_;
};

}  // namespace rowan::detail
