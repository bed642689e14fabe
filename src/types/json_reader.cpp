#include <rowan/types/json.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>

#include "json_number.hpp"

namespace rowan {

struct json_reader::node {
    kind what;
    bool truth = false;
    std::size_t first = 0;  // child, of `count`: its index while the document is built
    std::size_t count = 0;
    const node* children = nullptr;
    const node* parent = nullptr;
    std::string_view name{};
    std::string_view text{};  // of a number as well

    const node* begin() const noexcept { return children; }
    const node* end() const noexcept { return children + count; }

    void write(json_writer& to) const;
    bool equals(const node& other) const;
    // The members that count, by name: of those with one name the last.
    std::vector<const node*> sorted_members() const;
};

/// All nodes of a text; the children of one stand side by side, the root stands last.
struct json_reader::document {
    std::vector<node> nodes;
    std::string characters;
    std::string root_name;
    mutable std::atomic<std::size_t> owners{0};

    void link() noexcept {
        for (node& one : nodes) {
            one.children = nodes.data() + one.first;
            for (std::size_t i = 0; i != one.count; ++i) nodes[one.first + i].parent = &one;
        }
    }
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
    std::vector<node> open{};           // children of containers that are not yet closed
    std::vector<std::string_view> names{};  // of those containers
    std::size_t begin = 0;              // of the characters being read
    std::string_view name{};

    // `characters` is reserved in full, as no text is longer than its JSON form: views into it stay valid.
    bool append(string_view part) {
        result->characters.append(part.data(), part.size());
        return true;
    }
    std::string_view finish(string_view part) {
        append(part);
        const auto all = std::string_view(result->characters).substr(begin);
        begin = result->characters.size();
        return all;
    }
    bool add(node one) {
        one.name = std::exchange(name, {});
        open.push_back(one);
        return true;
    }
    bool begin_container() {
        names.push_back(std::exchange(name, {}));
        return true;
    }
    bool end_container(kind what, std::size_t count) {
        node one{.what = what, .first = result->nodes.size(), .count = count};
        result->nodes.insert(result->nodes.end(), open.end() - static_cast<std::ptrdiff_t>(count), open.end());
        open.erase(open.end() - static_cast<std::ptrdiff_t>(count), open.end());
        name = names.back();
        names.pop_back();
        return add(one);
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
    bool on_string(string_view part, std::size_t, error_code&) { return add({.what = kind::text, .text = finish(part)}); }
    bool on_number_part(string_view part, error_code&) { return append(part); }
    bool on_int64(std::int64_t, string_view part, error_code&) { return on_number(part); }
    bool on_uint64(std::uint64_t, string_view part, error_code&) { return on_number(part); }
    bool on_double(double, string_view part, error_code&) { return on_number(part); }
    bool on_number(string_view part) { return add({.what = kind::number, .text = finish(part)}); }
    bool on_bool(bool value, error_code&) { return add({.what = kind::boolean, .truth = value}); }
    bool on_null(error_code&) { return add({.what = kind::null}); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

json_reader json_reader::parse(std::string_view text, std::string_view root) {
    auto* parsed = new document;
    json_reader result(parsed, nullptr);
    parsed->root_name = root;
    parsed->characters.reserve(text.size());

    boost::json::parse_options options;
    options.max_depth = 1000;
    boost::json::basic_parser<builder> parser(options, builder{parsed});
    boost::json::error_code fault;
    const std::size_t end = parser.write_some(false, text.data(), text.size(), fault);
    if (!fault && end != text.size()) fault = boost::json::error::extra_data;
    if (fault) {
        throw mapping_error(fmt::format("{}{}not JSON at offset {}: {}", root, root.empty() ? "" : ": ", end, fault.message()));
    }
    parsed->link();
    result.place_ = &parsed->nodes.back();
    return result;
}

json_reader::json_reader(const document* owner, const node* place) noexcept : owner_(owner), place_(place) { ++owner_->owners; }
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

json_reader::kind json_reader::what() const noexcept { return place_->what; }

const json_reader::node& json_reader::expect(kind wanted) const {
    constexpr std::array<std::string_view, 6> names{"null", "a boolean", "a number", "text", "an array", "an object"};
    if (place_->what != wanted) {
        fail(fmt::format("expected {}, found {}", names[static_cast<std::size_t>(wanted)], names[static_cast<std::size_t>(place_->what)]));
    }
    return *place_;
}

bool json_reader::boolean() const { return expect(kind::boolean).truth; }

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

std::string_view json_reader::number() const { return expect(kind::number).text; }
std::string_view json_reader::text() const { return expect(kind::text).text; }

std::size_t json_reader::size() const { return place_->what == kind::object ? place_->count : expect(kind::array).count; }

json_reader json_reader::at(std::size_t index) const {
    if (index >= size()) fail(fmt::format("there is no element {}, only {}", index, size()));
    return {owner_, place_->children + index};
}

std::optional<json_reader> json_reader::member(std::string_view name) const {
    const node& object = expect(kind::object);
    for (const node* one = object.end(); one != object.begin();) {
        if ((--one)->name == name) return json_reader(owner_, one);
    }
    return std::nullopt;
}

std::string_view json_reader::name() const noexcept { return place_->name; }

std::string json_reader::path() const {
    std::vector<const node*> steps;
    for (const node* at = place_; at->parent != nullptr; at = at->parent) steps.push_back(at);
    std::string result = owner_->root_name;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const node& parent = *(*step)->parent;
        if (parent.what == kind::array) {
            result += fmt::format("[{}]", *step - parent.children);
        } else {
            if (!result.empty()) result += '.';
            result += (*step)->name;
        }
    }
    return result;
}

void json_reader::fail(std::string_view message) const {
    const std::string where = path();
    throw mapping_error(fmt::format("{}: {}", where.empty() ? "the JSON document" : where, message));
}

void json_reader::node::write(json_writer& to) const {
    switch (what) {
        case kind::null: to.null(); return;
        case kind::boolean: to.boolean(truth); return;
        case kind::number: to.raw(text); return;
        case kind::text: to.text(text); return;
        case kind::array:
            to.begin_array();
            for (const node& child : *this) child.write(to);
            to.end_array();
            return;
        case kind::object:
            to.begin_object();
            for (const node& child : *this) {
                to.key(child.name);
                child.write(to);
            }
            to.end_object();
    }
}

std::string json_reader::raw() const {
    json_writer writer;
    place_->write(writer);
    return std::move(writer).result();
}

std::vector<const json_reader::node*> json_reader::node::sorted_members() const {
    std::vector<const node*> result;
    for (const node& child : *this) result.push_back(&child);
    std::ranges::stable_sort(result, {}, &node::name);
    const auto counting = std::unique(result.rbegin(), result.rend(), [](auto* a, auto* b) { return a->name == b->name; });
    result.erase(result.begin(), counting.base());
    return result;
}

// Plain loops: a document may be deep, and the frames of algorithms with closures are large.
bool json_reader::node::equals(const node& other) const {
    if (what != other.what) return false;
    if (what == kind::boolean) return truth == other.truth;
    if (what == kind::number) return json_number::equal(text, other.text);
    if (what == kind::text) return text == other.text;
    if (what == kind::array) {
        if (count != other.count) return false;
        for (std::size_t i = 0; i != count; ++i) {
            if (!children[i].equals(other.children[i])) return false;
        }
    }
    if (what == kind::object) {
        const auto mine = sorted_members();
        const auto theirs = other.sorted_members();
        if (mine.size() != theirs.size()) return false;
        for (std::size_t i = 0; i != mine.size(); ++i) {
            if (mine[i]->name != theirs[i]->name || !mine[i]->equals(*theirs[i])) return false;
        }
    }
    return true;
}

bool json_reader::equals(const json_reader& other) const { return place_->equals(*other.place_); }

}  // namespace rowan
