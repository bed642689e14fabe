#pragma once

#include <rowan/cli/cli.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace rowan::test {

using words = std::vector<std::string>;

/// What a call of the command line came to.
struct call_result {
    int code = 0;
    std::string out;
    std::string error;
};

inline call_result call(const words& with, const cli::program& of) {
    std::ostringstream out;
    std::ostringstream error;
    const int code = cli::run(with, of, out, error);
    return {code, out.str(), error.str()};
}

}  // namespace rowan::test
