// A cursor comes from a client. Whatever it says, it is either one of this program's or refused; and what lies within
// is read to its last octet or refused, should a key ever be known to somebody else.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "query/cursor.hpp"

using namespace rowan;
using namespace rowan::detail;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

const cursor_key& key() {
    static const cursor_key result("known to the fuzzer");
    return result;
}

void check_text(std::string_view text) {
    try {
        open_cursor(key(), text);
        std::abort();  // nobody makes one without the key
    } catch (const cursor_error&) {}
}

void check_octets(std::string_view octets) {
    cursor_content content;
    try {
        content = read_cursor(octets);
    } catch (const cursor_error&) { return; }
    // Dates and decimals may be written in more than one way, of which one comes back; what is different from itself is
    // NaN.
    const std::string written = write_cursor(content);
    must(write_cursor(read_cursor(written)) == written);
    const std::string sealed = seal_cursor(key(), content);
    must(write_cursor(open_cursor(key(), sealed)) == written);
    must(sealed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == sealed.npos);
    // One octet more or less, or another one.
    check_text(sealed + "A");
    check_text(std::string_view(sealed).substr(1));
    for (const std::size_t at : {std::size_t{0}, octets.size() % sealed.size(), sealed.size() - 1}) {
        std::string changed = sealed;
        changed[at] = changed[at] == 'Q' ? 'g' : 'Q';
        check_text(changed);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_text(text);
    check_octets(text);
    check_octets(std::string(9, '\0') += text);
    return 0;
}
