#pragma once

#include <rowan/schema/diagram.hpp>

#include <cstddef>
#include <string>
#include <vector>

// What every form of an entity diagram shows. Looks into the database that it was made of.
namespace rowan::schema {

/// From here on only keys are shown, unless something else is asked for.
inline constexpr std::size_t many_tables = 20;

struct diagram_row {
    const column* of;
    bool primary = false;
    bool foreign = false;
    bool unique = false;

    /// `PK`, `FK`, `UK`, two of them with a space.
    std::string marks() const;
};

struct diagram_table {
    const table* of;
    std::vector<diagram_row> rows{};
    std::size_t left_out = 0;  ///< columns
    std::size_t group = 0;

    std::string name() const;
    /// The row of a column; that many as there are rows where it is not shown.
    std::size_t row_of(const std::string& column_name) const;
};

/// A foreign key between two tables of the diagram.
struct diagram_relation {
    std::size_t from;
    std::size_t to;
    const foreign_key* key;
    bool optional;  ///< a row need not refer to one
    bool single;    ///< no two rows refer to the same one

    std::string first_column() const { return key->columns.empty() ? std::string() : key->columns.front(); }
    std::string referenced_column() const {
        return key->referenced_columns.empty() ? std::string() : key->referenced_columns.front();
    }
    /// `posts.author_id → users.id, on delete cascade`
    std::string words(const std::vector<diagram_table>& in) const;
};

struct diagram_group {
    std::string title{};
    std::vector<std::size_t> tables{};
};

struct diagram {
    std::vector<diagram_table> tables{};
    std::vector<diagram_relation> relations{};
    std::vector<diagram_group> groups{};
    /// Of each foreign key what it refers to, also where that is not in the diagram.
    static std::string target(const foreign_key& of);
};

diagram diagram_of(const database& all, const diagram_options& how);

/// Puts tables that belong together into groups, at most some fifteen in one.
void put_in_groups(diagram& in);

}  // namespace rowan::schema
