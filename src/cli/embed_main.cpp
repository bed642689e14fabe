// Writes a folder of migrations as C++, once it has found nothing wrong with it: what rowan_embed_migrations (CMake)
// runs at build time.
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct file {
    std::string name;
    std::string text;
};

std::vector<file> scripts_in(const fs::path& folder) {
    std::vector<file> result;
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(folder)) {
        const std::string name = each.path().lexically_relative(folder).generic_string();
        const bool is_rowans = name.find('/') == std::string::npos || name.starts_with("seeds/");
        if (!each.is_regular_file() || each.path().extension() != ".sql" || !is_rowans) continue;
        std::ifstream in(each.path(), std::ios::binary);
        result.push_back({name, {std::istreambuf_iterator<char>(in), {}}});
        if (!in) throw std::runtime_error(each.path().string() + ": cannot be read");
    }
    std::sort(result.begin(), result.end(), [](const file& a, const file& b) { return a.name < b.name; });
    return result;
}

/// Throws where the folder is wrong in itself.
void check(const std::string& folder) {
    rowan::migrate::graph(rowan::migrate::folder(folder));
    rowan::migrate::repeatables(folder);
    for (const fs::directory_entry& each : fs::directory_iterator(folder)) {
        if (!each.is_directory() || each.path().filename() != "seeds") continue;
        rowan::migrate::seeds(folder);
        for (const fs::directory_entry& environment : fs::directory_iterator(each.path()))
            if (environment.is_directory()) rowan::migrate::seeds(folder, environment.path().filename().string());
    }
}

// A question mark, as two of them may begin a trigraph.
std::string escaped(char c) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || c == '?') return {'\\', c};
    if (octet >= 0x20 && octet != 0x7F) return {c};
    return {'\\', static_cast<char>('0' + octet / 64), static_cast<char>('0' + octet / 8 % 8),
            static_cast<char>('0' + octet % 8)};
}

/// A string literal, a line of the file in each of its own.
std::string literal(const std::string& text) {
    std::string result = "\"";
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text[i] != '\n') {
            result += escaped(text[i]);
        } else {
            result += i + 1 == text.size() ? "\\n" : "\\n\"\n     \"";
        }
    }
    return result + '"';
}

std::string header(const std::string& folder, const std::string& name_space) {
    return "// Made from " + folder +
           " by rowan_embed_migrations.\n"
           "#pragma once\n\n"
           "#include <rowan/migrate/folder.hpp>\n\n"
           "namespace " +
           name_space +
           " {\n\n"
           "std::vector<rowan::migrate::revision> migrations();\n"
           "std::vector<rowan::migrate::named_script> repeatables();\n"
           "std::vector<rowan::migrate::named_script> seeds(std::string_view environment = {});\n\n"
           "}  // namespace " +
           name_space + '\n';
}

std::string source(const std::string& folder, const std::string& name_space) {
    std::string result = "#include \"migrations.hpp\"\n\nnamespace " + name_space +
                         " {\n\nnamespace {\n\n"
                         "const rowan::migrate::embedded_file files[] = {\n";
    for (const file& each : scripts_in(folder)) {
        const std::string size = std::to_string(each.text.size());
        result += "    {" + literal(each.name) + ",\n     {" + literal(each.text) + ", " + size + "}},\n";
    }
    const std::string path = literal(fs::path(folder).filename().string());
    return result +
           "};\n\n}  // namespace\n\n"
           "std::vector<rowan::migrate::revision> migrations() { return rowan::migrate::folder(" +
           path +
           ", files); }\n"
           "std::vector<rowan::migrate::named_script> repeatables() { return rowan::migrate::repeatables(" +
           path +
           ", files); }\n"
           "std::vector<rowan::migrate::named_script> seeds(std::string_view environment) {\n"
           "    return rowan::migrate::seeds(" +
           path +
           ", files, environment);\n}\n\n"
           "}  // namespace " +
           name_space + '\n';
}

void write(const fs::path& to, const std::string& text) {
    std::ofstream out(to, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error(to.string() + ": cannot be written");
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "rowan-embed FOLDER NAMESPACE TARGET: writes TARGET/migrations.hpp and .cpp\n";
        return 2;
    }
    try {
        const std::string folder = words[1];
        const std::string name_space = words[2];
        const fs::path target = words[3];
        check(folder);
        fs::create_directories(target);
        write(target / "migrations.hpp", header(folder, name_space));
        write(target / "migrations.cpp", source(folder, name_space));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
}
