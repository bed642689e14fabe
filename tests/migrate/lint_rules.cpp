#include <rowan/migrate/lint.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

// Each file in lint/ is named after a rule and holds examples. `-- :given` is what earlier revisions have done, `--
// :bad` a revision that the rule finds something in: at the lines that end with `-- here`, and nowhere else; `-- :good`
// one that it does not. Behind these words may stand a backend, the server's version, `notx` for a revision without a
// transaction, and `file` for one that is read alone.

using namespace rowan;
using migrate::finding;
using migrate::lint_options;
using migrate::named_script;
using migrate::revision;

namespace {

struct example {
    std::string kind;
    std::string text{};
    bool sqlite = false;
    bool no_transaction = false;
    bool file = false;
    migrate::server_version version{};
    std::size_t line = 0;  // in the file, of its first
};

example begun(const std::string& words, std::size_t line) {
    std::istringstream in(words);
    example result;
    in >> result.kind;
    for (std::string word; in >> word;) {
        if (word == "sqlite")
            result.sqlite = true;
        else if (word == "notx")
            result.no_transaction = true;
        else if (word == "file")
            result.file = true;
        else
            result.version = {std::stoi(word),
                              word.find('.') == std::string::npos ? 0 : std::stoi(word.substr(word.find('.') + 1))};
    }
    result.line = line;
    return result;
}

std::vector<example> examples_in(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<example> result;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.starts_with("-- :"))
            result.push_back(begun(line.substr(4), number + 1));
        else if (!result.empty())
            result.back().text += line + '\n';
    }
    return result;
}

revision made(std::string id, const std::string& text, bool no_transaction) {
    revision result(std::move(id), "example");
    result.up([&](auto& op) { op.sql(text); }).irreversible("an example");
    if (no_transaction) result.without_transaction(migrate::direction::upgrade);
    return result;
}

std::vector<finding> findings_in(const example& of, const std::string& given, lint_options how) {
    const dialect& on = of.sqlite ? sqlite_dialect() : postgresql_dialect();
    how.server = of.version;
    const std::vector<migrate::embedded_file> files{{"example.sql", of.text}};
    if (of.file) return lint(files, on, how);
    revision first = made("001", given, false);
    revision second = made("002", of.text, of.no_transaction);
    second.after("001");
    const migrate::graph all({first, second});
    const std::vector<const revision*> which{all.find("002")};
    return lint(all, which, on, how);
}

std::vector<std::size_t> marked_lines(const std::string& text) {
    std::vector<std::size_t> result;
    std::istringstream in(text);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const auto mark = line.rfind("-- here");
        for (auto at = mark; at != std::string::npos; at = line.find("here", at + 4)) {
            if (at == mark) at += 3;
            result.push_back(number);
        }
    }
    return result;
}

void check(const std::string& code, const example& of, const std::string& given, const lint_options& how) {
    std::vector<std::size_t> lines;
    for (const finding& each : findings_in(of, given, how)) {
        if (each.code != code) continue;
        lines.push_back(each.line);
        CHECK(each.what.find("{") == std::string::npos);
        CHECK(!each.what.empty());
        CHECK(!each.reason.empty());
        CHECK(!each.safer.empty());
    }
    INFO("tests/migrate/lint/" << code << ".sql:" << of.line << '\n' << of.text);
    CHECK(lines == marked_lines(of.text));
    CHECK((of.kind == "bad") == !lines.empty());
}

void check_rule(const std::filesystem::path& file) {
    const std::string code = file.stem().string();
    std::string given;
    std::vector<named_script> seeds;
    for (const example& each : examples_in(file)) {
        if (each.kind == "given") {
            given = each.text;
        } else if (each.kind == "seed") {
            seeds.push_back(
                {.name = "rows", .script = {.script = each.text, .reverse = {}, .source = "rows"}, .checksum = {}});
        } else {
            lint_options how{.with = {code}};
            how.seeds = seeds;
            check(code, each, given, how);
        }
    }
}

const std::filesystem::path folder = std::filesystem::path(ROWAN_TESTS_DIR) / "migrate/lint";

}  // namespace

TEST_CASE("lint: each rule finds its bad examples, and leaves the good ones alone", "[lint]") {
    for (const auto& each : std::filesystem::directory_iterator(folder)) {
        DYNAMIC_SECTION(each.path().stem().string()) { check_rule(each.path()); }
    }
}

TEST_CASE("lint: each rule about statements has examples of both kinds", "[lint]") {
    for (const migrate::lint_rule& each : migrate::lint_rules()) {
        const std::vector<std::string_view> of_files{"irreversible", "empty-file", "unreadable", "unused-ignore",
                                                     "incomplete-ignore", "not-utf8", "down-loses-rows"};
        if (std::count(of_files.begin(), of_files.end(), each.code) != 0) continue;
        INFO(each.code);
        const auto all = examples_in(folder / (std::string(each.code) + ".sql"));
        CHECK(std::any_of(all.begin(), all.end(), [](const example& one) { return one.kind == "bad"; }));
        CHECK(std::any_of(all.begin(), all.end(), [](const example& one) { return one.kind == "good"; }));
    }
}
