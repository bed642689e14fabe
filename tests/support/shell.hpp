#pragma once

#include "support/catch.hpp"

#include <array>
#include <cstdio>
#include <string>

#include <sys/wait.h>

namespace rowan::test {

struct shell_result {
    int code = 0;
    std::string text;  // of both streams
};

/// As one word for the shell.
inline std::string quoted(std::string word) {
    for (auto at = word.find('\''); at != std::string::npos; at = word.find('\'', at + 4)) word.replace(at, 1, "'\\''");
    return '\'' + word + '\'';
}

/// A command of the shell, started.
class running {
public:
    explicit running(const std::string& command) : pipe_(popen((command + " 2>&1").c_str(), "r")) {
        REQUIRE(pipe_ != nullptr);
    }

    shell_result finish() {
        shell_result all;
        std::array<char, 4096> room{};
        while (std::fgets(room.data(), static_cast<int>(room.size()), pipe_) != nullptr) all.text += room.data();
        all.code = WEXITSTATUS(pclose(pipe_));
        return all;
    }

private:
    FILE* pipe_;
};

inline shell_result shell(const std::string& command) { return running(command).finish(); }

}  // namespace rowan::test
