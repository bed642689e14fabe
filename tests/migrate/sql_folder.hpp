#pragma once

#include <support/database.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace rowan::test {

using files = std::vector<std::pair<std::string, std::string>>;

/// A folder with these files in it.
class sql_folder {
public:
    explicit sql_folder(const files& all) {
        for (const auto& [name, text] : all) write(name, text);
    }

    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((folder_.path() / name).parent_path());
        std::ofstream(folder_.path() / name, std::ios::binary) << text;
    }
    void remove(const std::string& name) const { std::filesystem::remove(folder_.path() / name); }
    std::string read(const std::string& name) const {
        std::ifstream in(folder_.path() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::string path() const { return folder_.path().string(); }
    std::string path(const std::string& file) const { return (folder_.path() / file).string(); }

private:
    temporary_folder folder_;
};

}  // namespace rowan::test
