#pragma once

#include <rowan/migrate/progress.hpp>
#include <rowan/migrate/revision.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <vector>

namespace rowan::migrate {

/// Carries the operations of one revision out, within a transaction that the caller has begun.
class execution {
public:
    execution(session& on, const revision& of, direction way, progress* observer, std::vector<std::string>& notes)
        : session_(on), revision_(of), way_(way), progress_(observer), notes_(notes) {}

    /// Throws revision_error.
    void run();

    /// Throws the exception in flight again, nested in a revision_error that says where it came from.
    [[noreturn]] void rethrow() const;

private:
    struct visitor;

    void run(const schema::operation& which);
    void create_enum(const schema::create_enum& which);
    void drop_enum(const schema::drop_enum& which);
    void alter_enum(const schema::alter_enum& which);
    void create_extension(const schema::create_extension& which);
    void drop_extension(const schema::drop_extension& which);
    void run_script(const schema::run_sql& which);
    void apply(const schema::operation& which);
    void note(std::string text);
    std::string place() const;

    session& session_;
    const revision& revision_;
    direction way_;
    progress* progress_;
    std::vector<std::string>& notes_;
    const schema::operation* current_ = nullptr;
    std::size_t number_ = 0;  // of the current operation, from 1
};

}  // namespace rowan::migrate
