#include "migrate/file_header.hpp"

#include <rowan/migrate/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "dialect/sql_script.hpp"
#include "meta/edit_distance.hpp"

namespace rowan::migrate {

namespace {

using detail::is_space;
using detail::lower_case;
using detail::sql_token;

constexpr std::string_view no_transaction = "no transaction";
constexpr std::array<std::string_view, 6> keys{"revision", "parent", "parents", "label", "depends_on", "irreversible"};

/// What other tools call it, and what people write.
struct other_name {
    std::string_view name;
    std::string_view meant;
};
constexpr std::array other_keys{
    other_name{"id", "revision:"},
    other_name{"down_revision", "parent:"},
    other_name{"revises", "parent:"},
    other_name{"after", "parent:"},
    other_name{"labels", "label:"},
    other_name{"branch_labels", "label:"},
    other_name{"branch_label", "label:"},
    other_name{"depends", "depends_on:"},
    other_name{"requires", "depends_on:"},
    other_name{"no_transaction", "no transaction"},
    other_name{"transaction", "no transaction"},
    other_name{"up", "up"},
    other_name{"down", "down"},
};
constexpr std::array other_lines{
    other_name{"no-transaction", "no transaction"},
    other_name{"no_transaction", "no transaction"},
    other_name{"notransaction", "no transaction"},
    other_name{"without transaction", "no transaction"},
    other_name{"+goose no transaction", "no transaction"},
    other_name{"migrate:up transaction:false", "no transaction"},
    other_name{"migrate:down transaction:false", "no transaction"},
    other_name{"atlas:txmode none", "no transaction"},
    other_name{"+goose up", "up"},
    other_name{"+goose down", "down"},
    other_name{"migrate:up", "up"},
    other_name{"migrate:down", "down"},
    other_name{"+migrate up", "up"},
    other_name{"+migrate down", "down"},
    other_name{"upgrade", "up"},
    other_name{"downgrade", "down"},
    other_name{"@up", "up"},
    other_name{"@down", "down"},
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower_case);
    return result;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

template <class Names>
std::string_view meant_by(const Names& names, std::string_view text) noexcept {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.name == text; });
    return found == names.end() ? std::string_view() : found->meant;
}

bool nearly(std::string_view text, std::string_view known) {
    return detail::edit_distance(text, known) <= (known.size() > 5 ? 2u : 1u);
}

std::vector<std::string> list_in(std::string_view text) {
    std::vector<std::string> result;
    std::string one;
    for (const char c : text) {
        if (c != ',' && !is_space(c)) {
            one += c;
        } else if (!one.empty()) {
            result.push_back(std::exchange(one, {}));
        }
    }
    if (!one.empty()) result.push_back(one);
    return result;
}

/// A line comment that stands alone in its line.
struct line_comment {
    std::string_view words;  // without the two minus signs and blanks around
    std::size_t begin = 0;   // of the line
    std::size_t end = 0;     // behind its line's end
    bool at_head = false;    // before the first statement

    /// `revision` of `revision: 42`; empty where it is no such line.
    std::string_view key() const noexcept {
        const auto colon = words.find(':');
        if (colon == std::string_view::npos) return {};
        const std::string_view result = trimmed(words.substr(0, colon));
        return std::all_of(result.begin(), result.end(),
                           [](char c) { return detail::continues_name(c) || c == '-' || c == ' '; })
                   ? result
                   : "";
    }
    std::string_view value() const noexcept { return trimmed(words.substr(words.find(':') + 1)); }
};

class comment_reader {
public:
    comment_reader(std::string_view text, const capabilities& of) : text_(text) {
        for (detail::script_reader in(text, of); !in.at_end();) {
            const detail::script_piece piece = in.next();
            const auto begin = static_cast<std::size_t>(piece.all.data() - text.data());
            const std::size_t statement_end = piece.offset + piece.statement.size();
            const std::size_t end = piece.has_rows ? statement_end : begin + piece.all.size();
            read(begin, text.substr(begin, end - begin), of);
            if (!piece.statement.empty()) at_head_ = false;
        }
    }
    std::vector<line_comment> all() && { return std::move(found_); }

private:
    void read(std::size_t begin, std::string_view part, const capabilities& of) {
        detail::sql_tokens tokens(part, of);
        bool at_head = at_head_;
        for (sql_token each = tokens.next_or_comment(); each.what != sql_token::kind::end;
             each = tokens.next_or_comment()) {
            if (each.what != sql_token::kind::comment) {
                at_head = at_head && each.is(';');
            } else if (each.text.starts_with("--")) {
                add(begin + each.offset, each.text, at_head);
            }
        }
    }

    void add(std::size_t offset, std::string_view comment, bool at_head) {
        const std::size_t line = offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
        if (!trimmed(text_.substr(line, offset - line)).empty()) return;
        const std::size_t end = std::min(text_.find('\n', offset), text_.size() - 1) + 1;
        found_.push_back({trimmed(comment.substr(2)), line, end, at_head});
    }

    std::string_view text_;
    bool at_head_ = true;
    std::vector<line_comment> found_;
};

class file_parser {
public:
    file_parser(std::string_view text, const std::string& path, const capabilities& of)
        : text_(text), path_(path), comments_(comment_reader(text, of).all()) {}

    parsed_file parse() {
        result_.up = {text_, 1};
        for (const line_comment& each : comments_) take(each);
        if (has_header_) refuse_unknown_keys();
        return std::move(result_);
    }

private:
    void take(const line_comment& line) {
        const std::string words = lower(line.words);
        if (words == "up") return begin_up(line);
        if (words == "down") return begin_down(line);
        if (words == no_transaction) return take_no_transaction(line);
        const auto key = std::find(keys.begin(), keys.end(), line.key());
        if (key != keys.end() && !line.value().empty() && line.at_head) return take_value(*key, line);
        if (key != keys.end() && line.value().empty()) fail(line, fmt::format("nothing stands behind `{}:`", *key));
        if (key != keys.end() && *key == "revision") refuse_late(line);  // no comment, by any chance
        if (const std::string meant = meant_by_line(line); !meant.empty())
            fail(line, fmt::format("`-- {}` says nothing to rowan; did you mean `-- {}`?", line.words, meant));
    }

    void take_no_transaction(const line_comment& line) {
        if (!line.at_head || result_.has_up || result_.has_down) refuse_late(line);
        result_.header.no_transaction = has_header_ = true;
    }

    [[noreturn]] void refuse_late(const line_comment& line) const {
        fail(line, fmt::format("`-- {}` stands at the head of the file, before the first statement", line.words));
    }

    void take_value(std::string_view key, const line_comment& line) {
        file_header& to = result_.header;
        has_header_ = true;
        if (key == "revision") {
            set(to.revision, key, line);
        } else if (key == "irreversible") {
            set(to.irreversible, key, line);
        } else {
            auto& list = key == "label" ? to.labels : key == "depends_on" ? to.dependencies : to.parents;
            const std::vector<std::string> more = list_in(line.value());
            list.insert(list.end(), more.begin(), more.end());
        }
    }

    void set(std::string& to, std::string_view key, const line_comment& line) const {
        if (!to.empty()) fail(line, fmt::format("`{}:` is there twice", key));
        to = line.value();
    }

    void begin_up(const line_comment& line) {
        if (result_.has_up || result_.has_down || !line.at_head)
            fail(line, result_.has_up ? "`-- up` is there twice"
                       : result_.has_down
                           ? "`-- up` stands before `-- down`"
                           : "`-- up` stands before the first statement: what is above it belongs nowhere");
        result_.has_up = has_header_ = true;
        result_.up = {text_.substr(line.end), line_behind(line)};
    }
    void begin_down(const line_comment& line) {
        if (result_.has_down) fail(line, "`-- down` is there twice");
        const auto up_begin = static_cast<std::size_t>(result_.up.text.data() - text_.data());
        result_.has_down = has_header_ = true;
        result_.up.text = text_.substr(up_begin, line.begin - up_begin);
        result_.down = {text_.substr(line.end), line_behind(line)};
    }

    /// What a line was meant to be that is none of rowan's; empty where it is a comment.
    std::string meant_by_line(const line_comment& line) const {
        const std::string words = lower(line.words);
        if (const auto meant = meant_by(other_lines, words); !meant.empty()) return std::string(meant);
        if (words == "dwon" || words == "down:" || words == "up:") return words == "up:" ? "up" : "down";
        if (!line.at_head) return {};
        if (nearly(words, no_transaction)) return std::string(no_transaction);
        std::string key = lower(line.key());
        std::replace_if(
            key.begin(), key.end(), [](char c) { return c == '-' || c == ' '; }, '_');
        if (key.empty()) return {};
        if (const auto meant = meant_by(other_keys, key); !meant.empty()) return std::string(meant);
        const auto near = std::find_if(keys.begin(), keys.end(), [&](auto one) { return nearly(key, one); });
        return near == keys.end() ? std::string() : std::string(*near) + ':';
    }

    /// A file that speaks to rowan says nothing in the same form that rowan does not understand.
    void refuse_unknown_keys() const {
        for (const line_comment& each : comments_) {
            const std::string_view key = each.key();
            const bool is_word = !key.empty() && std::all_of(key.begin(), key.end(),
                                                             [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
            if (!each.at_head || !is_word || key == "rowan" || std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
            fail(each, fmt::format("`{}:` is no header; there are revision:, parent:, parents:, label:, depends_on:, "
                                   "irreversible: and "
                                   "`no transaction`. Where it is a comment, write it without the colon",
                                   key));
        }
    }

    std::size_t line_of(std::size_t offset) const noexcept {
        return 1 + static_cast<std::size_t>(
                       std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    }
    std::size_t line_behind(const line_comment& line) const noexcept { return line_of(line.begin) + 1; }
    [[noreturn]] void fail(const line_comment& at, const std::string& what) const {
        throw script_error(what, path_, line_of(at.begin), 1);
    }

    std::string_view text_;
    const std::string& path_;
    std::vector<line_comment> comments_;
    parsed_file result_;
    bool has_header_ = false;
};

}  // namespace

bool file_header::empty() const noexcept {
    return revision.empty() && parents.empty() && labels.empty() && dependencies.empty() && irreversible.empty() &&
           !no_transaction;
}

parsed_file parse_file(std::string_view text, const std::string& path, const capabilities& of) {
    return file_parser(text, path, of).parse();
}

}  // namespace rowan::migrate
