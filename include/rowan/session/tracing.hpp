#pragma once

#include <rowan/session/observer.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

/// An attribute of a span: a number where `text` is null.
struct span_attribute {
    std::string_view name;
    std::string_view text{};  ///< `data()` is null where it is a number
    std::int64_t number = 0;
};

/// A span that begins. Of kind CLIENT.
struct span_start {
    std::string_view name;
    /// What `start` returned for the span around it, the transaction's; null where there is none: then the parent is
    /// what the host's own context has.
    void* parent = nullptr;
    std::span<const span_attribute> attributes;
};

/// A span that ends.
struct span_end {
    std::span<const span_attribute> attributes;
    bool failed = false;             ///< its status is Error
    std::string_view description{};  ///< of the status
};

/// Makes spans with what the host traces with: an OpenTelemetry tracer, say. Called on the thread that uses the
/// session, so that the host's current context is that of the caller; by many threads at once where many use sessions.
class ROWAN_EXPORT span_source {
public:
    virtual ~span_source() = default;
    /// Begins a span and returns whatever finds it again; null where it is not recorded.
    virtual void* start(const span_start& what) = 0;
    /// Ends what `start` returned, which is never null.
    virtual void end(void* span, const span_end& what) = 0;
};

struct tracing_options {
    /// A span for each outermost transaction, the parent of those of its statements.
    bool transactions = true;
    /// db.query.text. Values are never in it: what a text without parameters has written in it is shown as `?`.
    bool query_text = true;
    std::size_t longest_text = 4'000;
};

/// A span for each statement and transaction, named and described as OpenTelemetry's stable conventions for database
/// clients have it (opentelemetry.io, Semantic conventions for database client spans, SQL, PostgreSQL): db.system.name,
/// db.namespace (the database that was connected to, or SQLite's file; no schema), server.address, server.port,
/// db.query.text, db.query.summary, which is the name as well, db.response.status_code (SQLSTATE, or SQLite's extended
/// result code) and error.type (the same, or the class of the error where the database gave none). db.operation.name,
/// and db.collection.name, where the text is about one table. A transaction's span is named TRANSACTION. For many
/// threads.
class ROWAN_EXPORT tracing final : public observer {
public:
    /// Keeps a (smart) pointer to the source.
    template <class Pointer>
    requires requires(Pointer& to) { static_cast<span_source&>(*to); }
    explicit tracing(Pointer to, const tracing_options& options = {})
        // In braces: from left to right.
        : tracing{static_cast<span_source&>(*to), new Pointer(std::move(to)),
                  [](void* owner) { delete static_cast<Pointer*>(owner); }, options} {}
    tracing(const tracing&) = delete;
    tracing& operator=(const tracing&) = delete;
    ~tracing() override;

    void on_start(const statement_start& event) noexcept override;
    void on_statement(const statement_event& event) noexcept override;
    void on_transaction_start(const transaction_start& event) noexcept override;
    void on_transaction(const transaction_event& event) noexcept override;

private:
    tracing(span_source& to, void* owner, void (*release)(void*), const tracing_options& options);
    struct state;
    state* state_;
};

}  // namespace rowan
