#pragma once

#include "support/database.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace examples {

inline std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

/// As one word for the shell.
inline std::string quoted(std::string text) {
    for (auto at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 4)) text.replace(at, 1, "'\\''");
    return '\'' + text + '\'';
}

/// What stands in tests/examples/expected.
inline std::string expected(const std::string& name) {
    return content(std::filesystem::path(ROWAN_TESTS_DIR) / "examples" / "expected" / name);
}

struct outcome {
    int status = 0;
    std::string output;  ///< errors too
};

/// Runs programs of examples/ in a folder of their own.
class runner {
public:
    /// `words` goes through the shell: the program's name, arguments, before it variables.
    outcome run(const std::string& words, const std::string& variables = {}) const {
        const auto output = folder_.path() / "output";
        const std::string command = "cd " + quoted(folder_.path().string()) +
                                    " && env -u ROWAN_DATABASE PATH=" + quoted(ROWAN_EXAMPLES) + ":\"$PATH\" " +
                                    variables + ' ' + words + " >" + quoted(output.string()) + " 2>&1";
        const int status = std::system(command.c_str());
        return {status, content(output)};
    }
    const std::filesystem::path& folder() const noexcept { return folder_.path(); }

private:
    rowan::test::temporary_folder folder_;
};

}  // namespace examples
