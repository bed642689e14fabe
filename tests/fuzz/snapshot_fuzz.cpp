// Whatever a file holds: it is a snapshot that is written and read the same, or it is refused with a migration_error.
// The first octet chooses whether the others are the text, or pick its words.

#include <rowan/migrate/differences.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/snapshot.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace rowan;

namespace {

constexpr std::array<std::string_view, 40> words{
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "1",
    "-7",
    "1e99",
    "\"\"",
    "\"a\"",
    "\"text\"",
    "\"on sqlite\":",
    "\"rowan_snapshot\":1,",
    "\"dialect\":\"sqlite\",",
    "\"schema\":",
    "\"heads\":",
    "\"tables\":[",
    "\"columns\":[",
    "\"name\":\"a\"",
    "\"name\":\"b\",",
    "\"type\":{\"kind\":\"integer\"}",
    "\"type\":",
    "\"kind\":",
    "\"labels\":",
    "\"domain\":{",
    "\"checks\":[{",
    "\"expression\":",
    "\"indexes\":[",
    "\"keys\":",
    "\"views\":[",
    "\"query\":",
    "\"partitions\":[",
    "\"primary_key\":{",
    "\"options\":[[",
    "\"start\":",
    "{\"rowan_snapshot\":1,\"dialect\":\"sqlite\",\"schema\":{\"tables\":[{\"name\":\"t\",",
    "}]}}"};

std::string text_of(const std::uint8_t* data, std::size_t size, bool of_words) {
    if (!of_words) return {reinterpret_cast<const char*>(data), size};
    std::string text{words[words.size() - 2]};
    for (std::size_t i = 0; i != size; ++i) text += words[data[i] % words.size()];
    return text + std::string(words.back());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    // Long rows of words are hardly ever JSON.
    const bool of_words = (data[0] & 1) != 0;
    const std::string text = text_of(data + 1, of_words ? (size - 1) % 8 : size - 1, of_words);
    try {
        const migrate::snapshot read = migrate::read_snapshot(text);
        if (!(migrate::read_snapshot(to_json(read)) == read)) std::abort();
        if (!migrate::differences(read.schema, read.schema, sqlite_dialect()).empty()) std::abort();
        if (migrate::fingerprint(read.schema).size() != 64) std::abort();
    } catch (const migrate::migration_error&) {}
    return 0;
}
