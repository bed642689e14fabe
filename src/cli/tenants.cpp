#include "cli/tenants.hpp"

#include "cli/busy.hpp"
#include "cli/listing.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/tenants.hpp>
#include <rowan/session/backend.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <ostream>
#include <sstream>

namespace rowan::cli {

namespace {

using migrate::tenant;
using migrate::tenant_report;
using migrate::tenant_state;

// In the order of tenant_state.
constexpr std::array<std::string_view, 4> state_names = {"upgraded", "nothing_to_do", "failed", "not_started"};

std::string words_of(tenant_state state) {
    std::string result(state_names[static_cast<std::size_t>(state)]);
    std::replace(result.begin(), result.end(), '_', ' ');
    return result;
}

tenant tenant_in(const std::string& line, const std::string& place) {
    std::istringstream words(line);
    std::string first;
    std::string second;
    std::string more;
    words >> first >> second;
    if (words >> more) throw migrate::migration_error(place + ": a line is a URL, or a name and a URL");
    const std::string& url = second.empty() ? first : second;
    const std::string safe = address_of(url)->description();
    return {.name = second.empty() ? safe : first, .url = url};
}

std::vector<tenant> read_tenants(const std::string& path) {
    std::ifstream in(path);
    if (!in) throw migrate::migration_error(path + ": cannot be read");
    std::vector<tenant> result;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == std::string::npos || line[begin] == '#') continue;
        result.push_back(tenant_in(line, fmt::format("{}:{}", path, number)));
    }
    if (result.empty()) throw migrate::migration_error(path + ": there is no database in it");
    return result;
}

std::vector<tenant> tenants_for(const request& what) {
    if (!what.databases_file.empty()) return read_tenants(what.databases_file);
    session database = open(what.database);
    auto result = migrate::tenants_of(database, what.database, what.schemas);
    if (result.empty())
        throw migrate::migration_error(fmt::format("there is no schema like \"{}\" in {}", what.schemas,
                                                   address_of(what.database)->description()));
    return result;
}

/// A line for each that is done.
class tenant_lines final : public migrate::tenants_progress {
public:
    tenant_lines(std::ostream& out, bool json) : out_(out), json_(json) {}

    void on_tenant(const tenant_report& done, std::size_t number, std::size_t of) noexcept override {
        try {
            json_ ? print_json(done, number, of) : print_text(done, number, of);
            out_ << std::flush;
        } catch (...) {  // a lost line stops no migration
        }
    }

private:
    void print_text(const tenant_report& done, std::size_t number, std::size_t of) {
        const std::string applied = done.applied.empty() ? "" : fmt::format("  {}", fmt::join(done.applied, " "));
        out_ << fmt::format("[{}/{}] {}  {}{}  {} ms\n", number, of, done.name, words_of(done.state), applied,
                            done.milliseconds);
        if (!done.error.empty()) out_ << "    " << without_passwords(done.error) << '\n';
    }
    void print_json(const tenant_report& done, std::size_t number, std::size_t of) {
        json_writer json;
        json.begin_object();
        json.key("event");
        json.text("tenant");
        json.key("name");
        json.text(done.name);
        json.key("state");
        json.text(state_names[static_cast<std::size_t>(done.state)]);
        json.key("done");
        write_json(json, done.applied);
        json.key("at");
        write_json(json, done.at);
        json.key("milliseconds");
        json.integer(done.milliseconds);
        json.key("message");
        done.error.empty() ? json.null() : json.text(without_passwords(done.error));
        json.key("number");
        json.unsigned_integer(number);
        json.key("of");
        json.unsigned_integer(of);
        json.end_object();
        print(out_, std::move(json));
    }

    std::ostream& out_;
    bool json_;
};

std::size_t count(const std::vector<tenant_report>& all, tenant_state state) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const tenant_report& each) { return each.state == state; }));
}

void print_total(const std::vector<tenant_report>& all, bool json, std::ostream& out) {
    json_writer writer;
    writer.begin_object();
    writer.key("event");
    writer.text("done");
    std::string text;
    for (std::size_t at = 0; at != state_names.size(); ++at) {
        const auto state = static_cast<tenant_state>(at);
        const std::size_t number = count(all, state);
        writer.key(state_names[at]);
        writer.unsigned_integer(number);
        if (number != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, words_of(state));
    }
    writer.end_object();
    if (json) return print(out, std::move(writer));
    out << fmt::format("of {}: {}\n", all.size(), text);
}

}  // namespace

int upgrade_tenants(const request& what, const migrate::graph& all, const console& with) {
    const migrate::tenants_options how{.target = what.target.empty() ? "heads" : what.target,
                                       .at_once = what.parallel,
                                       .stop_at_failure = what.stop_at_failure,
                                       .reason = what.reason,
                                       .busy = busy_policy(what),
                                       .wait_at_most = lock_milliseconds(what)};
    tenant_lines lines(with.out, what.json);
    const auto reports = migrate::upgrade_each(tenants_for(what), all, how, &lines);
    print_total(reports, what.json, with.out);
    return count(reports, tenant_state::failed) == 0 ? ok : failed;
}

}  // namespace rowan::cli
