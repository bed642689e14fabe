#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// SQL that only the database understands: a default, a check, an index predicate, the body of a view. One text for all
/// backends, with another one where a backend says it differently.
class ROWAN_EXPORT sql_text {
public:
    sql_text() = default;
    sql_text(std::string text) : text_(std::move(text)) {}
    sql_text(std::string_view text) : text_(text) {}
    sql_text(const char* text) : text_(text) {}

    /// Replaces the text for the dialect of that name (`dialect::name()`).
    sql_text& on(std::string_view dialect, std::string text) &;
    sql_text&& on(std::string_view dialect, std::string text) &&;

    const std::string& for_dialect(std::string_view dialect) const noexcept;
    const std::string& text() const noexcept { return text_; }
    /// Dialects that say it differently, each with its text.
    const std::vector<std::pair<std::string, std::string>>& others() const noexcept { return others_; }
    bool empty() const noexcept { return text_.empty() && others_.empty(); }

    friend bool operator==(const sql_text&, const sql_text&) = default;

private:
    std::string text_;
    std::vector<std::pair<std::string, std::string>> others_;
};

/// The current instant as a column default, in the form that `rowan::timestamp` has on each backend.
ROWAN_EXPORT sql_text now();
/// A random (version 4) UUID as a column default.
ROWAN_EXPORT sql_text random_uuid();

}  // namespace rowan::schema
