#include <rowan/session/tracing.hpp>

#include <rowan/dialect/dialect.hpp>

#include "known_texts.hpp"
#include "observer_line.hpp"
#include "sql_summary.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace rowan {
namespace {
template <class Work>
void harmless(Work work) noexcept {
    try {
        work();
    } catch (...) {  // a lost span is all
    }
}

/// What spans of a text say of it.
struct told_text {
    const dialect* of;
    detail::sql_summary summary;
    std::string shown;
};

detail::sql_summary summary_of(const statement_start& event) {
    if (event.kind == statement_kind::script) return {};
    detail::sql_summary result = detail::summary_of(event.sql, event.place->dialect->can());
    if (event.kind == statement_kind::savepoint) result.words = result.operation;
    return result;
}

std::string shown(const statement_start& event, std::size_t longest) {
    const auto& can = event.place->dialect->can();
    std::string_view text = event.sql.substr(0, longest);
    while (text.size() < event.sql.size() && !text.empty() &&
           (static_cast<unsigned char>(event.sql[text.size()]) & 0xC0U) == 0x80U)
        text.remove_suffix(1);
    const bool as_written = event.kind != statement_kind::script && detail::has_parameters(event.sql, can);
    return detail::valid_text(as_written ? std::string(text) : detail::without_literals(text, can));
}

/// The attributes of one span, and the texts that they refer to.
class attributes {
public:
    attributes() { all_.reserve(9); }
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) all_.push_back({name, value});
    }
    void number(std::string_view name, std::int64_t value) { all_.push_back({name, {}, value}); }
    void place(const database_place& of) {
        text("db.system.name", of.system);
        text("db.namespace", of.name);
        text("server.address", of.address);
        if (of.port != 0 && !of.address.empty()) number("server.port", of.port);
    }
    operator std::span<const span_attribute>() const noexcept { return all_; }

private:
    std::vector<span_attribute> all_;
};

// The most exact code that there is: SQLite's is its own, PostgreSQL's the SQLSTATE.
std::string status_code(const failure_event& of) {
    return of.native_code != 0 ? std::to_string(of.native_code) : std::string(of.sqlstate);
}
}  // namespace

namespace {
/// Those that have begun: of each session the transaction's, which is run 0, and few others. Sessions do not wait for
/// each other but where their numbers fall together.
class open_spans {
public:
    void keep(std::uint64_t session, std::uint64_t run, void* span) {
        if (span == nullptr) return;
        part& in = part_of(session);
        const std::lock_guard held(in.mutex);
        in.all.push_back({session, run, span});
    }
    void* find(std::uint64_t session, std::uint64_t run) noexcept {
        part& in = part_of(session);
        const std::lock_guard held(in.mutex);
        const auto found = in.find(session, run);
        return found == in.all.end() ? nullptr : found->span;
    }
    void* take(std::uint64_t session, std::uint64_t run) noexcept {
        part& in = part_of(session);
        const std::lock_guard held(in.mutex);
        const auto found = in.find(session, run);
        if (found == in.all.end()) return nullptr;
        void* const result = found->span;
        *found = in.all.back();
        in.all.pop_back();
        return result;
    }

private:
    struct open_span {
        std::uint64_t session;
        std::uint64_t run;
        void* span;
    };
    struct part {
        std::mutex mutex;
        std::vector<open_span> all;
        // The last one that began ends first.
        std::vector<open_span>::iterator find(std::uint64_t session, std::uint64_t run) noexcept {
            const auto found = std::find_if(all.rbegin(), all.rend(), [&](const open_span& one) {
                return one.session == session && one.run == run;
            });
            return found == all.rend() ? all.end() : std::prev(found.base());
        }
    };
    part& part_of(std::uint64_t session) noexcept { return parts_[session % parts_.size()]; }
    std::array<part, 32> parts_;
};
}  // namespace

struct tracing::state {
    std::shared_ptr<span_source> source;
    tracing_options options;
    detail::known_texts<std::shared_ptr<const told_text>> texts{};
    open_spans spans{};

    std::shared_ptr<const told_text> look_into(const statement_start& event) const {
        return std::make_shared<const told_text>(
            told_text{event.place->dialect, summary_of(event),
                      options.query_text ? shown(event, options.longest_text) : std::string()});
    }
    // A script may be long, and seldom comes again.
    std::shared_ptr<const told_text> text_of(const statement_start& event) {
        if (event.kind != statement_kind::statement) return look_into(event);
        auto known = texts.of(event.sql, [&](std::string_view) { return look_into(event); });
        return known->of == event.place->dialect ? known : look_into(event);
    }
};

tracing::tracing(span_source& to, void* owner, void (*release)(void*), const tracing_options& options)
    : state_(new state{std::shared_ptr<span_source>(std::shared_ptr<void>(owner, release), &to), options}) {}
tracing::~tracing() { delete state_; }

void tracing::on_start(const statement_start& event) noexcept {
    harmless([&] {
        const std::shared_ptr<const told_text> told = state_->text_of(event);
        const detail::sql_summary& summary = told->summary;
        attributes with;
        with.place(*event.place);
        with.text("db.query.text", told->shown);
        with.text("db.query.summary", summary.words);
        if (summary.one_table || (summary.table.empty() && summary.words == summary.operation))
            with.text("db.operation.name", summary.operation);
        if (summary.one_table) with.text("db.collection.name", summary.table);
        const std::string_view name = summary.words.empty() ? std::string_view(event.place->system) : summary.words;
        void* const around = state_->spans.find(event.session, 0);
        state_->spans.keep(event.session, event.run, state_->source->start({name, around, with}));
    });
}

void tracing::on_statement(const statement_event& event) noexcept {
    harmless([&] {
        void* const span = state_->spans.take(event.session, event.run);
        if (span == nullptr) return;
        const bool failed = !event.failure.kind.empty();
        if (!failed) return state_->source->end(span, {{}, false, event.error});
        attributes with;
        const std::string code = status_code(event.failure);
        with.text("db.response.status_code", code);
        with.text("error.type", code.empty() ? event.failure.kind : code);
        state_->source->end(span, {with, true, event.error});
    });
}

void tracing::on_transaction_start(const transaction_start& event) noexcept {
    if (!state_->options.transactions) return;
    harmless([&] {
        attributes with;
        with.place(*event.place);
        with.text("db.operation.name", "TRANSACTION");
        state_->spans.keep(event.session, 0, state_->source->start({"TRANSACTION", nullptr, with}));
    });
}

void tracing::on_transaction(const transaction_event& event) noexcept {
    harmless([&] {
        void* const span = state_->spans.take(event.session, 0);
        if (span == nullptr) return;
        const bool failed = event.outcome == transaction_outcome::unknown;
        state_->source->end(span, {attributes(), failed, failed ? "the outcome of the commit is unknown" : ""});
    });
}

}  // namespace rowan
