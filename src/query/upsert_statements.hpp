#pragma once

#include <rowan/query/conflict.hpp>
#include <rowan/query/plan.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace rowan::detail {

/// A rule with the columns of its table.
struct resolved_rule {
    std::vector<std::size_t> target;  ///< equal in these, a row is there already
    sql::on_conflict conflict;
};

/// Throws usage_error where the table has no such column or constraint.
resolved_rule resolve(const table_plan& plan, const conflict_rule& rule, std::span<const std::size_t> written);

/// The statements of one upsert on one backend.
struct upsert_statements {
    row_statement upsert;  ///< returns every column and, where the backend can tell, whether the row was inserted
    rendered parameters;   ///< the values of the rule's conditions and assignments, bound after those of the row
    row_statement stored;  ///< every column of the row that is there; its target columns
    resolved_rule rule;
};

upsert_statements make_upsert(const dialect& by, const table_plan& plan, const conflict_rule& rule,
                              const row_statement& insert);

/// The upserts of one table that have no values in their rules, by what they were made for.
class upsert_cache {
public:
    template <class Make>
    const upsert_statements& get(const dialect& by, const conflict_rule& rule, bool numbered, Make make) {
        const std::lock_guard lock(mutex_);
        for (const auto& one : made_) {
            if (one->by == &by && one->numbered == numbered && is_same(one->rule, rule)) return one->statements;
        }
        made_.push_back(std::make_unique<entry>(entry{&by, rule, numbered, make()}));
        return made_.back()->statements;
    }

private:
    struct entry {
        const dialect* by;
        conflict_rule rule;
        bool numbered;
        upsert_statements statements;
    };
    static bool is_same(const conflict_rule& left, const conflict_rule& right) {
        return left.what == right.what && left.columns == right.columns && left.constraint == right.constraint &&
               left.updated == right.updated;
    }
    std::mutex mutex_;
    std::vector<std::unique_ptr<const entry>> made_;
};

}  // namespace rowan::detail
