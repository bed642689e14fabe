// Whatever a script holds: its pieces make it up again, each ends further on than the one before, a statement that was
// split off is one statement when it is read alone, and a comment behind the script changes none of its statements; as
// a migration's file it is refused with a place in it, or its sections are parts of it. The first octet chooses the
// backend, and whether the others are the text or pick its pieces.

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/script.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "dialect/sql_script.hpp"
#include "migrate/file_header.hpp"

using namespace rowan;
using namespace rowan::detail;

namespace {

constexpr std::array<std::string_view, 58> words{";",
                                                 "; ",
                                                 "\n",
                                                 "\r\n",
                                                 " ",
                                                 "'",
                                                 "''",
                                                 "\"",
                                                 "`",
                                                 "[",
                                                 "]",
                                                 "$$",
                                                 "$t$",
                                                 "$",
                                                 "$1",
                                                 "--",
                                                 "/*",
                                                 "*/",
                                                 "E'",
                                                 "e",
                                                 "\\",
                                                 "\\i ",
                                                 "(",
                                                 ")",
                                                 ".",
                                                 "x",
                                                 "ä",
                                                 "1",
                                                 "create ",
                                                 "or ",
                                                 "replace ",
                                                 "temp ",
                                                 "trigger ",
                                                 "rule ",
                                                 "function ",
                                                 "begin ",
                                                 "atomic ",
                                                 "end ",
                                                 "end;",
                                                 "case ",
                                                 "copy ",
                                                 "from ",
                                                 "stdin",
                                                 "stdin;\n",
                                                 "\n\\.\n",
                                                 "\\.",
                                                 "to ",
                                                 "as ",
                                                 "select ",
                                                 "U&'",
                                                 "\t",
                                                 "-- up\n",
                                                 "-- down\n",
                                                 "-- no transaction\n",
                                                 "-- revision: a\n",
                                                 "-- revisoin: a\n",
                                                 "\n-- irreversible: x\n",
                                                 "explain "};

std::string text_of(const std::uint8_t* data, std::size_t size, bool of_words) {
    if (!of_words) return {reinterpret_cast<const char*>(data), size};
    std::string text;
    for (std::size_t i = 0; i != size; ++i) text += words[data[i] % words.size()];
    return text;
}

void must(bool holds) {
    if (!holds) std::abort();
}

std::vector<script_piece> pieces_of(std::string_view script, const dialect& of) {
    std::vector<script_piece> result;
    for (script_reader in(script, of.can()); !in.at_end();) {
        result.push_back(in.next());
        must(!result.back().all.empty());
    }
    return result;
}

void check_piece(const script_piece& piece, std::size_t begin, std::string_view script) {
    must(piece.all.data() == script.data() + begin);
    const std::size_t end = begin + piece.all.size();
    must(piece.offset >= begin && piece.offset + piece.statement.size() <= end);
    must(piece.statement.empty() || piece.statement.data() == script.data() + piece.offset);
    must(piece.has_rows || piece.rows.empty());
    must(piece.rows.empty() ||
         (piece.rows.data() > piece.statement.data() && piece.rows.data() + piece.rows.size() <= script.data() + end));
    must(piece.fault == script_fault::none || piece.fault_offset <= end);
}

void check_alone(const script_piece& piece, const dialect& of) {
    if (piece.statement.empty() || piece.fault != script_fault::none) return;
    const std::string alone =
        ' ' + std::string(piece.statement);  // not at the beginning of a line, where `.x` is a command
    const auto again = pieces_of(alone, of);
    must(again.size() == 1 && again.front().statement == piece.statement);
    must(piece.has_rows || again.front().fault == script_fault::none);
}

void check_comment_behind(const std::string& script, const std::vector<script_piece>& pieces, const dialect& of) {
    if (pieces.empty() || pieces.back().fault != script_fault::none || pieces.back().has_rows) return;
    const std::string longer = script + "\n-- '";
    const auto again = pieces_of(longer, of);
    must(again.size() == pieces.size() || (again.size() == pieces.size() + 1 && again.back().statement.empty()));
    for (std::size_t i = 0; i != pieces.size(); ++i) must(again[i].statement == pieces[i].statement);
}

bool within(std::string_view part, std::string_view text) {
    return part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
}

void check_file(const std::string& text, const dialect& of) {
    const auto lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    try {
        const migrate::parsed_file file = migrate::parse_file(text, "x.sql", of.can());
        must(within(file.up.text, text) && within(file.down.text, text));
        must(file.up.line <= lines + 1 && file.down.line <= lines + 1);
        must(file.has_up || file.has_down || file.up.text == text);
        migrate::check_in_transaction(file.up.text, of, {"x.sql", file.up.line, {}});
    } catch (const migrate::script_error& error) {
        must(error.line() >= 1 && error.line() <= lines + 1 && error.column() >= 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const dialect& of = (data[0] & 1) != 0 ? sqlite_dialect() : postgresql_dialect();
    const std::string script = text_of(data + 1, size - 1, (data[0] & 2) != 0);
    const auto pieces = pieces_of(script, of);
    std::size_t at = 0;
    for (const script_piece& each : pieces) {
        check_piece(each, at, script);
        check_alone(each, of);
        at += each.all.size();
    }
    must(at == script.size());
    check_comment_behind(script, pieces, of);
    check_file(script, of);
    return 0;
}
