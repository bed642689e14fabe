#pragma once

#include <rowan/session/session.hpp>

#include <string>

#include <rowan/export.hpp>

namespace rowan {

/// All or nothing: what is not committed when the scope is left is rolled back.
///
///     rowan::transaction work(db);
///     projects.insert(…);
///     work.commit();
///
/// Within an open transaction (rowan's or the host's own) it is a savepoint of that one. `session::transact` also runs
/// it again where that helps.
///
/// Each member function throws usage_error once the transaction has ended.
class ROWAN_EXPORT transaction {
public:
    explicit transaction(session& in, const transaction_options& options = {});
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    ~transaction();

    /// Throws transaction_error where a statement has failed in it, so that the database can only roll back;
    /// constraint_error where a deferred constraint does not hold. Whatever it throws, the transaction is rolled back,
    /// with one exception: commit_unknown. Where the connection was lost during the commit but a new one learns that it
    /// is stored, it returns; only the next use of the session says that the connection is gone.
    void commit();
    void rollback();

private:
    friend class session;
    transaction(detail::session_core& core, const transaction_options& options);

    detail::session_core* core_;  // not the session, which may move
    detail::active_limit* limit_ = nullptr;  // owned
    std::string savepoint_;       // empty: the outermost
    bool open_ = true;
};

/// A part of a transaction that can be undone alone.
class ROWAN_EXPORT savepoint {
public:
    /// Throws usage_error outside a transaction.
    explicit savepoint(session& in);
    savepoint(const savepoint&) = delete;
    savepoint& operator=(const savepoint&) = delete;
    ~savepoint();

    /// Keeps what was done since; the transaction decides in the end. Throws transaction_error, after rolling back to
    /// the savepoint, where a statement has failed since (PostgreSQL).
    void release();
    void rollback();

private:
    detail::session_core* core_;  // not the session, which may move
    std::string name_;
    bool open_ = true;
};

}  // namespace rowan
