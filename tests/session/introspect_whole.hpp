#pragma once

#include "support/database.hpp"

#include <rowan/schema/database.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace rowan::test {

/// Makes all of it in an empty database, and reads that.
inline schema::database made_of(const schema::database& all, session& empty, const introspect_options& options = {}) {
    for (const schema::operation& each : creation_of(all)) {
        INFO(describe(each));
        empty.apply(each);
    }
    return introspect(empty, options);
}

template <class Object>
void require_same(const char* what, const std::vector<Object>& left, const std::vector<Object>& right) {
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        INFO(what << " " << i << ": " << left[i].name << ", " << right[i].name);
        CHECK(left[i].name == right[i].name);
        CHECK((left[i] == right[i]));
    }
    INFO(what);
    CHECK(left.size() == right.size());
}

/// Part by part, so that a failure names what differs.
inline void require_same(const schema::database& left, const schema::database& right) {
    require_same("schema", left.schemas, right.schemas);
    require_same("extension", left.extensions, right.extensions);
    require_same("enum", left.enums, right.enums);
    require_same("domain", left.domains, right.domains);
    require_same("sequence", left.sequences, right.sequences);
    require_same("function", left.functions, right.functions);
    for (std::size_t i = 0; i < std::min(left.tables.size(), right.tables.size()); ++i) {
        INFO(left.tables[i].name);
        require_same("column", left.tables[i].columns, right.tables[i].columns);
        require_same("foreign key", left.tables[i].foreign_keys, right.tables[i].foreign_keys);
        require_same("unique", left.tables[i].uniques, right.tables[i].uniques);
        require_same("check", left.tables[i].checks, right.tables[i].checks);
        require_same("exclude", left.tables[i].excludes, right.tables[i].excludes);
        require_same("index", left.tables[i].indexes, right.tables[i].indexes);
        require_same("partition", left.tables[i].partitions, right.tables[i].partitions);
        CHECK((left.tables[i].primary_key == right.tables[i].primary_key));
    }
    require_same("table", left.tables, right.tables);
    require_same("view", left.views, right.views);
    require_same("trigger", left.triggers, right.triggers);
    require_same("policy", left.policies, right.policies);
    require_same("object", left.others, right.others);
    require_same("place", left.order, right.order);
    CHECK((left == right));
}

}  // namespace rowan::test
