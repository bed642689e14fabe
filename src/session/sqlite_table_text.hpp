#pragma once

#include "sqlite_text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// The text of a `create table`, to be changed in places and otherwise left as somebody wrote it
/// (sqlite.org/lang_createtable.html). Offsets are those of the text at the time.
class sqlite_table_text {
public:
    enum class rule { other, primary_key, unique, not_null, null, check, fallback, collate, foreign_key, generated };

    struct clause {
        rule what{};
        std::string name;  ///< empty where it has none
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t name_begin = 0;  ///< of the name as written
        std::size_t name_end = 0;
        std::size_t body = 0;              ///< where its words begin, after `constraint name`
        std::vector<std::string> columns;  ///< of a key
        std::string parent;                ///< the table that a foreign key refers to
    };
    /// A column, or constraints of the table.
    struct definition {
        std::string column;  ///< empty for constraints
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t type_begin = 0;
        std::size_t type_end = 0;
        std::vector<clause> clauses;
    };
    struct place {
        std::size_t definition = 0;
        std::size_t clause = 0;
    };

    /// Throws usage_error where `text` is no `create table` with columns.
    explicit sqlite_table_text(std::string text);

    const std::string& text() const noexcept { return text_; }
    const std::vector<definition>& definitions() const noexcept { return definitions_; }
    const clause& at(place where) const { return definitions_[where.definition].clauses[where.clause]; }
    /// The words of a clause without its name, to be compared: one blank between tokens, lower case, no comments.
    std::string words(const clause& of) const;
    std::string type(const definition& of) const { return text_.substr(of.type_begin, of.type_end - of.type_begin); }

    const definition* find_column(std::string_view name) const noexcept;
    std::vector<place> places() const;
    bool mentions(const clause& in, std::string_view name) const;
    bool has_word(std::string_view lower_case) const;

    void rename(std::string_view to);
    void add_column(std::string_view added);
    void add_constraint(std::string_view added);
    void add_clause(std::string_view column, std::string_view added);
    void set_type(std::string_view column, std::string_view type);
    void rename_clause(place which, std::string_view to);
    void remove(place which);
    void remove_column(std::string_view name);
    /// What stands behind the columns.
    void set_options(bool strict, bool without_rowid);

private:
    void replace(std::size_t begin, std::size_t end, std::string_view by);
    void remove_definition(std::size_t number);

    std::string text_;
    std::size_t name_begin_ = 0;
    std::size_t name_end_ = 0;
    std::string name_;
    std::vector<definition> definitions_;

    class reader;
};

/// Each token of `sql` in lower case, one blank between them; quoted names and strings as they are.
std::string normalised(std::string_view sql);
/// Whether a token of `sql` is the name `name`, quoted or not.
bool has_name(std::string_view sql, std::string_view name);
/// `create …` of any kind with `schema.` before the name of what is created; under another name where one is given.
std::string in_schema(std::string_view sql, std::string_view schema, std::string_view name = {});

}  // namespace rowan::detail
