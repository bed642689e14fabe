#include "work.hpp"

#include <rowan/dialect/dialect.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

// PostgreSQL: the same work by hand, through SOCI and through rowan.

namespace {

/// Tables of a schema of its own for each contender. Vacuum is kept away from them: it would come to one and not to the others.
std::string schema(const std::string& name) {
    std::string result = "set client_min_messages = warning;\ndrop schema if exists " + name + " cascade;\ncreate schema " + name + ";\nset search_path to " + name + ";\n";
    const auto add = [&](const rowan::schema::table& table) {
        for (const std::string& one : rowan::postgresql_dialect().render(rowan::schema::operation(rowan::schema::create_table{table}))) {
            result += one + ";\n";
        }
        result += "alter table " + table.name + " set (autovacuum_enabled = false);\n";
    };
    add(rowan::schema_table<rows::reading>());
    add(rowan::schema_table<rows::numbered_reading>());
    add(rowan::schema_table<rows::author>());
    add(rowan::schema_table<rows::book>());
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    const benchmark_options options = start(argc, argv);
    const char* url = std::getenv("ROWAN_TEST_POSTGRESQL");
    if (url == nullptr) {
        std::fputs("ROWAN_TEST_POSTGRESQL is not set: start this with sh benchmarks/run.sh, or set it to "
                   "postgresql://user:password@host:port/database\n",
                   stderr);
        return 2;
    }

    std::vector<contender> contenders;
    contenders.push_back({"by hand", postgresql_by_hand(url)});
    contenders.push_back({"SOCI", postgresql_with_soci(url)});
    contenders.push_back({"rowan", with_rowan(url)});
    contenders[0].on->run_script(schema("benchmark_by_hand"));
    contenders[1].on->run_script(schema("benchmark_soci"));
    contenders[2].on->run_script(schema("benchmark_rowan"));

    // A round trip takes longer than everything that a library does around it: fewer rows where there is one for each.
    const sizes of{.insert = 2'000, .read = 20'000, .get = 2'000, .update = 2'000,
                   .bulk = {10, 1'000, 100'000}, .numbered = 20'000, .upsert = 1'000, .change = 1'000, .authors = 1'000, .paged = 100'000};
    const bounds within{.read = 1.05, .get = 1.05, .bulk = 1.15, .numbered = 1.15, .authors = 1.15};
    const std::vector<work> works = make_works(of, within, {.empty = "truncate", .settle = "analyze"});
    const int failures = measure("PostgreSQL", clock_kind::wall, contenders, works, options);
    return options.check && failures != 0 ? 1 : 0;
}
