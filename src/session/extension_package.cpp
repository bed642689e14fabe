#include "session/extension_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

// What comes with PostgreSQL's own source: its manual, appendix F.
constexpr std::string_view contributed =
    " adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance "
    "file_fdw "
    "fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect "
    "pg_buffercache pg_freespacemap pg_logicalinspect pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility "
    "pg_walinspect pgcrypto pgrowlocks pgstattuple postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows "
    "tsm_system_time unaccent uuid-ossp xml2 ";

constexpr std::pair<std::string_view, std::string_view> languages[] = {
    {"plperl", "plperl"}, {"plperlu", "plperl"}, {"plpython3u", "plpython3"}, {"pltcl", "pltcl"}, {"pltclu", "pltcl"}};

}  // namespace

// postgresql-<version>-<name>, where the name is that of the project, which is not always the extension's.
std::string extension_package(std::string_view extension, int version) {
    if (contributed.find(fmt::format(" {} ", extension)) != std::string_view::npos) return "postgresql-contrib";
    for (const auto& [name, language] : languages) {
        if (extension == name) return fmt::format("postgresql-{}-{}", language, version);
    }
    if (extension == "vector") return fmt::format("postgresql-{}-pgvector", version);
    if (extension.starts_with("postgis")) return fmt::format("postgresql-{}-postgis-3", version);
    std::string project(extension.starts_with("pg_") ? extension.substr(3) : extension);
    std::replace(project.begin(), project.end(), '_', '-');
    return fmt::format("postgresql-{}-{}", version, project);
}

}  // namespace rowan::detail
