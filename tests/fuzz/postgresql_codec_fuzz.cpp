#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "session/postgresql_codec.hpp"
#include "session/postgresql_error.hpp"
#include "session/postgresql_script.hpp"

// Bytes of a server that may be anything: the first one chooses what the others are taken for.

using namespace rowan;
using namespace rowan::detail::postgresql;

namespace {
constexpr std::array<std::uint32_t, 28> types{16,   17,   19,   20,   21,   23,   25,   26,   700,  701,
                                              1082, 1114, 1186, 1184, 1700, 2950, 3802, 1000, 1001, 1005,
                                              1007, 1009, 1016, 1022, 1185, 1231, 2951, 3807};

void require(bool holds) {
    if (!holds) std::abort();
}

template <class T>
void read(outcome (*decode)(std::string_view, const wire_type&, T&), std::string_view from, const wire_type& as) {
    try {
        T to{};
        decode(from, as, to);
    } catch (const mapping_error&) {  // text that is no uuid, say
    }
}

bool same(const value& left, const value& right) {
    const auto* const number = std::get_if<double>(&left.get());
    if (number != nullptr && std::isnan(*number)) return std::isnan(std::get<double>(right.get()));
    const auto* const list = std::get_if<value_array>(&left.get());
    if (list == nullptr) return left == right;
    const auto& other = std::get<value_array>(right.get());
    return std::equal(list->begin(), list->end(), other.begin(), other.end(), same);
}

void read_value(std::string_view from, const wire_type& as) {
    value first;
    if (as.kind == wire_kind::array) {
        value_array list;
        if (decode_array(from, as, list) != outcome::done) return;
        first = value(list);
    } else if (decode_value(from, as, first) != outcome::done) {
        return;
    }
    wire_buffer buffer;
    const outcome written = encode_value(buffer, as, first);
    if (written == outcome::nul_character) return;
    require(written == outcome::done);
    value second;
    value_array list;
    if (as.kind == wire_kind::array) {
        require(decode_array(buffer.view(), as, list) == outcome::done);
        second = value(list);
    } else {
        require(decode_value(buffer.view(), as, second) == outcome::done);
    }
    require(same(first, second));
    buffer.clear();
    write_text(buffer, first);
}

void read_as(std::string_view from, const wire_type& as) {
    read<bool>(decode_bool, from, as);
    read<std::int64_t>(decode_integer, from, as);
    read<double>(decode_double, from, as);
    read<std::string_view>(decode_text, from, as);
    read<std::span<const std::byte>>(decode_bytes, from, as);
    read<uuid>(decode_uuid, from, as);
    read<timestamp>(decode_timestamp, from, as);
    read<date>(decode_date, from, as);
    read<decimal>(decode_decimal, from, as);
    read_value(from, as);
}

void split(std::string_view script) {
    require(holds_statement(script) == !statement_at(script, 0).text.empty());
    std::size_t end = 0;
    for (std::size_t i = 0; i != 8; ++i) {
        const auto part = statement_at(script, i);
        if (part.text.empty()) break;
        const auto start = static_cast<std::size_t>(part.text.data() - script.data());
        require(start >= end && start + part.text.size() <= script.size());
        end = start + part.text.size();
        statement_around(script, start);
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t choice = data[0] % (types.size() + 2);
    if (choice < types.size()) {
        read_as(rest, *builtin_type(types[choice]));
    } else if (choice == types.size()) {
        split(rest);
    } else {
        without_values(rest);
        key_columns(rest);
    }
    return 0;
}
