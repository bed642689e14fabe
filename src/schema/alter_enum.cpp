#include <rowan/schema/alter_enum.hpp>

#include <algorithm>

namespace rowan::schema {

namespace {

bool contains(const std::vector<std::string>& labels, const std::string& one) {
    return std::find(labels.begin(), labels.end(), one) != labels.end();
}

std::string literal(const std::string& label) {
    std::string result = "'";
    for (const char each : label) result.append(each == '\'' ? 2 : 1, each);
    return result + '\'';
}

}  // namespace

std::vector<std::pair<std::string, std::string>> renamed_labels(const alter_enum& by) {
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto& [old, now] : by.instead) {
        const auto same = [&, to = now](const auto& each) { return each.second == to; };
        if (!contains(by.from, now) && std::count_if(by.instead.begin(), by.instead.end(), same) == 1)
            result.emplace_back(old, now);
    }
    return result;
}

column altered(const column& of, const alter_enum& by) {
    column result = of;
    result.type.labels = by.to;
    for (const auto& [old, now] : by.instead) {
        if (of.default_value && of.default_value->text() == literal(old)) result.default_value = literal(now);
    }
    return result;
}

alter_enum reversed(const alter_enum& what) {
    alter_enum result{what.name, what.to, what.from, {}, what.uses, what.schema_name};
    for (auto& [old, now] : renamed_labels(what)) result.instead.emplace_back(now, old);
    for (enum_use& each : result.uses) each.column = altered(each.column, what);
    return result;
}

}  // namespace rowan::schema
