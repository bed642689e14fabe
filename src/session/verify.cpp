#include <rowan/session/introspect.hpp>
#include <rowan/session/verify.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rowan {

namespace {

/// One table as its struct describes it beside the live one.
class comparison {
public:
    comparison(const dialect& by, const schema::table& expected, const schema::table& live, std::vector<difference>& to)
        : dialect_(by), expected_(expected), live_(live), to_(to) {}

    void run() {
        for (const schema::column& column : expected_.columns) compare(column);
        for (const schema::column& column : live_.columns) look_for_required(column);
        compare_keys();
        for (const schema::foreign_key& key : expected_.foreign_keys) look_for_index(key);
    }

private:
    using kind = difference::kind;

    void add(kind what, std::string column, std::string_view text) {
        const std::string place = fmt::format("{}{}{}", expected_.name, column.empty() ? "" : ".", column);
        to_.push_back({what, expected_.name, std::move(column), fmt::format("{}: {}", place, text)});
    }

    void compare(const schema::column& column) {
        const schema::column* const found = live_.find_column(column.name);
        if (found == nullptr) return add(kind::missing_column, column.name, "there is no such column");
        if (!alike(column, *found)) {
            add(kind::other_type, column.name, fmt::format("is {}, the struct has {}", words(*found), words(column)));
        }
        if (column.nullable == found->nullable) return;
        add(kind::other_nullable, column.name,
            found->nullable ? "may be NULL, the struct's member is no std::optional"
                            : "is never NULL, the struct's member is a std::optional");
    }

    bool alike(const schema::column& column, const schema::column& found) const {
        const auto is_domain = [](const schema::column& one) {
            return one.type.kind == type_kind::domain && !one.type.array;
        };
        if (is_domain(column) && is_domain(found)) return column.type.name == found.type.name;
        // Of a domain that only one of them knows the type counts: not every backend has domains.
        return dialect_.stores_alike(column.stored_type(), found.type.array ? found.type : found.stored_type());
    }

    std::string words(const schema::column& of) const {
        std::string result = of.type.kind == type_kind::other && !of.type.array ? of.type.name : type_words(of);
        if (!of.type.labels.empty()) result += fmt::format(" ({})", fmt::join(of.type.labels, ", "));
        return result.empty() ? "of no declared type" : result;
    }
    // Not every backend has domains.
    std::string type_words(const schema::column& of) const {
        return of.type.kind == type_kind::domain ? of.type.name : dialect_.type_name(of.type);
    }

    void look_for_required(const schema::column& column) {
        if (column.nullable || column.default_value || column.generated_as ||
            column.identity != schema::identity_kind::none || expected_.find_column(column.name) != nullptr)
            return;
        if (column.domain && (column.domain->default_value || column.domain->nullable)) return;
        add(kind::required_column, column.name,
            "the struct does not have it, and the database refuses a row without: it is not null and has no default");
    }

    void compare_keys() {
        const auto columns = [](const schema::table& of) {
            return of.primary_key ? of.primary_key->columns : std::vector<std::string>();
        };
        const auto key = columns(expected_);
        const auto found = columns(live_);
        if (key == found) return;
        add(kind::other_key, {}, fmt::format("its primary key is {}, the struct has {}", list(found), list(key)));
    }

    static std::string list(const std::vector<std::string>& columns) {
        return columns.empty() ? "none" : fmt::format("({})", fmt::join(columns, ", "));
    }

    // In any order: the database looks for all of them.
    bool serves(const std::vector<std::string>& index, const std::vector<std::string>& columns) const {
        return index.size() >= columns.size() &&
               std::is_permutation(columns.begin(), columns.end(), index.begin(),
                                   index.begin() + static_cast<std::ptrdiff_t>(columns.size()));
    }

    void look_for_index(const schema::foreign_key& key) {
        if (live_.primary_key && serves(live_.primary_key->columns, key.columns)) return;
        for (const schema::unique& each : live_.uniques) {
            if (serves(each.columns, key.columns)) return;
        }
        for (const schema::index& each : live_.indexes) {
            std::vector<std::string> columns;
            for (const schema::index_key& part : each.keys) columns.push_back(part.column);
            if (!each.where && serves(columns, key.columns)) return;
        }
        add(kind::missing_index, fmt::format("{}", fmt::join(key.columns, ",")),
            fmt::format("no index begins with this foreign key to {}: each delete there looks at every row here",
                        key.referenced_table));
    }

    const dialect& dialect_;
    const schema::table& expected_;
    const schema::table& live_;
    std::vector<difference>& to_;
};

}  // namespace

verification detail::verify(session& in, std::span<const schema::table* const> expected) {
    std::vector<difference> found;
    const std::vector<schema::table> live = introspect_tables(in);
    for (const schema::table* each : expected) {
        const auto at =
            std::find_if(live.begin(), live.end(), [&](const schema::table& one) { return one.name == each->name; });
        if (at == live.end()) {
            found.push_back({difference::kind::missing_table, each->name, {}, each->name + ": there is no such table"});
        } else {
            comparison(in.dialect(), *each, *at, found).run();
        }
    }
    return verification(std::move(found), in.description());
}

std::string verification::text() const {
    if (differences_.empty()) return where_ + " has the tables that the structs describe";
    std::string result = fmt::format("{} is not what the structs describe ({} difference{}):", where_,
                                     differences_.size(), differences_.size() == 1 ? "" : "s");
    for (const difference& each : differences_) result += "\n  " + each.text;
    return result;
}

void verification::require() const {
    if (!differences_.empty())
        throw mapping_error(text() + "\n  Has the database been migrated to this program's revision?");
}

}  // namespace rowan
