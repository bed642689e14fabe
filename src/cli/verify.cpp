#include "cli/verify.hpp"

#include <rowan/migrate/replay.hpp>
#include <rowan/migrate/verify.hpp>

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>

namespace rowan::cli {

namespace {

migrate::snapshot snapshot_in(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw migrate::migration_error(file + ": cannot be read; --against takes a file that snapshot wrote, or a URL");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    migrate::snapshot result = migrate::read_snapshot(text);
    result.taken_from = file;
    return result;
}

migrate::snapshot snapshot_of(const std::string& url, const std::vector<std::string>& ignored) {
    session other = open(url);
    migrate::snapshot result = migrate::take_snapshot(other, ignored);
    result.taken_from = other.description();
    return result;
}

migrate::verify_options options_of(const request& what, const program& of) {
    migrate::verify_options how;
    how.migrations = !what.structs_only;
    if (!what.migrations_only) how.structs = of.entities;
    how.scratch = what.scratch;
    how.ignored = of.ignored_tables;
    how.ignored.insert(how.ignored.end(), what.ignored.begin(), what.ignored.end());
    if (what.against.empty()) return how;
    how.against = what.against.find("://") == std::string::npos ? snapshot_in(what.against)
                                                                : snapshot_of(what.against, how.ignored);
    return how;
}

}  // namespace

int verify(database_work& on, const program& of, const std::vector<migrate::named_script>& repeatables) {
    const request& what = on.asked();
    if (what.structs_only && of.entities.empty())
        throw migrate::migration_error(
            "there are no structs to compare the database with: the program gives them, "
            ".entities = rowan::schema_of<…>()");
    migrate::verify_options how = options_of(what, of);
    how.repeatables = repeatables;
    const migrate::verify_report found = migrate::verify(on.database(), on.graph(), how);
    if (what.json)
        on.out() << found.json() << '\n';
    else
        on.out() << on.name() << ":\n" << found.text();
    return found ? ok : drift;
}

}  // namespace rowan::cli
