#include <rowan/session/tracing.hpp>

#include <rowan/dialect/dialect.hpp>

#include "observer_line.hpp"
#include "sql_summary.hpp"

#include <map>
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

// As observers see it: a text is looked into once for the span and not at all for what has one name.
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

struct tracing::state {
    std::shared_ptr<span_source> source;
    tracing_options options;
    std::mutex mutex{};
    std::map<std::pair<std::uint64_t, std::uint64_t>, void*> spans{};  ///< by session and run; 0 is the transaction

    void keep(std::uint64_t session, std::uint64_t run, void* span) {
        const std::lock_guard held(mutex);
        if (span != nullptr) spans[{session, run}] = span;
    }
    void* find(std::uint64_t session, std::uint64_t run) {
        const std::lock_guard held(mutex);
        const auto found = spans.find({session, run});
        return found == spans.end() ? nullptr : found->second;
    }
    void* take(std::uint64_t session, std::uint64_t run) {
        const std::lock_guard held(mutex);
        const auto found = spans.extract({session, run});
        return found.empty() ? nullptr : found.mapped();
    }
};

tracing::tracing(span_source& to, void* owner, void (*release)(void*), const tracing_options& options)
    : state_(new state{std::shared_ptr<span_source>(std::shared_ptr<void>(owner, release), &to), options}) {}
tracing::~tracing() { delete state_; }

void tracing::on_start(const statement_start& event) noexcept {
    harmless([&] {
        const detail::sql_summary summary = summary_of(event);
        const std::string text =
            state_->options.query_text ? shown(event, state_->options.longest_text) : std::string();
        attributes with;
        with.place(*event.place);
        with.text("db.query.text", text);
        with.text("db.query.summary", summary.words);
        if (summary.one_table || (summary.table.empty() && summary.words == summary.operation))
            with.text("db.operation.name", summary.operation);
        if (summary.one_table) with.text("db.collection.name", summary.table);
        const std::string_view name = summary.words.empty() ? std::string_view(event.place->system) : summary.words;
        state_->keep(event.session, event.run, state_->source->start({name, state_->find(event.session, 0), with}));
    });
}

void tracing::on_statement(const statement_event& event) noexcept {
    harmless([&] {
        void* const span = state_->take(event.session, event.run);
        if (span == nullptr) return;
        attributes with;
        const bool failed = !event.failure.kind.empty();
        const std::string code = status_code(event.failure);
        if (failed) {
            with.text("db.response.status_code", code);
            with.text("error.type", code.empty() ? event.failure.kind : code);
        }
        state_->source->end(span, {with, failed, event.error});
    });
}

void tracing::on_transaction_start(const transaction_start& event) noexcept {
    if (!state_->options.transactions) return;
    harmless([&] {
        attributes with;
        with.place(*event.place);
        with.text("db.operation.name", "TRANSACTION");
        state_->keep(event.session, 0, state_->source->start({"TRANSACTION", nullptr, with}));
    });
}

void tracing::on_transaction(const transaction_event& event) noexcept {
    harmless([&] {
        void* const span = state_->take(event.session, 0);
        if (span == nullptr) return;
        const bool failed = event.outcome == transaction_outcome::unknown;
        state_->source->end(span, {attributes(), failed, failed ? "the outcome of the commit is unknown" : ""});
    });
}

}  // namespace rowan
