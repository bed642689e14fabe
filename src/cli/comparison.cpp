#include "cli/comparison.hpp"

#include "cli/listing.hpp"
#include "schema/renames.hpp"

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/differences.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/snapshot.hpp>
#include <rowan/schema/diff.hpp>
#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

namespace rowan::cli {

namespace {

using migrate::migration_error;
using migrate::schema_difference;
using migrate::snapshot;

constexpr std::string_view not_readable =
    " cannot be read: what is compared is the URL of a database, or a file that snapshot wrote";

std::string text_in(const std::string& path, std::string_view complaint) {
    std::ifstream in(path, std::ios::binary);
    if (std::filesystem::is_directory(path) || !in) throw migration_error(path + std::string(complaint));
    std::ostringstream result;
    result << in.rdbuf();
    return std::move(result).str();
}

const dialect& dialect_of(const snapshot& from, const snapshot& to) {
    if (from.dialect != to.dialect)
        throw migration_error(fmt::format("{} is of {}, {} of {}: only two of one backend can be compared", from.taken_from,
                                          from.dialect, to.taken_from, to.dialect));
    if (const backend* found = find_backend(from.dialect)) return found->dialect();
    throw migration_error(fmt::format("{} is of {}, which this rowan does not know", from.taken_from, from.dialect));
}

// --- the statements ---

/// A line before what loses rows.
void warn(std::vector<schema::operation>& to, const std::string& of) {
    std::string line = "-- this loses " + of;
    std::replace_if(
        line.begin(), line.end(), [](char each) { return each == '\n' || each == '\r'; }, ' ');
    to.emplace_back(schema::run_sql{std::move(line), schema::sql_text(), {}});
}

std::vector<schema::operation> with_warnings(const std::vector<schema::operation>& all) {
    std::vector<schema::operation> result;
    for (const schema::operation& each : all) {
        if (const auto* gone = std::get_if<schema::drop_table>(&each))
            warn(result, "the rows of " + schema::full_name(gone->object.schema_name, gone->object.name));
        if (const auto* in = std::get_if<schema::alter_table>(&each)) {
            for (const schema::table_change& one : in->changes) {
                if (const auto* column = std::get_if<schema::drop_column>(&one))
                    warn(result, "what the rows of " + schema::full_name(in->schema_name, in->table) + " have in " +
                                     column->column.name);
            }
        }
        result.push_back(each);
    }
    return result;
}

std::string_view empty_database(const dialect& of) {
    const std::string_view result = find_backend(of.name())->empty_url();
    if (result.empty()) throw migration_error(fmt::format("on {} this takes a database to try it out", of.name()));
    return result;
}

/// Where a change takes a look at what is there, that is made in memory.
std::string statements(const snapshot& from, const snapshot& to, const dialect& by) {
    const auto all = with_warnings(schema::diff(from.schema, to.schema, {.ask = false}).operations);
    std::string result;
    if (std::any_of(all.begin(), all.end(), [&](const auto& each) { return by.needs_database(each); })) {
        session place = open(empty_database(by));
        for (const schema::operation& each : creation_of(from.schema)) place.apply(each);
        migrate::generated_changes changes;
        changes.up = all;
        return sql_source(place, changes).up;
    }
    for (const schema::operation& each : all) {
        for (const std::string& one : by.render(each)) result += one.starts_with("--") ? one + '\n' : one + ";\n";
    }
    return result;
}

void print_json(const snapshot& from, const snapshot& to, const std::vector<schema_difference>& found, std::ostream& out) {
    json_writer json;
    json.begin_object();
    for (const auto& [key, of] : {std::pair<std::string_view, const snapshot&>{"from", from}, {"to", to}}) {
        json.key(key);
        json.begin_object();
        json.key("name");
        json.text(of.taken_from);
        json.key("fingerprint");
        json.text(migrate::fingerprint(of.schema));
        json.end_object();
    }
    json.key("differences");
    json.raw(migrate::to_json(found));
    json.end_object();
    print(out, std::move(json));
}

}  // namespace

snapshot snapshot_named(const std::string& word, const std::vector<std::string>& ignored, std::string_view complaint) {
    snapshot result;
    if (word.find("://") != std::string::npos) {
        session from = open_existing(word);
        result = migrate::take_snapshot(from, ignored);
        result.taken_from = address_of(word)->description();
        return result;
    }
    const std::string text = text_in(word, complaint);
    try {
        result = migrate::read_snapshot(text);
    } catch (const migration_error& fault) { throw migration_error(fmt::format("{}: {}", word, fault.what())); }
    result.schema = migrate::without_ignored(std::move(result.schema), ignored);
    result.taken_from = word;
    return result;
}

void write_snapshot(database_work& on, const program& of) {
    snapshot taken = migrate::take_snapshot(on.database(), ignored_tables(on.asked(), of));
    taken.taken_from = on.name();
    write_output(on.asked().output, to_json(taken), on.out());
}

int diff(const request& what, const program& of, const console& with) {
    std::vector<std::string> words = what.targets;
    if (words.size() == 1) words.insert(words.begin(), what.database);
    const snapshot from = snapshot_named(words[0], ignored_tables(what, of), not_readable);
    const snapshot to = snapshot_named(words[1], ignored_tables(what, of), not_readable);
    const dialect& by = dialect_of(from, to);
    const auto found = migrate::differences(from.schema, to.schema, by);
    if (what.json)
        print_json(from, to, found, with.out);
    else if (what.script)
        with.out << statements(from, to, by);
    else if (found.empty())
        with.out << fmt::format("no difference between {} and {}\n", from.taken_from, to.taken_from);
    else
        with.out << fmt::format("FROM  {}\nTO    {}\n\n", from.taken_from, to.taken_from) << migrate::describe(found, "FROM", "TO");
    return found.empty() ? ok : drift;
}

}  // namespace rowan::cli
