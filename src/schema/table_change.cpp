#include <rowan/schema/table_change.hpp>

#include "schema/quoted.hpp"

namespace rowan::schema {

namespace {

struct reverser {
    using result = std::optional<table_change>;

    result operator()(const add_column& change) const { return drop_column{change.column}; }
    result operator()(const drop_column& change) const { return add_column{change.column}; }
    result operator()(const rename_column& change) const { return rename_column{change.to, change.from}; }
    result operator()(const alter_column& change) const {
        return alter_column{change.to, change.from, change.converted_back, change.converted};
    }
    result operator()(const add_constraint& change) const { return drop_constraint{change.constraint}; }
    result operator()(const drop_constraint& change) const { return add_constraint{change.constraint}; }
    result operator()(const rename_constraint& change) const { return rename_constraint{change.to, change.from}; }
    result operator()(const validate_constraint&) const { return std::nullopt; }
    result operator()(const comment_on_table& change) const { return comment_on_table{change.to, change.from}; }
};

struct describer {
    std::string operator()(const add_column& change) const { return "add column " + quoted(change.column.name); }
    std::string operator()(const drop_column& change) const { return "drop column " + quoted(change.column.name); }
    std::string operator()(const rename_column& change) const {
        return "rename column " + quoted(change.from) + " to " + quoted(change.to);
    }
    std::string operator()(const alter_column& change) const { return "alter column " + quoted(change.from.name); }
    std::string operator()(const add_constraint& change) const { return "add " + named(change.constraint); }
    std::string operator()(const drop_constraint& change) const { return "drop " + named(change.constraint); }
    std::string operator()(const rename_constraint& change) const {
        return "rename constraint " + quoted(change.from) + " to " + quoted(change.to);
    }
    std::string operator()(const validate_constraint& change) const {
        return "validate constraint " + quoted(change.name);
    }
    std::string operator()(const comment_on_table&) const { return "change the comment"; }

private:
    static std::string named(const constraint& what) {
        return std::string(kind_of(what)) + ' ' + quoted(name_of(what));
    }
};

}  // namespace

std::optional<table_change> reverse(const table_change& what) { return std::visit(reverser{}, what); }

std::string describe(const table_change& what) { return std::visit(describer{}, what); }

}  // namespace rowan::schema
