#include "sqlite_array.hpp"

#include "checked_text.hpp"

#include <rowan/types/json.hpp>

#include <charconv>
#include <cmath>

namespace rowan::detail {
namespace {
struct element_writer {
    json_writer& to;
    std::size_t index;

    void operator()(null_value) const { to.null(); }
    void operator()(bool from) const { to.boolean(from); }
    void operator()(std::int64_t from) const { to.integer(from); }
    void operator()(double from) const {
        if (std::isfinite(from)) return to.real(from);
        to.text(std::isnan(from) ? "NaN" : from < 0 ? "-Infinity" : "Infinity");
    }
    void operator()(const std::string& from) const {
        check_text(index, from);
        to.text(from);
    }
    void operator()(const bytes& from) const { write_json(to, from); }
    void operator()(const uuid& from) const { to.text(from.to_string()); }
    void operator()(timestamp from) const { to.text(from.to_string()); }
    void operator()(date from) const { to.text(from.to_string()); }
    void operator()(const decimal& from) const { to.text(from.to_string()); }
    void operator()(const value_array& from) const {
        to.begin_array();
        for (const auto& one : from) std::visit(*this, one.get());
        to.end_array();
    }
};

value number(const std::string& text) {
    std::int64_t whole = 0;
    const auto* const end = text.data() + text.size();
    if (const auto [stop, fault] = std::from_chars(text.data(), end, whole); fault == std::errc() && stop == end)
        return value(whole);
    double real = 0;
    std::from_chars(text.data(), end, real);
    return value(real);
}

value element(const json_reader& from) {
    switch (from.what()) {
        case json_reader::kind::null: return value();
        case json_reader::kind::boolean: return value(from.boolean());
        case json_reader::kind::number: return number(from.raw());
        case json_reader::kind::text: return value(std::string(from.text()));
        case json_reader::kind::array: return value(array_from_json(from.raw()));
        case json_reader::kind::object: break;
    }
    return value(from.raw());
}
}  // namespace

std::string array_to_json(std::size_t index, const value_array& from) {
    json_writer writer;
    element_writer{writer, index}(from);
    return std::move(writer).result();
}

value_array array_from_json(std::string_view text) {
    const auto document = json_reader::parse(text);
    if (document.what() != json_reader::kind::array) document.fail("expected an array");
    value_array result;
    result.reserve(document.size());
    for (std::size_t i = 0; i != document.size(); ++i) result.push_back(element(document.at(i)));
    return result;
}

}  // namespace rowan::detail
