#pragma once

#include <rowan/session/observer.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// For the tests of programs that use rowan, with whatever test framework.
namespace rowan::testing {

/// A statement that ran.
struct statement_record {
    std::string sql;
    std::uint64_t rows = 0;  ///< read or changed
    std::string error;       ///< empty on success
    statement_kind kind = statement_kind::statement;
};

/// Keeps what ran while it lives.
class ROWAN_EXPORT statement_recorder {
public:
    /// On this session, which must outlive it, and stay where it is.
    explicit statement_recorder(session& of);
    /// On every session that this thread uses; it must end on this thread.
    statement_recorder();
    statement_recorder(const statement_recorder&) = delete;
    statement_recorder& operator=(const statement_recorder&) = delete;
    ~statement_recorder();

    /// How many, without begin, commit, rollback and savepoints.
    std::size_t count() const;
    /// All of them in the order of their ends.
    const std::vector<statement_record>& all() const;
    /// The text of the last one; empty where none ran.
    std::string last() const;
    void clear();
    /// A line for each.
    std::string listed() const;

private:
    struct state;
    state* state_;
};

/// How many statements may run: a number, `at_most(3)`, `at_least(1)`.
struct statement_budget {
    constexpr statement_budget(std::size_t exactly) noexcept : least(exactly), most(exactly) {}  // NOLINT
    constexpr statement_budget(std::size_t at_least, std::size_t at_most) noexcept : least(at_least), most(at_most) {}
    std::size_t least;
    std::size_t most;
};
constexpr statement_budget at_most(std::size_t count) noexcept { return {0, count}; }
constexpr statement_budget at_least(std::size_t count) noexcept {
    return {count, std::numeric_limits<std::size_t>::max()};
}

/// Other statements ran than were expected: the message lists them.
class ROWAN_EXPORT unexpected_statements : public error {
public:
    unexpected_statements(const std::string& message, std::size_t count, std::vector<statement_record> ran);
    /// Without begin, commit, rollback and savepoints.
    std::size_t count() const noexcept { return count_; }
    const std::vector<statement_record>& statements() const noexcept { return ran_; }

private:
    std::size_t count_;
    std::vector<statement_record> ran_;
};

/// Throws unexpected_statements where `ran` is not within `budget`.
ROWAN_EXPORT void check_statements(const statement_recorder& ran, statement_budget budget);

namespace detail {
template <class Work>
auto run_within(const statement_recorder& ran, statement_budget budget, Work& work) {
    if constexpr (std::is_void_v<decltype(work())>) {
        work();
        check_statements(ran, budget);
    } else {
        auto result = work();
        check_statements(ran, budget);
        return result;
    }
}
}  // namespace detail

/// Runs `work()` and returns what it returned, where so many statements ran in it, on whichever sessions this thread
/// uses; begin, commit, rollback and savepoints do not count. Throws unexpected_statements with a list of them where it
/// were more or fewer:
///
///     const auto pages = expect_statements(2, [&] { return members.all<member_page>(); });
template <class Work>
auto expect_statements(statement_budget budget, Work&& work) {
    const statement_recorder ran;
    return detail::run_within(ran, budget, work);
}
/// The same for one session alone, from whichever thread.
template <class Work>
auto expect_statements(session& on, statement_budget budget, Work&& work) {
    const statement_recorder ran(on);
    return detail::run_within(ran, budget, work);
}

}  // namespace rowan::testing
