#include <rowan/schema/constraint.hpp>
#include <rowan/schema/table.hpp>

namespace rowan::schema {

namespace {

struct kind {
    std::string_view operator()(const primary_key&) const { return "primary key"; }
    std::string_view operator()(const unique&) const { return "unique"; }
    std::string_view operator()(const foreign_key&) const { return "foreign key"; }
    std::string_view operator()(const check&) const { return "check"; }
    std::string_view operator()(const exclude&) const { return "exclude"; }
};

}  // namespace

const std::string& name_of(const constraint& what) noexcept {
    return std::visit([](const auto& one) -> const std::string& { return one.name; }, what);
}

std::string_view kind_of(const constraint& what) noexcept { return std::visit(kind{}, what); }

std::vector<constraint> constraints_of(const table& of) {
    std::vector<constraint> result;
    if (of.primary_key) result.emplace_back(*of.primary_key);
    result.insert(result.end(), of.uniques.begin(), of.uniques.end());
    result.insert(result.end(), of.foreign_keys.begin(), of.foreign_keys.end());
    result.insert(result.end(), of.checks.begin(), of.checks.end());
    result.insert(result.end(), of.excludes.begin(), of.excludes.end());
    return result;
}

}  // namespace rowan::schema
