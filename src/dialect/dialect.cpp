#include <rowan/dialect/dialect.hpp>

namespace rowan {

namespace {

// Appends `text` between two `quote`s, each quote within it doubled: standard SQL, for identifiers and strings alike.
void append_quoted(std::string& to, std::string_view text, char quote) {
    to.reserve(to.size() + text.size() + 2);
    to += quote;
    for (const char one : text) {
        if (one == quote) to += quote;
        to += one;
    }
    to += quote;
}

}  // namespace

void dialect::append_identifier(std::string& to, std::string_view name) const {
    if (name.empty())
        throw mapping_error("a name in an SQL statement is empty: every table, column, constraint and index needs one");
    if (name.find('\0') != std::string_view::npos) {
        throw mapping_error("the name \"" + std::string(name.substr(0, name.find('\0'))) + "…\" holds a NUL character");
    }
    const std::size_t limit = can().max_identifier;
    if (limit != 0 && name.size() > limit) {
        throw mapping_error("the name \"" + std::string(name) + "\" has " + std::to_string(name.size()) + " bytes, " +
                            std::string(this->name()) + " keeps " + std::to_string(limit) + ": give it a shorter one");
    }
    append_quoted(to, name, '"');
}

void dialect::append_table(std::string& to, const sql::table_name& name) const {
    if (!name.schema_name.empty()) {
        append_identifier(to, name.schema_name);
        to += '.';
    }
    append_identifier(to, name.name);
}

void dialect::append_literal(std::string& to, std::string_view text) const {
    if (text.find('\0') != std::string_view::npos) throw mapping_error("a text in a statement holds a NUL character");
    append_quoted(to, text, '\'');
}

void dialect::append_default(std::string& to, const std::string& expression) const { to += expression; }

std::vector<schema::check> dialect::type_checks(const std::string&, const schema::column&) const { return {}; }

}  // namespace rowan
