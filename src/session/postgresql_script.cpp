#include "postgresql_script.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>

#include "dialect/sql_script.hpp"

namespace rowan::detail::postgresql {
namespace {
script_reader reader_of(std::string_view script) noexcept { return {script, postgresql_dialect().can()}; }

std::size_t lines_in(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::size_t offset_of(std::string_view script, std::size_t position) noexcept {
    std::size_t at = 0;
    for (std::size_t left = position; at < script.size(); ++at) {
        const bool starts_character = (static_cast<unsigned char>(script[at]) & 0xC0) != 0x80;
        if (starts_character && --left == 0) break;
    }
    return at;
}
}  // namespace

bool holds_statement(std::string_view sql) noexcept { return !reader_of(sql).next().statement.empty(); }

script_part statement_at(std::string_view script, std::size_t index) noexcept {
    script_reader in = reader_of(script);
    script_piece found = in.next();
    for (; index != 0 && !found.statement.empty(); --index) found = in.next();
    if (found.statement.empty()) return {};
    return {found.statement, 1 + lines_in(script.substr(0, found.offset))};
}

script_part statement_around(std::string_view script, std::size_t position) noexcept {
    const std::size_t offset = std::min(offset_of(script, std::max<std::size_t>(position, 1)), script.size());
    script_reader in = reader_of(script);
    script_piece found = in.next();
    while (found.offset + found.statement.size() < offset && !in.at_end()) {
        const script_piece next = in.next();
        if (next.statement.empty() || next.offset > offset) break;
        found = next;
    }
    return {found.statement, 1 + lines_in(script.substr(0, offset))};
}

std::vector<script_chunk> chunks_of(std::string_view script) {
    std::vector<script_chunk> result;
    std::size_t begin = 0;
    std::size_t lines = 0;
    for (script_reader in = reader_of(script); !in.at_end();) {
        const script_piece piece = in.next();
        if (!piece.has_rows || piece.fault != script_fault::none) continue;
        const std::size_t end = piece.offset + piece.statement.size();
        result.push_back({script.substr(begin, end - begin), true, piece.rows, lines});
        const auto behind = static_cast<std::size_t>(piece.all.data() + piece.all.size() - script.data());
        lines += lines_in(script.substr(begin, behind - begin));
        begin = behind;
    }
    if (begin < script.size() || result.empty()) result.push_back({script.substr(begin), false, {}, lines});
    return result;
}

}  // namespace rowan::detail::postgresql
