#pragma once

#include <cstddef>

namespace rowan {

/// What a backend can do. Code asks for these, never for a backend by its name.
struct capabilities {
    bool enum_types = false;  ///< otherwise text and a check
    bool domains = false;     ///< otherwise the rule as a check
    bool arrays = false;      ///< otherwise JSON text
    bool extensions = false;
    bool schemas =
        false;  ///< of one database; otherwise a schema is another database, attached, and keys end at its border
    bool comments = false;       ///< kept in the catalog; otherwise left out
    bool index_methods = false;  ///< gin, hnsw, …, with operator classes, options, included columns, order of nulls
    bool alter_at_once = false;          ///< one `alter table` takes several changes
    bool unchecked_constraints = false;  ///< `not valid`; otherwise a new constraint is checked on all rows at once
    bool exclude_constraints = false;
    bool renames_objects = false;     ///< indexes, views, …; otherwise they are made anew
    bool materialized_views = false;  ///< otherwise views
    bool sequences = false;           ///< with names of their own; otherwise left out
    bool functions = false;           ///< stored; otherwise left out
    bool view_options = false;        ///< otherwise left out
    bool unlogged_tables = false;     ///< otherwise as the others
    bool inheritance = false;         ///< tables of tables: partitions, `inherits`
    bool conflict_clauses = false;    ///< constraints say what happens to a row that breaks them; otherwise left out
    bool policies = false;            ///< of row level security; otherwise left out
    bool other_objects = false;       ///< what the model knows by its text; otherwise left out
    bool grants = false;              ///< there are users; otherwise left out
    bool distribution = false;        ///< tables may be spread over machines; otherwise that is left out
    bool transactional_ddl = true;
    bool table_locks = false;        ///< `lock table`; otherwise a transaction that writes is the only one
    bool bulk_copy = false;          ///< rows can be streamed in (COPY)
    bool row_locks = false;          ///< `for update`; otherwise left out: a transaction that writes is the only one
    bool distinct_on = false;        ///< otherwise by row_number()
    bool lateral = false;            ///< the word; otherwise a source may speak of those before it without
    bool tells_inserted = false;          ///< `returning (xmax = 0)`: the row was inserted, not updated
    bool conflict_by_constraint = false;  ///< `on conflict on constraint`; otherwise its columns must be named
    bool dollar_quotes = false;      ///< $$…$$ is a string, and in E'…' a backslash escapes
    bool nested_comments = false;    ///< /* /* */ */ is one
    bool bracket_names = false;      ///< […] and `…` are identifiers, as "…" is; otherwise […] is a subscript
    bool nul_in_text = false;        ///< text may hold U+0000
    std::size_t max_parameters = 0;  ///< of one statement
    std::size_t max_identifier = 0;  ///< bytes; 0 is unlimited
};

}  // namespace rowan
