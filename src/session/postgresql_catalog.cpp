#include "postgresql_catalog.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "catalog_rows.hpp"
#include "dialect/sql_tokens.hpp"
#include "postgresql_catalog_order.hpp"
#include "postgresql_catalog_queries.hpp"
#include "postgresql_catalog_tables.hpp"
#include "schema/object_names.hpp"

namespace rowan::detail::postgresql {

namespace {

schema::firing firing_of(std::string_view letter) {
    switch (letter.empty() ? 'O' : letter.front()) {
        case 'D': return schema::firing::disabled;
        case 'R': return schema::firing::replica;
        case 'A': return schema::firing::always;
        default: return schema::firing::origin;
    }
}

std::string command_of(std::string_view letter) {
    switch (letter.empty() ? '*' : letter.front()) {
        case 'r': return "select";
        case 'a': return "insert";
        case 'w': return "update";
        case 'd': return "delete";
        default: return {};
    }
}

// `create [constraint] trigger name <event> on table <action>`
void read_trigger(schema::trigger& to, std::string_view text) {
    sql_tokens tokens(text, postgresql_dialect().can());
    while (!tokens.next().is("trigger")) continue;
    const std::size_t begin = tokens.next().end();
    sql_token token = tokens.next();
    while (!token.is("on")) token = tokens.next();
    to.event = std::string(text.substr(begin + 1, token.offset - begin - 2));
    std::size_t end = tokens.next().end();
    if (text.substr(end).starts_with('.')) {
        tokens.next();
        end = tokens.next().end();
    }
    to.action = std::string(text.substr(end + 1));
}

class catalog {
public:
    catalog(session& in, const introspect_options& options) : in_(in), options_(options) {}

    schema::database read() && {
        read_schemas();
        if (options_.only_tables) {
            read_relations(in_, scope_, true, all_, numbers_);
            complete_domains();
            return std::move(all_);
        }
        for (catalog_rows row(in_, queries::extensions); row.next();)
            all_.extensions.push_back({row.text(0), row.text(1)});
        read_enums();
        read_domains();
        read_functions();
        read_relations(in_, scope_, false, all_, numbers_);
        read_sequences();
        read_triggers();
        read_policies();
        read_others();
        complete_domains();
        put_in_order(in_, all_, numbers_);
        return std::move(all_);
    }

private:
    std::string asked_schemas() const {
        if (options_.every_schema) return "*";
        std::string result;
        for (const std::string& each : options_.schemas) {
            result += result.empty() ? "{\"" : ",\"";
            for (const char c : each) result.append(c == '"' || c == '\\' ? "\\" : "") += c;
            result += '"';
        }
        return result.empty() ? result : result + '}';
    }

    void read_schemas() {
        std::vector<std::int64_t> found;
        for (catalog_rows row(in_, queries::schemas, asked_schemas()); row.next();) {
            found.push_back(row.number(0));
            all_.distributed = row.flag(5);
            if (!row.flag(2) && row.flag(4)) all_.schemas.push_back({row.text(1), row.text(3)});
        }
        scope_ = array_text(found);
    }

    template <class Object>
    void name(std::string of, std::int64_t number, const Object& added, std::int64_t arrays = 0) {
        numbers_.named.emplace_back(object_number{of, number}, name_of(added));
        if (arrays != 0) numbers_.parts.push_back({{"type", arrays}, {std::move(of), number}});
    }

    void read_enums() {
        for (catalog_rows row(in_, queries::enums, scope_); row.next();) {
            all_.enums.push_back({row.text(2), row.texts(3), row.text(1), row.text(4)});
            name("type", row.number(0), all_.enums.back(), row.number(5));
        }
    }

    void read_domains() {
        std::map<std::int64_t, std::size_t> places;
        for (catalog_rows row(in_, queries::domains, scope_); row.next();) {
            places.emplace(row.number(0), all_.domains.size());
            schema::domain& added = all_.domains.emplace_back();
            added.schema_name = row.text(1);
            added.name = row.text(2);
            added.type = type_of(row, 3);
            added.nullable = !row.flag(9);
            if (!row.is_null(10)) added.default_value = row.text(10);
            added.collation = row.text(11);
            added.comment = row.text(12);
            added.collation_schema = row.text(14);
            name("type", row.number(0), added, row.number(13));
        }
        for (catalog_rows row(in_, queries::domain_checks, scope_); row.next();) {
            const auto found = places.find(row.number(0));
            if (found == places.end()) continue;
            all_.domains[found->second].checks.push_back(
                {.name = row.text(1), .expression = row.text(2), .not_valid = !row.flag(3), .comment = row.text(4)});
        }
    }

    void read_functions() {
        for (catalog_rows row(in_, queries::functions, scope_); row.next();) {
            schema::function& added = all_.functions.emplace_back();
            added.schema_name = row.text(1);
            added.name = row.text(2);
            if (row.text(3) == "p") added.kind = schema::function_kind::procedure;
            if (row.text(3) == "a") added.kind = schema::function_kind::aggregate;
            added.arguments = row.text(4);
            if (row.text(5) != added.arguments) added.identity_arguments = row.text(5);
            added.definition = row.text(6);
            added.comment = row.text(7);
            name("function", row.number(0), added);
        }
    }

    // Those of identity columns go into their columns.
    void read_sequences() {
        for (catalog_rows row(in_, queries::sequences, scope_); row.next();) {
            schema::sequence found{.name = row.text(2), .schema_name = row.text(1)};
            if (row.text(3) != "bigint") found.type = row.text(3);
            found.start = row.number(4);
            found.increment = row.number(5);
            if (!row.is_null(6)) found.minimum = row.number(6);
            if (!row.is_null(7)) found.maximum = row.number(7);
            found.cache = row.number(8);
            found.cycle = row.flag(9);
            found.comment = row.text(13);
            found.unlogged = row.flag(15);
            if (!row.is_null(12) && row.flag(12)) {
                add_numbers(row.text(14), row.text(11), std::move(found));
                continue;
            }
            found.owner_table = row.text(14);
            found.owner_column = row.text(11);
            name("relation", row.number(0), all_.sequences.emplace_back(std::move(found)));
        }
    }

    void add_numbers(const std::string& table, const std::string& column, schema::sequence numbers) {
        const std::string type = std::exchange(numbers.type, {});  // that of the column
        numbers.unlogged = false;                                  // as its table
        schema::sequence usual{.name = table + '_' + column + "_seq", .schema_name = numbers.schema_name};
        const bool descends = numbers.increment < 0;
        if (descends) usual.increment = usual.start = -1;
        if (numbers == usual && !descends) return;
        for (schema::table& each : all_.tables) {
            if (each.name != table || each.schema_name != numbers.schema_name) continue;
            for (schema::column& one : each.columns) {
                if (one.name == column) one.numbers = std::move(numbers);
            }
            return;
        }
    }

    void read_triggers() {
        for (catalog_rows row(in_, queries::triggers, relations()); row.next();) {
            schema::trigger& added = all_.triggers.emplace_back();
            added.name = row.text(0);
            added.schema_name = row.text(1);
            added.table = row.text(2);
            read_trigger(added, row.text(3));
            added.firing = firing_of(row.text(4));
            added.constraint = row.flag(5);
            added.comment = row.text(6);
        }
    }

    void read_policies() {
        for (catalog_rows row(in_, queries::policies, relations()); row.next();) {
            schema::policy& added = all_.policies.emplace_back();
            added.name = row.text(0);
            added.schema_name = row.text(1);
            added.table = row.text(2);
            added.restrictive = row.flag(3);
            added.command = command_of(row.text(4));
            added.roles = row.texts(5);
            if (!row.is_null(6)) added.using_expression = row.text(6);
            if (!row.is_null(7)) added.check_expression = row.text(7);
            added.comment = row.text(8);
        }
    }

    void read_others() {
        read_others(queries::other_objects);
        if (has_rare_objects()) read_others(queries::rare_objects);
    }
    bool has_rare_objects() {
        catalog_rows row(in_, queries::has_rare_objects);
        return row.next() && row.flag(0);
    }
    void read_others(std::string_view asked) {
        for (catalog_rows row(in_, asked, scope_); row.next();) {
            all_.others.push_back({.kind = row.text(2),
                                   .name = row.text(4),
                                   .schema_name = row.text(3),
                                   .table = row.text(5),
                                   .definition = row.text(6),
                                   .comment = row.text(7),
                                   .identity = row.text(9)});
            if (!row.text(0).empty()) name(row.text(0), row.number(1), all_.others.back(), row.number(8));
        }
    }

    std::string relations() const {
        std::vector<std::int64_t> result;
        for (const auto& [number, object] : numbers_.named) {
            if (number.of == "relation") result.push_back(number.number);
        }
        for (const auto& [part, whole] : numbers_.parts) {
            if (part.of == "relation") result.push_back(part.number);
        }
        return array_text(result);
    }

    // A column of a domain has all that is known of it.
    void complete_domains() {
        for (schema::table& table : all_.tables) complete_domains(table);
    }
    void complete_domains(schema::table& in) {
        for (schema::column& column : in.columns) {
            if (!column.domain) continue;
            const auto found = std::find_if(all_.domains.begin(), all_.domains.end(), [&](const schema::domain& one) {
                return one.name == column.domain->name && one.schema_name == column.domain->schema_name;
            });
            if (found != all_.domains.end()) column.domain = *found;
        }
        for (schema::table& each : in.partitions) complete_domains(each);
    }

    session& in_;
    const introspect_options& options_;
    schema::database all_;
    numbered_objects numbers_;
    std::string scope_;
};

}  // namespace

schema::database read_catalog(session& in, const introspect_options& options) { return catalog(in, options).read(); }

}  // namespace rowan::detail::postgresql
