#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/revision.hpp>

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

enum class severity {
    note,     ///< a matter of taste, or of tables that are large
    warning,  ///< locks out others, breaks programs that run, loses rows
    error     ///< fails, or does not do what it says
};
ROWAN_EXPORT std::string_view name_of(severity of) noexcept;

/// Something in a migration that would hurt.
struct finding {
    std::string code;  ///< of the rule: `index-not-concurrent`
    migrate::severity severity = severity::warning;
    std::string revision;  ///< id; empty where it is a file alone
    std::string file;      ///< empty where it was written in C++
    std::size_t line = 0;  ///< of the file, from 1: where the statement begins; 0 without one
    std::size_t column = 0;
    std::size_t operation = 0;  ///< number in the revision, from 1; 0: the revision as a whole
    std::string statement;
    std::string what;
    std::string reason;
    std::string safer;  ///< the way that does not hurt, in SQL or in words of the builders

    friend bool operator==(const finding&, const finding&) = default;
};

struct server_version {
    int major = 0;
    int minor = 0;
    friend auto operator<=>(const server_version&, const server_version&) = default;
};

struct lint_options {
    /// Of the oldest server that it must run on. Without it, PostgreSQL 15 or SQLite 3.40.
    server_version server{};
    std::vector<std::string> with{};     ///< codes of rules that are looked at only where they are asked for; `all`
    std::vector<std::string> without{};  ///< codes of rules that are left out
    /// The revisions are applied in one go: what an earlier one of them makes is new, and empty, to a later one.
    bool in_one_go = false;
    /// The ways down, too. Without it they are looked at for rows that they would lose only.
    bool down = false;
    /// Tables that these fill are not dropped by the way.
    std::span<const named_script> seeds{};
};

/// What would hurt in `which`, in order. The revisions of `in` before them say what is there. A table
/// that the same revision makes has no rows and no users: nothing is said of its locks.
///
/// A finding is silenced in SQL by a comment before the statement, in it or behind it in its line, for a whole file
/// anywhere in it, and in C++ by `revision::ignore`:
///
///     -- rowan:ignore drop-column nobody has read it since version 2
///     -- rowan:ignore-file index-not-concurrent the table has twelve rows
///
/// What has no code that is one, no reason, or nothing to silence is a finding itself. Throws migration_error where an
/// option names no rule.
ROWAN_EXPORT std::vector<finding> lint(const graph& in, std::span<const revision* const> which, const dialect& on,
                                       const lint_options& how = {});
/// Of files that need be no revisions, in this order: nothing is known of what was there before them. Where one cannot
/// be read, that is a finding.
ROWAN_EXPORT std::vector<finding> lint(std::span<const embedded_file> files, const dialect& on,
                                       const lint_options& how = {});

struct lint_rule {
    std::string_view code;
    migrate::severity severity;
    std::string_view reason;
    bool only_on_request;
};
ROWAN_EXPORT std::span<const lint_rule> lint_rules();

/// `{"findings":[{"code":…,"severity":…,"revision":…,"file":…,"line":…,"column":…,"operation":…,"statement":…,"what":…,
/// "reason":…,"safer":…}]}`; null where there is none.
ROWAN_EXPORT std::string to_json(std::span<const finding> findings);
/// SARIF 2.1.0, as code hosts show it beside the lines.
ROWAN_EXPORT std::string to_sarif(std::span<const finding> findings);

}  // namespace rowan::migrate
