#pragma once

#include <rowan/schema/operation.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace rowan::migrate {

/// A back-fill on its way, batch by batch along its key.
class batches {
public:
    /// `position`: the key behind which it goes on; empty at the beginning.
    batches(session& on, const schema::backfill& what, std::optional<std::string> position);

    /// Does the next one, in the open transaction; false where none is left. Keys only go up, so there is an end even
    /// where rows that are done still meet the condition.
    bool next();
    /// The next one would be done: for a transaction that was rolled back.
    void go_back_to(std::optional<std::string> position) { position_ = std::move(position); }
    const std::optional<std::string>& position() const noexcept { return position_; }
    /// Changed by the last batch.
    std::int64_t rows() const noexcept { return rows_; }

private:
    std::optional<std::string> last_key();
    std::string condition(const std::optional<std::string>& up_to) const;

    session& session_;
    const schema::backfill& what_;
    std::string table_;
    std::string key_;
    std::string changes_;
    std::optional<std::string> position_;
    std::int64_t rows_ = 0;
};

}  // namespace rowan::migrate
