#include <rowan/query/raw.hpp>

#include "meta/edit_distance.hpp"
#include "query/raw_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rowan {

namespace detail {

namespace {

std::string columns_listed(const row_reader& result) {
    std::string text;
    for (std::size_t i = 0; i != result.column_count(); ++i)
        text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", result.column_name(i));
    return text.empty() ? "none" : text;
}

std::size_t position_of(const row_reader& result, std::string_view name, std::size_t from) {
    while (from != result.column_count() && result.column_name(from) != name) ++from;
    return from;
}

}  // namespace

void match_columns(const row_reader& result, std::string_view of, std::span<const std::string_view> names,
                   std::size_t* at) {
    for (const std::string_view name : names) {
        std::size_t& found = *at++;
        if (name.empty()) continue;
        found = position_of(result, name, 0);
        if (found == result.column_count())
            throw usage_error(
                fmt::format("the result has no column \"{}\" for {}; it has: {}", name, of, columns_listed(result)));
        if (position_of(result, name, found + 1) != result.column_count())
            throw usage_error(fmt::format(
                "the result has more than one column \"{}\", so which one is meant for {} is ambiguous: give each a "
                "name of its own with `as`; it has: {}",
                name, of, columns_listed(result)));
    }
}

void check_column_count(const row_reader& result, std::size_t wanted) {
    if (result.column_count() == wanted) return;
    throw usage_error(fmt::format("the result has {} column{}, {} {} asked for; it has: {}", result.column_count(),
                                  result.column_count() == 1 ? "" : "s", wanted, wanted == 1 ? "is" : "are",
                                  columns_listed(result)));
}

}  // namespace detail

struct raw_query::prepared {
    struct binding {
        const parameter* what;
        bool only_null;  ///< NULL or not is all that is asked
    };
    void bind_to(row_writer& to, std::size_t index) const;

    std::string sql;
    std::vector<binding> bindings;
};

namespace {

/// " (did you mean …?)" where one of `names` is so much like `wanted` that it may be a slip of the pen.
std::string suggestion(std::string_view wanted, const std::vector<std::string_view>& names) {
    constexpr std::size_t longest = 64;
    std::string_view nearest;
    std::size_t least = longest;
    for (const std::string_view name : names) {
        const std::size_t size = std::max(name.size(), wanted.size());
        const std::size_t distance = size > longest ? longest : detail::edit_distance(name, wanted);
        if (distance >= least || distance > std::max<std::size_t>(size / 3, 1)) continue;
        least = distance;
        nearest = name;
    }
    return nearest.empty() ? std::string() : fmt::format(" (did you mean \"{}\"?)", nearest);
}

bool has(const std::vector<std::string_view>& names, std::string_view one) {
    return std::find(names.begin(), names.end(), one) != names.end();
}

bool holds_bytes(const value_array& list) {
    return std::any_of(list.begin(), list.end(),
                       [](const value& one) { return std::holds_alternative<bytes>(one.get()); });
}

/// Whether `x in (…)` stands around the value.
bool is_list(const detail::parameter_place& place, const value& bound, const dialect& of) {
    const auto* const list = std::get_if<value_array>(&bound.get());
    if (list == nullptr) return false;
    if (place.among_others)
        throw usage_error(fmt::format(
            "rowan::raw: :{0} is a list, which stands alone in its parentheses: write `in (:{0})` and bind a list with "
            "the other values in it",
            place.name));
    if (place.in_offset == detail::parameter_place::nowhere) return false;
    if (!of.can().arrays && holds_bytes(*list))
        throw usage_error(fmt::format(
            "rowan::raw: :{} is a list of bytes, which {} cannot take: bind them as hexadecimal text and compare "
            "that with hex(…)",
            place.name, of.name()));
    return true;
}

}  // namespace

void raw_query::add(std::string_view name, value&& to) {
    if (find(name) != nullptr) throw usage_error(fmt::format("rowan::raw: \"{}\" is bound already", name));
    parameters_.push_back({std::string(name), std::move(to)});
}

const raw_query::parameter* raw_query::find(std::string_view name) const {
    const auto is_it = [&](const parameter& one) { return one.name == name; };
    const auto found = std::find_if(parameters_.begin(), parameters_.end(), is_it);
    return found == parameters_.end() ? nullptr : &*found;
}

// Throws where the text and the values do not name the same.
void raw_query::check_names(const std::vector<std::string_view>& in_text) const {
    std::vector<std::string_view> bound;
    for (const parameter& one : parameters_) bound.push_back(one.name);
    std::string faults;
    for (const std::string_view name : in_text) {
        if (!has(bound, name))
            faults += fmt::format("; :{} is in the text, but not bound{}", name, suggestion(name, bound));
    }
    for (const std::string_view name : bound) {
        if (!has(in_text, name))
            faults += fmt::format("; \"{}\" is bound, but not in the text{}", name, suggestion(name, in_text));
    }
    if (!faults.empty()) throw usage_error("rowan::raw: " + faults.substr(2));
}

raw_query::prepared raw_query::prepare(const dialect& of) const {
    const auto places = detail::parameters_in(sql_, of);
    std::vector<std::string_view> names;
    for (const auto& place : places) {
        if (!has(names, place.name)) names.push_back(place.name);
    }
    check_names(names);
    prepared result;
    std::vector<std::size_t> numbers;
    std::vector<bool> lists;
    for (const auto& place : places) {
        const auto is_it = [&](const prepared::binding& one) {
            return one.what->name == place.name && one.only_null == place.only_null;
        };
        const auto known = std::find_if(result.bindings.begin(), result.bindings.end(), is_it);
        numbers.push_back(static_cast<std::size_t>(known - result.bindings.begin()) + 1);
        if (known == result.bindings.end()) result.bindings.push_back({find(place.name), place.only_null});
        lists.push_back(is_list(place, result.bindings[numbers.back() - 1].what->bound, of));
    }
    result.sql = detail::with_numbers(sql_, places, numbers, lists, of);
    return result;
}

std::string raw_query::to_sql(const dialect& of) const { return prepare(of).sql; }

void raw_query::prepared::bind_to(row_writer& to, std::size_t index) const {
    const auto& [what, only_null] = bindings[index];
    if (only_null && !what->bound.is_null()) return to.set_bool(index, true);
    try {
        what->bound.write(to, index, false);
    } catch (const mapping_error& fault) { throw mapping_error(fmt::format(":{}: {}", what->name, fault.what())); }
}

statement raw_query::start() const {
    if (session_ == nullptr)
        throw usage_error("rowan::raw: this query has no session to run in: make it with raw(session, text)");
    const prepared text = prepare(session_->dialect());
    statement run = session_->prepare(text.sql);
    for (std::size_t i = 0; i != text.bindings.size(); ++i) text.bind_to(run.parameters(), i);
    return run;
}

statement raw_query::run_for_rows() const {
    statement run = start();
    if (run.row().column_count() == 0)
        throw usage_error("the statement returns no rows, so it was not run: use execute(), or add `returning …`");
    run.execute();
    return run;
}

std::uint64_t raw_query::execute() const {
    statement run = start();
    run.execute();
    return run.affected_rows();
}

void raw_query::throw_not_found() const { throw not_found("the query returned no row where one is needed: " + sql_); }

void raw_query::throw_more_than_one() const {
    throw usage_error("the query returned more than one row where one was asked for: use first() or all(): " + sql_);
}

}  // namespace rowan
