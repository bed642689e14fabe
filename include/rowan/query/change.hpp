#pragma once

#include <rowan/types/codec.hpp>

#include <type_traits>
#include <utility>

namespace rowan {

/// A member of a patch shape that may leave its column alone, which is not the same as setting it to NULL.
///
///     struct rename_project {
///         rowan::change<std::string> name;                        // left alone unless it is set
///         rowan::change<std::optional<std::string>> description;  // std::nullopt sets NULL
///     };
template <storable M>
class change {
public:
    change() = default;
    template <class V>
    requires(!std::is_same_v<std::remove_cvref_t<V>, change> && std::is_constructible_v<M, V>) change(V&& to)
        : value_(std::forward<V>(to)), is_set_(true) {}

    bool is_set() const noexcept { return is_set_; }
    /// Meaningful where it is set.
    const M& value() const noexcept { return value_; }
    void leave_alone() { *this = change(); }
    /// Nothing is to be written.
    bool is_nil() const noexcept { return !is_set_; }

    friend bool operator==(const change&, const change&) = default;

private:
    M value_{};
    bool is_set_ = false;
};

template <class M>
struct codec<change<M>> {
    static constexpr column_type type = column_type_of<M>();
    static void write(row_writer& to, std::size_t index, const change<M>& from) {
        write_value(to, index, from.value());
    }
    static void read(const row_reader& from, std::size_t index, change<M>& to) {
        M value{};
        read_value(from, index, value);
        to = std::move(value);
    }
};

}  // namespace rowan
