#include <rowan/meta/enumerators.hpp>

namespace rowan {

std::optional<std::string_view> enumeration::label_of(std::int64_t value) const noexcept {
    for (const entry& one : entries) {
        if (one.value == value) return one.label;
    }
    return std::nullopt;
}

std::optional<std::int64_t> enumeration::value_of(std::string_view label) const noexcept {
    for (const entry& one : entries) {
        if (one.label == label) return one.value;
    }
    return std::nullopt;
}

}  // namespace rowan
