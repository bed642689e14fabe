#include "migrate/execution.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/script.hpp>
#include <rowan/session/driver.hpp>
#include <rowan/session/introspect.hpp>

#include "migrate/extensions.hpp"
#include "migrate/shared_types.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "migrate/batches.hpp"

namespace rowan::migrate {

namespace {

std::string already_there(std::string_view sqlstate, direction way) {
    if (way == direction::downgrade) return {};
    for (const std::string_view duplicate : {"42P07", "42710", "42701", "42P06"}) {
        if (sqlstate == duplicate)
            return "\n  The database holds something of this name although its history says that this revision has not "
                   "run: it was made by "
                   "hand, or by another tool. Drop or rename it, or start with an empty database.";
    }
    return {};
}

/// While it lives, no table is dropped that rows of others go with.
class kept_children {
public:
    explicit kept_children(session& in) : upkeep_(detail::driver_of(in).upkeep()) { upkeep_.keep_children(true); }
    kept_children(const kept_children&) = delete;
    kept_children& operator=(const kept_children&) = delete;
    ~kept_children() { upkeep_.keep_children(false); }

private:
    driver_upkeep& upkeep_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

struct execution::visitor {
    execution& by;
    const schema::operation& all;

    void operator()(const schema::create_enum& which) const { by.create_enum(which); }
    void operator()(const schema::drop_enum& which) const { by.drop_enum(which); }
    void operator()(const schema::alter_enum& which) const { by.alter_enum(which); }
    void operator()(const schema::create_domain& which) const { by.create_domain(which); }
    void operator()(const schema::drop_domain& which) const { by.drop_domain(which); }
    void operator()(const schema::create_extension& which) const { by.create_extension(which); }
    void operator()(const schema::drop_extension& which) const { by.drop_extension(which); }
    void operator()(const schema::run_sql& which) const { by.run_script(which); }
    void operator()(const schema::run_code& which) const { by.run_code(which); }
    void operator()(const schema::backfill& which) const { by.run_batches(which); }
    template <class Other>
    void operator()(const Other&) const {
        by.apply(all);
    }
};

void execution::run(const unit& which) {
    run(which, [&] { carry_out(which); });
}

void execution::begin(const unit& which) {
    current_ = &which;
    if (operation_ == which.operation) return;
    operation_ = which.operation;
    if (progress_ != nullptr) progress_->begin_operation(revision_, *which.of, which.operation);
}

void execution::carry_out(const unit& which) {
    if (!which.sql.empty()) return run_sql(which);
    std::visit(visitor{*this, *which.of}, *which.of);
}

void execution::create_enum(const schema::create_enum& which) {
    const auto existing =
        session_.dialect().can().enum_types ? introspect_enum(session_, which.object.name) : std::nullopt;
    if (!existing) return apply(which);
    if (existing->labels == which.object.labels)
        return note(fmt::format("enum type \"{}\" was there already, with the same labels", which.object.name));
    throw migration_error(fmt::format(
        "the enum type \"{}\" exists already with other labels\n"
        "    there:    {}\n    revision: {}\n"
        "  Drop it (drop type \"{}\") if nothing uses it, or add what is missing (alter type … add value)",
        which.object.name, fmt::join(existing->labels, ", "), fmt::join(which.object.labels, ", "), which.object.name));
}

void execution::drop_enum(const schema::drop_enum& which) {
    if (!session_.dialect().can().enum_types) return apply(which);
    if (!introspect_enum(session_, which.object.name))
        return note(fmt::format("enum type \"{}\" was gone already", which.object.name));
    drop_type(which, which.object.name);
}

void execution::create_domain(const schema::create_domain& which) {
    if (!has_domain(session_, which.object)) return apply(which);
    note(fmt::format("domain \"{}\" was there already, with the same definition", which.object.name));
}

void execution::drop_domain(const schema::drop_domain& which) {
    if (!session_.dialect().can().domains) return apply(which);
    if (!introspect_domain(session_, which.object.name))
        return note(fmt::format("domain \"{}\" was gone already", which.object.name));
    drop_type(which, which.object.name);
}

// Others may have come to use it since: what only undoes leaves it to them.
void execution::drop_type(const schema::operation& which, const std::string& name) {
    const auto reason = drop_unless_used(session_, which, name);
    if (!reason) {
        ++statements_;
    } else if (takes_back(revision_, way_, which)) {
        note(fmt::format("type \"{}\" stays: {}", name, *reason));
    } else {
        throw migration_error(fmt::format(
            "the type \"{}\" cannot be dropped: {}\n  Before it, drop what uses it, or give it another type", name,
            *reason));
    }
}

void execution::alter_enum(const schema::alter_enum& which) {
    const auto existing = session_.dialect().can().enum_types ? introspect_enum(session_, which.name) : std::nullopt;
    if (!existing || existing->labels == which.from) return apply(which);
    if (existing->labels == which.to) return note(fmt::format("enum type \"{}\" had these labels already", which.name));
    throw migration_error(
        fmt::format("the enum type \"{}\" has other labels than this revision starts from\n"
                    "    there:    {}\n    revision: {}\n"
                    "  Change one of them (alter type … add value, rename value) so that they are the same",
                    which.name, fmt::join(existing->labels, ", "), fmt::join(which.from, ", ")));
}

void execution::create_extension(const schema::create_extension& which) {
    if (has_extension(session_, which.object.name))
        return note(fmt::format("extension \"{}\" was there already", which.object.name));
    apply(which);
}

void execution::drop_extension(const schema::drop_extension& which) {
    if (const auto reason = drop_unless_used(session_, which))
        note(fmt::format("extension \"{}\" stays: {}", which.object.name, *reason));
}

// One without statements: a comment, or nothing.
void execution::run_script(const schema::run_sql& which) {
    const std::string_view backend = session_.dialect().name();
    if (!is_blank(which.script.for_dialect(backend)) || which.source.empty()) return;
    throw migration_error(
        fmt::format("{} has no SQL for {}; where there is nothing to do, a comment says so", which.source, backend));
}

void execution::run_sql(const unit& which) {
    const bool within = session_.in_transaction();
    foreign_ = foreign_ || std::holds_alternative<schema::run_sql>(*which.of);
    {
        const kept_children keep(session_);
        session_.execute_script(which.sql);
    }
    statements_ += which.statements;
    if (within != session_.in_transaction())
        throw migration_error(
            "the script ended the transaction that it ran in (commit, rollback): what it did before may have been "
            "kept; "
            "a revision's script leaves begin and commit out");
}

void execution::run_code(const schema::run_code& which) {
    const bool within = session_.in_transaction();
    foreign_ = true;
    which.up(session_);
    ++statements_;
    if (within != session_.in_transaction())
        throw migration_error("the step ended the transaction that it ran in: what was done before may have been kept");
}

// Where all is one transaction, so are the batches.
void execution::run_batches(const schema::backfill& which) {
    for (batches all(session_, which, {}); all.next();) ++statements_;
}

void execution::report(const std::string& text) {
    if (progress_ != nullptr) progress_->note(revision_, text);
}

void execution::apply(const schema::operation& which) {
    const kept_children keep(session_);
    statements_ += session_.apply(which);
}

void execution::note(std::string text) {
    report(text);
    notes_.push_back(revision_.id() + ": " + std::move(text));
}

std::string execution::place() const {
    std::string result = fmt::format("{}revision {} ({}) failed", way_ == direction::downgrade ? "undoing " : "",
                                     revision_.id(), revision_.message());
    if (current_ != nullptr) {
        result += fmt::format(" at operation {} of {}, {}", current_->operation, revision_.steps(way_).size(),
                              schema::describe(*current_->of));
    }
    return result;
}

std::string execution::aftermath() const {
    if (done_ == 0) return {};
    return fmt::format(
        "\n  The revision is half applied: {} of its {} statements are done and kept. The next run goes on behind "
        "them.",
        done_, total_);
}

void execution::rethrow() const {
    revision_error::details what{.revision = revision_.id()};
    what.half_applied = done_ != 0;
    what.done = done_;
    what.total = total_;
    if (current_ != nullptr) what.operation = schema::describe(*current_->of);
    const auto* script = current_ == nullptr ? nullptr : std::get_if<schema::run_sql>(current_->of);
    const schema::script_file* file = script == nullptr ? nullptr : file_for(*script, session_.dialect().name());
    try {
        throw;
    } catch (const database_error& cause) {
        what.statement = cause.statement();
        what.sqlstate = cause.sqlstate();
        what.retryable = cause.retryable();
        std::string where;
        if (file != nullptr && cause.line() != 0) {
            what.file = file->path;
            what.line = current_->line + cause.line() - 1;
            where = fmt::format("{}:{}: ", what.file, what.line);
        }
        const std::string text = fmt::format("{}\n  {}{}{}{}", place(), where, cause.what(),
                                             already_there(cause.sqlstate(), way_), aftermath());
        std::throw_with_nested(revision_error(text, std::move(what)));
    } catch (const std::exception& cause) {
        const std::string text = fmt::format("{}\n  {}{}", place(), cause.what(), aftermath());
        std::throw_with_nested(revision_error(text, std::move(what)));
    }
}

}  // namespace rowan::migrate
