#include <rowan/migrate/lint.hpp>

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/script.hpp>

#include "migrate/lint_rules.hpp"
#include "migrate/names_near.hpp"
#include "types/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace rowan::migrate {

namespace {

using facts::fact;
using facts::ground;
using facts::rule;
using facts::scene;
using facts::statement;

/// What is said of a migration as a whole, and of the words that silence rules.
constexpr rule whole_rules[] = {
    {"irreversible", severity::note, ground::all, nullptr, "there is no way back", "a release that fails stays",
     "a file .down.sql; or, where there can be none, `-- irreversible: why` at the head of this one"},
    {"empty-file", severity::warning, ground::all, nullptr, "there is nothing in it for this backend",
     "the engine refuses it: a file that was forgotten looks like one that does nothing",
     "where there is nothing to do, a comment says so"},
    {"not-utf8", severity::error, ground::all, nullptr, "this is no UTF-8: {detail}",
     "the server refuses it, or keeps other characters than were meant", "save the file as UTF-8"},
    {"unreadable", severity::error, ground::all, nullptr, "{detail}", "it cannot be run", "see what it says"},
    {"unused-ignore", severity::warning, ground::all, nullptr, "this silences nothing: {detail}",
     "whoever reads it takes it for a reason", "take it out, or put it before the statement that it is about"},
    {"incomplete-ignore", severity::error, ground::all, nullptr, "{detail}",
     "who reads it later wants to know which rule, and why not here", "-- rowan:ignore CODE reason"},
};

struct all_rules {
    std::vector<const rule*> rules;
    std::vector<lint_rule> shown;

    all_rules() {
        for (const auto part : {facts::lock_rules(), facts::order_rules(), facts::loss_rules(), facts::style_rules(),
                                std::span<const rule>(whole_rules)}) {
            for (const rule& each : part) {
                const bool again = find(each.code) != nullptr;
                rules.push_back(&each);
                if (!again) shown.push_back({each.code, each.severity, each.reason, each.only_on_request});
            }
        }
    }
    const rule* find(std::string_view code) const noexcept {
        const auto found =
            std::find_if(rules.begin(), rules.end(), [&](const rule* each) { return each->code == code; });
        return found == rules.end() ? nullptr : *found;
    }
};

const all_rules& known_rules() {
    static const all_rules all;
    return all;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

class linter {
public:
    linter(const dialect& on, const lint_options& how) : with_(on), how_(how), server_(how.server) {
        if (server_ == server_version{}) server_ = with_.can().table_locks ? server_version{15} : server_version{3, 40};
        for (const auto* codes : {&how.with, &how.without}) {
            for (const std::string& each : *codes) require_rule(each);
        }
        for (const named_script& each : how.seeds) add_seeded(each);
    }

    /// One that is there already: it is not looked at, but what it makes is known then.
    void pass(const facts::migration& of) {
        ++ordinal_;
        apply(of);
    }

    void look_at(facts::migration up, facts::migration down) {
        ++ordinal_;
        if (first_looked_at_ == 0) first_looked_at_ = ordinal_;
        migration_ = std::move(up);
        ignores_.clear();
        for (const facts::ignore& each : migration_.ignores) ignores_.push_back({each, false});
        for (const facts::ignore& each : down.ignores) ignores_.push_back({each, true});
        for (std::size_t i = 0; i != migration_.statements.size(); ++i) look_at_statement(i);
        if (!down.statements.empty()) look_back(std::move(down));
        look_at_ignores();
    }
    /// `detail` stands in the text of the rule.
    void say(std::string_view code, std::string detail, std::size_t line = 0, std::size_t column = 0) {
        const rule& which = *known_rules().find(code);
        if (is_off(which) || is_silenced(which.code, no_statement)) return;
        finding made{
            .code = std::string(code), .severity = which.severity, .revision = migration_.id, .file = migration_.file};
        made.line = line;
        made.column = column;
        made.what = fmt::format(fmt::runtime(which.what), fmt::arg("detail", detail));
        made.reason = which.reason;
        made.safer = which.safer;
        found_.push_back(std::move(made));
    }
    void begin(std::string id, std::string file) {
        migration_ = {.id = std::move(id), .file = std::move(file)};
        ignores_.clear();
    }
    /// Without those that a later migration has mended.
    std::vector<finding> found() && {
        for (const auto& [place, key] : keys_without_index_) {
            if (is_indexed(key)) found_[place].code.clear();
        }
        std::erase_if(found_, [](const finding& each) { return each.code.empty(); });
        return std::move(found_);
    }

private:
    struct ignored {
        facts::ignore what;
        bool down;  ///< it stands on the way down
        bool used = false;
    };

    static constexpr std::size_t no_statement = static_cast<std::size_t>(-1);

    static std::string no_such(const std::string& code) {
        if (code.empty())
            return "a comment to rowan is `-- rowan:ignore CODE reason` or `-- rowan:ignore-file CODE reason`";
        std::vector<std::string_view> names;
        for (const lint_rule& each : lint_rules()) names.push_back(each.code);
        return fmt::format("there is no rule {}; did you mean {}?", code, nearest_names(code, names, 1));
    }
    static void require_rule(const std::string& code) {
        if (code != "all" && known_rules().find(code) == nullptr) throw migration_error(no_such(code));
    }

    void apply(const facts::migration& of) {
        for (const statement& each : of.statements) {
            for (const fact& what : each.facts) there_.apply(what, ordinal_, each.transaction);
        }
    }

    // From where the way up has come to, and back to there.
    void look_back(facts::migration down) {
        facts::migration up = std::exchange(migration_, std::move(down));
        const facts::catalog after = there_;
        up_ = &up;
        for (std::size_t i = 0; i != migration_.statements.size(); ++i) look_at_statement(i);
        up_ = nullptr;
        there_ = after;
        migration_ = std::move(up);
    }

    /// What was to silence something, and did not.
    void look_at_ignores() {
        for (const ignored& each : ignores_) {
            const rule* const which = known_rules().find(each.what.code);
            if (which == nullptr) {
                say("incomplete-ignore", no_such(each.what.code), each.what.line, each.what.column);
            } else if (each.what.reason.empty()) {
                say("incomplete-ignore", "no reason stands behind " + each.what.code, each.what.line, each.what.column);
            } else if (!each.used && !is_off(*which) && (!each.down || is_looked_at_down(*which))) {
                say("unused-ignore", each.what.code, each.what.line, each.what.column);
            }
        }
    }

    bool is_looked_at_down(const rule& which) const {
        return which.code == "down-loses-rows" || (how_.down && facts::matters_on_the_way_down(which));
    }

    void add_seeded(const named_script& from) {
        const std::string& text = with_.words(from.script.script);
        try {
            for (const script_statement& each : statements_of(text, with_)) {
                for (const fact& what : facts::read(each.text, with_.can())) {
                    if (what.what == facts::deed::insert || what.what == facts::deed::copy_rows)
                        seeded_.push_back(what.table);
                }
            }
        } catch (const script_error&) {}  // whoever runs it is told
    }

    bool is_off(const rule& which) const {
        if (contains(how_.without, which.code) || contains(how_.without, "all")) return true;
        return which.only_on_request && !contains(how_.with, which.code) && !contains(how_.with, "all");
    }
    bool is_about(const rule& which) const {
        if (which.finds == nullptr || is_off(which)) return false;
        return which.on == ground::all || (which.on == ground::locking) == with_.can().table_locks;
    }

    void look_at_statement(std::size_t number) {
        const statement& at = migration_.statements[number];
        std::set<std::string_view> said;
        for (const fact& what : at.facts) {
            const scene in{.of = migration_,
                           .at = at,
                           .number = number,
                           .what = what,
                           .there = there_,
                           .with = with_,
                           .server = server_,
                           .first_new = how_.in_one_go ? first_looked_at_ : ordinal_,
                           .ordinal = ordinal_,
                           .seeded = seeded_,
                           .up = up_};
            for (const rule* each : known_rules().rules) {
                in.detail.clear();
                if (!is_about(*each) || (up_ != nullptr && !is_looked_at_down(*each)) || !each->finds(in)) continue;
                if (!is_silenced(each->code, number)) add(*each, in);
            }
            there_.apply(what, ordinal_, at.transaction);
        }
    }

    bool is_silenced(std::string_view code, std::size_t statement) {
        bool result = false;
        for (ignored& each : ignores_) {
            if (each.what.code != code || each.what.reason.empty()) continue;
            const bool is_here = each.down == (up_ != nullptr) && each.what.statement == statement;
            if (each.what.everywhere || is_here) each.used = result = true;
        }
        return result;
    }

    void add(const rule& by, const scene& in) {
        if (by.code == "fk-without-index") {
            for (const facts::constraint& key : facts::keys_without_index(in))
                keys_without_index_.emplace_back(found_.size(), std::pair(in.what.table, key.columns));
        }
        found_.push_back(made(by, in));
    }
    bool is_indexed(const std::pair<std::string, std::vector<std::string>>& key) const {
        return std::any_of(there_.indexes().begin(), there_.indexes().end(), [&](const auto& each) {
            return !each.partial && facts::same_object(each.table, key.first) &&
                   facts::begins_with(each.keys, key.second);
        });
    }

    finding made(const rule& by, const scene& in) const {
        finding result{.code = std::string(by.code),
                       .severity = by.severity,
                       .revision = migration_.id,
                       .file = in.at.file,
                       .line = in.at.line,
                       .column = in.at.column,
                       .operation = in.at.operation,
                       .statement = in.at.text};
        const auto filled = [&](std::string_view text) {
            const std::string& column = !in.what.name.empty()                ? in.what.name
                                        : in.what.constraint.columns.empty() ? in.detail
                                                                             : in.what.constraint.columns.front();
            const auto or_dots = [](const std::string& one) { return one.empty() ? std::string("…") : one; };
            return fmt::format(fmt::runtime(text), fmt::arg("table", or_dots(in.what.table)),
                               fmt::arg("name", or_dots(in.what.name)), fmt::arg("to", or_dots(in.what.to)),
                               fmt::arg("column", or_dots(column)), fmt::arg("detail", in.detail));
        };
        result.what = (up_ == nullptr ? "" : "on the way down: ") + filled(by.what);
        result.reason = by.reason;
        result.safer = filled(by.safer);
        return result;
    }

    const dialect& with_;
    const lint_options& how_;
    server_version server_;
    facts::catalog there_;
    facts::migration migration_;
    std::vector<ignored> ignores_;
    const facts::migration* up_ = nullptr;  ///< whose way down is looked at
    std::size_t ordinal_ = 0;
    std::size_t first_looked_at_ = 0;
    std::vector<std::string> seeded_;
    std::vector<finding> found_;
    /// By the number of the finding.
    std::vector<std::pair<std::size_t, std::pair<std::string, std::vector<std::string>>>> keys_without_index_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// A file that says nothing on this backend.
bool is_empty_file(const revision& which, const dialect& on) {
    return std::any_of(which.up().begin(), which.up().end(), [&](const schema::operation& each) {
        const auto* script = std::get_if<schema::run_sql>(&each);
        return script != nullptr && !script->source.empty() && is_blank(on.words(script->script));
    });
}

/// Says so where `text` is no UTF-8.
void look_at_octets(linter& by, std::string_view text, std::size_t line) {
    const std::string_view whole = text;
    std::size_t size = 1;
    while (!text.empty() && (size = utf8::front_size(text)) != 0) text.remove_prefix(size);
    if (text.empty()) return;
    const std::string_view before = whole.substr(0, whole.size() - text.size());
    const auto in_line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(in_line.begin(), in_line.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    by.say("not-utf8", fmt::format("octet 0x{:02X}", static_cast<unsigned char>(text.front())),
           line + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
           static_cast<std::size_t>(characters) + 1);
}

void look_at_octets(linter& by, const revision& which, const dialect& on) {
    for (const direction way : {direction::upgrade, direction::downgrade}) {
        for (const schema::operation& each : which.steps(way)) {
            const auto* script = std::get_if<schema::run_sql>(&each);
            if (script == nullptr) continue;
            const schema::script_file* file = file_for(*script, on.name());
            by.begin(which.id(), file == nullptr ? std::string() : file->path);
            look_at_octets(by, on.words(script->script), file == nullptr ? 1 : file->line);
        }
    }
}

void look_at(linter& by, const revision& which, const dialect& on) {
    look_at_octets(by, which, on);
    try {
        by.look_at(facts::read(which, direction::upgrade, on), facts::read(which, direction::downgrade, on));
    } catch (const script_error& fault) {
        by.begin({}, fault.file());
        by.say("unreadable", fault.what(), fault.line(), fault.column());
        return;
    }
    if (is_empty_file(which, on)) by.say("empty-file", {}, 1, 1);
    if (which.irreversible().starts_with("there is no ") && which.irreversible().ends_with(".down.sql"))
        by.say("irreversible", {}, 1, 1);
}

}  // namespace

std::string_view name_of(severity of) noexcept {
    return of == severity::error ? "error" : of == severity::warning ? "warning" : "note";
}

std::span<const lint_rule> lint_rules() { return known_rules().shown; }

std::vector<finding> lint(const graph& in, std::span<const revision* const> which, const dialect& on,
                          const lint_options& how) {
    linter by(on, how);
    for (const revision& each : in.revisions()) {
        if (std::find(which.begin(), which.end(), &each) != which.end()) {
            look_at(by, each, on);
            continue;
        }
        try {
            by.pass(facts::read(each, direction::upgrade, on));
        } catch (const script_error&) {}  // nobody asked for it
    }
    return std::move(by).found();
}

std::vector<finding> lint(std::span<const embedded_file> files, const dialect& on, const lint_options& how) {
    linter by(on, how);
    for (const embedded_file& each : files) {
        const std::string name(each.name);
        by.begin({}, name);
        look_at_octets(by, each.text, 1);
        try {
            by.look_at(facts::read_file(each.text, name, direction::upgrade, on),
                       facts::read_file(each.text, name, direction::downgrade, on));
            if (is_blank(each.text)) by.say("empty-file", {}, 1, 1);
        } catch (const script_error& fault) {
            by.begin({}, name);
            by.say("unreadable", fault.what(), fault.line(), fault.column());
        }
    }
    return std::move(by).found();
}

}  // namespace rowan::migrate
