#include <rowan/migrate/folder.hpp>

#include <rowan/migrate/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace rowan::migrate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view digits = "0123456789";
constexpr std::array<std::string_view, 2> dialects{"postgresql", "sqlite"};

/// What a file's name says: `0003_search.up.postgresql.sql`.
struct file_name {
    std::string number;
    std::string words;
    direction way = direction::upgrade;
    std::string_view dialect{};  // empty: all that have no file of their own
};

struct script {
    schema::sql_text text;
    std::vector<std::string> files;
    std::vector<std::string_view> written;  // dialects
};

struct migration {
    std::string number;
    std::string words;
    script up;
    script down;
};

[[noreturn]] void refuse(const fs::path& file) {
    throw migration_error(
        fmt::format("{}: a migration is called 0001_what_it_does.sql, or .up.sql and .down.sql, with .postgresql or "
                    ".sqlite before .sql where it is for one backend only",
                    file.string()));
}

file_name parse(const fs::path& file) {
    std::string name = file.stem().string();
    file_name result;
    if (const auto dialect = std::find_if(dialects.begin(), dialects.end(),
                                          [&](auto d) { return name.ends_with('.' + std::string(d)); });
        dialect != dialects.end()) {
        result.dialect = *dialect;
        name.resize(name.size() - dialect->size() - 1);
    }
    if (name.ends_with(".down")) result.way = direction::downgrade;
    if (name.ends_with(".up") || name.ends_with(".down")) name.resize(name.rfind('.'));

    const auto end = name.find_first_not_of(digits);
    if (end == 0 || end == std::string::npos || name[end] != '_' || end + 1 == name.size() ||
        name.find('.') != std::string::npos)
        refuse(file);
    result.number = name.substr(0, end);
    result.words = name.substr(end + 1);
    return result;
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw migration_error(file.string() + ": cannot be read");
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    return text;
}

void add(script& to, const fs::path& file, std::string_view dialect) {
    if (std::find(to.written.begin(), to.written.end(), dialect) != to.written.end())
        throw migration_error(fmt::format("{} and {} are the same step", to.files.front(), file.string()));
    to.files.push_back(file.string());
    to.written.push_back(dialect);
    if (!dialect.empty()) {
        to.text.on(dialect, read(file));
        return;
    }
    schema::sql_text all(read(file));
    for (const std::string_view each : to.written) {
        if (!each.empty()) all.on(each, to.text.for_dialect(each));
    }
    to.text = std::move(all);
}

/// Numbers of any length in their order: `2` before `0010`.
std::string sort_key(std::string_view number) {
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size() - 1));
    return fmt::format("{:0>40}", number);
}

std::map<std::string, migration> collect(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());

    std::map<std::string, migration> result;
    for (const fs::path& file : files) {
        const file_name name = parse(file);
        const auto [at, is_new] = result.try_emplace(sort_key(name.number), migration{name.number, name.words, {}, {}});
        migration& found = at->second;
        if (!is_new && (found.number != name.number || found.words != name.words))
            throw migration_error(
                fmt::format("{}: there is {}_{} of the same number", file.string(), found.number, found.words));
        add(name.way == direction::upgrade ? found.up : found.down, file, name.dialect);
    }
    return result;
}

/// The file, or `0003_search.up.*` where there is one for each backend.
schema::run_sql operation_of(const script& from) {
    const fs::path first = from.files.front();
    if (from.files.size() == 1) return {from.text, std::nullopt, first.string()};
    const std::string_view dialect = from.written.front();
    std::string source = first.parent_path() / first.stem();
    if (!dialect.empty()) source.resize(source.size() - dialect.size() - 1);
    return {from.text, std::nullopt, source + ".*"};
}

revision revision_of(const migration& from, std::string_view parent, std::string_view folder) {
    const std::string name = from.number + '_' + from.words;
    if (from.up.files.empty())
        throw migration_error(fmt::format("{} has no {}.up.sql, only the way back", folder, name));
    std::string message = from.words;
    std::replace(message.begin(), message.end(), '_', ' ');
    revision result(from.number, std::move(message));
    if (!parent.empty()) result.after(std::string(parent));
    result.up([&](operations& op) { op.add(operation_of(from.up)); });
    if (from.down.files.empty()) return result.irreversible(fmt::format("there is no {}.down.sql", name));
    return result.down([&](operations& op) { op.add(operation_of(from.down)); });
}

}  // namespace

std::vector<revision> folder(std::string_view path) {
    std::error_code error;
    if (!fs::is_directory(path, error))
        throw migration_error(fmt::format("{}: there is no folder of migrations here", path));
    std::vector<revision> result;
    for (const auto& [key, each] : collect(path)) {
        const std::string parent = result.empty() ? std::string() : result.back().id();
        result.push_back(revision_of(each, parent, path));
    }
    if (result.empty())
        throw migration_error(
            fmt::format("{}: no migrations in this folder; the first one is called 0001_what_it_does.sql", path));
    return result;
}

}  // namespace rowan::migrate
