#pragma once

#include <rowan/query/shape.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

/// Where the members of a struct lie and how each is written and read: all that compiled code needs of a row whose type
/// it does not know. One table of constants for each struct; the functions are shared by all members of one type.
namespace rowan::detail {

struct member_codec {
    void (*write)(row_writer& to, std::size_t index, const void* member);
    void (*read)(const row_reader& from, std::size_t index, void* member);
    bool (*is_nil)(const void* member);  ///< null where the type has no value that stands for "not yet there"
    void (*generate)(void* member);      ///< a value for a nil one; null where the type has none to give
    std::uint8_t size;                   ///< in bytes, of an integer; otherwise 0
    bool is_signed;
    bool is_change;  ///< nil: the column is left alone
};

template <class M>
void write_member(row_writer& to, std::size_t index, const void* member) {
    write_value(to, index, *static_cast<const M*>(member));
}
template <class M>
void read_member(const row_reader& from, std::size_t index, void* member) {
    read_value(from, index, *static_cast<M*>(member));
}

template <class M>
inline constexpr bool is_change = false;

template <class M>
constexpr member_codec make_member_codec() {
    member_codec result{write_member<M>, read_member<M>, nullptr, nullptr, 0, false, false};
    if constexpr (requires(const M& one) { one.is_nil(); }) {
        result.is_nil = [](const void* member) { return static_cast<const M*>(member)->is_nil(); };
        result.is_change = is_change<M>;
        if constexpr (requires { M(M::generate()); })
            result.generate = [](void* member) { *static_cast<M*>(member) = M(M::generate()); };
    } else if constexpr (plain_integer<M>) {
        result.size = sizeof(M);
        result.is_signed = std::is_signed_v<M>;
    }
    return result;
}
template <class M>
inline constexpr member_codec codec_of_member = make_member_codec<M>();

// An id is its uuid, so all of them share one.
template <class M>
struct plain_member {
    using type = M;
};
template <class T>
struct plain_member<id<T>> {
    using type = uuid;
};

struct member_access {
    const void* place;          ///< in the prototype
    const member_codec* codec;  ///< null: the member is no column but a relation
};

struct row_layout {
    const void* prototype;
    std::size_t size;
    std::span<const member_access> members;

    std::size_t offset(std::size_t member) const noexcept {
        return static_cast<std::size_t>(static_cast<const std::byte*>(members[member].place) -
                                        static_cast<const std::byte*>(prototype));
    }
    void write(row_writer& to, std::size_t index, const void* row, std::size_t member) const {
        members[member].codec->write(to, index, static_cast<const std::byte*>(row) + offset(member));
    }
    void* at(void* row, std::size_t member) const noexcept { return static_cast<std::byte*>(row) + offset(member); }
    const void* at(const void* row, std::size_t member) const noexcept {
        return static_cast<const std::byte*>(row) + offset(member);
    }
};

// Never made: its members have addresses, and those are constants.
template <class S>
union prototype_of {
    char nothing;
    S row;
    constexpr prototype_of() noexcept : nothing() {}
    constexpr ~prototype_of() {}
};
template <class S>
inline constexpr prototype_of<S> prototype{};

template <class M>
inline constexpr const member_codec* codec_for = nullptr;
template <storable M>
inline constexpr const member_codec* codec_for<M> = &codec_of_member<M>;
template <class T>
inline constexpr const member_codec* codec_for<id<T>> = &codec_of_member<uuid>;

template <class S, class D>
inline constexpr const member_codec* codec_behind = is_related<D> ? nullptr : codec_for<type_of_described<D>>;
template <entity S, class D>
inline constexpr const member_codec* codec_behind<S, D> = codec_for<type_of_described<D>>;

template <class S, class List>
struct member_table;
template <class S, template <class...> class L, class... D>
struct member_table<S, L<D...>> {
    static constexpr member_access members[]{{&(prototype<S>.row.*D::pointer), codec_behind<S, D>}...};
    static constexpr row_layout layout{&prototype<S>, sizeof(S), members};
};

template <class S>
constexpr const row_layout& layout_of() {
    return member_table<S, meta::detail::all_members<S>>::layout;
}

/// The parts of a key, where the caller has them; their types are those of the key's columns.
struct key_parts {
    std::array<const void*, max_key_columns> part{};
};

/// Keys in a row, of a type that compiled code does not know.
struct key_range {
    const void* first;
    std::size_t size;  ///< of one
    std::size_t count;
    key_parts (*parts)(const void* key);

    key_parts operator[](std::size_t index) const { return parts(static_cast<const std::byte*>(first) + index * size); }
};

}  // namespace rowan::detail
