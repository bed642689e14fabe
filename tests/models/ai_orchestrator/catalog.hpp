#pragma once

#include <rowan/session/session.hpp>

#include <string>
#include <vector>

/// The catalog of the AI Orchestrator: as it is meant to be, and as a live database has it. Both in the words of the
/// backend, so that they can be compared; what the expectation says was written by hand and knows nothing of structs
/// and migrations.
namespace catalog {

struct column {
    std::string name;
    std::string type;
    bool nullable = false;

    friend bool operator==(const column&, const column&) = default;
};

struct table {
    std::string name;
    std::vector<column> columns;
    /// Keys, constraints and indexes: `foreign key tasks_project_id_fkey (project_id) references projects(id) on delete
    /// cascade`.
    std::vector<std::string> rules;

    friend bool operator==(const table&, const table&) = default;
};

struct enumeration {
    std::string name;
    std::vector<std::string> labels;

    friend bool operator==(const enumeration&, const enumeration&) = default;
};

/// Sorted by name, as are the rules of a table.
std::vector<table> expected_tables(const rowan::session& on);
std::vector<enumeration> expected_enumerations();

/// Without rowan's own tables.
std::vector<table> live_tables(rowan::session& in);
/// Enum types; where the backend has none, what the named checks of the columns say.
std::vector<enumeration> live_enumerations(rowan::session& in);

}  // namespace catalog
