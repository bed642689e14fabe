#pragma once

#include "cli/request.hpp"

#include <rowan/migrate/migrator.hpp>
#include <rowan/session/session.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// The commands that need a database, on the one that was asked for.
class database_work {
public:
    database_work(const request& what, migrate::graph revisions, std::ostream& out, std::ostream& error);

    void upgrade() { run(migrate::direction::upgrade); }
    void downgrade() { run(migrate::direction::downgrade); }
    void stamp();
    /// The exit code.
    int current();
    void history();
    void run_own() { request_.own->run({database_, request_.arguments, out_}); }

    std::vector<const migrate::revision*> pending(std::string_view target) { return migrator_.pending(target); }
    std::vector<const migrate::revision*> applied() { return graph().held(known(migrator_.current())); }
    const migrate::graph& graph() const { return migrator_.revisions(); }
    const rowan::dialect& dialect() const { return database_.dialect(); }

private:
    bool has_unknown(const migrate::position& at) const { return known(at).size() != at.size(); }
    /// Heads without those that the program does not know.
    migrate::position known(migrate::position at) const;
    void run(migrate::direction way);
    migrate::outcome run(const migrate::route& plan, const std::string& target);
    std::string place_after_failure();
    void print_place(const migrate::position& at);
    void print_distance(std::size_t left);
    void print_outcome(const migrate::outcome& result);
    void print_current_json(const migrate::position& at, bool is_ahead, std::size_t left);
    void print_range();
    void print_history_json(const std::vector<migrate::history_entry>& entries);

    const request& request_;
    session database_;
    std::string name_;
    migrate::migrator migrator_;
    std::ostream& out_;
};

/// Whether the database is an SQLite file that is not there and would be created.
bool is_missing(const request& what);

}  // namespace rowan::cli
