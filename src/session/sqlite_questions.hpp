#pragma once

#include <rowan/session/catalog_questions.hpp>

namespace rowan::detail {

inline constexpr catalog_questions sqlite_questions{
    .table_exists = "select 1 from sqlite_master where type = 'table' and name = $1 collate nocase",
    .columns =
        "select '', m.name, c.name from sqlite_master m join pragma_table_xinfo(m.name) c "
        "where m.type = 'table' and m.name collate nocase in ",
    .by_table = " order by m.name, c.cid",
};

}  // namespace rowan::detail
