#include <rowan/migrate/differences.hpp>

#include <rowan/types/json_writer.hpp>

#include "schema/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// What differs, for people and for programs.

namespace rowan::migrate {

namespace {

constexpr std::size_t widest = 120;  // columns of a definition that is still shown whole

bool is_plain(std::string_view name) {
    return !name.empty() && (name[0] < '0' || name[0] > '9') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$()") ==
               std::string_view::npos;
}

/// A name that cannot be mistaken for another one, or for something else than a name.
std::string name_words(const std::string& name) {
    const bool has_arguments = name.ends_with(')');
    return is_plain(name) || has_arguments ? schema::printable(name) : '"' + schema::printable(name) + '"';
}

std::string full_name(const schema_difference& of) {
    return (of.schema_name.empty() ? "" : name_words(of.schema_name) + '.') + name_words(of.name);
}

std::string object_words(const schema_difference& of) { return of.object + ' ' + full_name(of); }

/// What it is within its object: `column rank, comment`.
std::string part_words(const schema_difference& of) {
    std::string result = of.part;
    if (!of.part_name.empty()) result += ' ' + name_words(of.part_name);
    if (!of.property.empty()) result += (result.empty() ? "" : ", ") + of.property;
    return result;
}

bool is_whole(const schema_difference& of) { return of.part.empty() && of.property.empty(); }

std::size_t line_start(std::string_view text, std::size_t at) { return text.rfind('\n', at) + 1; }

/// The text from `at` on, or around it where it is long.
std::string around(std::string_view line, std::size_t at) {
    constexpr std::size_t before = widest / 3;
    std::size_t from = line.size() <= widest || at <= before ? 0 : at - before;
    while (from != 0 && (static_cast<unsigned char>(line[from]) & 0xC0U) == 0x80U) --from;
    return (from == 0 ? "" : "…") + schema::shortened(line.substr(from), widest);
}

/// What is shown of the two sides: all of them, or the place where they begin to differ.
struct excerpt {
    std::string left;
    std::string right;

    explicit excerpt(const schema_difference& of) {
        const std::string& a = of.left;
        const std::string& b = of.right;
        const auto at =
            static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
        const bool shows_place = !a.empty() && !b.empty();
        left = part(a, shows_place ? at : 0);
        right = part(b, shows_place ? at : 0);
        if (!shows_place || a.substr(0, at).find('\n') == std::string::npos) return;
        const auto line = 1 + std::count(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        left = fmt::format("line {}: {}", line, left);
        right = fmt::format("line {}: {}", line, right);
    }

private:
    static std::string part(const std::string& of, std::size_t at) {
        const std::size_t from = at == 0 ? 0 : line_start(of, at - 1);
        const std::size_t end = std::min(of.find('\n', std::min(at, of.size())), of.size());
        const std::string more = from == 0 && at == 0 && end != of.size() ? " …" : "";
        return around(schema::printable(std::string_view(of).substr(from, end - from)), at - from) + more;
    }
};

std::string side(const schema_difference& of, const std::string& shown, std::string_view where) {
    if (shown.empty()) return fmt::format("{} in {}", of.property.empty() ? "not" : "none", where);
    const bool says_all = is_whole(of) && (of.left.empty() || of.right.empty());
    return says_all ? fmt::format("in {}", where) : fmt::format("\"{}\" in {}", shown, where);
}

std::string sides(const schema_difference& of, std::string_view left, std::string_view right) {
    const excerpt shown(of);
    return side(of, shown.left, left) + ", " + side(of, shown.right, right);
}

bool is_same_object(const schema_difference& a, const schema_difference& b) {
    return a.object == b.object && a.schema_name == b.schema_name && a.name == b.name;
}

/// A line, or the sides on lines of their own.
std::string listed(const schema_difference& of, const std::string& indentation, const std::string& subject,
                   std::string_view left, std::string_view right) {
    const std::string line = indentation + subject + ": " + sides(of, left, right);
    if (schema::columns_of_text(line) <= widest || of.left.empty() || of.right.empty()) return line + '\n';
    const excerpt shown(of);
    return fmt::format("{0}{1}:\n{0}  {2}: {3}\n{0}  {4}: {5}\n", indentation, subject, left, shown.left, right,
                       shown.right);
}

std::string counted(std::size_t number, std::string_view one) {
    return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

}  // namespace

std::string subject_of(const schema_difference& what) {
    if (what.part == "column") {
        const std::string column = full_name(what) + '.' + name_words(what.part_name);
        return what.property.empty() ? column : column + ", " + what.property;
    }
    if (is_whole(what)) return object_words(what);
    return (what.object == "table" ? full_name(what) : object_words(what)) + ", " + part_words(what);
}

std::string describe(const schema_difference& what, std::string_view left, std::string_view right) {
    return subject_of(what) + ": " + sides(what, left, right);
}

std::string describe(std::span<const schema_difference> all, std::string_view left, std::string_view right) {
    std::string result;
    std::size_t objects = 0;
    const schema_difference* last = nullptr;
    for (const schema_difference& each : all) {
        const bool begins = last == nullptr || !is_same_object(*last, each);
        if (begins) ++objects;
        if (is_whole(each)) {
            result += listed(each, "", object_words(each), left, right);
        } else {
            if (begins) result += object_words(each) + '\n';
            result += listed(each, "  ", part_words(each), left, right);
        }
        last = &each;
    }
    if (all.empty()) return result;
    return result + fmt::format("{} in {}\n", counted(all.size(), "difference"), counted(objects, "object"));
}

std::string to_json(std::span<const schema_difference> all) {
    json_writer to;
    to.begin_array();
    for (const schema_difference& each : all) {
        to.begin_object();
        for (const auto& [key, text] : {std::pair<std::string_view, const std::string&>{"object", each.object},
                                        {"schema", each.schema_name},
                                        {"name", each.name},
                                        {"part", each.part},
                                        {"part_name", each.part_name},
                                        {"property", each.property},
                                        {"left", each.left},
                                        {"right", each.right}}) {
            to.key(key);
            text.empty() ? to.null() : to.text(text);
        }
        to.end_object();
    }
    to.end_array();
    return std::move(to).result();
}

}  // namespace rowan::migrate
