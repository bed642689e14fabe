#include "cli/answers_file.hpp"

#include <rowan/migrate/error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace rowan::cli {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

}  // namespace

schema::answer parse_answer(std::string_view line) {
    const std::size_t equals = line.find('=');
    schema::answer result{trimmed(line.substr(0, equals)),
                          equals == std::string_view::npos ? std::string() : trimmed(line.substr(equals + 1))};
    if (result.to.empty() || result.value.empty())
        throw migrate::migration_error(
            fmt::format("\"{}\" is no answer: it takes a question and a value, rename tasks.title = headline", line));
    return result;
}

std::vector<schema::answer> read_answers(const std::string& path) {
    std::ifstream in(path);
    if (!in) throw migrate::migration_error(fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
    std::vector<schema::answer> result;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (trimmed(line).empty() || trimmed(line).front() == '#') continue;
        try {
            result.push_back(parse_answer(line));
        } catch (const migrate::migration_error& fault) {
            throw migrate::migration_error(fmt::format("{}:{}: {}", path, number, fault.what()));
        }
    }
    return result;
}

}  // namespace rowan::cli
