#include "query/stored_integer.hpp"

#include <cstring>
#include <utility>

namespace rowan::detail {

namespace {

template <class Work>
auto with_type(const member_codec& codec, Work work) {
    switch (codec.size) {
        case 1: return codec.is_signed ? work(std::int8_t{}) : work(std::uint8_t{});
        case 2: return codec.is_signed ? work(std::int16_t{}) : work(std::uint16_t{});
        case 4: return codec.is_signed ? work(std::int32_t{}) : work(std::uint32_t{});
        default: return codec.is_signed ? work(std::int64_t{}) : work(std::uint64_t{});
    }
}

}  // namespace

std::int64_t load_integer(const member_codec& codec, const void* member) noexcept {
    return with_type(codec, [&](auto integer) {
        std::memcpy(&integer, member, sizeof integer);
        return static_cast<std::int64_t>(integer);
    });
}

void store_integer(const member_codec& codec, void* member, std::int64_t to) {
    with_type(codec, [&](auto integer) {
        if (!std::in_range<decltype(integer)>(to)) {
            throw mapping_error(
                "the database's next number is beyond the range of the identity or version member: give it a wider "
                "type");
        }
        integer = static_cast<decltype(integer)>(to);
        std::memcpy(member, &integer, sizeof integer);
    });
}

}  // namespace rowan::detail
