#pragma once

#include <support/database.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include "call.hpp"

namespace rowan::test {

/// A folder of SQL files, and the program `rowan` for it.
class migrations_folder {
public:
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }
    call_result run(const test_database& on, words line) const {
        line.insert(line.end(), {"-d", on.url()});
        return call(line, {.name = "rowan", .migrations_folder = folder_.path().string()});
    }
    const std::filesystem::path& path() const noexcept { return folder_.path(); }

private:
    temporary_folder folder_;
};

}  // namespace rowan::test
