#include "models/ai_orchestrator/catalog.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string_view>

namespace catalog {

namespace {

std::string lower_without_quotes(std::string text) {
    std::erase(text, '"');
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::vector<std::string> texts(rowan::statement rows) {
    std::vector<std::string> result;
    while (rows.next()) result.push_back(rows.get<std::string>(0));
    return result;
}

bool own_of_rowan(const std::string& table) { return table.starts_with("rowan_"); }

namespace postgresql {

std::vector<std::string> table_names(rowan::session& in) {
    return texts(
        in.query("select table_name::text from information_schema.tables where table_schema = current_schema() "
                 "order by table_name collate \"C\""));
}

std::vector<column> columns(rowan::session& in, const std::string& table) {
    auto rows = in.query(
        "select attname::text, format_type(atttypid, atttypmod), not attnotnull from pg_attribute "
        "where attrelid = quote_ident($1)::regclass and attnum > 0 and not attisdropped order by attnum",
        table);
    std::vector<column> result;
    while (rows.next()) result.push_back({rows.get<std::string>(0), rows.get<std::string>(1), rows.get<bool>(2)});
    return result;
}

std::vector<std::string> rules(rowan::session& in, const std::string& table) {
    auto result =
        texts(in.query("select case contype when 'p' then 'primary key ' when 'f' then 'foreign key ' when 'u' then "
                       "'unique ' else contype::text || ' ' end"
                       " || conname || substring(pg_get_constraintdef(oid) from ' \\(.*')"
                       " from pg_constraint where conrelid = quote_ident($1)::regclass",
                       table));
    auto indexes = texts(in.query(
        "select case when indisunique then 'unique ' else '' end || 'index ' || indexrelid::regclass"
        " || substring(pg_get_indexdef(indexrelid) from ' \\(.*')"
        " from pg_index where indrelid = quote_ident($1)::regclass"
        " and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))",
        table));
    result.insert(result.end(), indexes.begin(), indexes.end());
    return result;
}

std::vector<enumeration> enumerations(rowan::session& in) {
    auto rows = in.query(
        "select typname::text, array_agg(enumlabel::text order by enumsortorder) from pg_type join pg_enum on "
        "enumtypid = pg_type.oid "
        "where typnamespace = current_schema()::regnamespace group by typname order by typname collate \"C\"");
    std::vector<enumeration> result;
    while (rows.next()) result.push_back({rows.get<std::string>(0), rows.get<std::vector<std::string>>(1)});
    return result;
}

}  // namespace postgresql

namespace sqlite {

std::vector<std::string> table_names(rowan::session& in) {
    return texts(
        in.query("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name"));
}

std::string definition(rowan::session& in, const std::string& table) {
    return lower_without_quotes(
        in.query_value<std::string>("select sql from sqlite_schema where type = 'table' and name = $1", table));
}

/// SQLite's pragmas know no constraint's name: it stands before the rule in the table's definition.
std::string name_before(const std::string& definition, const std::string& rule) {
    static constexpr std::string_view word = "constraint ";
    const auto at = definition.find(' ' + rule);
    const auto start = at == std::string::npos ? at : definition.rfind(word, at);
    if (start == std::string::npos) throw std::runtime_error("no constraint \"" + rule + "\" in " + definition);
    return definition.substr(start + word.size(), at - start - word.size());
}

std::vector<column> columns(rowan::session& in, const std::string& table) {
    auto rows = in.query("select name, lower(type), \"notnull\" = 0 from pragma_table_info($1) order by cid", table);
    std::vector<column> result;
    while (rows.next())
        result.push_back({rows.get<std::string>(0), rows.get<std::string>(1), rows.get<std::int64_t>(2) != 0});
    return result;
}

void append_keys(rowan::session& in, const std::string& table, const std::string& sql, std::vector<std::string>& to) {
    for (const auto& key :
         texts(in.query("select group_concat(name, ', ') from pragma_table_info($1) where pk > 0", table))) {
        to.push_back("primary key " + name_before(sql, "primary key (" + key + ")") + " (" + key + ")");
    }
    auto rows = in.query("select \"from\", \"table\", \"to\", on_delete from pragma_foreign_key_list($1)", table);
    while (rows.next()) {
        const auto from = rows.get<std::string>(0);
        to.push_back("foreign key " + name_before(sql, "foreign key (" + from + ")") + " (" + from + ") references " +
                     rows.get<std::string>(1) + "(" + rows.get<std::string>(2) + ") on delete " +
                     rows.get<std::string>(3));
    }
}

void append_indexes(rowan::session& in, const std::string& table, const std::string& sql,
                    std::vector<std::string>& to) {
    auto rows = in.query(
        "select l.name, l.origin, l.\"unique\", (select group_concat(name, ', ') from pragma_index_info(l.name)) "
        "from pragma_index_list($1) l where origin <> 'pk'",
        table);
    while (rows.next()) {
        const auto keys = " (" + rows.get<std::string>(3) + ")";
        if (rows.get<std::string>(1) == "u") {
            to.push_back("unique " + name_before(sql, "unique" + keys) + keys);
        } else {
            to.push_back((rows.get<std::int64_t>(2) != 0 ? "unique index " : "index ") + rows.get<std::string>(0) +
                         keys);
        }
    }
}

std::vector<std::string> rules(rowan::session& in, const std::string& table) {
    const std::string sql = definition(in, table);
    std::vector<std::string> result;
    append_keys(in, table, sql, result);
    append_indexes(in, table, sql, result);
    return result;
}

std::vector<std::string> labels(std::string_view list) {
    std::vector<std::string> result;
    for (auto open = list.find('\''); open != std::string_view::npos; open = list.find('\'')) {
        const auto close = list.find('\'', open + 1);
        result.emplace_back(list.substr(open + 1, close - open - 1));
        list.remove_prefix(close + 1);
    }
    return result;
}

/// `constraint tasks_status_enum check (status in ('backlog', …))`, named by column here.
std::vector<enumeration> enumerations(rowan::session& in) {
    std::vector<enumeration> result;
    for (const auto& table : table_names(in)) {
        if (own_of_rowan(table)) continue;
        const std::string sql = definition(in, table);
        for (const column& one : columns(in, table)) {
            const std::string check = "constraint " + table + '_' + one.name + "_enum check (" + one.name + " in (";
            const auto at = sql.find(check);
            if (at == std::string::npos) continue;
            const auto start = at + check.size();
            result.push_back(
                {table + '.' + one.name, labels(std::string_view(sql).substr(start, sql.find(')', start) - start))});
        }
    }
    return result;
}

}  // namespace sqlite

}  // namespace

std::vector<table> live_tables(rowan::session& in) {
    const bool server = in.dialect().name() == "postgresql";
    std::vector<table> result;
    for (const auto& name : server ? postgresql::table_names(in) : sqlite::table_names(in)) {
        if (own_of_rowan(name)) continue;
        table& added = result.emplace_back();
        added.name = name;
        added.columns = server ? postgresql::columns(in, name) : sqlite::columns(in, name);
        for (auto& rule : server ? postgresql::rules(in, name) : sqlite::rules(in, name)) {
            added.rules.push_back(lower_without_quotes(std::move(rule)));
        }
        std::sort(added.rules.begin(), added.rules.end());
    }
    return result;
}

std::vector<enumeration> live_enumerations(rowan::session& in) {
    if (in.dialect().can().enum_types) return postgresql::enumerations(in);
    // The checks are named after columns; put the name of the enum there, so that the two backends are compared with
    // one list.
    static const std::pair<const char*, const char*> columns[] = {{"ai_models.usage_type", "ai_model_usage_type"},
                                                                  {"chat_sessions.status", "chat_session_status"},
                                                                  {"commits.type", "commit_type"},
                                                                  {"interviews.status", "interview_status"},
                                                                  {"tasks.status", "task_status"}};
    auto result = sqlite::enumerations(in);
    for (auto& one : result) {
        for (const auto& [column, type] : columns) {
            if (one.name == column) one.name = type;
        }
    }
    return result;
}

}  // namespace catalog
