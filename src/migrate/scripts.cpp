#include <rowan/migrate/scripts.hpp>

#include <rowan/migrate/script.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>

#include "migrate/entry.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <map>
#include <set>

namespace rowan::migrate {

namespace {

using clock = std::chrono::steady_clock;

/// Checksums of the scripts that count as run, by name.
std::map<std::string, std::string> known_scripts(const std::vector<history_entry>& entries, entry_kind kind) {
    std::map<std::string, std::string> result;
    std::set<std::string> applied;
    for (const history_entry& each : entries) {
        if (each.kind == kind) result[each.revision] = each.checksum;
        if (!is_of_revision(each.kind)) continue;
        if (each.direction == direction::upgrade) {
            applied.insert(each.revision);
            continue;
        }
        applied.erase(each.revision);
        if (applied.empty() || kind == entry_kind::repeatable) result.clear();
    }
    return result;
}

bool has_run(const std::map<std::string, std::string>& known, const named_script& which) {
    const auto found = known.find(which.name);
    return found != known.end() && found->second == which.checksum;
}

/// One script in its transaction.
class script_step {
public:
    script_step(session& on, const named_script& which, entry_kind kind) : session_(on), script_(which), kind_(kind) {}

    /// Nothing where another process was faster.
    std::optional<script_run> run(const script_options& how) {
        const auto begun = clock::now();
        transaction all(session_);
        history entries(session_);
        entries.lock();
        if (!how.again && has_run(known_scripts(entries.entries(), kind_), script_)) return std::nullopt;
        try {
            execute();
            const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begun).count();
            append(entries, time, how.reason);
            all.commit();
            return script_run{script_.name, time};
        } catch (const database_error& cause) { rethrow(cause); } catch (const script_error&) {
            throw;
        } catch (const migration_error& cause) {
            throw migration_error(fmt::format("{} {} failed\n  {}", name_of(kind_), script_.name, cause.what()));
        }
    }

private:
    void execute() const {
        const dialect& with = session_.dialect();
        const std::string& text = with.words(script_.script.script);
        if (text.find_first_not_of(" \t\r\n") == std::string::npos)
            throw migration_error(fmt::format("{} has no SQL for {}; where there is nothing to do, a comment says so",
                                              script_.script.source, with.name()));
        static const schema::script_file none;
        const schema::script_file* file = file_for(script_.script, with.name());
        check_in_transaction(text, with, file == nullptr ? none : *file);
        session_.execute_script(text);
        if (!session_.in_transaction())
            throw migration_error(
                "the script ended the transaction that it ran in (commit, rollback): what it did before may have been "
                "kept; leave begin and commit out");
    }

    void append(history& to, std::int64_t milliseconds, const std::string& reason) const {
        history_entry entry = entry_now(kind_, script_.name, script_.script.source, direction::upgrade, reason);
        entry.checksum = script_.checksum;
        entry.duration_milliseconds = milliseconds;
        entry.statements = 1;
        to.append(entry);
    }

    [[noreturn]] void rethrow(const database_error& cause) const {
        revision_error::details what{
            .revision = script_.name, .operation = {}, .statement = cause.statement(), .sqlstate = cause.sqlstate()};
        what.retryable = cause.retryable();
        const schema::script_file* file = file_for(script_.script, session_.dialect().name());
        std::string where;
        if (file != nullptr && cause.line() != 0) {
            what.file = file->path;
            what.line = file->line + cause.line() - 1;
            where = fmt::format("{}:{}: ", what.file, what.line);
        }
        const std::string text = fmt::format("{} {} failed\n  {}{}", name_of(kind_), script_.name, where, cause.what());
        std::throw_with_nested(revision_error(text, std::move(what)));
    }

    session& session_;
    const named_script& script_;
    entry_kind kind_;
};

}  // namespace

std::vector<const named_script*> pending_scripts(session& on, std::span<const named_script> all, entry_kind kind) {
    std::vector<const named_script*> result;
    if (all.empty()) return result;
    const auto known = known_scripts(history(on).entries(), kind);
    for (const named_script& each : all) {
        if (!has_run(known, each)) result.push_back(&each);
    }
    return result;
}

std::vector<script_run> run_scripts(session& on, std::span<const named_script> all, entry_kind kind,
                                    const script_options& how) {
    std::vector<const named_script*> waiting;
    if (how.again)
        for (const named_script& each : all) waiting.push_back(&each);
    else
        waiting = pending_scripts(on, all, kind);
    std::vector<script_run> result;
    if (waiting.empty()) return result;
    history(on).create();
    for (const named_script* each : waiting) {
        if (auto done = script_step(on, *each, kind).run(how)) result.push_back(std::move(*done));
    }
    return result;
}

}  // namespace rowan::migrate
