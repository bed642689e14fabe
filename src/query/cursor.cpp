#include "query/cursor.hpp"

#include <rowan/session/error.hpp>

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

#include "types/base64.hpp"

namespace rowan {

namespace {

using octet_text = std::basic_string<unsigned char>;

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::bad_alloc();  // the system gives no random numbers
}

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// BLAKE2b: two keys of a secret, or a nonce that none but its content has.
template <std::size_t N>
std::array<unsigned char, N> keyed_hash(std::span<const unsigned char> key, std::string_view of) {
    std::array<unsigned char, N> result;
    crypto_generichash(result.data(), N, octets(of), of.size(), key.data(), key.size());
    return result;
}

}  // namespace

cursor_key::cursor_key(std::string_view secret) {
    if (secret.empty()) throw usage_error("rowan::cursor_key: the secret is empty, so anybody could make cursors");
    start_sodium();
    octets_ = keyed_hash<64>({}, secret);
}

cursor_key::cursor_key(std::span<const std::byte, 32> key) {
    start_sodium();
    octets_ = keyed_hash<64>({}, {reinterpret_cast<const char*>(key.data()), key.size()});
}

cursor_key::~cursor_key() { sodium_memzero(octets_.data(), octets_.size()); }

cursor_key cursor_key::generate() {
    start_sodium();
    cursor_key result;
    randombytes_buf(result.octets_.data(), result.octets_.size());
    return result;
}

namespace detail {

namespace {

constexpr char version = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t mac_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

[[noreturn]] void refuse() {
    throw cursor_error(
        "the cursor is not one of this program's: it was cut or changed on its way, or made with another key");
}

// Numbers in big-endian order, texts with their length before them.
class octet_writer {
public:
    explicit octet_writer(std::string& to) : to_(to) {}

    void number(std::uint64_t of, int size = 8) {
        for (int i = size - 1; i >= 0; --i) to_ += static_cast<char>(of >> (8 * i) & 0xFF);
    }
    void text(std::string_view of) {
        number(of.size(), 4);
        to_ += of;
    }

    void operator()(null_value) {}
    void operator()(bool of) { number(of ? 1 : 0, 1); }
    void operator()(std::int64_t of) { number(static_cast<std::uint64_t>(of)); }
    void operator()(double of) { number(std::bit_cast<std::uint64_t>(of)); }
    void operator()(const std::string& of) { text(of); }
    void operator()(const bytes& of) { text({reinterpret_cast<const char*>(of.data()), of.size()}); }
    void operator()(const uuid& of) { to_.append(reinterpret_cast<const char*>(of.octets.data()), of.octets.size()); }
    void operator()(timestamp of) { number(static_cast<std::uint64_t>(of.microseconds_since_epoch)); }
    void operator()(date of) { text(of.to_string()); }
    void operator()(const decimal& of) { text(of.to_string()); }
    void operator()(const value_array&) { throw usage_error("an array has no place in a cursor"); }

private:
    std::string& to_;
};

class octet_reader {
public:
    explicit octet_reader(std::string_view from) : rest_(from) {}

    bool at_end() const noexcept { return rest_.empty(); }
    std::string_view take(std::size_t size) {
        if (size > rest_.size()) refuse();
        const std::string_view result = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return result;
    }
    std::uint64_t number(std::size_t size = 8) {
        std::uint64_t result = 0;
        for (const char one : take(size)) result = result << 8 | static_cast<unsigned char>(one);
        return result;
    }
    bool truth() {
        const std::uint64_t result = number(1);
        if (result > 1) refuse();
        return result == 1;
    }
    std::string_view text() { return take(number(4)); }

    value next() {
        // In the order of value's alternatives.
        switch (number(1)) {
            case 0: return value();
            case 1: return value(truth());
            case 2: return value(static_cast<std::int64_t>(number()));
            case 3: return value(std::bit_cast<double>(number()));
            case 4: return value(std::string(text()));
            case 5: {
                const auto octets = std::as_bytes(std::span(text()));
                return value(bytes(octets.begin(), octets.end()));
            }
            case 6: {
                uuid result;
                std::memcpy(result.octets.data(), take(result.octets.size()).data(), result.octets.size());
                return value(result);
            }
            case 7: return value(timestamp{static_cast<std::int64_t>(number())});
            case 8: return value(date::parse(text()));
            case 9: return value(decimal(text()));
            default: refuse();
        }
    }

private:
    std::string_view rest_;
};

// base64url without padding: RFC 4648, 5.
std::string to_url(const std::string& octets) {
    const auto raw = std::as_bytes(std::span(octets));
    std::string result = base64::encode(bytes(raw.begin(), raw.end()));
    result.resize(std::min(result.find('='), result.size()));
    std::replace(result.begin(), result.end(), '+', '-');
    std::replace(result.begin(), result.end(), '/', '_');
    return result;
}

std::string from_url(std::string_view text) {
    if (text.find_first_of("+/=") != text.npos) refuse();
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    const std::optional<bytes> octets = base64::decode(padded);
    if (!octets) refuse();
    return std::string(reinterpret_cast<const char*>(octets->data()), octets->size());
}

}  // namespace

std::string write_cursor(const cursor_content& from) {
    std::string result;
    octet_writer to(result);
    to.number(from.order);
    to(from.including);
    for (const value& one : from.position) {
        to.number(one.get().index(), 1);
        std::visit(to, one.get());
    }
    return result;
}

cursor_content read_cursor(std::string_view octets) {
    octet_reader from(octets);
    cursor_content result;
    result.order = from.number();
    result.including = from.truth();
    try {
        while (!from.at_end()) result.position.push_back(from.next());
    } catch (const mapping_error&) { refuse(); }
    return result;
}

std::string seal_cursor(const cursor_key& with, const cursor_content& from) {
    const std::string plain = write_cursor(from);
    const auto nonce = keyed_hash<nonce_size>(with.for_nonces(), plain);
    std::string sealed(1 + nonce_size + plain.size() + mac_size, version);
    std::memcpy(sealed.data() + 1, nonce.data(), nonce.size());
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets(sealed) + 1 + nonce_size, nullptr, octets(plain), plain.size(),
                                               octets(sealed), 1, nullptr, nonce.data(), with.for_content().data());
    return to_url(sealed);
}

cursor_content open_cursor(const cursor_key& with, std::string_view text) {
    const std::string sealed = from_url(text);
    if (sealed.size() < 1 + nonce_size + mac_size || sealed[0] != version) refuse();
    std::string plain(sealed.size() - 1 - nonce_size - mac_size, '\0');
    const unsigned char* const from = octets(sealed);
    const int fault = crypto_aead_xchacha20poly1305_ietf_decrypt(octets(plain), nullptr, nullptr, from + 1 + nonce_size,
                                                                 sealed.size() - 1 - nonce_size, from, 1, from + 1,
                                                                 with.for_content().data());
    if (fault != 0) refuse();
    return read_cursor(plain);
}

std::uint64_t fingerprint(std::string_view text) {
    start_sodium();
    const auto hash = keyed_hash<16>({}, text);
    std::uint64_t result = 0;
    std::memcpy(&result, hash.data(), sizeof result);
    return result;
}

}  // namespace detail
}  // namespace rowan
