#pragma once

#include <rowan/migrate/progress.hpp>
#include <rowan/migrate/revision.hpp>
#include <rowan/session/session.hpp>

#include "migrate/clean_session.hpp"
#include "migrate/unit.hpp"

#include <cstddef>
#include <exception>
#include <string>
#include <vector>

namespace rowan::migrate {

/// Carries the units of one revision out, within the transaction that the caller has begun or in none.
class execution {
public:
    execution(session& on, const revision& of, direction way, progress* observer, std::vector<std::string>& notes)
        : session_(on), revision_(of), way_(way), progress_(observer), notes_(notes) {}

    /// Throws revision_error.
    void run(const unit& which);
    /// `work` in its place.
    template <class Work>
    void run(const unit& which, Work work) {
        begin(which);
        try {
            work();
        } catch (const std::exception&) { rethrow(); }
        current_ = nullptr;
    }
    /// What an error says of the units that stay done: `done` of `total`.
    void keeps(std::size_t done, std::size_t total) noexcept {
        done_ = done;
        total_ = total;
    }
    /// Whether words of the author's own have run, which may have changed the session.
    bool ran_foreign_words() const noexcept { return foreign_; }
    /// For the observer alone.
    void report(const std::string& text);
    /// How many were run.
    std::size_t statements() const noexcept { return statements_; }
    /// Something a person may want to know.
    void note(std::string text);

    /// Throws the exception in flight again, nested in a revision_error that says where it came from.
    [[noreturn]] void rethrow() const;

private:
    struct visitor;

    void begin(const unit& which);
    void carry_out(const unit& which);
    void create_enum(const schema::create_enum& which);
    void drop_enum(const schema::drop_enum& which);
    void alter_enum(const schema::alter_enum& which);
    void create_domain(const schema::create_domain& which);
    void drop_domain(const schema::drop_domain& which);
    void drop_type(const schema::operation& which, const std::string& name);
    void create_extension(const schema::create_extension& which);
    void drop_extension(const schema::drop_extension& which);
    void run_script(const schema::run_sql& which);
    void run_sql(const unit& which);
    void run_code(const schema::run_code& which);
    void run_batches(const schema::backfill& which);
    void apply(const schema::operation& which);
    std::string place() const;
    std::string aftermath() const;

    session& session_;
    const revision& revision_;
    direction way_;
    progress* progress_;
    std::vector<std::string>& notes_;
    const unit* current_ = nullptr;
    std::size_t operation_ = 0;  // the number of the last one that was begun
    std::size_t statements_ = 0;
    std::size_t done_ = 0;
    std::size_t total_ = 0;  // 0: a revision that fails leaves nothing
    bool foreign_ = false;
};

/// Leaves the session as it was found when a revision has failed.
class session_end {
public:
    session_end(const execution& of, clean_session* found) : of_(of), found_(found) {}
    session_end(const session_end&) = delete;
    session_end& operator=(const session_end&) = delete;
    ~session_end() {
        if (!left_ && of_.ran_foreign_words()) found_->leave_after_error();
    }

    void leave() {
        left_ = true;
        if (of_.ran_foreign_words()) found_->leave();
    }

private:
    const execution& of_;
    clean_session* found_;
    bool left_ = false;
};

}  // namespace rowan::migrate
