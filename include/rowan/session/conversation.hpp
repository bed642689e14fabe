#pragma once

#include <rowan/session/pool.hpp>

#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// Somebody who reads what they have written: a user, a request, a job. On a pool with replicas `read` gives out one
/// that has all that was written in this conversation, or the primary; another reader's replica may be behind. With one
/// host, and on SQLite, it is the pool itself.
///
///     rowan::conversation user(sessions, request.cookie("position"));
///     user.transact([&](rowan::session& db) { … });
///     auto db = user.read();
///     answer.set_cookie("position", user.position());
///
/// Any thread may call it. Lifetime: within the pool's.
class ROWAN_EXPORT conversation {
public:
    /// `since`: the position of a conversation that this one goes on with, in another process too; empty for a new one. Throws
    /// usage_error where it is no such text.
    explicit conversation(pool& in, std::string_view since = {});
    conversation(const conversation&) = delete;
    conversation& operator=(const conversation&) = delete;
    ~conversation();

    /// As the pool's. What is committed with it is counted when it is given back.
    pooled_session take();
    pooled_session read();
    template <class Work>
    auto transact(const transaction_options& options, Work&& work) {
        return pool_.transact_marked(options, work, mark_);
    }
    template <class Work>
    auto transact(Work&& work) {
        return pool_.transact_marked(transaction_options{}, work, mark_);
    }

    /// Up to where was written, as text for a cookie or a header: letters, digits and `/`. Empty where nothing was.
    std::string position() const;

private:
    pool& pool_;
    detail::write_mark* mark_;
};

}  // namespace rowan
