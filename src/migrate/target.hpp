#pragma once

#include <rowan/migrate/graph.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rowan::migrate {

/// What a target says, in one graph.
class graph::target {
public:
    /// Throws migration_error where the text is none, or its branch does not exist.
    target(const graph& in, std::string_view text);

    std::string_view text() const noexcept { return text_; }
    std::string_view branch() const noexcept { return branch_; }
    bool has_branch() const noexcept { return lineage_.has_value(); }
    /// Whether a revision is on the branch; all are where there is none.
    bool holds(number which) const { return !lineage_ || (*lineage_)[which]; }

    /// Steps from where the database stands: `+1`, `billing@-2`.
    bool is_relative() const noexcept { return anchor_.empty(); }
    bool goes_back() const noexcept { return sign_ == '-'; }

    /// The revisions that are meant where the target is not relative; none is base.
    numbers absolute() const;
    /// The same with what is relative counted from `start`, all of which has been applied. `clamp`: where the steps
    /// lead too far, the last one.
    numbers from(const numbers& start, bool clamp = false) const;
    /// The revisions that `-n` undoes, from where the database stands.
    numbers last_applied(const numbers& start) const;

private:
    void parse();
    void set_branch();
    numbers anchor() const;
    numbers heads() const;
    number member(std::string_view name) const;
    numbers tips(const numbers& start) const;
    numbers next(const numbers& at) const;
    numbers walk(numbers from, bool clamp) const;
    number single(const numbers& which) const;
    std::string on_branch_of(number which) const;
    [[noreturn]] void refuse_text() const;
    [[noreturn]] void refuse_distance(number possible) const;
    [[noreturn]] void refuse_fork(const numbers& ways) const;

    const graph& graph_;
    std::string_view text_;
    std::string_view branch_;
    std::string_view anchor_;
    char sign_ = 0;  // '+', '-', or none
    number steps_ = 0;
    std::optional<flags> lineage_;
};

}  // namespace rowan::migrate
