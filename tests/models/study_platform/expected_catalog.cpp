#include "models/study_platform/catalog.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string_view>

namespace study_catalog {

namespace {

const std::regex column_line(R"re((\w+) (\S+)( not null)?(?: = (.*))?)re");
const std::regex rule_line(R"re((check|primary key|foreign key|unique|index) (\w+): (.*))re");

struct column {
    std::string name;
    std::string type;
    bool required = false;
    std::string default_value;
};

column parsed_column(const std::string& line) {
    std::smatch parts;
    if (!std::regex_match(line, parts, column_line)) throw std::runtime_error("catalog.txt: no column: " + line);
    return {parts[1], parts[2], parts[3].matched, parts[4]};
}

namespace sqlite {

std::string type(const std::string& of) {
    if (of == "float8") return "double precision";
    for (const char* kept : {"varchar", "integer", "bigint", "boolean", "text"}) {
        if (of.starts_with(kept)) return of;
    }
    return "text";
}

std::string default_value(const column& of) {
    if (of.default_value == "now()") return "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";
    if (of.default_value == "gen_random_uuid()")
        return "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' "
               "|| "
               "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
    if (of.type.starts_with("numeric") && !of.default_value.empty()) return '\'' + of.default_value + '\'';
    return of.default_value;
}

std::string line(const column& of) {
    const std::string otherwise = default_value(of);
    return of.name + ' ' + type(of.type) + (of.required ? " not null" : "") +
           (otherwise.empty() ? "" : " = " + otherwise);
}

/// What a type says on PostgreSQL and a check on SQLite; empty where there is nothing to say.
std::string type_check(const std::string& table, const column& of) {
    const std::string name = "check " + table + '_' + of.name;
    std::smatch length;
    if (std::regex_match(of.type, length, std::regex(R"re(varchar\((\d+)\))re")))
        return name + "_length: length(" + of.name + ") <= " + length[1].str();
    if (of.type == "jsonb") return name + "_json: " + of.name + " is null or json_valid(" + of.name + ")";
    if (of.type.ends_with("[]"))
        return name + "_array: case when json_valid(" + of.name + ") then json_type(" + of.name + ") = 'array' else " +
               of.name + " is null end";
    return {};
}

/// `(((priority >= 1) AND (priority <= 10)))` as it was written: `priority between 1 and 10`.
std::string check(std::string definition) {
    using std::regex_replace;
    const std::regex range(R"re(\((\w+) >= \(?(\d+)\)?\) AND \(\1 <= \(?(\d+)\)?\))re");
    definition = regex_replace(definition, range, "$1 between $2 and $3");
    definition = regex_replace(definition, std::regex(R"re(^\(*(\w+) IS NULL\) OR \((.*?)\)*$)re"), "$1 is null or $2");
    const std::regex one_of(R"re(\(*(\w+)\) = ANY \(\(ARRAY\[(.*)\]\)\)+)re");
    definition = regex_replace(definition, one_of, "$1 in ($2)");
    return regex_replace(definition, std::regex(R"re(^\(+(.*?)\)+$)re"), "$1");
}

std::string index(std::string definition) {
    std::erase(definition, '"');
    if (definition.starts_with("gin ")) definition.erase(0, 4);
    const auto where = definition.find(" WHERE ");
    if (where == std::string::npos) return definition;
    std::string condition = definition.substr(where);
    std::erase_if(condition, [](char c) { return c == '(' || c == ')'; });
    return definition.substr(0, where) + condition;
}

std::string rule(const std::string& line) {
    std::smatch parts;
    std::regex_match(line, parts, rule_line);
    const std::string start = parts[1].str() + ' ' + parts[2].str() + ": ";
    if (parts[1] == "check") return start + check(parts[3]);
    if (parts[1] == "index") return start + index(parts[3]);
    return line;
}

std::vector<std::string> table(const std::string& name, const std::vector<std::string>& lines) {
    std::vector<std::string> result;
    std::vector<std::string> checks;
    for (const std::string& each : lines) {
        if (std::regex_match(each, rule_line)) {
            result.push_back(rule(each));
            continue;
        }
        const column parsed = parsed_column(each);
        result.push_back(line(parsed));
        if (auto check = type_check(name, parsed); !check.empty()) checks.push_back(std::move(check));
    }
    result.insert(result.end(), checks.begin(), checks.end());
    return result;
}

}  // namespace sqlite

}  // namespace

tables described() {
    std::ifstream file(ROWAN_TESTS_DIR "/models/study_platform/catalog.txt");
    tables result;
    std::vector<std::string>* current = nullptr;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("table ")) current = &result[line.substr(6)];
        if (line.starts_with("  ")) current->push_back(line.substr(2));
    }
    if (result.empty()) throw std::runtime_error("catalog.txt cannot be read");
    return result;
}

tables expected(const rowan::session& on) {
    tables result = described();
    for (auto& [name, lines] : result) {
        if (on.dialect().name() == "sqlite") lines = sqlite::table(name, lines);
        const auto rules = std::stable_partition(
            lines.begin(), lines.end(), [](const std::string& line) { return !std::regex_match(line, rule_line); });
        std::sort(rules, lines.end());
    }
    return result;
}

}  // namespace study_catalog
