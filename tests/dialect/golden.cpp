#include "dialect/golden.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rowan::test {

namespace {
std::filesystem::path file_of(const dialect& by, std::string_view name) {
    return golden_folder(by) / (std::string(name) + ".sql");
}
}  // namespace

std::filesystem::path golden_folder(const dialect& by) {
    return std::filesystem::path(ROWAN_TESTS_DIR) / "dialect" / "golden" / by.name();
}

std::string golden(const dialect& by, std::string_view name) {
    const auto file = file_of(by, name);
    std::ifstream in(file, std::ios::binary);
    if (!in) return "no file " + file.string();
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void check_golden(const dialect& by, std::string_view name, const std::string& rendered) {
    if (std::getenv("ROWAN_UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(golden_folder(by));
        std::ofstream(file_of(by, name), std::ios::binary) << rendered;
        FAIL_CHECK("written: " << file_of(by, name).string());
        return;
    }
    CHECK(rendered == golden(by, name));
}

const std::vector<const dialect*>& dialects() {
    static const std::vector<const dialect*> both{&postgresql_dialect(), &sqlite_dialect()};
    return both;
}

}  // namespace rowan::test
