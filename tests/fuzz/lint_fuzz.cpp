// Whatever a file holds: looking for what would hurt ends, and each finding has a rule and stands in the file. The
// first octet chooses the backend, and whether the others are the text or pick its words.

#include <rowan/migrate/lint.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace rowan;

namespace {

constexpr std::array<std::string_view, 74> words{";",
                                                 "\n",
                                                 " ",
                                                 "(",
                                                 ")",
                                                 ",",
                                                 ".",
                                                 "'a'",
                                                 "\"t\"",
                                                 "a ",
                                                 "t ",
                                                 "b ",
                                                 "1 ",
                                                 "$$",
                                                 "--",
                                                 "/*",
                                                 "*/",
                                                 "[",
                                                 "create ",
                                                 "alter ",
                                                 "drop ",
                                                 "table ",
                                                 "index ",
                                                 "unique ",
                                                 "on ",
                                                 "using ",
                                                 "concurrently ",
                                                 "if not exists ",
                                                 "if exists ",
                                                 "add ",
                                                 "column ",
                                                 "constraint ",
                                                 "primary key ",
                                                 "foreign key ",
                                                 "references ",
                                                 "check ",
                                                 "exclude ",
                                                 "not null ",
                                                 "default ",
                                                 "generated always as ",
                                                 "identity ",
                                                 "stored ",
                                                 "type ",
                                                 "set ",
                                                 "rename ",
                                                 "to ",
                                                 "value ",
                                                 "before ",
                                                 "validate ",
                                                 "not valid ",
                                                 "detach partition ",
                                                 "truncate ",
                                                 "reindex ",
                                                 "vacuum ",
                                                 "full ",
                                                 "cluster ",
                                                 "update ",
                                                 "delete from ",
                                                 "insert into ",
                                                 "select ",
                                                 "where ",
                                                 "with ",
                                                 "begin;",
                                                 "commit;",
                                                 "as enum ",
                                                 "domain ",
                                                 "schema ",
                                                 "trigger ",
                                                 "function ",
                                                 "execute ",
                                                 "cascade ",
                                                 "varchar(5) ",
                                                 "bigint ",
                                                 "\n-- rowan:ignore drop-table x\n"};

std::string text_of(const std::uint8_t* data, std::size_t size, bool of_words) {
    if (!of_words) return {reinterpret_cast<const char*>(data), size};
    std::string text;
    for (std::size_t i = 0; i != size; ++i) text += words[data[i] % words.size()];
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const dialect& on = (data[0] & 1) != 0 ? sqlite_dialect() : postgresql_dialect();
    const std::string text = text_of(data + 1, size - 1, (data[0] & 2) != 0);
    const auto lines = 2 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    const auto rules = migrate::lint_rules();
    const std::array<migrate::embedded_file, 1> files{{{"x.sql", text}}};
    for (const migrate::finding& each : migrate::lint(files, on, {.with = {"all"}})) {
        const bool known =
            std::any_of(rules.begin(), rules.end(), [&](const auto& one) { return one.code == each.code; });
        if (!known || each.line > lines || each.what.empty()) std::abort();
    }
    return 0;
}
