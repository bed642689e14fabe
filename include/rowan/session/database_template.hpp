#pragma once

#include <rowan/session/session.hpp>

#include <string>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan::testing {

class database_copies;

/// A database for one test, with a session on it; gone with this object. For what takes a session: `repository<task>
/// tasks(*db)`.
class ROWAN_EXPORT database_copy {
public:
    struct state;
    database_copy(database_copy&& from) noexcept : state_(std::exchange(from.state_, nullptr)) {}
    database_copy& operator=(database_copy&&) = delete;
    ~database_copy();

    session& operator*() const noexcept;
    session* operator->() const noexcept { return &**this; }
    operator session&() const noexcept { return **this; }
    /// For more sessions on it, or a pool. Throws usage_error where it is in memory and has this session only.
    const std::string& url() const;

private:
    friend class database_template;
    explicit database_copy(state* owned) noexcept : state_(owned) {}
    state* state_;
};

/// A database that is made ready once, by `prepare(session&)` (migrations, rows that every test needs), and copied for
/// each test, which may then change and break what it likes:
///
///     rowan::testing::database_template& shop() {
///         static rowan::testing::database_template made("sqlite://:memory:", [](rowan::session& db) {
///             rowan::migrator(db, migrations()).upgrade();
///         });
///         return made;
///     }
///     auto db = shop().copy();
///
/// On SQLite template and copies are in memory, and a copy is a matter of microseconds. On PostgreSQL they are
/// databases beside the one of the URL, whose user must be allowed to create them (`create database … template …`: tens
/// of milliseconds); they are dropped in the end. `copy` may be called by many threads.
class ROWAN_EXPORT database_template {
public:
    template <class Prepare>
    requires requires(Prepare& prepare, session& db) { prepare(db); }
    database_template(std::string_view url, Prepare prepare, const session_options& options = {})
        : database_template(
              url, &prepare, [](void* with, session& db) { (*static_cast<Prepare*>(with))(db); }, options) {}
    database_template(const database_template&) = delete;
    database_template& operator=(const database_template&) = delete;
    ~database_template();

    database_copy copy();

private:
    database_template(std::string_view url, void* with, void (*prepare)(void* with, session& db),
                      const session_options& options);
    database_copies* copies_;
};

}  // namespace rowan::testing
