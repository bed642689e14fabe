#pragma once

#include <rowan/types/timestamp.hpp>

#include <cstdint>

#include <rowan/export.hpp>

/// For tests whose results have times and ids in them.
namespace rowan::testing {

/// While it lives, `timestamp::now()` on this thread is `at`: in the rows that rowan stamps, too. The database's own
/// clock
/// (`now()` in SQL, column defaults) goes on. It must end on its thread, the last one first.
class ROWAN_EXPORT frozen_time {
public:
    explicit frozen_time(timestamp at) noexcept;
    frozen_time(const frozen_time&) = delete;
    frozen_time& operator=(const frozen_time&) = delete;
    ~frozen_time();

    void set(timestamp to) noexcept { now_ = to; }
    /// By any of std::chrono's durations, parts of a microsecond left out.
    template <class Chrono>
    void advance(const Chrono& by) noexcept {
        now_.microseconds_since_epoch += static_cast<std::int64_t>(static_cast<long double>(by.count()) * 1'000'000 *
                                                                   Chrono::period::num / Chrono::period::den);
    }

private:
    timestamp now_;
    const timestamp* before_;
};

/// While it lives, `uuid::generate()` on this thread, and with it each id that rowan makes, counts:
/// 00000000-0000-7000-8000-000000000001, …2. It must end on its thread, the last one first.
class ROWAN_EXPORT counted_ids {
public:
    counted_ids() noexcept;
    counted_ids(const counted_ids&) = delete;
    counted_ids& operator=(const counted_ids&) = delete;
    ~counted_ids();

private:
    std::uint64_t last_ = 0;
    std::uint64_t* before_;
};

}  // namespace rowan::testing
