#include <rowan/types/json.hpp>

#include <fmt/format.h>

#include "base64.hpp"

namespace rowan {

json<void>::json(std::string text) : text_(std::move(text)) { json_reader::parse(text_); }

bool operator==(const json<void>& left, const json<void>& right) {
    return left.text_ == right.text_ || left.read().equals(right.read());
}

namespace detail {
namespace {
// What another type's parser has to say, with the place before it.
template <class Parse>
auto parsed(const json_reader& from, std::string_view text, Parse parse) {
    try {
        return parse(text);
    } catch (const mapping_error& fault) { from.fail(fault.what()); }
}
}  // namespace

std::int64_t json_integer(const json_reader& from, std::int64_t min, std::int64_t max) {
    const std::int64_t result = from.integer();
    if (result < min || result > max) from.fail(fmt::format("expected an integer from {} to {}", min, max));
    return result;
}

std::uint64_t json_unsigned(const json_reader& from, std::uint64_t max) {
    const std::uint64_t result = from.unsigned_integer();
    if (result > max) from.fail(fmt::format("expected an integer from 0 to {}", max));
    return result;
}

void write_json_label(json_writer& to, const enumeration& labels, std::int64_t number) {
    const auto label = labels.label_of(number);
    if (!label) {
        throw mapping_error(fmt::format("no enumerator of {} has this value, so it has no JSON form", labels.name));
    }
    to.text(*label);
}

std::int64_t read_json_label(const json_reader& from, const enumeration& labels) {
    const auto number = labels.value_of(from.text());
    if (number) return *number;
    std::string known;
    for (const auto& entry : labels.entries) known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", entry.label);
    from.fail(fmt::format("expected one of {}", known));
}

void throw_json_missing(const json_reader& object, std::string_view name) {
    object.fail(fmt::format("the member \"{}\" is missing", name));
}

json_reader json_column(const row_reader& row, std::size_t index) {
    return json_reader::parse(row.get_text(index), row.column_name(index));
}
}  // namespace detail

void json_form<bool>::write(json_writer& to, bool from) { to.boolean(from); }
void json_form<bool>::read(const json_reader& from, bool& to) { to = from.boolean(); }

void json_form<float>::write(json_writer& to, float from) { to.real(from); }
void json_form<float>::read(const json_reader& from, float& to) {
    const double wide = from.real();
    constexpr double largest = std::numeric_limits<float>::max();
    if (wide > largest || wide < -largest) from.fail("the number is too large for a float");
    to = static_cast<float>(wide);
}

void json_form<double>::write(json_writer& to, double from) { to.real(from); }
void json_form<double>::read(const json_reader& from, double& to) { to = from.real(); }

void json_form<std::string>::write(json_writer& to, const std::string& from) { to.text(from); }
void json_form<std::string>::read(const json_reader& from, std::string& to) { to = from.text(); }

void json_form<bytes>::write(json_writer& to, const bytes& from) { to.text(base64::encode(from)); }
void json_form<bytes>::read(const json_reader& from, bytes& to) {
    auto decoded = base64::decode(from.text());
    if (!decoded) from.fail("expected base64 with padding (RFC 4648)");
    to = *std::move(decoded);
}

void json_form<uuid>::write(json_writer& to, const uuid& from) {
    char text[38];
    text[0] = text[37] = '"';
    from.to_chars(text + 1);
    to.raw({text, sizeof text});
}
void json_form<uuid>::read(const json_reader& from, uuid& to) { to = detail::parsed(from, from.text(), uuid::parse); }

void json_form<timestamp>::write(json_writer& to, timestamp from) {
    char text[timestamp::max_text];
    to.text({text, from.to_chars(text)});
}
void json_form<timestamp>::read(const json_reader& from, timestamp& to) {
    to = detail::parsed(from, from.text(), timestamp::parse);
}

void json_form<date>::write(json_writer& to, date from) { to.text(from.to_string()); }
void json_form<date>::read(const json_reader& from, date& to) { to = detail::parsed(from, from.text(), date::parse); }

void json_form<decimal>::write(json_writer& to, const decimal& from) { to.text(from.to_string()); }
void json_form<decimal>::read(const json_reader& from, decimal& to) {
    const auto text = from.what() == json_reader::kind::number ? from.number() : from.text();
    to = detail::parsed(from, text, [](std::string_view digits) { return decimal(digits); });
}

void json_form<json<void>>::write(json_writer& to, const json<void>& from) { to.raw(from.text()); }
void json_form<json<void>>::read(const json_reader& from, json<void>& to) { to = json<void>(from.raw()); }

void codec<json<void>>::read(const row_reader& from, std::size_t index, json<void>& to) {
    detail::json_column(from, index);
    to.text_ = from.get_text(index);
}

}  // namespace rowan
