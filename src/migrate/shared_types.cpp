#include "migrate/shared_types.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/session/introspect.hpp>

#include "migrate/extensions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rowan::migrate {

namespace {

std::string columns_using(session& on, std::string_view type) {
    std::vector<std::string> result;
    for (const table_columns& each : columns_of_type(on, type)) {
        const std::string table = each.schema_name.empty() ? each.name : each.schema_name + '.' + each.name;
        for (const std::string& column : each.columns) result.push_back(table + '.' + column);
    }
    return fmt::format("{}", fmt::join(result, ", "));
}

template <class Object>
std::string_view name_in(const schema::operation& of) {
    const auto* found = std::get_if<Object>(&of);
    return found == nullptr ? std::string_view() : found->object.name;
}

template <class Object>
bool creates(const schema::operation& creating, const schema::operation& dropping) {
    const std::string_view name = name_in<schema::drop<Object>>(dropping);
    return !name.empty() && name == name_in<schema::create<Object>>(creating);
}

}  // namespace

bool has_domain(session& on, const schema::domain& wanted) {
    const auto existing = introspect_domain(on, wanted.name);
    if (!existing) return false;
    const std::string ours = domain_in_words(on, wanted);
    if (*existing == ours) return true;
    throw migration_error(
        fmt::format("the domain \"{0}\" exists already with another definition\n"
                    "    there:    {1}\n    revision: {2}\n"
                    "  Drop it (drop domain \"{0}\") if nothing uses it, or make it the same (alter "
                    "domain)",
                    wanted.name, *existing, ours));
}

std::optional<std::string> drop_unless_used(session& on, const schema::operation& which, std::string_view type) {
    auto reason = drop_unless_used(on, which);
    if (!reason) return reason;
    const std::string columns = columns_using(on, type);
    return columns.empty() ? reason : "used by " + columns;  // none: a function, say, uses it
}

bool takes_back(const revision& of, direction way, const schema::operation& drop) {
    if (way == direction::upgrade) return false;
    return std::any_of(of.up().begin(), of.up().end(), [&](const schema::operation& each) {
        return creates<schema::enum_type>(each, drop) || creates<schema::domain>(each, drop);
    });
}

}  // namespace rowan::migrate
