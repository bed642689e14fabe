#pragma once

#include "migrate/lint_facts.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::migrate::facts {

/// What is there once the statements read so far have run, as far as they tell.
class catalog {
public:
    static constexpr std::size_t before_all = 0;

    struct table {
        std::string name;
        std::vector<facts::column> columns{};
        std::vector<facts::constraint> constraints{};
        std::size_t made_by = before_all;  ///< number of the migration, from 1
        bool has_rows = false;             ///< that a migration has put in
        bool dropped = false;
    };
    struct index {
        std::string name;
        std::string table;
        std::vector<std::string> keys{};
        std::size_t made_by = before_all;
        bool partial = false;
    };
    struct enum_type {
        std::string name;
        std::size_t made_by = before_all;
        std::size_t transaction = 0;
    };

    void apply(const fact& what, std::size_t migration, std::size_t transaction);
    /// Null where nothing is known of it.
    const table* find(std::string_view name) const noexcept;
    const index* find_index(std::string_view name) const noexcept;
    const enum_type* find_enum(std::string_view name) const noexcept;
    const facts::column* find_column(std::string_view table, std::string_view name) const noexcept;
    const facts::constraint* find_constraint(std::string_view table, std::string_view name) const noexcept;
    const std::vector<table>& tables() const noexcept { return tables_; }
    const std::vector<index>& indexes() const noexcept { return indexes_; }

private:
    table* open(std::string_view name) noexcept;
    void create(const fact& what, std::size_t migration);
    void rename(const fact& what);
    void change(table& of, const fact& what);

    std::vector<table> tables_;
    std::vector<index> indexes_;
    std::vector<enum_type> enums_;
};

}  // namespace rowan::migrate::facts
