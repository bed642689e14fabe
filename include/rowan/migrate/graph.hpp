#pragma once

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/revision.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Where a database stands: the applied revisions that nothing applied comes after, sorted. None is base.
using position = std::vector<std::string>;

/// Revisions and what comes after what. Knows no database.
///
/// A target is `head`, `heads`, `base`, an id, the beginning of one (four characters or more), or `+n` and `-n` steps
/// from where the database stands or from a revision: `002+1`, `head-2`.
class ROWAN_EXPORT graph {
public:
    /// Throws migration_error: an id that is none or is there twice, a parent that is missing, a cycle, a revision that
    /// says nothing about its way back, a column of an enum type or domain that is defined nowhere.
    graph(std::vector<revision> revisions);

    /// Parents before children, else in the order given.
    const std::vector<revision>& revisions() const noexcept { return revisions_; }
    /// Null where there is none of exactly this id.
    const revision* find(std::string_view id) const noexcept;
    position heads() const;
    position bases() const;

    /// What is to be applied to get from `from` to `target`, in order. Nothing where `target` is applied already.
    /// Throws migration_error where `target` does not say which revision, or `from` holds one that is unknown here.
    std::vector<const revision*> upgrade_path(const position& from, std::string_view target) const;
    /// What is to be undone, in order. Throws also where `target` is not applied or something on the way cannot be
    /// undone.
    std::vector<const revision*> downgrade_path(const position& from, std::string_view target) const;

    /// Whether a database at `at` holds the revision.
    bool includes(const position& at, const revision& which) const;
    /// Whether the revision can be applied or undone next.
    bool can_step(const position& at, const revision& which, direction way) const;
    /// Where a database stands that stood at `at` when the revision has been applied or undone.
    position after(const position& at, const revision& which, direction way) const;

private:
    using number = std::size_t;
    using numbers = std::vector<number>;
    using flags = std::vector<bool>;
    struct destination;

    void index_ids();
    void link_parents();
    void sort();
    void define_types();
    [[noreturn]] void throw_cycle(const numbers& waits_for) const;

    numbers known(const position& at) const;
    flags marked(const numbers& from, const std::vector<numbers>& next) const;
    destination parse(std::string_view text) const;
    numbers resolve(const numbers& from, std::string_view text, direction way) const;
    number find_by_prefix(std::string_view id) const;
    numbers walk(numbers from, const destination& by) const;
    number only_head() const;
    std::string nearest(std::string_view id) const;
    std::string list(const numbers& which) const;

    std::vector<revision> revisions_;
    std::vector<numbers> parents_;
    std::vector<numbers> children_;
    std::map<std::string, number, std::less<>> by_id_;
};

/// "base", or the ids with commas between them.
ROWAN_EXPORT std::string text_of(const position& at);

}  // namespace rowan::migrate
