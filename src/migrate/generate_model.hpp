#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/generate.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// What is generated, before it is text.
namespace rowan::migrate::generated {

struct enumeration {
    std::string name;
    sql_type type;
    std::vector<std::string> enumerators;  ///< in the order of the labels
    std::string comment;
};

/// A type that only the database knows, kept as its text.
struct own_type {
    std::string name;
    std::string of;  ///< in the database's words
    bool is_time = false;
};

struct domain {
    std::string name;
    const schema::column* first;  ///< a column of it
    std::string rule;
};

struct member {
    const schema::column* column = nullptr;
    std::string name;
    std::string type;      ///< without std::optional, and without the namespace
    bool is_ours = false;  ///< the type is one of the namespace's
    bool optional = false;
    bool is_array = false;
    sql_type described;    ///< what the type alone says
    std::string id_of;     ///< of `rowan::id<…>`
    std::string domain;    ///< its constant
    std::size_t part = 0;  ///< 0: of the struct itself, else of its base
};

struct entity {
    const schema::table* table = nullptr;
    std::string name;
    std::vector<member> members;
    std::vector<std::string> parts;                ///< bases, where there are more columns than Boost.Describe takes
    std::vector<const schema::foreign_key*> keys;  ///< that it can say
    std::vector<std::string> left_out;             ///< for people
    std::size_t file = 0;

    const member* find(const std::string& column) const;
};

struct model {
    std::vector<enumeration> enums;
    std::vector<own_type> types;
    std::vector<domain> domains;
    std::vector<entity> entities;
    std::vector<std::vector<std::size_t>> files;  ///< entities of each, those that are needed first
    const schema::database* database = nullptr;

    const entity* find(const std::string& schema_name, const std::string& table) const;
};

model model_of(const schema::database& from, const rowan::dialect& of, const generate_options& how);

/// The lines of a description.
std::string table_description(const model& in, const entity& of);
/// What of a default is a value in C++, too; empty where that is nothing.
std::string initial_value(const model& in, const member& of);

}  // namespace rowan::migrate::generated
