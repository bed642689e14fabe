#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// A place in a parsed JSON document. Getters throw mapping_error with the place's path (`messages[2].role`) where
/// something else stands there. Lifetime: places share the document.
class ROWAN_EXPORT json_reader {
public:
    enum class kind { null, boolean, number, text, array, object };

    /// Parses `text` (RFC 8259; arrays and objects nest 1000 deep at the most; of members of one name the last counts).
    /// Throws mapping_error with the offset of the fault. Paths start with `root`, such as a column's name.
    static json_reader parse(std::string_view text, std::string_view root = {});

    json_reader(const json_reader& from) noexcept;
    json_reader& operator=(const json_reader& from) noexcept;
    ~json_reader();

    kind what() const noexcept;
    bool is_null() const noexcept { return what() == kind::null; }
    bool boolean() const;
    /// Takes `3.0` and `3e2` too: JSON does not tell them from `3` and `300`.
    std::int64_t integer() const;
    /// As `integer`.
    std::uint64_t unsigned_integer() const;
    double real() const;
    /// The digits of a number, as the document has them.
    std::string_view number() const;
    std::string_view text() const;
    /// The JSON text of this place, without white space.
    std::string raw() const;
    std::size_t size() const;                                        ///< array or object
    json_reader at(std::size_t index) const;                         ///< array or object
    std::optional<json_reader> member(std::string_view name) const;  ///< object; empty where it has none of that name
    /// Name of this place in its object; empty elsewhere.
    std::string_view name() const noexcept;
    std::string path() const;
    /// The two mean the same: white space, the order of members and the spelling of numbers (`1.0`, `1`) do not count.
    bool equals(const json_reader& other) const;
    /// Throws mapping_error: path, then `message`.
    [[noreturn]] void fail(std::string_view message) const;

private:
    struct slice;
    struct node;
    struct document;
    struct builder;
    json_reader(const document* owner, std::uint32_t place) noexcept;
    const node& here() const noexcept;
    const node& expect(kind wanted) const;
    const document* owner_;
    std::uint32_t place_;
};

}  // namespace rowan
