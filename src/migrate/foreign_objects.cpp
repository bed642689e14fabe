#include "migrate/foreign_objects.hpp"

#include "migrate/made_tables.hpp"
#include "schema/markup.hpp"
#include "schema/renames.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rowan::migrate {

namespace {

/// In which other tools keep what they have done, beside those that rowan takes over from (tables_of_other_tools).
constexpr std::array<std::string_view, 17> tables_of_tools{"__EFMigrationsHistory",
                                                           "__diesel_schema_migrations",
                                                           "_litestream_*",
                                                           "_prisma_migrations",
                                                           "ar_internal_metadata",
                                                           "atlas_schema_revisions",
                                                           "DATABASECHANGELOG*",
                                                           "databasechangelog*",
                                                           "django_migrations",
                                                           "gorp_migrations",
                                                           "knex_migrations*",
                                                           "pgmigrations",
                                                           "phinxlog",
                                                           "refinery_schema_history",
                                                           "seaql_migrations",
                                                           "SequelizeMeta",
                                                           "yoyo_*"};

}  // namespace

foreign_objects::foreign_objects(std::vector<std::string> patterns) : patterns_(std::move(patterns)) {
    patterns_.emplace_back("rowan_*");
    patterns_.insert(patterns_.end(), tables_of_tools.begin(), tables_of_tools.end());
}

foreign_objects::foreign_objects(session& of, std::vector<std::string> patterns)
    : foreign_objects(std::move(patterns)) {
    names_ = tables_of_other_tools(of);
}

schema::database foreign_objects::without(schema::database all) const {
    const auto is_foreign = [&](const auto& each) { return has(each.schema_name, each.name); };
    std::erase_if(all.tables, is_foreign);
    std::erase_if(all.views, is_foreign);
    const auto on_table = [&](const auto& each) { return has(each.schema_name, each.table); };
    std::erase_if(all.triggers, on_table);
    std::erase_if(all.policies, on_table);
    std::erase_if(all.others, on_table);
    std::erase_if(all.sequences, [&](const schema::sequence& each) {
        return is_foreign(each) || has(each.schema_name, each.owner_table);
    });
    std::erase_if(all.order, [&](const schema::object_name& each) {
        using enum schema::object_kind;
        const bool may_be =
            each.what == table || each.what == view || each.what == materialized_view || each.what == sequence;
        return may_be && is_foreign(each);
    });
    return all;
}

bool foreign_objects::has(const std::string& schema_name, const std::string& name) const {
    if (name.empty()) return false;
    const std::string full = schema::full_name(schema_name, name);
    if (std::find(names_.begin(), names_.end(), name) != names_.end()) return true;
    return std::any_of(patterns_.begin(), patterns_.end(), [&](const std::string& each) {
        return schema::fits_pattern(name, each) || schema::fits_pattern(full, each);
    });
}

}  // namespace rowan::migrate
