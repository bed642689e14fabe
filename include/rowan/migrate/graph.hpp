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

/// Where a database stands: the applied revisions that no applied one comes after or depends on, sorted. None is base.
using position = std::vector<std::string>;

/// A way through the graph: what is to be applied, or undone, in order.
struct route {
    direction way{};
    std::vector<const revision*> steps;
};

/// Revisions, what comes after what and what depends on what. Knows no database.
///
/// A target is one of
///
///     head             the newest revision; refused where there are several heads
///     heads            all of them
///     base             below every revision
///     7c1f09ab         a revision; of a longer id the beginning (four characters or more) where no other begins so
///     billing          a label: the revision that carries it
///     +2 -1            steps from where the database stands
///     7c1f+1 head-2    steps from a revision; base+1 is a first one
///     billing@head     any of these on one branch: billing@heads, billing@base, billing@7c1f, billing@+1,
///     billing@head-2
///
/// Before `@` stands a label or any revision on the branch: the branch is that revision, what it comes after and what
/// comes after it. Whatever could mean two things is refused, and both are named.
class ROWAN_EXPORT graph {
public:
    /// Throws migration_error: an id or label that is none or is there twice, a parent or a dependency that is missing,
    /// a circle, a revision that says nothing about its way back, a column of an enum type or domain that is defined
    /// nowhere.
    graph(std::vector<revision> revisions);

    /// Each after those that it needs, else in the order given.
    const std::vector<revision>& revisions() const noexcept { return revisions_; }
    /// Null where there is none of exactly this id.
    const revision* find(std::string_view id) const noexcept;
    /// The one revision that a target names. Throws migration_error where it names none or several.
    const revision& get(std::string_view target) const;

    /// Revisions that none comes after. Those that another branch depends on are among them.
    position heads() const;
    position bases() const;
    std::vector<const revision*> children(const revision& of) const;
    std::vector<const revision*> dependencies(const revision& of) const;
    /// Labels of the branches that it is on: its own and those of revisions that it comes after.
    std::vector<std::string> branches(const revision& of) const;

    /// What is to be applied to get from `from` to `target`, in order. Nothing where `target` is applied already.
    /// Throws migration_error where `target` does not say which revision, or `from` holds one that is unknown here.
    std::vector<const revision*> upgrade_path(const position& from, std::string_view target) const;
    /// What is to be undone, in order: what comes after `target`, and what depends on that. `-n` undoes the last n
    /// revisions. With a branch, what lies on others stays: where that cannot be, this throws. Throws also where
    /// `target` is not applied or something on the way cannot be undone.
    std::vector<const revision*> downgrade_path(const position& from, std::string_view target) const;
    /// The way from one target to another, `002:004`, or back, `004:002`. Without the first, from base; without the
    /// second, to the heads.
    route between(std::string_view range) const;
    /// Revisions of `from:to`, both included, newest first. `current` is `at`; `-2:current` and `002:+2` count from the
    /// other end, and stop where there are no more.
    std::vector<const revision*> range(const position& at, std::string_view range) const;

    /// Where a database stands that holds these and what they need. Ids unknown here are left out.
    position holding(const std::vector<std::string>& ids) const;
    /// Revisions that a database at `at` holds.
    std::vector<const revision*> held(const position& at) const;
    /// Where a database stands that stood at `at` and is said to be at `targets` now: as though it had been upgraded
    /// or downgraded to each, other branches untouched. Throws where one target lies below another.
    position stamped(const position& at, const std::vector<std::string>& targets) const;

    /// Whether a database at `at` holds the revision.
    bool includes(const position& at, const revision& which) const;
    /// Whether the revision can be applied or undone next.
    bool can_step(const position& at, const revision& which, direction way) const;
    /// Where a database stands that stood at `at` when the revision has been applied or undone.
    position after(const position& at, const revision& which, direction way) const;
    /// The same for a whole way.
    position after(const position& at, const route& along) const;

private:
    using number = std::size_t;
    using numbers = std::vector<number>;
    using flags = std::vector<bool>;
    using edges = std::vector<numbers>;
    using names = std::map<std::string, number, std::less<>>;
    class target;
    friend class target;

    void index_ids();
    void index_labels();
    void link();
    void link_parents(number child);
    void link_dependencies(number dependent);
    void sort();
    void define_types();
    number dependency(const revision& of, const std::string& name) const;
    void refuse_circle(const edges& through) const;

    number number_of(const revision& which) const;
    numbers known(const position& at) const;
    flags marked(const numbers& from, const edges& next, number lowest = 0) const;
    flags undone_for(const target& to, const position& from) const;
    void check_apart(const numbers& ends, const numbers& others) const;
    numbers named(std::string_view name) const;
    number only(std::string_view name) const;
    numbers without_covered(const numbers& which, const numbers& beside) const;
    position resting(const flags& applied) const;
    std::vector<const revision*> chosen(const flags& which, direction order) const;
    std::string nearest(std::string_view name) const;
    std::string list(const numbers& which) const;

    std::vector<revision> revisions_;
    edges parents_;
    edges children_;
    edges needs_;      // parents and dependencies
    edges needed_by_;  // children and dependents
    names by_id_;
    names by_label_;
};

/// "base", or the ids with commas between them.
ROWAN_EXPORT std::string text_of(const position& at);

}  // namespace rowan::migrate
