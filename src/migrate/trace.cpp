#include <rowan/migrate/trace.hpp>

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/script.hpp>
#include <rowan/session/driver.hpp>
#include <rowan/session/limit.hpp>
#include <rowan/session/transaction.hpp>

#include "migrate/clean_session.hpp"
#include "migrate/execution.hpp"
#include "migrate/unit.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace rowan::migrate {

namespace {

using std::chrono::steady_clock;

/// The work of an operation that is more than the statements of the dialect.
struct is_looked_after {
    bool operator()(const schema::create_enum&) const { return true; }
    bool operator()(const schema::drop_enum&) const { return true; }
    bool operator()(const schema::alter_enum&) const { return true; }
    bool operator()(const schema::create_domain&) const { return true; }
    bool operator()(const schema::drop_domain&) const { return true; }
    bool operator()(const schema::create_extension&) const { return true; }
    bool operator()(const schema::drop_extension&) const { return true; }
    bool operator()(const schema::run_sql&) const { return true; }
    bool operator()(const schema::run_code&) const { return true; }
    bool operator()(const schema::backfill&) const { return true; }
    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

/// As few statements to a unit as can be.
std::vector<unit> split(const revision& of, const dialect& with) {
    std::vector<unit> result;
    for (const unit& each : units_of(of, direction::upgrade, with)) {
        std::vector<unit> parts;
        const auto add = [&](std::string sql, std::size_t line) {
            unit part{.of = each.of, .operation = each.operation, .sql = std::move(sql), .line = line};
            part.traits = with.traits_of(part.sql);
            parts.push_back(std::move(part));
        };
        if (!each.sql.empty()) {
            for (const script_statement& one : statements_of(each.sql, with, {{}, each.line, {}}))
                add(std::string(one.text), one.line);
        } else if (!std::visit(is_looked_after(), *each.of) && !with.needs_database(*each.of)) {
            for (std::string& sql : with.render(*each.of)) add(std::move(sql), 0);
        }
        if (parts.empty() && each.statements != 0) parts.push_back(each);
        std::move(parts.begin(), parts.end(), std::back_inserter(result));
    }
    return result;
}

const relation_marks* find(const trace_marks& in, const std::string& id) {
    const auto found =
        std::find_if(in.relations.begin(), in.relations.end(), [&](const auto& each) { return each.id == id; });
    return found == in.relations.end() ? nullptr : &*found;
}

bool names(const trace_marks& in, const std::string& table) {
    return std::any_of(in.relations.begin(), in.relations.end(), [&](const auto& each) { return each.name == table; });
}

class tracer {
public:
    tracer(session& on, driver_trace& by) : on_(on), by_(by) {
        by_.begin();
        at_first_ = now_ = by_.look();
    }
    tracer(const tracer&) = delete;
    tracer& operator=(const tracer&) = delete;
    ~tracer() { by_.end(); }

    /// False where it failed.
    bool run(const revision& which, traced_revision& to) {
        for (const unit& each : split(which, on_.dialect())) {
            traced_statement made = begun(each);
            const bool failed = made.not_run.empty() && !run(which, each, made);
            to.statements.push_back(std::move(made));
            if (failed) return false;
        }
        return true;
    }

private:
    traced_statement begun(const unit& what) const {
        traced_statement result{.operation = what.operation, .text = what.sql.empty() ? describe(what) : what.sql};
        const auto* script = std::get_if<schema::run_sql>(what.of);
        if (const schema::script_file* file = script ? file_for(*script, on_.dialect().name()) : nullptr) {
            result.file = file->path;
            result.line = what.line;
        }
        if (what.traits.refuses_transaction) result.not_run = "it runs in no transaction, and would stay";
        if (std::holds_alternative<schema::run_code>(*what.of))
            result.not_run = "it is a step in C++, and may do what a rollback does not take back";
        return result;
    }

    bool run(const revision& which, const unit& what, traced_statement& to) {
        const auto started = steady_clock::now();
        std::vector<std::string> notes;
        try {
            if (!awaits_commit_) {
                execution(on_, which, direction::upgrade, nullptr, notes).run(what);
            } else {
                savepoint before(on_);
                execution(on_, which, direction::upgrade, nullptr, notes).run(what);
                before.release();
            }
        } catch (const revision_error& fault) {
            // The engine commits where this transaction cannot.
            if (awaits_commit_ && fault.sqlstate() == "55P04") {
                to.not_run = "it uses a label that can be used only when the statement that adds it is committed";
                return true;
            }
            to.error = fault.what();
            to.sqlstate = fault.sqlstate();
            return false;
        }
        to.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started).count();
        awaits_commit_ = awaits_commit_ || what.traits.seen_after_commit;
        compare(by_.look(), to);
        return true;
    }

    void compare(trace_marks after, traced_statement& to) {
        for (const held_lock& each : after.locks) {
            const bool held = std::find(now_.locks.begin(), now_.locks.end(), each) != now_.locks.end();
            // A table made by this transaction is nobody else's to wait for.
            if (!held && names(at_first_, each.table)) to.locks.push_back(each);
        }
        for (const relation_marks& each : after.relations) {
            const relation_marks* const before = find(now_, each.id);
            if (before == nullptr) {
                to.made.push_back(each.name);
                continue;
            }
            const bool was_there = find(at_first_, each.id) != nullptr;
            if (was_there && each.storage != before->storage) to.rewritten.push_back(each.name);
            if (!each.is_index && each.scans > before->scans) to.scanned.push_back(each.name);
        }
        now_ = std::move(after);
    }

    session& on_;
    driver_trace& by_;
    trace_marks at_first_;
    trace_marks now_;
    bool awaits_commit_ = false;
};

void run_all(session& on, driver_trace& by, std::span<const revision* const> which, const trace_options& how,
             trace_report& to) {
    detail::driver_of(on).upkeep().limit_lock_wait(how.lock_timeout_milliseconds);
    tracer run(on, by);
    for (const revision* each : which) {
        to.revisions.push_back({each->id(), each->message(), {}});
        to.failed = !run.run(*each, to.revisions.back());
        if (to.failed) return;
    }
}

}  // namespace

trace_report trace(session& on, std::span<const revision* const> which, const trace_options& how) {
    driver_trace* const by = detail::driver_of(on).trace();
    if (by == nullptr) throw migration_error("this backend does not tell what a statement does to its tables");
    trace_report result{.locking = std::string(by->locking()), .revisions = {}};
    clean_session found(on);
    {
        transaction all(on);
        const limit within(on, std::chrono::milliseconds(how.at_most_milliseconds));
        run_all(on, *by, which, how, result);
    }
    found.leave_after_error();
    return result;
}

}  // namespace rowan::migrate
