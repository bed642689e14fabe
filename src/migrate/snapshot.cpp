#include <rowan/migrate/snapshot.hpp>

#include "migrate/foreign_objects.hpp"
#include "migrate/model_json.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/session/introspect.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

namespace rowan::migrate {

namespace {

using schema::database;

constexpr std::string_view format_member = "rowan_snapshot";
constexpr std::int64_t format = 1;

/// JSON with what has a name on lines of its own, and what is short in one line.
class indented_text {
public:
    static std::string of(const json_reader& what) {
        indented_text result;
        result.write(what, 0);
        return std::move(result.text_) + '\n';
    }

private:
    static bool is_container(const json_reader& what) {
        return what.what() == json_reader::kind::object || what.what() == json_reader::kind::array;
    }
    /// Something with a name in a list, or texts with blanks: the lines of one.
    static bool has_lines(const json_reader& what) {
        if (!is_container(what)) return false;
        const bool is_list = what.what() == json_reader::kind::array && what.size() > 1;
        for (std::size_t i = 0; i != what.size(); ++i) {
            const json_reader each = what.at(i);
            const bool is_text = each.what() == json_reader::kind::text;
            if (is_list && is_text && each.text().find(' ') != std::string_view::npos) return true;
            if (what.what() == json_reader::kind::array && is_named(each)) return true;
            if (has_lines(each)) return true;
        }
        return false;
    }
    static bool is_named(const json_reader& what) {
        return what.what() == json_reader::kind::object && what.member("name").has_value();
    }

    void write(const json_reader& what, std::size_t indentation) {
        if (!is_container(what)) {
            text_ += what.raw();
            return;
        }
        const std::string line = has_lines(what) || indentation == 0 ? std::string() : in_one_line(what);
        if (!line.empty() && indentation + line.size() <= widest)
            text_ += line;
        else
            write_broken(what, indentation);
    }
    void write_broken(const json_reader& what, std::size_t indentation) {
        const bool is_list = what.what() == json_reader::kind::array;
        text_ += is_list ? '[' : '{';
        for (std::size_t i = 0; i != what.size(); ++i) {
            (text_ += i == 0 ? "\n" : ",\n").append(indentation + step, ' ');
            write_name(what.at(i), text_);
            write(what.at(i), indentation + step);
        }
        (text_ += '\n').append(indentation, ' ') += is_list ? ']' : '}';
    }
    static std::string in_one_line(const json_reader& what) {
        if (!is_container(what)) return what.raw();
        const bool is_list = what.what() == json_reader::kind::array;
        std::string result(1, is_list ? '[' : '{');
        for (std::size_t i = 0; i != what.size(); ++i) {
            if (i != 0) result += ", ";
            write_name(what.at(i), result);
            result += in_one_line(what.at(i));
        }
        return result += is_list ? ']' : '}';
    }
    static void write_name(const json_reader& of, std::string& to) {
        if (of.name().empty()) return;
        json_writer name;
        name.text(of.name());
        to += std::move(name).result() + ": ";
    }

    static constexpr std::size_t step = 2;
    static constexpr std::size_t widest = 120;
    std::string text_;
};

json_reader expected(const json_reader& in, std::string_view name) {
    if (const auto place = in.member(name)) return *place;
    in.fail(fmt::format("the member \"{}\" is missing", name));
}

snapshot read(const json_reader& from) {
    const bool is_snapshot = from.what() == json_reader::kind::object && from.member(format_member);
    if (!is_snapshot) throw mapping_error(fmt::format("it has no member \"{}\"", format_member));
    const std::int64_t version = expected(from, format_member).integer();
    if (version != format)
        throw mapping_error(
            fmt::format("it is of format {}, and this rowan knows format {}: take the snapshot again, or "
                        "use the rowan that wrote it",
                        version, format));
    snapshot result;
    model_reader::read(expected(from, "dialect"), result.dialect);
    if (const auto place = from.member("taken_from")) model_reader::read(*place, result.taken_from);
    if (const auto place = from.member("heads")) model_reader::read(*place, result.heads);
    model_reader::read(expected(from, "schema"), result.schema);
    if (const auto place = from.member("distributed")) model_reader::read(*place, result.schema.distributed);
    return result;
}

// --- fingerprints ---

template <class Object>
void sort(std::vector<Object>& all) {
    std::vector<std::pair<std::string, Object>> keyed;
    for (Object& each : all) {
        std::string key = model_json(each);
        keyed.emplace_back(std::move(key), std::move(each));
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    all.clear();
    for (auto& each : keyed) all.push_back(std::move(each.second));
}

void normalise(std::vector<schema::index>& all) {
    for (schema::index& each : all) {
        each.concurrently = false;
        each.where_supported = false;
    }
    sort(all);
}

void normalise(schema::table& one) {
    one.partitions.clear();
    sort(one.columns);
    sort(one.uniques);
    sort(one.foreign_keys);
    sort(one.checks);
    sort(one.excludes);
    normalise(one.indexes);
}

}  // namespace

snapshot take_snapshot(session& of, const std::vector<std::string>& ignored) {
    snapshot result{std::string(of.dialect().name()), of.description(), history(of).heads(), {}};
    result.schema = foreign_objects(of, ignored).without(introspect(of, {.every_schema = true}));
    result.schema.uses.clear();  // a catalog tells them anew
    return result;
}

database without_ignored(database of, const std::vector<std::string>& ignored) {
    return foreign_objects(ignored).without(std::move(of));
}

std::string to_json(const snapshot& what) {
    json_writer to;
    to.begin_object();
    to.key(format_member);
    to.integer(format);
    to.key("dialect");
    to.text(what.dialect);
    to.key("taken_from");
    to.text(what.taken_from);
    to.key("heads");
    write_json(to, what.heads);
    if (what.schema.distributed) {
        to.key("distributed");
        to.boolean(true);
    }
    to.key("schema");
    model_writer(to).write(what.schema);
    to.end_object();
    return indented_text::of(json_reader::parse(to.result()));
}

snapshot read_snapshot(std::string_view text) {
    try {
        return read(json_reader::parse(text));
    } catch (const mapping_error& fault) {
        throw migration_error(fmt::format("this is no snapshot that can be read: {}", fault.what()));
    }
}

std::string fingerprint(const database& of) {
    database all = of;
    all.order.clear();
    for (schema::table& each : all.tables) normalise(each);
    for (schema::view& each : all.views) normalise(each.indexes);
    meta::for_each_member(all, [](std::size_t, auto& list) { sort(list); });
    const std::string text = model_json(all);
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

}  // namespace rowan::migrate
