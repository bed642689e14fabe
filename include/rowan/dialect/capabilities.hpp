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
    bool alter_add_constraint = false;
    bool transactional_ddl = true;
    bool table_locks = false;        ///< `lock table`; otherwise a transaction that writes is the only one
    bool bulk_copy = false;          ///< rows can be streamed in (COPY)
    bool nul_in_text = false;        ///< text may hold U+0000
    std::size_t max_parameters = 0;  ///< of one statement
    std::size_t max_identifier = 0;  ///< bytes; 0 is unlimited
};

}  // namespace rowan
