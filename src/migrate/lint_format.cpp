#include <rowan/migrate/lint.hpp>

#include <rowan/types/json_writer.hpp>
#include <rowan/version.hpp>

#include "session/observer_line.hpp"

#include <algorithm>
#include <string>

namespace rowan::migrate {

namespace {

void member(json_writer& to, std::string_view key, std::string_view value) {
    to.key(key);
    to.text(detail::valid_text(value));
}
void optional(json_writer& to, std::string_view key, std::string_view value) {
    if (!value.empty()) return member(to, key, value);
    to.key(key);
    to.null();
}
void optional(json_writer& to, std::string_view key, std::size_t value) {
    to.key(key);
    value == 0 ? to.null() : to.unsigned_integer(value);
}
void message(json_writer& to, std::string_view key, std::string_view text) {
    to.key(key);
    to.begin_object();
    member(to, "text", text);
    to.end_object();
}

void write(json_writer& to, const finding& of) {
    to.begin_object();
    member(to, "code", of.code);
    member(to, "severity", name_of(of.severity));
    optional(to, "revision", of.revision);
    optional(to, "file", of.file);
    optional(to, "line", of.line);
    optional(to, "column", of.column);
    optional(to, "operation", of.operation);
    optional(to, "statement", of.statement);
    member(to, "what", of.what);
    member(to, "reason", of.reason);
    member(to, "safer", of.safer);
    to.end_object();
}

void write_rule(json_writer& to, const lint_rule& of) {
    to.begin_object();
    member(to, "id", of.code);
    message(to, "shortDescription", of.reason);
    to.key("defaultConfiguration");
    to.begin_object();
    member(to, "level", name_of(of.severity));
    to.key("enabled");
    to.boolean(!of.only_on_request);
    to.end_object();
    to.end_object();
}

/// RFC 3986: what a path may hold and a URI may not.
std::string uri_of(std::string_view path) {
    constexpr std::string_view plain = "-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : path) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              plain.find(c) != std::string_view::npos;
        if (is_plain) {
            result += c;
            continue;
        }
        const auto octet = static_cast<unsigned char>(c);
        result += {'%', digits[octet >> 4], digits[octet & 15]};
    }
    return result.starts_with('/') ? "file://" + result : result;
}

void write_place(json_writer& to, const finding& of) {
    to.begin_object();
    if (!of.file.empty()) {
        to.key("physicalLocation");
        to.begin_object();
        to.key("artifactLocation");
        to.begin_object();
        member(to, "uri", uri_of(of.file));
        to.end_object();
        if (of.line != 0) {
            to.key("region");
            to.begin_object();
            to.key("startLine");
            to.unsigned_integer(of.line);
            if (of.column != 0) {
                to.key("startColumn");
                to.unsigned_integer(of.column);
            }
            to.end_object();
        }
        to.end_object();
    }
    if (!of.revision.empty()) {
        to.key("logicalLocations");
        to.begin_array();
        to.begin_object();
        member(to, "name", of.revision);
        member(to, "fullyQualifiedName",
               of.operation == 0 ? of.revision : of.revision + '/' + std::to_string(of.operation));
        to.end_object();
        to.end_array();
    }
    to.end_object();
}

void write_result(json_writer& to, const finding& of) {
    const auto rules = lint_rules();
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const lint_rule& each) { return each.code == of.code; });
    to.begin_object();
    member(to, "ruleId", of.code);
    to.key("ruleIndex");
    to.integer(found - rules.begin());
    member(to, "level", name_of(of.severity));
    message(to, "message", of.what + ": " + of.reason + ". Safer: " + of.safer);
    if (!of.file.empty() || !of.revision.empty()) {
        to.key("locations");
        to.begin_array();
        write_place(to, of);
        to.end_array();
    }
    to.end_object();
}

}  // namespace

std::string to_json(std::span<const finding> findings) {
    json_writer json;
    json.begin_object();
    json.key("findings");
    json.begin_array();
    for (const finding& each : findings) write(json, each);
    json.end_array();
    json.end_object();
    return std::move(json).result();
}

std::string to_sarif(std::span<const finding> findings) {
    json_writer json;
    json.begin_object();
    member(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    member(json, "version", "2.1.0");
    json.key("runs");
    json.begin_array();
    json.begin_object();
    json.key("tool");
    json.begin_object();
    json.key("driver");
    json.begin_object();
    member(json, "name", "rowan");
    member(json, "version", version());
    json.key("rules");
    json.begin_array();
    for (const lint_rule& each : lint_rules()) write_rule(json, each);
    json.end_array();
    json.end_object();
    json.end_object();
    member(json, "columnKind", "unicodeCodePoints");
    json.key("results");
    json.begin_array();
    for (const finding& each : findings) write_result(json, each);
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
    return std::move(json).result();
}

}  // namespace rowan::migrate
