#include "cli/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <ostream>

namespace rowan::cli {

std::string line(const migrate::graph& in, const migrate::revision& which) {
    const auto branches = in.branches(which);
    const std::string labels = branches.empty() ? "" : fmt::format("  [{}]", fmt::join(branches, ", "));
    return fmt::format("{}  {}{}", which.id(), which.message(), labels);
}

void begin_json(json_writer& to, const migrate::graph& in, const migrate::revision& which) {
    to.begin_object();
    to.key("revision");
    to.text(which.id());
    to.key("message");
    to.text(which.message());
    to.key("parents");
    write_json(to, which.parents());
    std::vector<std::string> dependencies;
    for (const migrate::revision* each : in.dependencies(which)) dependencies.push_back(each->id());
    to.key("depends_on");
    write_json(to, dependencies);
    to.key("labels");
    write_json(to, which.labels());
    to.key("branches");
    write_json(to, in.branches(which));
}

void write_json(json_writer& to, const std::vector<std::string>& names) {
    to.begin_array();
    for (const std::string& each : names) to.text(each);
    to.end_array();
}

void write_json(json_writer& json, const migrate::history_entry& of) {
    const auto text = [&](std::string_view name, std::string_view value) {
        json.key(name);
        json.text(value);
    };
    const auto number = [&](std::string_view name, std::int64_t value) {
        json.key(name);
        json.integer(value);
    };
    const auto optional = [&](std::string_view name, std::string_view value) {
        json.key(name);
        value.empty() ? json.null() : json.text(value);
    };
    json.begin_object();
    number("sequence", of.sequence);
    text("revision", of.revision);
    text("direction", text_of(of.direction));
    text("message", of.message);
    text("at", of.applied_at.to_string());
    number("milliseconds", of.duration_milliseconds);
    number("statements", of.statements);
    text("user", of.user);
    text("host", of.host);
    number("pid", of.pid);
    text("rowan_version", of.rowan_version);
    text("kind", migrate::name_of(of.kind));
    optional("checksum", of.checksum);
    optional("reason", of.reason);
    json.end_object();
}

void write_output(const std::string& file, const std::string& text, std::ostream& out) {
    if (file.empty()) {
        out << text;
        return;
    }
    std::ofstream to(file, std::ios::binary);
    to << text;
    to.close();
    if (!to) throw error("\"" + file + "\" cannot be written: is its folder there, and may it be written?");
    out << "wrote " << file << '\n';
}

std::string_view text_of(migrate::direction way) {
    return way == migrate::direction::upgrade ? "upgrade" : "downgrade";
}

void print(std::ostream& out, json_writer text) { out << std::move(text).result() << '\n'; }

}  // namespace rowan::cli
