#include "migrate/unit.hpp"

#include <rowan/migrate/script.hpp>

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "dialect/sql_tokens.hpp"

namespace rowan::migrate {

namespace {

using detail::sql_token;
using detail::sql_tokens;

bool is_special(const statement_traits& of) { return of.refuses_transaction || of.seen_after_commit; }

bool begins_transaction(std::string_view statement, const dialect& with) {
    sql_tokens tokens(statement, with.can());
    const sql_token first = tokens.next();
    return first.is("begin") || (first.is("start") && tokens.next().is("transaction"));
}

bool commits_transaction(std::string_view statement, const dialect& with) {
    sql_tokens tokens(statement, with.can());
    const sql_token first = tokens.next();
    return (first.is("commit") && !tokens.next().is("prepared")) || first.is("end");
}

/// The pieces of one revision in the making: each script as a whole, and as its statements.
class unit_list {
public:
    unit_list(const revision& of, direction way, const dialect& with)
        : dialect_(with), has_transaction_(of.has_transaction(way)) {}

    void add(const schema::operation& each) {
        ++number_;
        if (const auto* script = std::get_if<schema::run_sql>(&each)) return add_script(each, *script);
        if (std::holds_alternative<schema::backfill>(each)) return add_batches(each);
        std::vector<unit> apart = rendered(each);
        const auto refuses = [](const unit& one) { return one.traits.refuses_transaction; };
        const auto waits = [](const unit& one) { return one.traits.seen_after_commit; };
        unit whole = made(each, {});
        whole.traits.seen_after_commit = std::any_of(apart.begin(), apart.end(), waits);
        special_ = special_ || whole.traits.seen_after_commit;
        if (std::none_of(apart.begin(), apart.end(), refuses)) {
            apart_.push_back(whole);
        } else {
            special_ = true;
            std::move(apart.begin(), apart.end(), std::back_inserter(apart_));
        }
        whole_.push_back(std::move(whole));
    }

    std::vector<unit> units() && { return special_ || !has_transaction_ ? std::move(apart_) : std::move(whole_); }

private:
    // What cannot be rendered says so when its turn comes.
    std::vector<unit> rendered(const schema::operation& of) const {
        std::vector<unit> result;
        try {
            if (dialect_.needs_database(of)) return {};
            for (std::string& sql : dialect_.render(of)) result.push_back(made(of, std::move(sql)));
        } catch (const error&) { return {}; }
        return result;
    }

    unit made(const schema::operation& of, std::string sql) const {
        unit result{.of = &of, .operation = number_, .sql = std::move(sql)};
        if (!result.sql.empty()) result.traits = dialect_.traits_of(result.sql);
        return result;
    }

    void add_script(const schema::operation& of, const schema::run_sql& which) {
        const std::string& script = dialect_.words(which.script);
        static const schema::script_file none;
        const schema::script_file* file = file_for(which, dialect_.name());
        const schema::script_file& from = file == nullptr ? none : *file;
        if (has_transaction_) check_in_transaction(script, dialect_, from);
        const auto statements = statements_of(script, dialect_, from);
        if (statements.empty()) return add_empty(of);
        whole_.push_back(
            {.of = &of, .operation = number_, .sql = script, .line = from.line, .statements = statements.size()});
        for (auto each = statements.begin(); each != statements.end(); ++each) {
            if (!has_transaction_ && begins_transaction(each->text, dialect_)) {
                each = add_own_transaction(of, each, statements.end());
                if (each == statements.end()) return;
                continue;
            }
            add_statement(of, *each);
        }
    }

    void add_batches(const schema::operation& of) {
        special_ = true;
        apart_.push_back({.of = &of, .operation = number_, .statements = 0, .in_batches = true});
    }

    // What a script without statements says is another matter (a comment, or nothing).
    void add_empty(const schema::operation& of) {
        whole_.push_back({.of = &of, .operation = number_, .statements = 0});
        apart_.push_back(whole_.back());
    }

    void add_statement(const schema::operation& of, const script_statement& from) {
        unit one = made(of, std::string(from.text));
        one.line = from.line;
        special_ = special_ || is_special(one.traits);
        apart_.push_back(std::move(one));
    }

    template <class Statement>
    Statement add_own_transaction(const schema::operation& of, Statement begin, Statement end) {
        const auto commit = std::find_if(begin + 1, end, [&](const script_statement& each) {
            return begins_transaction(each.text, dialect_) || commits_transaction(each.text, dialect_);
        });
        if (commit == end || begins_transaction(commit->text, dialect_))
            throw script_error("the transaction that begins here has no commit", path_of(of), begin->line,
                               begin->column);
        if (commit - begin == 1) return commit;
        const auto first = begin + 1;
        const char* const behind = (commit - 1)->text.data() + (commit - 1)->text.size();
        apart_.push_back({.of = &of,
                          .operation = number_,
                          .sql = std::string(first->text.data(), behind),
                          .line = first->line,
                          .begin = std::string(begin->text),
                          .statements = static_cast<std::size_t>(commit - first)});
        return commit;
    }

    std::string path_of(const schema::operation& of) const {
        const schema::script_file* file = file_for(std::get<schema::run_sql>(of), dialect_.name());
        return file == nullptr ? std::string() : file->path;
    }

    const dialect& dialect_;
    bool has_transaction_;
    bool special_ = false;
    std::size_t number_ = 0;
    std::vector<unit> whole_;
    std::vector<unit> apart_;
};

std::string hex(const std::array<unsigned char, crypto_hash_sha256_BYTES>& hash) {
    std::string result;
    for (const unsigned char each : hash) result += fmt::format("{:02x}", each);
    return result;
}

std::string text_of(const unit& what, const dialect& with) {
    if (!what.sql.empty()) return what.begin + what.sql;
    std::string result = schema::describe(*what.of);
    if (with.needs_database(*what.of)) return result;
    for (const std::string& each : with.render(*what.of)) result += '\n' + each;
    return result;
}

bool is_alone(const unit& of, bool has_transaction) {
    return of.traits.refuses_transaction || of.in_batches || (!has_transaction && of.traits.may_commit);
}

}  // namespace

std::vector<unit> units_of(const revision& which, direction way, const dialect& with) {
    unit_list result(which, way, with);
    for (const schema::operation& each : which.steps(way)) result.add(each);
    return std::move(result).units();
}

std::size_t statement_count(const revision& which, direction way, const dialect& with) {
    std::size_t result = 0;
    for (const unit& each : units_of(which, way, with)) {
        const bool rendered = each.sql.empty() && each.statements != 0 && !with.needs_database(*each.of);
        result += rendered ? with.render(*each.of).size() : each.statements;
    }
    return result;
}

std::string describe(const unit& what) {
    if (what.sql.empty()) return schema::describe(*what.of);
    constexpr std::size_t most = 120;
    std::string result;
    bool blank = false;
    for (const char each : what.sql) {
        if (detail::is_space(each)) {
            blank = !result.empty();
            continue;
        }
        if (result.size() >= most && (static_cast<unsigned char>(each) & 0xC0) != 0x80) return result + " …";
        if (std::exchange(blank, false)) result += ' ';
        result += each;
    }
    return result;
}

std::string hash_of(const std::vector<unit>& units, std::size_t count, const dialect& with) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (std::size_t i = 0; i != count; ++i) {
        const std::string text = text_of(units[i], with);
        // With the NUL, so that it counts where one text ends.
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.c_str()), text.size() + 1);
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    return hex(hash);
}

std::vector<segment> segments_of(const std::vector<unit>& units, bool has_transaction, std::size_t first) {
    std::vector<segment> result;
    bool open = false;  // the next unit may go on in the last segment
    for (std::size_t i = first; i < units.size(); ++i) {
        const unit& each = units[i];
        const bool alone = is_alone(each, has_transaction);
        const bool settings = each.traits.only_settings && (alone || !has_transaction);
        const bool waits = open && units[i - 1].traits.seen_after_commit && !each.traits.seen_after_commit;
        if (open && !alone && !waits) {
            result.back().last = i + 1;
        } else {
            result.push_back({i, i + 1, !alone && !settings, settings});
        }
        open = has_transaction && !alone;
    }
    return result;
}

bool is_one_transaction(const std::vector<segment>& segments) {
    const auto lasts = [](const segment& each) { return !each.only_settings; };
    const auto found = std::find_if(segments.begin(), segments.end(), lasts);
    return found == segments.end() || (found->in_transaction && std::none_of(found + 1, segments.end(), lasts));
}

const unit* first_outside_transaction(const std::vector<unit>& units) {
    const auto found =
        std::find_if(units.begin(), units.end(), [](const unit& each) { return each.traits.refuses_transaction; });
    return found == units.end() ? nullptr : &*found;
}

}  // namespace rowan::migrate
