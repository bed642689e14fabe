#include "cli/generate.hpp"

#include "cli/listing.hpp"
#include "migrate/made_tables.hpp"
#include "schema/markup.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/generate.hpp>
#include <rowan/session/introspect.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

namespace rowan::cli {

namespace {

namespace fs = std::filesystem;
using migrate::generated_file;
using migrate::migration_error;

/// The database without what migration tools keep in it.
schema::database read(session& from) {
    introspect_options how;
    how.without_tables = migrate::tables_of_other_tools(from);
    for (const schema::table& each : introspect_tables(from)) {
        if (schema::fits_pattern(each.name, "rowan_*")) how.without_tables.push_back(each.name);
    }
    return introspect(from, how);
}

void refuse_other(const fs::path& path, const std::string& text) {
    if (!fs::exists(path)) return;
    std::ifstream in(path, std::ios::binary);
    const std::string present{std::istreambuf_iterator<char>(in), {}};
    if (!in || present != text)
        throw migration_error(path.string() +
                              " is there and says something else: remove it, or choose another folder "
                              "with --output. Nothing was written");
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    if (!(out << text) || !out.flush()) throw migration_error(path.string() + " cannot be written");
}

}  // namespace

void generate(database_work& on) {
    const request& asked = on.asked();
    const migrate::generate_options how{asked.name_space, asked.struct_tables};
    const schema::database all = read(on.database());
    std::vector<generated_file> files = migrate::generate_entities(all, on.dialect(), how);
    if (asked.migration == "sql") files.push_back(migrate::first_sql_migration(all, on.dialect()));
    if (asked.migration == "cpp") files.push_back(migrate::first_cpp_migration(all, how));
    const fs::path folder = asked.struct_folder;
    for (const generated_file& each : files) refuse_other(folder / each.name, each.text);
    for (const generated_file& each : files) write(folder / each.name, each.text);
    if (!asked.json) {
        on.out() << fmt::format("wrote {} files to {}: begin with entities.hpp\n", files.size(), folder.string());
        return;
    }
    std::vector<std::string> paths;
    for (const generated_file& each : files) paths.push_back((folder / each.name).string());
    json_writer json;
    json.begin_object();
    json.key("files");
    write_json(json, paths);
    json.end_object();
    print(on.out(), std::move(json));
}

}  // namespace rowan::cli
