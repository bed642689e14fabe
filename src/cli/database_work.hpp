#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

#include <rowan/migrate/migrator.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// The database that was asked for, with the revisions: what the commands on it have in common.
class database_work {
public:
    database_work(const request& what, migrate::graph revisions, const console& with);

    const request& asked() const noexcept { return request_; }
    const console& with() const noexcept { return console_; }
    std::ostream& out() const noexcept { return console_.out; }
    session& database() noexcept { return database_; }
    /// Of the database, for people.
    const std::string& name() const noexcept { return name_; }
    migrate::migrator& migrator() noexcept { return migrator_; }
    const migrate::graph& graph() const { return migrator_.revisions(); }
    const rowan::dialect& dialect() const { return database_.dialect(); }

    migrate::position place() const { return migrator_.current(); }
    migrate::route planned(migrate::direction way, std::string_view target) { return migrator_.plan(way, target); }
    std::vector<const migrate::revision*> pending(std::string_view target) { return migrator_.pending(target); }
    std::vector<const migrate::revision*> applied() { return graph().held(known(place())); }

    bool has_unknown(const migrate::position& at) const { return known(at).size() != at.size(); }
    /// Heads without those that the program does not know.
    migrate::position known(migrate::position at) const;

    /// Goes there and shows it: a line, or an event, for each revision.
    migrate::outcome run(migrate::direction way, const std::string& target);
    /// `at head: 002`
    void print_place(const migrate::position& at);
    /// What was done, as JSON; `event` is empty where it stands alone.
    void print_outcome(const migrate::outcome& result, std::string_view event, std::string_view done);

private:
    std::string place_after_failure();

    const request& request_;
    const console& console_;
    session database_;
    std::string name_;
    migrate::migrator migrator_;
};

/// A database that is not made where it is not there. Throws migration_error where it is a file that is missing.
session open_existing(const std::string& url);

/// Whether the database is an SQLite file that is not there and would be created.
bool is_missing(const request& what);

}  // namespace rowan::cli
