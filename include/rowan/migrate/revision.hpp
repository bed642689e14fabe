#pragma once

#include <rowan/migrate/operations.hpp>

#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

enum class direction { upgrade, downgrade };

/// One step of a schema's history, as data:
///
///     rowan::migrate::revision("002", "Add notes")
///         .after("001")
///         .change([](rowan::migrate::operations& op) {
///             op.add_column("tasks", [](auto& t) { t.text("note").nullable(); });
///         })
///
/// Nothing here throws: what is wrong with it is said when revisions are put together in a graph.
class ROWAN_EXPORT revision {
public:
    /// `id` is what people type: no blanks, none of `@ - + :`, not `head`, `heads`, `base` or `current`. `message` is
    /// one line.
    revision(std::string id, std::string message);
    // Compiled once: the operations are a variant of twenty, which each reader would pay for.
    revision(const revision&);
    revision(revision&&) noexcept;
    revision& operator=(const revision&);
    revision& operator=(revision&&) noexcept;
    ~revision();

    /// The revision before this one; called once for each where several are merged. Without it, this one stands on an
    /// empty database.
    revision& after(std::string parent);
    /// A name for the branch that this revision and all after it are; as good as an id in a target, and unique.
    revision& label(std::string name);
    /// A revision that must have been applied before this one although this one does not come after it: on another
    /// branch. An id, the beginning of one, or a label. Undoing it undoes this one, too.
    revision& depends_on(std::string other);

    /// The way up, and its way back by reversing each operation, last one first.
    template <class Describe>
    revision& change(Describe&& describe) {
        return set_change(collected(describe));
    }
    template <class Describe>
    revision& up(Describe&& describe) {
        return set_up(collected(describe));
    }
    template <class Describe>
    revision& down(Describe&& describe) {
        return set_down(collected(describe));
    }
    /// There is no way back, and why: what a person reads who tries to.
    revision& irreversible(std::string reason);
    /// What the database does in no transaction (an index built concurrently) runs statement by statement, each for
    /// itself: one that fails leaves those before it done.
    revision& without_transaction(direction way);
    /// A rule of `lint` that says nothing of this revision, and why.
    revision& ignore(std::string code, std::string reason);
    /// See `migrate::checksum`.
    revision& checksum(std::string of_its_files);

    const std::string& id() const noexcept { return id_; }
    const std::string& message() const noexcept { return message_; }
    const std::vector<std::string>& parents() const noexcept { return parents_; }
    const std::vector<std::string>& labels() const noexcept { return labels_; }
    /// As they were written; `graph::dependencies` has the revisions.
    const std::vector<std::string>& dependencies() const noexcept { return dependencies_; }
    const std::vector<schema::operation>& up() const noexcept { return up_; }
    const std::vector<schema::operation>& down() const noexcept { return down_; }
    const std::vector<schema::operation>& steps(direction way) const noexcept {
        return way == direction::upgrade ? up_ : down_;
    }
    /// Empty where there is a way back.
    const std::string& irreversible() const noexcept { return irreversible_; }
    bool has_transaction(direction way) const noexcept {
        return way == direction::upgrade ? up_has_transaction_ : down_has_transaction_;
    }
    /// Codes of rules, each with the reason.
    const std::vector<std::pair<std::string, std::string>>& ignored() const noexcept { return ignored_; }
    /// Of the files that it was read from; empty where it was written in C++.
    const std::string& checksum() const noexcept { return checksum_; }

    friend ROWAN_EXPORT bool operator==(const revision&, const revision&);

private:
    friend class graph;

    template <class Describe>
    static operations collected(Describe& describe) {
        operations result;
        describe(result);
        return result;
    }
    revision& set_change(operations described);
    revision& set_up(operations described);
    revision& set_down(operations described);
    void keep(operations& described, std::vector<schema::operation>& as);

    std::string id_;
    std::string message_;
    std::vector<std::string> parents_;
    std::vector<std::string> labels_;
    std::vector<std::string> dependencies_;
    std::vector<schema::operation> up_;
    std::vector<schema::operation> down_;
    bool has_down_ = false;
    bool up_has_transaction_ = true;
    bool down_has_transaction_ = true;
    std::vector<std::pair<std::string, std::string>> ignored_;
    std::string checksum_;
    std::string irreversible_;
    std::vector<std::string> faults_;
};

}  // namespace rowan::migrate
