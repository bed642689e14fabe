#include <rowan/types/json_reader.hpp>

#include <rowan/types/error.hpp>
#include <rowan/types/json_writer.hpp>

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "json_number.hpp"

namespace rowan {

/// A part of the document's characters or nodes. 32 bits keep a node at 24 octets: a document is read in a third of the
/// time that nodes of pointers take.
struct json_reader::slice {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
};

struct json_reader::node {
    kind what;
    std::uint32_t parent = 0;
    slice name{};
    slice content{};  // characters of text and numbers, children of arrays and objects, 1 for true
};

/// All nodes of a text; the children of one stand side by side, the root stands last.
struct json_reader::document {
    std::vector<node> nodes;
    std::string characters;
    std::string root_name;
    mutable std::atomic<std::size_t> owners{0};

    std::string_view text(slice part) const noexcept {
        return std::string_view(characters).substr(part.begin, part.size);
    }
    std::span<const node> children(const node& of) const noexcept {
        return std::span(nodes).subspan(of.content.begin, of.content.size);
    }
    std::uint32_t root() const noexcept { return static_cast<std::uint32_t>(nodes.size() - 1); }

    void link() noexcept {
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].what != kind::array && nodes[i].what != kind::object) continue;
            const auto [begin, size] = nodes[i].content;
            for (std::uint32_t child = begin; child != begin + size; ++child) nodes[child].parent = i;
        }
    }

    void write(const node& from, json_writer& to) const;
    /// The members that count, by name: of those with one name the last.
    std::vector<const node*> sorted_members(const node& object) const;
    bool equals(const node& mine, const document& other, const node& theirs) const;
};

/// Builds a document from the parser's events. Boost.JSON's own values would round numbers to 64 bits.
struct json_reader::builder {
    using error_code = boost::json::error_code;
    using string_view = boost::json::string_view;
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);

    document* result;
    std::vector<node> open{};    // children of containers that are not yet closed
    std::vector<slice> names{};  // of those containers
    std::uint32_t begin = 0;     // of the characters being read
    slice name{};

    bool append(string_view part) {
        result->characters.append(part.data(), part.size());
        return true;
    }
    slice finish(string_view part) {
        append(part);
        const auto end = static_cast<std::uint32_t>(result->characters.size());
        const std::uint32_t start = std::exchange(begin, end);
        return {start, end - start};
    }
    bool add(kind what, slice content) {
        open.push_back({.what = what, .name = std::exchange(name, {}), .content = content});
        return true;
    }
    bool begin_container() {
        names.push_back(std::exchange(name, {}));
        return true;
    }
    bool end_container(kind what, std::size_t count) {
        const slice children{static_cast<std::uint32_t>(result->nodes.size()), static_cast<std::uint32_t>(count)};
        const auto first = open.end() - static_cast<std::ptrdiff_t>(count);
        result->nodes.insert(result->nodes.end(), first, open.end());
        open.erase(first, open.end());
        name = names.back();
        names.pop_back();
        return add(what, children);
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) {
        result->nodes.push_back(open.back());
        return true;
    }
    bool on_array_begin(error_code&) { return begin_container(); }
    bool on_array_end(std::size_t n, error_code&) { return end_container(kind::array, n); }
    bool on_object_begin(error_code&) { return begin_container(); }
    bool on_object_end(std::size_t n, error_code&) { return end_container(kind::object, n); }
    bool on_key_part(string_view part, std::size_t, error_code&) { return append(part); }
    bool on_key(string_view part, std::size_t, error_code&) {
        name = finish(part);
        return true;
    }
    bool on_string_part(string_view part, std::size_t, error_code&) { return append(part); }
    bool on_string(string_view part, std::size_t, error_code&) { return add(kind::text, finish(part)); }
    bool on_number_part(string_view part, error_code&) { return append(part); }
    bool on_int64(std::int64_t, string_view part, error_code&) { return on_number(part); }
    bool on_uint64(std::uint64_t, string_view part, error_code&) { return on_number(part); }
    bool on_double(double, string_view part, error_code&) { return on_number(part); }
    bool on_number(string_view part) { return add(kind::number, finish(part)); }
    bool on_bool(bool value, error_code&) { return add(kind::boolean, {0, value ? 1u : 0u}); }
    bool on_null(error_code&) { return add(kind::null, {}); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

json_reader json_reader::parse(std::string_view text, std::string_view root) {
    const auto refuse = [&](std::size_t offset, std::string_view why) {
        throw mapping_error(fmt::format("{}{}not JSON at offset {}: {}", root, root.empty() ? "" : ": ", offset, why));
    };
    if (text.size() > std::numeric_limits<std::uint32_t>::max()) refuse(0, "a document has 4 GiB at the most");
    auto* parsed = new document;
    json_reader result(parsed, 0);
    parsed->root_name = root;
    parsed->characters.reserve(text.size());

    boost::json::parse_options options;
    options.max_depth = 1000;
    boost::json::basic_parser<builder> parser(options, builder{parsed});
    boost::json::error_code fault;
    const std::size_t end = parser.write_some(false, text.data(), text.size(), fault);
    if (!fault && end != text.size()) fault = boost::json::error::extra_data;
    if (fault) refuse(end, fault.message());
    parsed->link();
    result.place_ = parsed->root();
    return result;
}

json_reader::json_reader(const document* owner, std::uint32_t place) noexcept : owner_(owner), place_(place) {
    ++owner_->owners;
}
json_reader::json_reader(const json_reader& from) noexcept : json_reader(from.owner_, from.place_) {}
json_reader& json_reader::operator=(const json_reader& from) noexcept {
    json_reader copy(from);
    std::swap(owner_, copy.owner_);
    std::swap(place_, copy.place_);
    return *this;
}
json_reader::~json_reader() {
    if (--owner_->owners == 0) delete owner_;
}

const json_reader::node& json_reader::here() const noexcept { return owner_->nodes[place_]; }
json_reader::kind json_reader::what() const noexcept { return here().what; }

const json_reader::node& json_reader::expect(kind wanted) const {
    constexpr std::array<std::string_view, 6> names{"null", "a boolean", "a number", "text", "an array", "an object"};
    if (what() != wanted) {
        fail(fmt::format("expected {}, found {}", names[static_cast<std::size_t>(wanted)],
                         names[static_cast<std::size_t>(what())]));
    }
    return here();
}

bool json_reader::boolean() const { return expect(kind::boolean).content.size == 1; }

std::int64_t json_reader::integer() const {
    const auto result = json_number::to_integer(number());
    if (!result) fail("expected an integer of 64 bits");
    return *result;
}

std::uint64_t json_reader::unsigned_integer() const {
    const auto result = json_number::to_unsigned(number());
    if (!result) fail("expected an unsigned integer of 64 bits");
    return *result;
}

double json_reader::real() const {
    const std::string_view digits = number();
    double result = 0;
    // What is too small for a double is zero; what is too large has no number near it.
    if (std::from_chars(digits.data(), digits.data() + digits.size(), result).ec == std::errc()) return result;
    if (json_number::is_below_one(digits)) return digits.starts_with('-') ? -0.0 : 0.0;
    fail("the number is too large for a double");
}

std::string_view json_reader::number() const { return owner_->text(expect(kind::number).content); }
std::string_view json_reader::text() const { return owner_->text(expect(kind::text).content); }

std::size_t json_reader::size() const {
    return what() == kind::object ? here().content.size : expect(kind::array).content.size;
}

json_reader json_reader::at(std::size_t index) const {
    if (index >= size()) fail(fmt::format("there is no element {}, only {}", index, size()));
    return {owner_, here().content.begin + static_cast<std::uint32_t>(index)};
}

std::optional<json_reader> json_reader::member(std::string_view name) const {
    const auto [begin, size] = expect(kind::object).content;
    for (std::uint32_t i = begin + size; i != begin; --i) {
        if (owner_->text(owner_->nodes[i - 1].name) == name) return json_reader(owner_, i - 1);
    }
    return std::nullopt;
}

std::string_view json_reader::name() const noexcept { return owner_->text(here().name); }

std::string json_reader::path() const {
    std::vector<std::uint32_t> steps;
    for (std::uint32_t i = place_; i != owner_->root(); i = owner_->nodes[i].parent) steps.push_back(i);
    std::string result = owner_->root_name;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const node& place = owner_->nodes[*step];
        const node& parent = owner_->nodes[place.parent];
        if (parent.what == kind::array) {
            result += fmt::format("[{}]", *step - parent.content.begin);
        } else {
            if (!result.empty()) result += '.';
            result += owner_->text(place.name);
        }
    }
    return result;
}

void json_reader::fail(std::string_view message) const {
    const std::string where = path();
    throw mapping_error(fmt::format("{}: {}", where.empty() ? "the JSON document" : where, message));
}

void json_reader::document::write(const node& from, json_writer& to) const {
    switch (from.what) {
        case kind::null: to.null(); return;
        case kind::boolean: to.boolean(from.content.size == 1); return;
        case kind::number: to.raw(text(from.content)); return;
        case kind::text: to.text(text(from.content)); return;
        case kind::array:
            to.begin_array();
            for (const node& child : children(from)) write(child, to);
            to.end_array();
            return;
        case kind::object:
            to.begin_object();
            for (const node& child : children(from)) {
                to.key(text(child.name));
                write(child, to);
            }
            to.end_object();
    }
}

std::string json_reader::raw() const {
    json_writer writer;
    owner_->write(here(), writer);
    return std::move(writer).result();
}

std::vector<const json_reader::node*> json_reader::document::sorted_members(const node& object) const {
    const auto name = [this](const node* one) { return text(one->name); };
    std::vector<const node*> result;
    for (const node& child : children(object)) result.push_back(&child);
    std::ranges::stable_sort(result, {}, name);
    const auto counting =
        std::unique(result.rbegin(), result.rend(), [&](auto* a, auto* b) { return name(a) == name(b); });
    result.erase(result.begin(), counting.base());
    return result;
}

// Plain loops: a document may be deep, and the frames of algorithms with closures are large.
bool json_reader::document::equals(const node& mine, const document& other, const node& theirs) const {
    if (mine.what != theirs.what) return false;
    if (mine.what == kind::boolean) return mine.content.size == theirs.content.size;
    if (mine.what == kind::number) return json_number::equal(text(mine.content), other.text(theirs.content));
    if (mine.what == kind::text) return text(mine.content) == other.text(theirs.content);
    if (mine.what == kind::array) {
        const auto left = children(mine);
        const auto right = other.children(theirs);
        if (left.size() != right.size()) return false;
        for (std::size_t i = 0; i != left.size(); ++i) {
            if (!equals(left[i], other, right[i])) return false;
        }
    }
    if (mine.what == kind::object) {
        const auto left = sorted_members(mine);
        const auto right = other.sorted_members(theirs);
        if (left.size() != right.size()) return false;
        for (std::size_t i = 0; i != left.size(); ++i) {
            if (text(left[i]->name) != other.text(right[i]->name) || !equals(*left[i], other, *right[i])) return false;
        }
    }
    return true;
}

bool json_reader::equals(const json_reader& other) const { return owner_->equals(here(), *other.owner_, other.here()); }

}  // namespace rowan
