#include "schema/key_order.hpp"

#include <map>
#include <string>
#include <utility>

namespace rowan::schema {

namespace {

class key_order {
public:
    explicit key_order(const std::vector<table>& tables) {
        for (const table& each : tables) waiting_.emplace(std::pair(each.schema_name, each.name), &each);
        for (const table& each : tables) add(each.schema_name, each.name);
    }

    std::vector<const table*> sorted;

private:
    // A table stops waiting before those that it needs are looked at: a circle ends there.
    void add(const std::string& schema_name, const std::string& name) {
        const auto found = waiting_.find({schema_name, name});
        if (found == waiting_.end()) return;
        const table* const added = found->second;
        waiting_.erase(found);
        for (const table_name& parent : added->inherits) add(parent.schema_name, parent.name);
        if (added->distribution) add(added->schema_name, added->distribution->colocate_with);
        for (const foreign_key& key : added->foreign_keys) add(key.referenced_schema, key.referenced_table);
        sorted.push_back(added);
    }

    std::map<std::pair<std::string, std::string>, const table*> waiting_;
};

}  // namespace

std::vector<const table*> by_keys(const std::vector<table>& tables) { return key_order(tables).sorted; }

}  // namespace rowan::schema
