#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/schema/database.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// One thing that is not the same in two schemas.
struct schema_difference {
    /// What it is of: `table`, `view`, `enum`, `domain`, `sequence`, `function`, `extension`, `schema`, `type`, …
    std::string object;
    std::string schema_name;  ///< empty: the schema of names without one
    std::string name;         ///< a function's with its arguments: `area(a integer)`
    /// `column`, `primary key`, `unique`, `foreign key`, `check`, `exclude`, `index`, `trigger`, `policy`, `rule`;
    /// empty: the object itself.
    std::string part;
    std::string part_name;  ///< of a constraint without a name, its columns: `(tenant_id, id)`
    /// `comment`, `row security`, `storage`, …: what the definition does not tell; empty: the whole of it.
    std::string property;
    /// The definition, as SQL in the database's words (of a column, what stands behind its name), or the value of the
    /// property. Empty: it is not there.
    std::string left;
    std::string right;

    friend bool operator==(const schema_difference&, const schema_difference&) = default;
};

/// Everything that differs, sorted by object; none exactly where `schema::diff(left, right, {.ask = false})` is empty.
/// So the order of columns is no difference, nor is a constraint's name that only one side has, a check or foreign key
/// whose rows only `left` has checked, or what partitions a table has. A type that differs is told once, not again for
/// each column of it. A trigger, policy or rule is a part of its table or view.
///
/// Pure. `by` is the dialect that definitions are in. Texts are compared as they stand.
ROWAN_EXPORT std::vector<schema_difference> differences(const schema::database& left, const schema::database& right,
                                                        const dialect& by);

/// `tasks.rank`, `tasks, index ix_tasks_rank`, `enum mood`, `tasks.rank, comment`.
ROWAN_EXPORT std::string subject_of(const schema_difference& what);

/// One line for people: `tasks.rank: "integer default 0 not null" in the database, "integer not null" in the
/// migrations`. Of long texts, what is around the first place where they differ. `left` and `right` say what the two
/// are: "the database", "the migrations".
ROWAN_EXPORT std::string describe(const schema_difference& what, std::string_view left, std::string_view right);

/// All of them for people: a heading for each object, below it a line for each difference (or three, where the two
/// definitions are long), in the end their number: `3 differences in 2 objects`. Empty where there is none.
ROWAN_EXPORT std::string describe(std::span<const schema_difference> all, std::string_view left,
                                  std::string_view right);

/// `[{"object":…,"schema":…,"name":…,"part":…,"part_name":…,"property":…,"left":…,"right":…}]`; null where there is
/// none.
ROWAN_EXPORT std::string to_json(std::span<const schema_difference> all);

}  // namespace rowan::migrate
