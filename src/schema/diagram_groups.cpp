#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "schema/diagram_model.hpp"

namespace rowan::schema {

namespace {

constexpr std::size_t most_in_group = 15;
constexpr std::size_t few_tables = 12;  // that one group holds, whatever they are called

std::string first_word(const std::string& name) { return name.substr(0, name.find('_', 1)); }

/// `job` of `jobs` and `job_logs`.
std::string beginning_of(const std::string& name) {
    std::string result = first_word(name);
    if (result.size() > 3 && result.back() == 's') result.pop_back();
    return result;
}

/// Merges the two groups that are the closest to each other, again and again.
class grouping {
public:
    explicit grouping(diagram& of) : of_(of), close_(of.tables.size()), groups_(of.tables.size()) {
        for (std::size_t i = 0; i != groups_.size(); ++i) groups_[i] = {i};
        count_relations();
        add_relations();
        add_names();
    }

    std::vector<std::vector<std::size_t>> merged() {
        const std::size_t most = of_.tables.size() <= few_tables ? few_tables : most_in_group;
        while (merge_once(most)) {}
        gather_single();
        std::erase_if(groups_, [](const auto& each) { return each.empty(); });
        return groups_;
    }

private:
    const std::string& schema_of(std::size_t which) const { return of_.tables[which].of->schema_name; }

    void count_relations() {
        relations_.assign(of_.tables.size(), 0);
        for (const auto& each : of_.relations) {
            ++relations_[each.from];
            ++relations_[each.to];
        }
    }

    void bring_closer(std::size_t left, std::size_t right, double by) {
        if (left == right || schema_of(left) != schema_of(right)) return;
        close_[left][right] += by;
        close_[right][left] += by;
    }

    /// A table that everything refers to says little of what belongs together.
    void add_relations() {
        for (const auto& each : of_.relations)
            bring_closer(each.from, each.to, 1 / std::sqrt(relations_[each.from] * relations_[each.to]));
    }

    void add_names() {
        std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> alike;
        for (std::size_t i = 0; i != of_.tables.size(); ++i)
            alike[{schema_of(i), beginning_of(of_.tables[i].of->name)}].push_back(i);
        for (const auto& [beginning, tables] : alike) {
            if (tables.size() * 2 > of_.tables.size()) continue;  // all of a program's tables may begin with its name
            for (std::size_t i = 0; i != tables.size(); ++i) {
                for (std::size_t j = i + 1; j != tables.size(); ++j) bring_closer(tables[i], tables[j], 0.5);
            }
        }
    }

    bool merge_once(std::size_t most) {
        double best = 0;
        std::pair<std::size_t, std::size_t> which;
        for (std::size_t i = 0; i != groups_.size(); ++i) {
            for (const auto& [j, how] : close_[i]) {
                const std::size_t size = groups_[i].size() + groups_[j].size();
                if (j <= i || size > most) continue;
                const double score = how / std::sqrt(double(groups_[i].size()) * double(groups_[j].size()));
                if (score > best + 1e-9) {
                    best = score;
                    which = {i, j};
                }
            }
        }
        if (best > 0) merge(which.first, which.second);
        return best > 0;
    }

    void merge(std::size_t into, std::size_t from) {
        groups_[into].insert(groups_[into].end(), groups_[from].begin(), groups_[from].end());
        groups_[from].clear();
        for (const auto& [other, how] : close_[from]) {
            close_[other].erase(from);
            if (other == into) continue;
            close_[into][other] += how;
            close_[other][into] += how;
        }
        close_[from].clear();
    }

    /// Tables that belong to no other stand together.
    void gather_single() {
        std::map<std::string, std::size_t> of_schema;
        for (std::size_t i = 0; i != groups_.size(); ++i) {
            if (groups_[i].size() != 1) continue;
            const auto [found, is_new] = of_schema.emplace(schema_of(groups_[i].front()), i);
            if (is_new) continue;
            groups_[found->second].push_back(groups_[i].front());
            groups_[i].clear();
        }
    }

    diagram& of_;
    std::vector<std::map<std::size_t, double>> close_;
    std::vector<std::vector<std::size_t>> groups_;
    std::vector<double> relations_;
};

/// The beginning that most of the names have, or the table with most relations within the group.
std::string title_of(const diagram& in, const std::vector<std::size_t>& tables) {
    std::map<std::string, std::size_t> beginnings;
    for (const std::size_t each : tables) ++beginnings[beginning_of(in.tables[each].of->name)];
    const auto most = std::max_element(beginnings.begin(), beginnings.end(),
                                       [](const auto& left, const auto& right) { return left.second < right.second; });
    if (most->second * 2 > tables.size() && most->second > 1) {
        const auto named = std::find_if(tables.begin(), tables.end(), [&](std::size_t each) {
            return beginning_of(in.tables[each].of->name) == most->first;
        });
        return first_word(in.tables[*named].of->name);
    }
    std::map<std::size_t, std::size_t> relations;
    for (const auto& each : in.relations) {
        const bool inside = std::find(tables.begin(), tables.end(), each.from) != tables.end() &&
                            std::find(tables.begin(), tables.end(), each.to) != tables.end();
        if (inside) ++relations[each.to];
    }
    if (relations.empty()) return tables.size() == 1 ? in.tables[tables.front()].of->name : "others";
    return in
        .tables[std::max_element(relations.begin(), relations.end(),
                                 [](const auto& left, const auto& right) { return left.second < right.second; })
                    ->first]
        .of->name;
}

}  // namespace

void put_in_groups(diagram& in) {
    auto groups = grouping(in).merged();
    for (auto& tables : groups) {
        std::sort(tables.begin(), tables.end());
        const std::string& schema_name = in.tables[tables.front()].of->schema_name;
        std::string title = groups.size() == 1 ? std::string() : title_of(in, tables);
        if (!schema_name.empty()) title = title.empty() ? schema_name : schema_name + ": " + title;
        for (const std::size_t each : tables) in.tables[each].group = in.groups.size();
        in.groups.push_back({std::move(title), tables});
    }
}

}  // namespace rowan::schema
