#pragma once

#include <rowan/schema/database.hpp>

#include <string>
#include <vector>

#include <rowan/export.hpp>

/// Entity diagrams: tables, their keys and the relations between them. The same database gives the same text.
namespace rowan::schema {

/// Which columns a table shows; those that are left out are counted.
enum class shown_columns {
    by_size,  ///< all of them up to 20 tables, above that keys
    all,
    keys,  ///< of primary and foreign keys
    none,
};

struct diagram_options {
    /// Only tables of these names and those that they have relations with; `*` stands for anything: `"exam_*"`,
    /// `"archive.*"`. Empty: all.
    std::vector<std::string> tables{};
    shown_columns columns = shown_columns::by_size;
    std::string title{};
};

/// An `erDiagram` of Mermaid. It takes no types of several words and few characters in the names of columns: where such
/// a name is changed, the comment of the column has it as it is.
ROWAN_EXPORT std::string mermaid(const database& of, const diagram_options& how = {});
/// For Graphviz, a cluster for each group of tables.
ROWAN_EXPORT std::string dot(const database& of, const diagram_options& how = {});
/// A picture that needs nothing else, light or dark as its reader is. Tables stand in groups: by schema, and within one
/// by the foreign keys and the beginnings of their names. A relation to a table of another group is named in its row;
/// its line is faint until the mouse is on either table.
ROWAN_EXPORT std::string svg(const database& of, const diagram_options& how = {});

}  // namespace rowan::schema
