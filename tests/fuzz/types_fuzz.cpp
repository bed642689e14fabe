// What parses text must refuse it or understand it, and never break: libFuzzer looks for text that does
// (-dict=tests/fuzz/types.dict).

#include <rowan/types/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace rowan;

namespace {
enum class role { system, user };
BOOST_DESCRIBE_ENUM(role, system, user)

struct message {
    role from = role::user;
    std::optional<std::string> text;
    std::vector<std::optional<int>> numbers;
    double weight = 0;
    std::uint64_t size = 0;
    bytes picture;
    decimal price;
    timestamp at;
    json<> extra;
    std::vector<message> answers;
    friend bool operator==(const message&, const message&) = default;
};
BOOST_DESCRIBE_STRUCT(message, (), (from, text, numbers, weight, size, picture, price, at, extra, answers))

void must(bool holds) {
    if (!holds) std::abort();
}

template <class F>
void may_refuse(F&& f) {
    try {
        f();
    } catch (const mapping_error&) {}
}

void check_decimal(std::string_view text) {
    const decimal one(text);
    must(decimal(one.to_string()).to_string() == one.to_string());
    must(one == one && one >= one);
    one.to_double();
    if (one.is_finite() && one.to_string().size() < 1000) {
        must(one - one == decimal());
        must(one + one == one * 2);
        must(-(-one) == one);
        must(one.rounded(one.scale()).to_string() == one.to_string());
        const decimal half = decimal::of(5, 2);
        const decimal error = one.rounded(1) - one;
        must(error <= half && -error <= half);
    }
}

void check_json(std::string_view text) {
    const json<> document{std::string(text)};
    const std::string raw = document.read().raw();
    must(json<>(raw) == document);
    must(json_reader::parse(raw).raw() == raw);
}

template <class T>
void check_round_trip(std::string_view text) {
    const T one = from_json<T>(text);
    must(from_json<T>(to_json(one)) == one);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    may_refuse([&] { must(uuid::parse(uuid::parse(text).to_string()) == uuid::parse(text)); });
    may_refuse([&] { must(date::parse(text).to_string() == text); });
    may_refuse([&] { must(timestamp::parse(timestamp::parse(text).to_string()) == timestamp::parse(text)); });
    may_refuse([&] { check_decimal(text); });
    may_refuse([&] { check_json(text); });
    may_refuse([&] { check_round_trip<message>(text); });
    may_refuse([&] { must(from_json<std::string>(to_json(std::string(text))) == text); });
    return 0;
}
