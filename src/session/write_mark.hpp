#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace rowan {
class session;
}

namespace rowan::detail {

/// How far a conversation has written. Held by it, and by the sessions that it has on loan.
struct write_mark {
    static constexpr std::uint64_t unknown = std::numeric_limits<std::uint64_t>::max();

    /// What was committed on `by`, which may be lost, is at its position, or before it.
    void note(session& by) noexcept;
    void hold() noexcept { ++owners; }
    void release() noexcept {
        if (--owners == 0) delete this;
    }

    std::atomic<std::uint64_t> position = 0;  ///< 0 is nothing written
    std::atomic<int> owners = 1;
};

/// As PostgreSQL writes a position, `16/B374D848`; empty is 0.
std::string position_text(std::uint64_t of);
/// Throws usage_error.
std::uint64_t position_of(std::string_view text);

}  // namespace rowan::detail
