#include <rowan/types/uuid.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <mutex>

#include "frozen_values.hpp"

namespace rowan {
namespace {
constexpr std::size_t text_size = 36;
constexpr std::array<std::uint8_t, 16> text_offset{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
constexpr std::uint8_t no_digit = 0xFF;

constexpr auto hex_value = [] {
    std::array<std::uint8_t, 256> result{};
    result.fill(no_digit);
    for (unsigned i = 0; i != 10; ++i) result['0' + i] = static_cast<std::uint8_t>(i);
    for (unsigned i = 0; i != 6; ++i) {
        result['a' + i] = static_cast<std::uint8_t>(10 + i);
        result['A' + i] = static_cast<std::uint8_t>(10 + i);
    }
    return result;
}();

constexpr auto hex_pair = [] {
    std::array<std::array<char, 2>, 256> result{};
    for (unsigned i = 0; i != 256; ++i) result[i] = {"0123456789abcdef"[i >> 4], "0123456789abcdef"[i & 15]};
    return result;
}();

/// Random bits from the operating system, drawn 256 bytes at a time: the most that getentropy gives (getentropy(3)).
class random_source {
public:
    std::uint64_t next() {
        if (used_ == buffer_.size()) refill();
        return buffer_[used_++];
    }
    void discard() noexcept { used_ = buffer_.size(); }

private:
    void refill() {
        if (getentropy(buffer_.data(), sizeof buffer_) != 0) {
            throw error("no UUID was made: the operating system gave no random bytes");
        }
        used_ = 0;
    }
    std::array<std::uint64_t, 32> buffer_{};
    std::size_t used_ = 32;
};

/// One per process: RFC 9562, 6.2, method 1. The counter has 26 bits, 12 before and 14 after the variant, and starts
/// each millisecond at a random number below its half; should it run over, the clock is taken to be a millisecond
/// further.
class generator {
public:
    static generator& instance() {
        static generator one;
        return one;
    }

    uuid next() {
        const std::lock_guard lock(mutex_);
        const std::uint64_t random = random_.next();
        advance(random);
        return compose(random);
    }

private:
    static constexpr std::uint64_t counter_end = std::uint64_t{1} << 26;

    generator() { pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child); }

    void advance(std::uint64_t random) {
        const auto now = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
                .count());
        if (now > milliseconds_) {
            milliseconds_ = now;
            counter_ = random_.next() % (counter_end / 2);
        } else if (++counter_ == counter_end) {
            ++milliseconds_;
            counter_ = random >> 48;
        }
    }

    uuid compose(std::uint64_t random) const noexcept {
        const std::uint64_t head = milliseconds_ << 16 | std::uint64_t{7} << 12 | counter_ >> 14;
        const std::uint64_t tail = std::uint64_t{2} << 62 | (counter_ & 0x3FFF) << 48 | (random & 0xFFFF'FFFF'FFFF);
        uuid result;
        for (unsigned i = 0; i != 8; ++i) {
            result.octets[i] = static_cast<std::uint8_t>(head >> (56 - 8 * i));
            result.octets[8 + i] = static_cast<std::uint8_t>(tail >> (56 - 8 * i));
        }
        return result;
    }

    // A child process must neither find the lock taken nor draw the random bytes that its parent will draw.
    static void before_fork() { instance().mutex_.lock(); }
    static void after_fork_in_parent() { instance().mutex_.unlock(); }
    static void after_fork_in_child() {
        instance().random_.discard();
        instance().mutex_.unlock();
    }

    std::mutex mutex_;
    random_source random_;
    std::uint64_t milliseconds_ = 0;
    std::uint64_t counter_ = 0;
};
}  // namespace

void uuid::to_chars(char* to) const noexcept {
    for (std::size_t i = 0; i != octets.size(); ++i) std::memcpy(to + text_offset[i], hex_pair[octets[i]].data(), 2);
    to[8] = to[13] = to[18] = to[23] = '-';
}

std::string uuid::to_string() const {
    std::string result(text_size, '\0');
    to_chars(result.data());
    return result;
}

bool uuid::try_parse(std::string_view text, uuid& to) noexcept {
    if (text.size() != text_size || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') {
        return false;
    }
    uuid result;
    unsigned seen = 0;
    for (std::size_t i = 0; i != result.octets.size(); ++i) {
        const unsigned high = hex_value[static_cast<unsigned char>(text[text_offset[i]])];
        const unsigned low = hex_value[static_cast<unsigned char>(text[text_offset[i] + std::size_t{1}])];
        seen |= high | low;
        result.octets[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if (seen > 15) return false;
    to = result;
    return true;
}

uuid uuid::parse(std::string_view text) {
    uuid result;
    if (try_parse(text, result)) return result;
    if (text.size() != text_size) {
        throw mapping_error(fmt::format(
            "not a UUID: expected 36 characters such as 018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3, got {}", text.size()));
    }
    throw mapping_error("not a UUID: expected hexadecimal digits in groups of 8-4-4-4-12");
}

uuid uuid::generate() {
    std::uint64_t* const counted = detail::ids_of_this_thread();
    if (counted == nullptr) return generator::instance().next();
    uuid result;
    result.octets[6] = 0x70;  // the version
    result.octets[8] = 0x80;  // the variant
    std::uint64_t number = ++*counted;
    for (std::size_t i = 16; number != 0; number >>= 8U) result.octets[--i] = static_cast<std::uint8_t>(number);
    return result;
}

}  // namespace rowan
