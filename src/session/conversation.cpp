#include <rowan/session/conversation.hpp>

#include <rowan/session/driver.hpp>
#include <rowan/session/limit.hpp>
#include <rowan/session/replication.hpp>

#include <fmt/format.h>

#include <charconv>

#include "pool_hosts.hpp"
#include "write_mark.hpp"

namespace rowan {
namespace detail {

// What is not known for certain is past everything: such a reader goes to the primary, until it writes again.
void write_mark::note(session& by) noexcept {
    constexpr duration patience = duration::of_milliseconds(2'000);
    try {
        auto* const part = driver_of(by).replication();
        if (part == nullptr) return;
        const limit soon(by, patience);
        const std::uint64_t now = part->standing().position;
        std::uint64_t before = position;
        while ((before == unknown || before < now) && !position.compare_exchange_weak(before, now)) {}
    } catch (...) { position = unknown; }
}

std::string position_text(std::uint64_t of) {
    return of == 0 ? std::string() : fmt::format("{:X}/{:X}", of >> 32, of & 0xFFFFFFFF);
}

std::uint64_t position_of(std::string_view text) {
    if (text.empty()) return 0;
    const auto slash = text.find('/');
    const auto number = [&](std::string_view digits) {
        std::uint32_t result = 0;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), result, 16);
        if (slash == std::string_view::npos || fault != std::errc() || end != digits.data() + digits.size())
            throw usage_error(
                "this is no position of a conversation: it is two hexadecimal numbers with / between them");
        return result;
    };
    return std::uint64_t{number(text.substr(0, slash))} << 32 |
           number(text.substr(std::min(slash, text.size() - 1) + 1));
}
}  // namespace detail

conversation::conversation(pool& in, std::string_view position) : pool_(in), mark_(nullptr) {
    const auto from = detail::position_of(position);
    mark_ = new detail::write_mark;
    mark_->position = from;
}
conversation::~conversation() { mark_->release(); }

pooled_session conversation::take() {
    const auto [core, entry] = pool_.hosts_->take(mark_);
    return pooled_session(*core, *entry);
}
pooled_session conversation::read() {
    const auto [core, entry] = pool_.hosts_->read(mark_->position);
    return pooled_session(*core, *entry);
}
std::string conversation::position() const { return detail::position_text(mark_->position); }

}  // namespace rowan
