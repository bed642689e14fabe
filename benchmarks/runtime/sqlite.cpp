#include "work.hpp"

#include <rowan/dialect/dialect.hpp>

#include <unistd.h>

#include <filesystem>
#include <string>

// SQLite: the same work by hand, through SOCI and through rowan.

namespace {

std::string schema() {
    std::string result;
    const auto add = [&](const rowan::schema::table& table) {
        for (const std::string& one : rowan::sqlite_dialect().render(rowan::schema::operation(rowan::schema::create_table{table}))) {
            result += one + ";\n";
        }
    };
    add(rowan::schema_table<rows::reading>());
    add(rowan::schema_table<rows::numbered_reading>());
    add(rowan::schema_table<rows::author>());
    add(rowan::schema_table<rows::book>());
    return result;
}

std::vector<contender> contenders_on(const std::string& folder) {
    const auto path = [&](const char* name) { return folder.empty() ? std::string(":memory:") : folder + "/" + name; };
    std::vector<contender> result;
    result.push_back({"by hand", sqlite_by_hand(path("by_hand"))});
    result.push_back({"SOCI", sqlite_with_soci(path("soci"))});
    result.push_back({"rowan", with_rowan("sqlite://" + (folder.empty() ? path("") : "/" + path("rowan")))});
    for (contender& one : result) one.on->run_script(schema());
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    const benchmark_options options = start(argc, argv);
    const sizes of{.insert = 20'000, .read = 20'000, .get = 20'000, .update = 20'000,
                   .bulk = {10, 1'000, 100'000}, .numbered = 20'000, .upsert = 1'000, .change = 1'000, .authors = 1'000, .paged = 100'000};
    const bounds within{.insert = 1.05, .read = 1.05, .get = 1.05, .update = 1.05, .authors = 1.15};
    const upkeep with{.empty = "delete from", .settle = ""};

    std::vector<contender> in_memory = contenders_on("");
    int failures = measure("SQLite in memory", clock_kind::cpu, in_memory, make_works(of, within, with), options);

    const auto folder = std::filesystem::temp_directory_path() / ("rowan_benchmark_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    {
        // For reference: how much of the time is the disk's differs from machine to machine, so nothing is promised.
        std::vector<contender> on_disk = contenders_on(folder.string());
        failures += measure("SQLite, a file with write-ahead log", clock_kind::wall, on_disk, make_works(of, {}, with), options);
    }
    std::filesystem::remove_all(folder);
    return options.check && failures != 0 ? 1 : 0;
}
