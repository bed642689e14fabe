#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/generate.hpp>

#include <algorithm>
#include <set>

#include "migrate/cpp_words.hpp"
#include "migrate/generate_model.hpp"
#include "migrate/generate_names.hpp"

namespace rowan::migrate {

namespace {

using generated::entity;
using generated::member;
using generated::model;

constexpr std::size_t line_length = 120;

/// A text as lines of a comment; what would end or go on a line in C++ is blank.
std::string comment(std::string_view text, std::string_view before) {
    std::string result;
    while (!text.empty()) {
        std::string line(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\\'; }, ' ');
        while (line.ends_with(' ')) line.pop_back();
        result.append(before).append(line.empty() ? "" : " ").append(line) += '\n';
    }
    return result;
}

/// Words between commas, aligned under the first.
std::string filled(std::string begin, const std::vector<std::string>& words, std::string_view end) {
    const std::string margin(begin.size() - (begin.rfind('\n') == std::string::npos ? 0 : begin.rfind('\n') + 1), ' ');
    std::size_t column = margin.size();
    for (std::size_t i = 0; i != words.size(); ++i) {
        const std::string word = words[i] + (i + 1 == words.size() ? std::string(end) : ",");
        if (i != 0 && column + 1 + word.size() > line_length) {
            begin += '\n' + margin;
            column = margin.size();
        } else if (i != 0) {
            begin += ' ';
            ++column;
        }
        begin += word;
        column += word.size();
    }
    return begin + (words.empty() ? std::string(end) : std::string());
}

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& each : words) result += (result.empty() ? "" : ", ") + each;
    return result;
}

class writer {
public:
    writer(const model& of, std::string name_space) : model_(of), space_(std::move(name_space)) {}

    std::vector<generated_file> run() const {
        std::vector<generated_file> result;
        if (!model_.enums.empty()) result.push_back({"enums.hpp", enums()});
        if (!model_.types.empty() || !model_.domains.empty()) result.push_back({"types.hpp", types()});
        for (std::size_t i = 0; i != model_.files.size(); ++i) result.push_back({file_name(i), header(i)});
        result.push_back({"entities.hpp", everything()});
        std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return result;
    }

private:
    std::string open() const { return "namespace " + space_ + " {\n"; }
    std::string close() const { return "}  // namespace " + space_ + '\n'; }
    std::string full(const std::string& name) const { return space_ + "::" + name; }

    std::string file_name(std::size_t file) const {
        const std::string& name = model_.entities[model_.files[file].front()].name;
        const bool is_taken = name == "enums" || name == "types" || name == "entities" || name == "first_revision";
        return name + (is_taken ? "_table.hpp" : ".hpp");
    }

    std::string enums() const {
        bool has_labels = false;
        std::string body;
        std::string names;
        for (const generated::enumeration& each : model_.enums) {
            const auto& values = each.enumerators;
            body += '\n' + comment(each.comment, "///") + filled("enum class " + each.name + " { ", values, " };") +
                    '\n' + filled("BOOST_DESCRIBE_ENUM(" + each.name + ", ", values, ")") + '\n';
            std::vector<std::string> labels;
            for (std::size_t i = 0; i != values.size(); ++i) {
                if (values[i] != each.type.labels[i])
                    labels.push_back("rowan::label{" + full(each.name) + "::" + values[i] + ", " +
                                     cpp_words(each.type.labels[i]) + '}');
            }
            if (each.name != each.type.name)
                names += "\ntemplate <>\ninline constexpr std::string_view rowan::enum_name_of<" + full(each.name) +
                         "> = " + cpp_words(each.type.name) + ";\n";
            if (labels.empty()) continue;
            has_labels = true;
            names += "\ntemplate <>\ninline constexpr auto rowan::labels_of<" + full(each.name) + "> =\n" +
                     filled("    std::array{", labels, "};") + '\n';
        }
        return "#pragma once\n\n#include <rowan/meta/enumerators.hpp>\n\n" +
               std::string(has_labels ? "#include <array>\n\n" : "") + open() + body + '\n' + close() + names;
    }

    std::string types() const {
        std::string body;
        std::string codecs;
        for (const generated::own_type& each : model_.types) {
            const std::string value = each.is_time ? "value" : "text";
            body +=
                '\n' +
                comment("A value of type " + each.of + (each.is_time ? "." : ", as the database writes it."), "///") +
                "struct " + each.name + " {\n    " + (each.is_time ? "rowan::timestamp " : "std::string ") + value +
                ";\n\n    friend bool operator==(const " + each.name + "&, const " + each.name + "&) = default;\n};\n";
            const std::string set =
                each.is_time ? "set_timestamp(index, from.value)" : "set_text(index, from.text, false)";
            codecs += "\ntemplate <>\nstruct rowan::codec<" + full(each.name) + "> {\n" +
                      "    static constexpr rowan::column_type type{.kind = rowan::type_kind::other, .name = " +
                      cpp_words(each.of) + "};\n" +
                      "    static void write(rowan::row_writer& to, std::size_t index, const " + full(each.name) +
                      "& from) {\n        to." + set + ";\n    }\n" +
                      "    static void read(const rowan::row_reader& from, std::size_t index, " + full(each.name) +
                      "& to) {\n        to." + value + " = from.get_" + (each.is_time ? "timestamp" : "text") +
                      "(index);\n    }\n};\n";
        }
        for (const generated::domain& each : model_.domains) {
            const std::string begin = "inline constexpr rowan::domain_literal " + each.name + '{';
            const std::string name = ".name = " + cpp_words(each.first->domain->name);
            const std::string rule = ".rule = {" + cpp_words(each.rule) + "}};\n";
            const bool is_long = begin.size() + name.size() + rule.size() > line_length;
            body += '\n' + begin + name + (is_long ? ",\n" + std::string(begin.size(), ' ') : ", ") + rule;
        }
        return "#pragma once\n\n#include <rowan/schema/facet.hpp>\n#include <rowan/types/codec.hpp>\n\n#include "
               "<cstddef>\n#include <string>\n\n" +
               open() + body + '\n' + close() + codecs;
    }

    template <class Test>
    bool any_member(std::size_t file, Test&& test) const {
        for (const std::size_t each : model_.files[file])
            for (const member& one : model_.entities[each].members)
                if (test(one)) return true;
        return false;
    }

    std::set<std::size_t> needed_files(std::size_t file) const {
        std::set<std::size_t> result;
        for (const std::size_t each : model_.files[file])
            for (const schema::foreign_key* key : model_.entities[each].keys)
                result.insert(model_.find(key->referenced_schema, key->referenced_table)->file);
        result.erase(file);
        return result;
    }

    std::string includes(std::size_t file) const {
        const auto is_enum = [&](const member& one) {
            return one.is_ours && std::any_of(model_.enums.begin(), model_.enums.end(),
                                              [&](const auto& each) { return each.name == one.type; });
        };
        std::set<std::string> own;
        if (any_member(file, is_enum)) own.insert("enums.hpp");
        if (any_member(file, [&](const member& one) { return (one.is_ours && !is_enum(one)) || !one.domain.empty(); }))
            own.insert("types.hpp");
        for (const std::size_t each : needed_files(file)) own.insert(file_name(each));
        std::string result = "#pragma once\n\n";
        for (const std::string& each : own) result += "#include \"" + each + "\"\n";
        if (!own.empty()) result += '\n';
        result += "#include <rowan/schema/table_of.hpp>\n";
        if (any_member(file, [](const member& one) { return one.type == "rowan::json<>"; }))
            result += "#include <rowan/types/json.hpp>\n";
        std::string standard;
        if (any_member(file, [](const member& one) { return one.type.starts_with("std::int"); }))
            standard += "#include <cstdint>\n";
        if (any_member(file, [](const member& one) { return one.optional; })) standard += "#include <optional>\n";
        if (any_member(file, [](const member& one) { return one.type == "std::string"; }))
            standard += "#include <string>\n";
        if (any_member(file, [](const member& one) { return one.is_array; })) standard += "#include <vector>\n";
        return result + (standard.empty() ? "" : '\n' + standard) + '\n';
    }

    std::string header(std::size_t file) const {
        std::string result = includes(file) + open();
        std::set<std::string> known;
        for (const std::size_t each : needed_files(file))
            for (const std::size_t one : model_.files[each]) known.insert(model_.entities[one].name);
        std::set<std::string> ahead;
        for (const std::size_t each : model_.files[file]) {
            const entity& of = model_.entities[each];
            if (of.parts.empty()) known.insert(of.name);
            for (const member& one : of.members)
                if (!one.id_of.empty() && !known.contains(one.id_of)) ahead.insert(one.id_of);
            known.insert(of.name);
        }
        if (!ahead.empty()) result += '\n';
        for (const std::string& each : ahead) result += "struct " + each + ";\n";
        for (const std::size_t each : model_.files[file]) result += structs(model_.entities[each]);
        result += '\n' + close();
        for (const std::size_t each : model_.files[file]) result += described(model_.entities[each]);
        return result;
    }

    std::string structs(const entity& of) const {
        std::string result;
        for (std::size_t i = 0; i != of.parts.size(); ++i)
            result += "\n/// Columns of " + of.name + " beyond what one description holds.\n" +
                      one_struct(of, i + 1, of.parts[i], {});
        result += '\n' + comment(of.table->comment, "///");
        if (of.name != cpp_name(singular(of.table->name), "table"))
            result += comment("Of the table \"" + of.table->name + "\".", "///");
        return result + one_struct(of, 0, of.name, of.parts);
    }

    std::string one_struct(const entity& of, std::size_t part, const std::string& name,
                           const std::vector<std::string>& bases) const {
        std::string result = "struct " + name + (bases.empty() ? "" : " : " + joined(bases)) + " {\n";
        std::vector<std::string> names;
        for (const member& each : of.members) {
            if (each.part != part) continue;
            names.push_back(each.name);
            const std::string line = "    " + declaration(of, each);
            const bool is_short = each.column->comment.find('\n') == std::string::npos &&
                                  line.size() + each.column->comment.size() + 7 <= line_length;
            if (each.column->comment.empty())
                result += line + '\n';
            else if (is_short)
                result += line + comment(each.column->comment, "  ///<");
            else
                result += comment(each.column->comment, "    ///") + line + '\n';
        }
        const std::string begin = "BOOST_DESCRIBE_STRUCT(" + name + ", (" + joined(bases) + "),";
        const std::string line = begin + " (" + joined(names) + "))";
        const std::string margin(std::string_view("BOOST_DESCRIBE_STRUCT(").size(), ' ');
        return result + "};\n" +
               (line.size() <= line_length ? line : filled(begin + '\n' + margin + '(', names, "))")) + '\n';
    }

    /// A name that is also a member's would mean another thing after it: such a one is said in full.
    std::string said(const entity& within, const std::string& name) const {
        const bool is_member = std::any_of(within.members.begin(), within.members.end(),
                                           [&](const member& each) { return each.name == name; });
        return is_member ? full(name) : name;
    }

    std::string declaration(const entity& within, const member& of) const {
        std::string type = of.is_ours ? said(within, of.type) : of.type;
        if (!of.id_of.empty()) type = "rowan::id<" + said(within, of.id_of) + '>';
        std::string value = initial_value(model_, of);
        if (!value.empty() && of.is_ours) value = said(within, of.type) + value.substr(of.type.size());
        const bool is_scalar = of.type.starts_with("std::int") || of.type == "float" || of.type == "double";
        std::string initial = value.empty() ? "" : " = " + value;
        if (value.empty() && !of.optional && !of.is_array) {
            if (is_scalar) initial = " = 0";
            if (of.type == "bool") initial = " = false";
            if (of.is_ours && is_enum(of.type)) initial = "{}";
        }
        if (of.is_array) type = "std::vector<" + type + '>';
        if (of.optional) type = "std::optional<" + type + '>';
        return type + ' ' + of.name + initial + ';';
    }
    bool is_enum(const std::string& type) const {
        return std::any_of(model_.enums.begin(), model_.enums.end(),
                           [&](const auto& each) { return each.name == type; });
    }

    std::string described(const entity& of) const {
        std::set<std::string> names{full(of.name)};
        for (const schema::foreign_key* key : of.keys)
            names.insert(full(model_.find(key->referenced_schema, key->referenced_table)->name));
        for (const member& each : of.members)
            if (!each.domain.empty()) names.insert(full(each.domain));
        return "\ntemplate <>\ninline constexpr auto rowan::table_of<" + full(of.name) + "> = [] {\n" +
               filled("    using ", {names.begin(), names.end()}, ";") + '\n' + table_description(model_, of) +
               "}();\n";
    }

    std::string everything() const {
        std::set<std::string> files;
        for (std::size_t i = 0; i != model_.files.size(); ++i) files.insert(file_name(i));
        std::vector<std::string> names;
        for (const entity& each : model_.entities) names.push_back(each.name);
        std::string result = "#pragma once\n\n// The tables of a database, as `generate entities` has read them.\n\n";
        for (const std::string& each : files) result += "#include \"" + each + "\"\n";
        result += "\n#include <rowan/schema/blueprint.hpp>\n#include <rowan/session/verify.hpp>\n\n" + open();
        if (names.empty()) return result + close();
        return result +
               "\n/// Compares all of them with the live tables.\ninline rowan::verification verify(rowan::session& "
               "in) "
               "{\n" +
               filled("    return rowan::verify<", names, ">(in);") +
               "\n}\n\n/// What they want a database to be, for `create --autogenerate`.\ninline "
               "rowan::schema::blueprint blueprint() {\n" +
               filled("    return rowan::schema_of<", names, ">();") + "\n}\n\n" + close();
    }

    const model& model_;
    std::string space_;
};

void check(const generate_options& how) {
    if (!is_namespace(how.name_space))
        throw migration_error("\"" + how.name_space + "\" is no namespace: write names with :: between, shop::tables");
}

std::string terminated(std::string text) {
    text.erase(text.find_last_not_of(" \t\r\n;") + 1);
    return text + ";\n";
}

}  // namespace

std::vector<generated_file> generate_entities(const schema::database& from, const dialect& of,
                                              const generate_options& how) {
    check(how);
    const model all = generated::model_of(from, of, how);
    return writer(all, how.name_space).run();
}

generated_file first_sql_migration(const schema::database& from, const dialect& of) {
    std::string text = "-- All that the database held when its first revision was written.\n";
    const std::vector<schema::operation> all = creation_of(from);
    // A key that comes later makes its table anew where a backend cannot add it: then it comes at once.
    const bool waits =
        std::none_of(all.begin(), all.end(), [&](const schema::operation& each) { return of.needs_database(each); });
    for (const schema::operation& each : waits ? all : creation_of(from, {.keys_wait = false})) {
        for (const std::string& statement : of.render(each)) text += '\n' + terminated(statement);
    }
    return {"migrations/0001_existing_schema.sql", text};
}

generated_file first_cpp_migration(const schema::database& from, const generate_options& how) {
    check(how);
    return {"first_revision.hpp",
            "#pragma once\n\n#include <rowan/migrate/operations.hpp>\n#include <rowan/migrate/revision.hpp>\n\n"
            "namespace " +
                how.name_space +
                " {\n\n/// All that the database held when this was written.\ninline rowan::migrate::revision "
                "first_revision() {\n    return rowan::migrate::revision(\"0001\", \"existing schema\")\n        "
                ".change([](rowan::migrate::operations& op) {\n" +
                cpp_source(creation_of(from), 12) + "        });\n}\n\n}  // namespace " + how.name_space + '\n'};
}

}  // namespace rowan::migrate
