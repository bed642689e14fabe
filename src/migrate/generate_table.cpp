#include <rowan/schema/database.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "migrate/cpp_words.hpp"
#include "migrate/generate_model.hpp"
#include "migrate/names.hpp"

namespace rowan::migrate::generated {

namespace {

constexpr std::size_t most_key_columns = 8;
constexpr std::size_t line_length = 120;

/// The calls that describe one table.
class description {
public:
    description(const model& in, const entity& of) : model_(in), of_(of), table_(*of.table) {}

    std::string run() && {
        if (table_.primary_key)
            add("primary_key<" + members(table_.primary_key->columns) + '>',
                named(table_.primary_key->name, primary_key_name(table_.name), {}));
        for (const member& each : of_.members) add_column(each);
        for (const schema::foreign_key* each : of_.keys) add_foreign_key(*each);
        for (const schema::unique& each : table_.uniques) add_unique(each);
        for (const schema::check& each : table_.checks) add_check(each);
        for (const schema::index& each : table_.indexes) add_index(each);
        if (table_.distribution) add_distribution(*table_.distribution);
        for (const schema::exclude& each : table_.excludes) leave_out("exclude constraint " + each.name);
        if (!table_.partition_by.empty()) leave_out("its partitions");
        if (!table_.comment.empty()) add("comment", cpp_words(table_.comment));
        std::string notes;
        for (const std::string& each : left_out_) notes += (notes.empty() ? "" : "; ") + one_line(each);
        std::string result;
        if (!notes.empty()) result = "    // Said by the migration alone: " + notes + ".\n";
        result += "    return rowan::table<" + of_.name + ">(" + cpp_words(table_.name);
        if (!table_.schema_name.empty()) result += ", " + cpp_words(table_.schema_name);
        return result + ')' + calls_ + ";\n";
    }

private:
    void add(const std::string& call, const std::string& arguments) {
        const std::string line = "        ." + call + '(' + arguments + ')';
        calls_ += '\n';
        const bool is_long =
            line.size() > line_length && !arguments.empty() && arguments.find('\n') == std::string::npos;
        calls_ += is_long ? "        ." + call + "(\n            " + arguments + ')' : line;
    }
    void leave_out(std::string what) { left_out_.push_back(std::move(what)); }
    static std::string one_line(std::string text) {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\\'; }, ' ');
        return text;
    }

    void add_distribution(const schema::distribution& how) {
        if (how.column.empty()) return add("reference_table", "");
        if (!has_all({how.column})) return leave_out("that it is distributed by " + how.column);
        add("distributed_by<" + members({how.column}) + '>',
            how.colocate_with.empty() ? "" : cpp_words(how.colocate_with));
    }

    std::string pointer(const entity& whose, const std::string& column) const {
        return '&' + whose.name + "::" + whose.find(column)->name;
    }
    std::string members(const std::vector<std::string>& columns) const { return members(of_, columns); }
    std::string members(const entity& whose, const std::vector<std::string>& columns) const {
        std::string result;
        for (const std::string& each : columns) result += (result.empty() ? "" : ", ") + pointer(whose, each);
        return result;
    }
    bool has_all(const std::vector<std::string>& columns) const {
        return !columns.empty() && columns.size() <= most_key_columns &&
               std::all_of(columns.begin(), columns.end(), [&](const auto& each) { return of_.find(each) != nullptr; });
    }

    /// The argument that names a constraint; empty where it would have that name anyway.
    std::string named(const std::string& name, const std::string& otherwise, std::string_view before) {
        const std::string wanted = name.empty() ? otherwise : name;
        std::string unique = wanted;
        for (int number = 2; !taken_.insert(unique).second; ++number) unique = wanted + '_' + std::to_string(number);
        return unique == otherwise ? std::string() : std::string(before) + cpp_words(unique);
    }

    void add_column(const member& of) {
        const schema::column& column = *of.column;
        const std::string key = '<' + pointer(of_, column.name) + '>';
        if (of.name != column.name) add("column_name" + key, cpp_words(column.name));
        if (is_counted(of)) add("identity" + key, {});
        if (!of.domain.empty()) {
            add("domain" + key, of.domain);
        } else if (of.described.kind == type_kind::varchar) {
            add("max_length" + key, std::to_string(of.described.length));
        } else if (of.described.kind == type_kind::numeric && of.described.precision != 0) {
            add("precision" + key, std::to_string(of.described.precision) + ", " + std::to_string(of.described.scale));
        }
        if (column.default_value && !is_counted(of)) add("default_value" + key, words(*column.default_value));
        if (column.generated_as && column.generated_on_read)
            leave_out("column " + column.name + " is computed when it is read");
        if (column.generated_as) add("generated" + key, words(*column.generated_as));
        const bool is_stamp = of.type == "rowan::timestamp" && !of.optional && !of.is_array && !column.generated_as;
        if (is_stamp && (of.name == "created_at" || of.name == "updated_at")) add(of.name + key, {});
        const bool is_version = of.type == "std::int32_t" || of.type == "std::int64_t";
        if (is_version && !of.optional && !of.is_array && (of.name == "lock_version" || of.name == "row_version"))
            add("version" + key, {});
    }

    /// By the database: an identity, or a sequence of the column's own.
    bool is_counted(const member& of) const {
        const bool is_number = of.described.kind == type_kind::smallint || of.described.kind == type_kind::integer ||
                               of.described.kind == type_kind::bigint;
        if (!is_number || of.is_array || of.optional || !of.domain.empty() || !table_.primary_key) return false;
        if (of.column->identity != schema::identity_kind::none) return true;
        if (!of.column->default_value || table_.primary_key->columns != std::vector{of.column->name}) return false;
        const auto& all = model_.database->sequences;
        return std::any_of(all.begin(), all.end(), [&](const schema::sequence& each) {
            return each.owner_table == table_.name && each.owner_column == of.column->name &&
                   each.schema_name == table_.schema_name;
        });
    }

    static std::string words(const schema::sql_text& of) {
        if (of.others().empty()) return cpp_words(std::string_view(of.text()));
        std::string result = "{.text = " + cpp_words(std::string_view(of.text()));
        for (const auto& [dialect, text] : of.others())
            result += ", ." + dialect + " = " + cpp_words(std::string_view(text));
        return result + '}';
    }

    void add_foreign_key(const schema::foreign_key& key) {
        const entity& to = *model_.find(key.referenced_schema, key.referenced_table);
        std::string own = members(key.columns);
        std::string other = members(to, key.referenced_columns);
        if (key.columns.size() > 1) {
            own = "rowan::columns<" + own + '>';
            other = "rowan::columns<" + other + '>';
        }
        const std::string name = named(key.name, foreign_key_name(table_.name, key.columns), ", ");
        std::string deletes = action(key.on_delete);
        if (key.on_delete == schema::referential_action::no_action && name.empty()) deletes.clear();
        add("foreign_key<" + own + ", " + other + '>', deletes + name);
    }
    static std::string action(schema::referential_action which) {
        using enum schema::referential_action;
        switch (which) {
            case no_action: return "rowan::on_delete::no_action";
            case restrict: return "rowan::on_delete::restrict";
            case cascade: return "rowan::on_delete::cascade";
            case set_null: return "rowan::on_delete::set_null";
            case set_default: return "rowan::on_delete::set_default";
        }
        return {};
    }

    void add_unique(const schema::unique& which) {
        if (!has_all(which.columns) || which.nulls_not_distinct) return leave_out("unique constraint " + which.name);
        add("unique<" + members(which.columns) + '>', named(which.name, unique_name(table_.name, which.columns), {}));
    }

    void add_check(const schema::check& which) {
        std::string name = which.name.empty() ? table_.name + "_check" : which.name;
        name = named(name, {}, {});
        add("check", name + ", " + words(which.expression));
    }

    void add_index(const schema::index& which) {
        std::vector<std::string> columns;
        for (const schema::index_key& each : which.keys) columns.push_back(each.column);
        if (!can_say(which) || !has_all(columns)) return leave_out("index " + which.name);
        std::string keys;
        for (const schema::index_key& each : which.keys) {
            const std::string one = pointer(of_, each.column);
            const bool descends = each.order == schema::sort_order::descending;
            keys += (keys.empty() ? "" : ", ") + (descends ? "rowan::descending<" + one + '>' : one);
        }
        add("index<" + keys + '>', options(which, columns));
    }
    static bool can_say(const schema::index& which) {
        const std::string& operators = which.keys.front().operator_class;
        return which.include.empty() && !which.nulls_not_distinct &&
               std::all_of(which.keys.begin(), which.keys.end(), [&](const schema::index_key& each) {
                   return !each.expression && each.nulls == schema::nulls_order::by_default &&
                          each.operator_class == operators && each.operator_class_schema.empty() &&
                          each.operator_class_options.empty() && each.collation.empty();
               });
    }
    std::string options(const schema::index& which, const std::vector<std::string>& columns) const {
        std::string result;
        const auto say = [&](std::string_view name, const std::string& value) {
            result.append(result.empty() ? "{." : ", .").append(name).append(" = ") += value;
        };
        if (which.name != index_name(table_.name, columns)) say("name", cpp_words(which.name));
        if (which.where) say("where", cpp_words(std::string_view(which.where->text())));
        if (!which.method.empty()) say("method", cpp_words(which.method));
        if (which.unique) say("unique", "true");
        if (!which.keys.front().operator_class.empty())
            say("operator_class", cpp_words(which.keys.front().operator_class));
        std::string settings;
        for (const auto& [name, value] : which.options)
            settings += (settings.empty() ? "" : ", ") + name + " = " + value;
        if (!settings.empty()) say("options", cpp_words(settings));
        return result.empty() ? result : result + '}';
    }

    const model& model_;
    const entity& of_;
    const schema::table& table_;
    std::string calls_;
    std::set<std::string> taken_;
    std::vector<std::string> left_out_ = of_.left_out;
};

/// The value of a literal, whatever it is cast to.
std::optional<std::string> literal_of(std::string_view text) {
    if (!text.starts_with('\'')) {
        const std::size_t end = text.find("::");
        return std::string(text.substr(0, end));
    }
    std::string result;
    std::size_t i = 1;
    for (; i < text.size(); ++i) {
        if (text[i] == '\'' && text.substr(i + 1, 1) != "'") break;
        if (text[i] == '\'') ++i;
        result += text[i];
    }
    const std::string_view rest = text.substr(std::min(i + 1, text.size()));
    if (!rest.empty() && (!rest.starts_with("::") || rest.find_first_of("(|+") != std::string_view::npos)) return {};
    return result;
}

bool is_number(std::string_view text, std::string_view letters) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.size() <= 4 + 5 * (letters.size() > 10) && text.front() != '.' &&
           (text.size() == 1 || text.front() != '0' || text[1] == '.') && text.back() != '.' &&
           std::count(text.begin(), text.end(), '.') <= 1 && text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

std::string table_description(const model& in, const entity& of) { return description(in, of).run(); }

std::string initial_value(const model& in, const member& of) {
    const auto& given = of.column->default_value;
    if (!given || of.is_array || of.column->generated_as || !given->others().empty()) return {};
    const std::string& text = given->text();
    const auto value = literal_of(text);
    if (!value) return {};
    if (of.type == "bool") return *value == "true" || *value == "false" ? *value : std::string();
    if (of.type.starts_with("std::int")) return is_number(*value, "0123456789") ? *value : std::string();
    if (of.type == "double") return is_number(*value, "0123456789.") ? *value : std::string();
    if (of.type == "std::string") return text.starts_with('\'') ? cpp_words(*value) : std::string();
    for (const enumeration& each : in.enums) {
        if (each.name != of.type || !of.is_ours) continue;
        for (std::size_t i = 0; i != each.enumerators.size(); ++i)
            if (each.type.labels[i] == *value) return of.type + "::" + each.enumerators[i];
    }
    return {};
}

}  // namespace rowan::migrate::generated
