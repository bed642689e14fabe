#include "dialect/type_text.hpp"

#include "dialect/sql_tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace rowan::detail {

namespace {

constexpr std::array<std::pair<std::string_view, type_kind>, 26> names{{
    {"boolean", type_kind::boolean},
    {"bool", type_kind::boolean},
    {"smallint", type_kind::smallint},
    {"int2", type_kind::smallint},
    {"integer", type_kind::integer},
    {"int", type_kind::integer},
    {"int4", type_kind::integer},
    {"bigint", type_kind::bigint},
    {"int8", type_kind::bigint},
    {"real", type_kind::real},
    {"float4", type_kind::real},
    {"double precision", type_kind::double_precision},
    {"float8", type_kind::double_precision},
    {"numeric", type_kind::numeric},
    {"decimal", type_kind::numeric},
    {"text", type_kind::text},
    {"character varying", type_kind::varchar},
    {"varchar", type_kind::varchar},
    {"bytea", type_kind::bytes},
    {"blob", type_kind::bytes},
    {"uuid", type_kind::uuid},
    {"timestamp with time zone", type_kind::timestamp},
    {"timestamptz", type_kind::timestamp},
    {"date", type_kind::date},
    {"jsonb", type_kind::json},
    {"", type_kind::other},
}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

int number_in(std::string_view text) {
    text = trimmed(text);
    int result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

/// `name(arguments)` in its parts; the rest of the words stands behind the arguments: `timestamp(6) with time zone`.
struct parts {
    std::string name;
    std::string_view arguments;

    explicit parts(std::string_view text) {
        const std::size_t open = text.find('(');
        const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
        std::string words(trimmed(text.substr(0, open)));
        if (close != std::string_view::npos) {
            arguments = text.substr(open + 1, close - open - 1);
            const std::string_view rest = trimmed(text.substr(close + 1));
            if (!rest.empty()) words.append(" ").append(rest);
        }
        for (const char c : words) name += lower_case(c);
    }
};

}  // namespace

sql_type read_type(std::string_view text) {
    text = trimmed(text);
    sql_type result;
    if (text.ends_with("[]")) {
        result = read_type(text.substr(0, text.size() - 2));
        result.array = true;
        return result;
    }
    const parts of(text);
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == of.name; });
    result.kind = found == names.end() ? type_kind::other : found->second;
    const bool bounded = result.kind == type_kind::varchar || result.kind == type_kind::numeric;
    // What is said of a type that rowan has without it, timestamptz(3) say, makes another type of it.
    if (result.kind == type_kind::other || (!bounded && !of.arguments.empty())) {
        result.kind = type_kind::other;
        result.name = text;
        return result;
    }
    const std::size_t comma = of.arguments.find(',');
    if (result.kind == type_kind::varchar) result.length = number_in(of.arguments);
    if (result.kind == type_kind::numeric) {
        result.precision = number_in(of.arguments.substr(0, comma));
        if (comma != std::string_view::npos) result.scale = number_in(of.arguments.substr(comma + 1));
    }
    return result;
}

}  // namespace rowan::detail
