#include "cli/lint.hpp"

#include "cli/failure.hpp"
#include "cli/plan.hpp"
#include "session/observer_line.hpp"

#include <rowan/migrate/lint.hpp>
#include <rowan/migrate/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

namespace rowan::cli {

namespace {

using migrate::finding;
using migrate::severity;

const dialect& backend_of(const request& what) {
    return what.dialect.empty() && what.database.empty() ? postgresql_dialect() : dialect_of(what);
}

migrate::server_version version_of(const std::string& text) {
    migrate::server_version result;
    const char* const end = text.data() + text.size();
    auto at = std::from_chars(text.data(), end, result.major);
    if (at.ec == std::errc() && at.ptr != end && *at.ptr == '.') at = std::from_chars(at.ptr + 1, end, result.minor);
    if (!text.empty() && (at.ec != std::errc() || (at.ptr != end && *at.ptr != '.')))
        throw not_confirmed(fmt::format("--server-version {}: say 15, or 3.40", text));
    return result;
}

std::vector<std::string> listed(const std::vector<std::string>& from) {
    std::vector<std::string> result;
    for (const std::string& each : from) {
        for (std::size_t at = 0; at <= each.size();) {
            const std::size_t end = std::min(each.find(',', at), each.size());
            if (end != at) result.push_back(each.substr(at, end - at));
            at = end + 1;
        }
    }
    return result;
}

std::string text_in(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw migrate::migration_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

class lint_run {
public:
    explicit lint_run(const request& what) : what_(what), on_(backend_of(what)) {
        how_.server = version_of(what.server_version);
        how_.with = listed(what.rules);
        how_.without = listed(what.without_rules);
        how_.down = what.down;
    }

    std::vector<finding> findings(const lint_subject& in) {
        if (!what_.targets.empty() && is_file(what_.targets.front())) return in_files(what_.targets);
        try {
            const auto seeds = in.seeds();
            how_.seeds = seeds;
            return in_revisions(in.revisions());
        } catch (const migrate::script_error& fault) {
            how_.seeds = {};
            if (fault.file().empty()) throw;
            auto result = in_files({fault.file()});
            if (std::any_of(result.begin(), result.end(),
                            [](const auto& each) { return each.severity == severity::error; }))
                return result;
            result.push_back({.code = "unreadable",
                              .severity = severity::error,
                              .revision = {},
                              .file = fault.file(),
                              .line = fault.line(),
                              .column = fault.column(),
                              .statement = {},
                              .what = fault.what(),
                              .reason = "it cannot be run",
                              .safer = "see what it says"});
            return result;
        }
    }

private:
    static bool is_file(const std::string& word) {
        return word.ends_with(".sql") || std::filesystem::is_regular_file(word);
    }

    std::vector<finding> in_files(const std::vector<std::string>& files) {
        std::vector<std::string> texts;
        for (const std::string& each : files) texts.push_back(text_in(each));
        std::vector<migrate::embedded_file> all;
        for (std::size_t i = 0; i != files.size(); ++i) all.push_back({files[i], texts[i]});
        return migrate::lint(all, on_, how_);
    }

    std::vector<finding> in_revisions(const migrate::graph& all) {
        std::string range = what_.targets.empty() ? std::string() : what_.targets.front();
        if (!what_.from.empty() || !what_.to.empty()) range = what_.from + ':' + what_.to;
        std::vector<const migrate::revision*> which;
        if (range.empty()) {
            for (const migrate::revision& each : all.revisions()) which.push_back(&each);
        } else if (range.find(':') == std::string::npos) {
            for (const std::string& each : what_.targets) which.push_back(&all.get(each));
        } else {
            const migrate::route route = all.between(range);
            how_.in_one_go = route.way == migrate::direction::upgrade;
            if (!how_.in_one_go && !what_.down)
                throw migrate::migration_error(
                    fmt::format("the range {} goes down: --down looks at ways down, too", range));
            which = route.steps;
        }
        return migrate::lint(all, which, on_, how_);
    }

    const request& what_;
    const dialect& on_;
    migrate::lint_options how_;
};

std::string place_of(const finding& of) {
    if (!of.file.empty()) {
        std::string result = of.file;
        if (of.line != 0) result += fmt::format(":{}:{}", of.line, std::max<std::size_t>(of.column, 1));
        return result;
    }
    return of.operation == 0 ? "revision " + of.revision
                             : fmt::format("revision {}, operation {}", of.revision, of.operation);
}

std::string counted(std::size_t number, std::string_view one) {
    return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

void print(const std::vector<finding>& all, std::ostream& out) {
    const auto count = [&](severity which) {
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const finding& each) { return each.severity == which; }));
    };
    for (const finding& each : all) {
        out << fmt::format("{}: {}: {} [{}]\n", place_of(each), name_of(each.severity), each.what, each.code);
        const std::string first = detail::valid_text(each.statement.substr(0, each.statement.find('\n')));
        if (!first.empty()) out << fmt::format("    {}\n", first);
        out << fmt::format("  why:   {}\n  safer: {}\n", each.reason, each.safer);
    }
    if (all.empty()) {
        out << "nothing found\n";
        return;
    }
    out << fmt::format("{}, {}, {}\n", counted(count(severity::error), "error"),
                       counted(count(severity::warning), "warning"), counted(count(severity::note), "note"));
}

severity least(const request& what) {
    return what.fail_on == "error" ? severity::error : what.fail_on == "note" ? severity::note : severity::warning;
}

}  // namespace

int lint(const request& what, const lint_subject& subject, const console& with) {
    const auto found = lint_run(what).findings(subject);
    if (what.format == "sarif")
        with.out << migrate::to_sarif(found) << '\n';
    else if (what.format == "json" || what.json)
        with.out << migrate::to_json(found) << '\n';
    else
        print(found, with.out);
    const bool fails = what.fail_on != "never" && std::any_of(found.begin(), found.end(), [&](const finding& each) {
                           return each.severity >= least(what);
                       });
    return fails ? findings : ok;
}

}  // namespace rowan::cli
