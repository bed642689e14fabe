#include "migrate/lint_script.hpp"

#include <rowan/migrate/script.hpp>

#include "dialect/sql_script.hpp"
#include "migrate/file_header.hpp"

#include <algorithm>
#include <optional>

namespace rowan::migrate::facts {

namespace {

using detail::is_space;
using detail::sql_token;

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view take_word(std::string_view& from) noexcept {
    const auto end = std::find_if(from.begin(), from.end(), is_space);
    const std::string_view result = from.substr(0, static_cast<std::size_t>(end - from.begin()));
    from.remove_prefix(result.size());
    from = trimmed(from);
    return result;
}

/// Numbers the transactions as the engine has them.
class transactions {
public:
    explicit transactions(bool one) : one_(one) {}

    std::size_t of(const statement_traits& traits, const std::vector<fact>& does) {
        const deed what = does.empty() ? deed::other : does.front().what;
        if (what == deed::begin) open_ = ++number_;
        const std::size_t within = open_;
        if (what == deed::commit || what == deed::rollback) open_ = 0;
        if (within != 0) return within;
        if (traits.refuses_transaction) {
            ++number_;  // what follows is not in the same as what was before
            waits_ = false;
            return 0;
        }
        if (!one_ || (waits_ && !traits.seen_after_commit)) ++number_;
        waits_ = traits.seen_after_commit;
        return number_;
    }

private:
    bool one_;
    std::size_t number_ = 1;
    std::size_t open_ = 0;  // the one that a `begin` of the script has opened
    bool waits_ = false;    // for a commit
};

/// Reads scripts, statement by statement, with the comments that speak of rules.
class script_facts {
public:
    script_facts(migration& to, const dialect& with) : to_(to), with_(with), transactions_(to.has_transaction) {}

    void add(std::string_view script, const schema::script_file& from, std::size_t operation) {
        const auto statements = statements_of(script, with_, from);
        const std::size_t first = to_.statements.size();
        for (const script_statement& each : statements) {
            add(std::string(each.text), operation);
            to_.statements.back().file = from.path;
            to_.statements.back().line = each.line;
            to_.statements.back().column = each.column;
        }
        add_ignores(script, from, statements, first);
    }

    void add(std::string text, std::size_t operation, std::vector<fact> does = {}) {
        statement one{.text = std::move(text), .operation = operation, .facts = std::move(does)};
        const statement_traits traits = with_.traits_of(one.text);
        if (one.facts.empty()) one.facts = facts::read(one.text, with_.can());
        one.transaction = transactions_.of(traits, one.facts);
        to_.statements.push_back(std::move(one));
    }

private:
    void add_ignores(std::string_view script, const schema::script_file& from,
                     const std::vector<script_statement>& statements, std::size_t first) {
        std::size_t line = from.line;
        std::size_t counted = 0;
        detail::sql_tokens tokens(script, with_.can());
        auto next = statements.begin();  // the first that does not lie behind
        for (sql_token each = tokens.next_or_comment(); each.what != sql_token::kind::end;
             each = tokens.next_or_comment()) {
            const char* const at = script.data() + each.offset;
            while (next != statements.end() && next->text.data() + next->text.size() <= at) ++next;
            if (next != statements.end() && next->text.data() <= at && each.what != sql_token::kind::comment) {
                skip_rows(tokens, script, *next);
                continue;
            }
            if (each.what != sql_token::kind::comment) continue;
            line += static_cast<std::size_t>(std::count(script.data() + counted, at, '\n'));
            counted = each.offset;
            // Behind a statement in its line, it speaks of that one.
            const bool is_behind = next != statements.begin() && (next == statements.end() || next->text.data() > at) &&
                                   std::find((next - 1)->text.data() + (next - 1)->text.size(), at, '\n') == at;
            const std::size_t number =
                first + static_cast<std::size_t>(next - statements.begin()) - (is_behind ? 1 : 0);
            add_ignore(each.text, number, line);
        }
    }

    /// The rows of `copy … from stdin` are no tokens.
    static void skip_rows(detail::sql_tokens& tokens, std::string_view script, const script_statement& of) {
        const auto end = of.text.find("\\.");
        if (end == std::string_view::npos || of.text.find("stdin") == std::string_view::npos) return;
        tokens.go_on_at(static_cast<std::size_t>(of.text.data() + of.text.size() - script.data()));
    }

    void add_ignore(std::string_view comment, std::size_t statement, std::size_t line) {
        comment.remove_prefix(2);
        if (comment.ends_with("*/")) comment.remove_suffix(2);
        comment = trimmed(comment);
        if (!comment.starts_with("rowan:")) return;
        const std::string_view word = take_word(comment);
        ignore one{.code = {}, .reason = {}, .statement = statement, .line = line, .column = 1};
        one.everywhere = word == "rowan:ignore-file";
        if (word == "rowan:ignore" || one.everywhere) one.code = take_word(comment);
        one.reason = comment;
        to_.ignores.push_back(std::move(one));
    }

    migration& to_;
    const dialect& with_;
    transactions transactions_;
};

/// Statements of the dialect, or facts where it has none for the operation.
class operation_reader {
public:
    operation_reader(migration& to, const dialect& with) : to_(to), with_(with), scripts_(to, with) {}

    void add(const schema::operation& each) {
        ++number_;
        if (const auto* script = std::get_if<schema::run_sql>(&each)) return add_script(*script);
        if (const auto* rows = std::get_if<schema::backfill>(&each))
            return scripts_.add(schema::describe(each), number_, {{.what = deed::backfill, .table = rows->table}});
        to_.runs_code = to_.runs_code || std::holds_alternative<schema::run_code>(each);
        if (std::holds_alternative<schema::run_code>(each)) return;
        const auto* change = std::get_if<schema::alter_table>(&each);
        if (change != nullptr && with_.needs_database(each))
            return scripts_.add(schema::describe(each), number_, facts_of(*change, with_));
        if (const auto* labels = std::get_if<schema::alter_enum>(&each)) {
            if (auto gone = facts_of(*labels); !gone.empty())
                scripts_.add(schema::describe(each), number_, std::move(gone));
        }
        if (with_.needs_database(each)) return;
        add_rendered(each);
    }

private:
    void add_script(const schema::run_sql& which) {
        const schema::script_file* file = file_for(which, with_.name());
        scripts_.add(with_.words(which.script), file == nullptr ? schema::script_file() : *file, number_);
        if (file != nullptr && to_.file.empty()) to_.file = file->path;
    }

    // What cannot be rendered says so when it is run.
    void add_rendered(const schema::operation& each) {
        std::vector<std::string> all;
        try {
            all = with_.render(each);
        } catch (const error&) { return; }
        for (std::string& sql : all) scripts_.add(std::move(sql), number_);
    }

    migration& to_;
    const dialect& with_;
    script_facts scripts_;
    std::size_t number_ = 0;
};

}  // namespace

migration read(const revision& from, direction way, const dialect& with) {
    migration result{.id = from.id(), .has_transaction = from.has_transaction(way)};
    operation_reader reader(result, with);
    for (const schema::operation& each : from.steps(way)) reader.add(each);
    if (way == direction::downgrade) return result;
    for (const auto& [code, reason] : from.ignored())
        result.ignores.push_back({.code = code, .reason = reason, .everywhere = true});
    return result;
}

migration read_file(std::string_view text, const std::string& path, direction way, const dialect& with) {
    migration result{.file = path, .limits_lock_waits = false};
    file_section section;
    if (way == direction::upgrade) section.text = text;
    try {
        const parsed_file parsed = parse_file(text, path, with.can());
        result.has_transaction = !parsed.header.no_transaction;
        if (way == direction::downgrade)
            section = parsed.down;
        else if (!parsed.up.text.empty() || parsed.has_up)
            section = parsed.up;
    } catch (const script_error&) {}  // a header of another tool
    script_facts(result, with).add(section.text, {path, section.line, {}}, 1);
    return result;
}

}  // namespace rowan::migrate::facts
