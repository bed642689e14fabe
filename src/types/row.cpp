#include <rowan/types/row.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <limits>

#include "base64.hpp"

namespace rowan {

value& value_writer::slot(std::size_t index) {
    if (to_->size() <= index) to_->resize(index + 1);
    return (*to_)[index];
}

void keeping_writer::set_null(std::size_t index) { slot(index) = value(); }
void keeping_writer::set_bool(std::size_t index, bool to) { slot(index) = value(to); }
void keeping_writer::set_integer(std::size_t index, std::int64_t to) { slot(index) = value(to); }
void keeping_writer::set_double(std::size_t index, double to) { slot(index) = value(to); }
void keeping_writer::set_text(std::size_t index, std::string_view to, bool) { slot(index) = value(std::string(to)); }
void keeping_writer::set_bytes(std::size_t index, std::span<const std::byte> to, bool) {
    slot(index) = value(bytes(to.begin(), to.end()));
}
void keeping_writer::set_uuid(std::size_t index, const uuid& to) { slot(index) = value(to); }
void keeping_writer::set_timestamp(std::size_t index, timestamp to) { slot(index) = value(to); }
void keeping_writer::set_date(std::size_t index, date to) { slot(index) = value(to); }
void keeping_writer::set_decimal(std::size_t index, const decimal& to) { slot(index) = value(to); }
void keeping_writer::set_array(std::size_t index, const value_array& to) { slot(index) = value(to); }

void copying_writer::set_null(std::size_t index) { to_->set_null(index); }
void copying_writer::set_bool(std::size_t index, bool to) { to_->set_bool(index, to); }
void copying_writer::set_integer(std::size_t index, std::int64_t to) { to_->set_integer(index, to); }
void copying_writer::set_double(std::size_t index, double to) { to_->set_double(index, to); }
void copying_writer::set_text(std::size_t index, std::string_view to, bool) { to_->set_text(index, to, true); }
void copying_writer::set_bytes(std::size_t index, std::span<const std::byte> to, bool) {
    to_->set_bytes(index, to, true);
}
void copying_writer::set_uuid(std::size_t index, const uuid& to) { to_->set_uuid(index, to); }
void copying_writer::set_timestamp(std::size_t index, timestamp to) { to_->set_timestamp(index, to); }
void copying_writer::set_date(std::size_t index, date to) { to_->set_date(index, to); }
void copying_writer::set_decimal(std::size_t index, const decimal& to) { to_->set_decimal(index, to); }
void copying_writer::set_array(std::size_t index, const value_array& to) { to_->set_array(index, to); }

namespace {
struct kind_name {
    std::string_view operator()(null_value) const { return "NULL"; }
    std::string_view operator()(bool) const { return "a boolean"; }
    std::string_view operator()(std::int64_t) const { return "an integer"; }
    std::string_view operator()(double) const { return "a double"; }
    std::string_view operator()(const std::string&) const { return "text"; }
    std::string_view operator()(const bytes&) const { return "bytes"; }
    std::string_view operator()(const uuid&) const { return "a UUID"; }
    std::string_view operator()(timestamp) const { return "a timestamp"; }
    std::string_view operator()(date) const { return "a date"; }
    std::string_view operator()(const decimal&) const { return "a decimal"; }
    std::string_view operator()(const value_array&) const { return "an array"; }
};

// One element of the values, and how to speak of it.
struct element {
    const value_array& values;
    std::size_t index;
    std::string_view context;

    std::string where() const { return fmt::format("column \"{}\", element {}", context, index + 1); }

    const value::storage& get() const {
        if (index >= values.size()) throw mapping_error(fmt::format("{}: there are only {}", where(), values.size()));
        return values[index].get();
    }
    template <class T>
    const T* get_if() const {
        return std::get_if<T>(&get());
    }
    [[noreturn]] void fail(std::string_view expected) const {
        throw mapping_error(
            fmt::format("{}: expected {}, found {}", where(), expected, std::visit(kind_name{}, get())));
    }
    template <class T>
    const T& expect(std::string_view name) const {
        if (const auto* found = get_if<T>()) return *found;
        fail(name);
    }
    // A `T`, or text that `parse` makes one of.
    template <class T, class Parse>
    T expect_or_parse(std::string_view name, Parse parse) const {
        const auto* text = get_if<std::string>();
        if (text == nullptr) return expect<T>(name);
        try {
            return parse(*text);
        } catch (const mapping_error& fault) { throw mapping_error(fmt::format("{}: {}", where(), fault.what())); }
    }
};
}  // namespace

std::size_t value_reader::column_count() const { return from_->size(); }
std::string_view value_reader::column_name(std::size_t index) const {
    return index < from_->size() ? context_ : std::string_view();
}

bool value_reader::is_null(std::size_t index) const {
    return std::holds_alternative<null_value>(element{*from_, index, context_}.get());
}

bool value_reader::get_bool(std::size_t index) const {
    const element at{*from_, index, context_};
    if (const auto* number = at.get_if<std::int64_t>(); number != nullptr && (*number == 0 || *number == 1)) {
        return *number == 1;
    }
    return at.expect<bool>("a boolean");
}

std::int64_t value_reader::get_integer(std::size_t index) const {
    return element{*from_, index, context_}.expect<std::int64_t>("an integer");
}

double value_reader::get_double(std::size_t index) const {
    const element at{*from_, index, context_};
    if (const auto* number = at.get_if<std::int64_t>()) return static_cast<double>(*number);
    if (const auto* text = at.get_if<std::string>()) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (*text == "NaN") return std::numeric_limits<double>::quiet_NaN();
        if (*text == "Infinity") return infinity;
        if (*text == "-Infinity") return -infinity;
    }
    return at.expect<double>("a double");
}

std::string_view value_reader::get_text(std::size_t index) const {
    return element{*from_, index, context_}.expect<std::string>("text");
}

std::span<const std::byte> value_reader::get_bytes(std::size_t index) const {
    const element at{*from_, index, context_};
    const auto* text = at.get_if<std::string>();
    if (text == nullptr) return at.expect<bytes>("bytes");
    auto decoded = base64::decode(*text);
    if (!decoded) throw mapping_error(fmt::format("{}: expected bytes, found text that is not base64", at.where()));
    return decoded_.emplace_back(*std::move(decoded));
}

uuid value_reader::get_uuid(std::size_t index) const {
    return element{*from_, index, context_}.expect_or_parse<uuid>("a UUID", uuid::parse);
}

timestamp value_reader::get_timestamp(std::size_t index) const {
    return element{*from_, index, context_}.expect_or_parse<timestamp>("a timestamp", timestamp::parse);
}

date value_reader::get_date(std::size_t index) const {
    return element{*from_, index, context_}.expect_or_parse<date>("a date", date::parse);
}

decimal value_reader::get_decimal(std::size_t index) const {
    const element at{*from_, index, context_};
    if (const auto* number = at.get_if<std::int64_t>()) return decimal(*number);
    return at.expect_or_parse<decimal>("a decimal", [](std::string_view text) { return decimal(text); });
}

value_array value_reader::get_array(std::size_t index) const {
    return element{*from_, index, context_}.expect<value_array>("an array");
}

}  // namespace rowan
