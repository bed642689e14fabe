#include <rowan/types/codec.hpp>

#include <fmt/format.h>

namespace rowan {

void codec<bytes>::read(const row_reader& from, std::size_t index, bytes& to) {
    const auto data = from.get_bytes(index);
    to.assign(data.begin(), data.end());
}

namespace detail {
namespace {
std::string labels_listed(const enumeration& labels) {
    std::string result;
    for (const auto& entry : labels.entries) result += fmt::format("{}\"{}\"", result.empty() ? "" : ", ", entry.label);
    return result;
}
}  // namespace

void throw_null(const row_reader& row, std::size_t index) {
    throw mapping_error(
        fmt::format("column \"{}\" is NULL, and the member that it is read into cannot be: make the member a "
                    "std::optional or the column NOT NULL",
                    row.column_name(index)));
}

void throw_integer_range(const row_reader& row, std::size_t index, int bits, bool is_signed) {
    throw mapping_error(fmt::format(
        "column \"{}\" holds a number outside the range of its member, a {}-bit {} integer: widen the member",
        row.column_name(index), bits, is_signed ? "signed" : "unsigned"));
}

void throw_unsigned_range(std::size_t index) {
    throw mapping_error(fmt::format(
        "parameter {} is an unsigned integer above 2^63-1, which no SQL integer can hold: use rowan::decimal",
        index + 1));
}

void throw_real_range(const row_reader& row, std::size_t index) {
    throw mapping_error(fmt::format("column \"{}\" holds a number outside the range of its member, a float: use double",
                                    row.column_name(index)));
}

void write_label(row_writer& to, std::size_t index, const enumeration& labels, std::int64_t number) {
    const auto label = labels.label_of(number);
    if (!label) {
        throw mapping_error(
            fmt::format("parameter {} is no enumerator of {}: add it to BOOST_DESCRIBE_ENUM, or set the value",
                        index + 1, labels.name));
    }
    to.set_text(index, *label, false);
}

std::int64_t read_label(const row_reader& from, std::size_t index, const enumeration& labels) {
    const auto number = labels.value_of(from.get_text(index));
    if (!number) {
        throw mapping_error(fmt::format("column \"{}\" holds none of the labels of {}: {}", from.column_name(index),
                                        labels.name, labels_listed(labels)));
    }
    return *number;
}

}  // namespace detail

}  // namespace rowan
