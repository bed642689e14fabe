#include <rowan/session/driver.hpp>
#include <rowan/session/introspect.hpp>

#include <array>

namespace rowan {
namespace {
/// The questions to a backend's catalog.
struct catalog {
    std::string_view dialect;
    std::string_view table_exists;  ///< one row with 1 or none
    std::string_view enum_labels;   ///< empty where there are no enum types
};

constexpr std::array catalogs{
    catalog{
        .dialect = "sqlite",
        .table_exists = "select 1 from sqlite_master where type = 'table' and name = $1 collate nocase",
        .enum_labels = "",
    },
    catalog{
        .dialect = "postgresql",
        .table_exists = "select 1 from pg_catalog.pg_class where relname = $1 and relkind in ('r', 'p') and "
                        "pg_table_is_visible(oid)",
        .enum_labels =
            "select e.enumlabel::text from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid "
            "where t.typname = $1 and pg_type_is_visible(t.oid) order by e.enumsortorder",
    },
};

const catalog& catalog_of(const session& in) {
    for (const auto& one : catalogs) {
        if (one.dialect == in.dialect().name()) return one;
    }
    throw usage_error("there is no catalog query for this dialect");
}
}  // namespace

std::optional<schema::enum_type> introspect_enum(session& in, std::string_view name) {
    const auto& catalog = catalog_of(in);
    if (catalog.enum_labels.empty()) return std::nullopt;
    schema::enum_type result{.name = std::string(name)};
    for (auto rows = in.query(catalog.enum_labels, name); rows.next();)
        result.labels.push_back(rows.get<std::string>(0));
    if (result.labels.empty()) return std::nullopt;
    return result;
}

bool table_exists(session& in, std::string_view name) { return in.query(catalog_of(in).table_exists, name).next(); }

std::vector<schema::table> introspect_tables(session& in) { return detail::driver_of(in).tables(); }

}  // namespace rowan
