#include "migrate/made_tables.hpp"

#include <rowan/migrate/history.hpp>
#include <rowan/session/introspect.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dialect/sql_script.hpp"

namespace rowan::migrate {

namespace {

using detail::sql_token;
using detail::sql_tokens;

/// A table's schema, empty where it has none in its name, and its name.
using table_key = std::pair<std::string, std::string>;

std::string text_of(const table_key& of) { return of.first.empty() ? of.second : of.first + '.' + of.second; }

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), detail::lower_case);
    return text;
}

/// What revisions do to tables as wholes, read from their operations and the statements of their scripts.
class table_ledger {
public:
    struct made {
        std::string revision;
        std::set<std::string> columns;  // those that operations give it
    };

    explicit table_ledger(const dialect& with) : dialect_(with) {}

    void add(const std::vector<const revision*>& all) {
        for (const revision* each : all) {
            revision_ = each->id();
            for (const schema::operation& one : each->up()) std::visit([this](const auto& what) { see(what); }, one);
        }
    }

    std::map<table_key, made> there;  // in the end
    std::map<table_key, std::string>
        found_missing;  // must not be there in the beginning, and the revision that creates it

private:
    void see(const schema::create_table& what) {
        made& table = create({what.object.schema_name, what.object.name});
        for (const schema::column& each : what.object.columns) table.columns.insert(each.name);
    }
    void see(const schema::drop_table& what) { drop({what.object.schema_name, what.object.name}); }
    void see(const schema::rename_table& what) { rename({what.schema_name, what.from}, {what.schema_name, what.to}); }
    void see(const schema::alter_table& what) {
        const auto table = there.find({what.schema_name, what.table});
        if (table == there.end()) return;
        for (const schema::table_change& each : what.changes) {
            if (const auto* added = std::get_if<schema::add_column>(&each))
                table->second.columns.insert(added->column.name);
            if (const auto* gone = std::get_if<schema::drop_column>(&each))
                table->second.columns.erase(gone->column.name);
            if (const auto* renamed = std::get_if<schema::rename_column>(&each)) {
                if (table->second.columns.erase(renamed->from) != 0) table->second.columns.insert(renamed->to);
            }
        }
    }
    void see(const schema::run_sql& what) {
        const std::string& script = dialect_.words(what.script);
        for (detail::script_reader in(script, dialect_.can()); !in.at_end();) {
            const auto piece = in.next();
            if (piece.fault != detail::script_fault::none) return;  // which is said when it runs
            if (!piece.statement.empty()) see_statement(piece.statement);
        }
    }
    template <class Other>
    void see(const Other&) {}

    void see_statement(std::string_view text) {
        sql_tokens tokens(text, dialect_.can());
        const sql_token first = tokens.next();
        sql_token second = tokens.next();
        if (first.is("create")) {
            if (second.is("unlogged")) second = tokens.next();
            if (second.is("table")) create(name_in(tokens).first);
        } else if (second.is("table") && first.is("drop")) {
            for (auto name = name_in(tokens);; name = name_in(tokens)) {
                drop(name.first);
                if (!name.second.is(',')) break;
            }
        } else if (second.is("table") && first.is("alter")) {
            const auto [from, behind] = name_in(tokens);
            // A script may give it columns and take them away.
            if (const auto table = there.find(from); table != there.end()) table->second.columns.clear();
            if (behind.is("rename") && tokens.next().is("to")) rename(from, name_in(tokens).first);
        }
    }

    // `[if [not] exists] [only] [schema.]name`, and the token behind it.
    std::pair<table_key, sql_token> name_in(sql_tokens& tokens) const {
        sql_token token = tokens.next();
        while (token.is("if") || token.is("not") || token.is("exists") || token.is("only")) token = tokens.next();
        table_key result{"", name_of(token)};
        token = tokens.next();
        if (token.is('.')) {
            result = {std::move(result.second), name_of(tokens.next())};
            token = tokens.next();
        }
        return {result, token};
    }
    static std::string name_of(const sql_token& token) {
        return token.what == sql_token::kind::word ? lower(token.name()) : token.name();
    }

    made& create(const table_key& name) {
        if (!gone_.contains(name) && !there.contains(name)) found_missing.emplace(name, revision_);
        made& result = there[name];
        if (result.revision.empty()) result.revision = revision_;
        return result;
    }
    void drop(const table_key& name) {
        there.erase(name);
        gone_.insert(name);
    }
    void rename(const table_key& from, table_key to) {
        if (to.first.empty()) to.first = from.first;
        if (auto table = there.extract(from)) {
            table.key() = to;
            there.insert(std::move(table));
        }
        gone_.insert(from);
        gone_.insert(to);  // it fails by itself where one is there
    }

    const dialect& dialect_;
    std::string revision_;
    std::set<table_key> gone_;
};

/// Tables of the database by name, as the backend compares names: what differs in case only is taken for the same.
class present_tables {
public:
    template <class Tables>
    present_tables(session& in, const Tables& wanted) {
        std::vector<std::string> names;
        for (const auto& [name, unused] : wanted) names.push_back(name.second);
        for (table_columns& each : introspect_columns(in, names)) {
            std::set<std::string>& columns = all_[{each.schema_name, lower(each.name)}];
            for (std::string& column : each.columns) columns.insert(lower(std::move(column)));
        }
    }
    /// Null where there is none.
    const std::set<std::string>* find(const table_key& name) const {
        const auto found = all_.find({name.first, lower(name.second)});
        return found == all_.end() ? nullptr : &found->second;
    }

private:
    std::map<table_key, std::set<std::string>> all_;
};

std::string ways_out(session& database) {
    const auto others = tables_of_other_tools(database);
    std::string result;
    if (!others.empty())
        result = fmt::format("\n  {} is there: another tool has migrated this database; adopt takes over what it says",
                             fmt::join(others, ", "));
    return result +
           "\n  Nothing was run. Where these tables are what the revisions create, a baseline says so and checks it (a "
           "stamp says so without looking); where they are something else, start with an empty database or schema";
}

}  // namespace

void refuse_occupied(session& database, const std::vector<const revision*>& pending) {
    table_ledger ledger(database.dialect());
    ledger.add(pending);
    const present_tables present(database, ledger.found_missing);
    std::vector<std::string> tables;
    std::string list;
    for (const auto& [name, revision] : ledger.found_missing) {
        if (present.find(name) == nullptr) continue;
        tables.push_back(text_of(name));
        list += fmt::format("\n    {} (revision {})", tables.back(), revision);
    }
    if (tables.empty() || history(database).exists()) return;  // another process has made them meanwhile
    throw occupied_error(
        "this database has no history, but tables that the revisions are about to create:" + list + ways_out(database),
        tables);
}

void refuse_missing(session& database, const std::vector<const revision*>& applied, const position& at) {
    table_ledger ledger(database.dialect());
    ledger.add(applied);
    const present_tables present(database, ledger.there);
    std::string list;
    for (const auto& [name, made] : ledger.there) {
        const std::set<std::string>* columns = present.find(name);
        if (columns == nullptr) {
            list += fmt::format("\n    table {} (revision {})", text_of(name), made.revision);
            continue;
        }
        for (const std::string& column : made.columns) {
            if (!columns->contains(lower(column))) list += fmt::format("\n    column {}.{}", text_of(name), column);
        }
    }
    if (list.empty()) return;
    throw migration_error(
        fmt::format("this database is not at {}: it lacks{}\n  Nothing was written. Take an earlier "
                    "revision, or bring what is missing",
                    migrate::text_of(at), list));
}

std::vector<std::string> tables_of_other_tools(session& database) {
    static const std::vector<std::string> known{"alembic_version", "flyway_schema_history", "schema_migrations",
                                                "goose_db_version", "_sqlx_migrations"};
    std::vector<std::string> result;
    for (table_columns& each : introspect_columns(database, known)) {
        if (each.schema_name.empty()) result.push_back(std::move(each.name));
    }
    return result;
}

}  // namespace rowan::migrate
