#include "models/study_platform/catalog.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <regex>
#include <stdexcept>
#include <string_view>

namespace study_catalog {

namespace {

using lines = std::vector<std::string>;

bool own_of_rowan(const std::string& name) { return name.starts_with("rowan_"); }

lines texts(rowan::statement rows) {
    lines result;
    while (rows.next()) result.push_back(rows.get<std::string>(0));
    return result;
}

void append(lines& to, lines more) { to.insert(to.end(), more.begin(), more.end()); }

namespace postgresql {

lines table_names(rowan::session& in) {
    return texts(
        in.query("select relname::text from pg_class where relnamespace = current_schema()::regnamespace "
                 "and relkind in ('r', 'p')"));
}

std::string without_casts(const std::string& definition) {
    static const std::regex cast(R"re(::(character varying|text|numeric|jsonb)(\[\])?)re");
    return std::regex_replace(definition, cast, "");
}

std::string short_type(std::string type) {
    for (const auto& [name, shorter] :
         {std::pair{"character varying", "varchar"}, std::pair{"timestamp with time zone", "timestamptz"},
          std::pair{"double precision", "float8"}}) {
        if (const std::string_view full = name; type.starts_with(full)) type.replace(0, full.size(), shorter);
    }
    return type;
}

lines columns(rowan::session& in, const std::string& table) {
    auto rows = in.query(
        "select attname::text, format_type(atttypid, atttypmod), attnotnull, "
        "case attidentity when 'd' then 'identity' when 'a' then 'identity always' "
        "else coalesce(pg_get_expr(adbin, adrelid), '') end "
        "from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum "
        "where attrelid = quote_ident($1)::regclass and attnum > 0 and not attisdropped order by attnum",
        table);
    lines result;
    while (rows.next()) {
        const auto otherwise = without_casts(rows.get<std::string>(3));
        result.push_back(rows.get<std::string>(0) + ' ' + short_type(rows.get<std::string>(1)) +
                         (rows.get<bool>(2) ? " not null" : "") + (otherwise.empty() ? "" : " = " + otherwise));
    }
    return result;
}

lines rules(rowan::session& in, const std::string& table) {
    lines result = texts(
        in.query("select case contype when 'p' then 'primary key ' when 'f' then 'foreign key ' when 'u' then 'unique '"
                 " when 'c' then 'check ' else contype::text end || conname || ': ' ||"
                 " regexp_replace(pg_get_constraintdef(oid), '^(PRIMARY KEY|FOREIGN KEY|UNIQUE|CHECK) ', '')"
                 " from pg_constraint where conrelid = quote_ident($1)::regclass and contype <> 'n'",
                 table));
    append(result,
           texts(in.query(
               "select case when indisunique then 'unique index ' else 'index ' end || indexrelid::regclass || ': ' ||"
               " regexp_replace(substring(pg_get_indexdef(indexrelid) from ' USING (.*)'), '^btree ', '')"
               " from pg_index where indrelid = quote_ident($1)::regclass and not exists"
               " (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))",
               table)));
    for (std::string& each : result) each = without_casts(each);
    std::sort(result.begin(), result.end());
    return result;
}

lines columns_and_rules(rowan::session& in, const std::string& table) {
    lines result = columns(in, table);
    append(result, rules(in, table));
    return result;
}

}  // namespace postgresql

namespace sqlite {

lines table_names(rowan::session& in) {
    return texts(in.query("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"));
}

std::string definition(rowan::session& in, const std::string& type, const std::string& name) {
    auto sql = in.query_value<std::string>("select sql from sqlite_schema where type = $1 and name = $2", type, name);
    std::erase(sql, '"');
    return sql;
}

/// SQLite's pragmas know no constraint's name: it stands before the rule in the table's definition. `pattern` has it in
/// its first group that matched.
std::string constraint_name(const std::string& definition, const std::string& pattern) {
    std::smatch found;
    if (!std::regex_search(definition, found, std::regex(pattern)))
        throw std::runtime_error("no " + pattern + " in " + definition);
    return found[1].matched ? found[1] : found[2];
}

lines columns(rowan::session& in, const std::string& table, const std::string& sql) {
    auto rows = in.query(
        "select name, lower(type), \"notnull\", coalesce(dflt_value, '') from pragma_table_info($1) order by cid",
        table);
    lines result;
    while (rows.next()) {
        const auto name = rows.get<std::string>(0);
        const bool numbered = sql.find(" autoincrement") != std::string::npos &&
                              std::regex_search(sql, std::regex("\\b" + name + " integer[^,]* autoincrement"));
        const auto otherwise = numbered ? "identity" : rows.get<std::string>(3);
        result.push_back(name + ' ' + rows.get<std::string>(1) + (rows.get<std::int64_t>(2) != 0 ? " not null" : "") +
                         (otherwise.empty() ? "" : " = " + otherwise));
    }
    return result;
}

lines keys(rowan::session& in, const std::string& table, const std::string& sql) {
    const auto key =
        in.query_value<std::string>("select group_concat(name, ', ') from pragma_table_info($1) where pk > 0", table);
    lines result{"primary key " + constraint_name(sql, R"re(constraint (\w+)\s+primary key)re") + ": (" + key + ")"};
    auto rows = in.query("select \"from\", \"table\", \"to\", on_delete from pragma_foreign_key_list($1)", table);
    while (rows.next()) {
        const auto from = rows.get<std::string>(0);
        const auto action = rows.get<std::string>(3);
        const auto of_table = R"re(constraint (\w+)\s+foreign key \()re" + from + "\\)";
        const auto of_column = "\\b" + from + R"re( \w+\s+constraint (\w+)\s+references)re";
        result.push_back("foreign key " + constraint_name(sql, of_table + '|' + of_column) + ": (" + from +
                         ") REFERENCES " + rows.get<std::string>(1) + '(' + rows.get<std::string>(2) + ')' +
                         (action == "NO ACTION" ? "" : " ON DELETE " + action));
    }
    return result;
}

std::string condition(const std::string& index) {
    const auto where = index.find(" where ");
    return where == std::string::npos ? std::string() : " WHERE " + index.substr(where + 7);
}

lines indexes(rowan::session& in, const std::string& table, const std::string& sql) {
    auto rows = in.query(
        "select l.name, l.origin, l.\"unique\", (select group_concat(name || case \"desc\" when 1 then ' DESC' else '' "
        "end, "
        "', ') from pragma_index_xinfo(l.name) where key = 1) from pragma_index_list($1) l where origin <> 'pk'",
        table);
    lines result;
    while (rows.next()) {
        const auto name = rows.get<std::string>(0);
        const auto columns = '(' + rows.get<std::string>(3) + ')';
        if (rows.get<std::string>(1) == "u") {
            const auto pattern = R"re(constraint (\w+)\s+unique \()re" + rows.get<std::string>(3) + "\\)";
            result.push_back("unique " + constraint_name(sql, pattern) + ": " + columns);
        } else {
            result.push_back((rows.get<std::int64_t>(2) != 0 ? "unique index " : "index ") + name + ": " + columns +
                             condition(definition(in, "index", name)));
        }
    }
    return result;
}

/// Exact decimals are text: a check compares them as numbers.
std::string without_casts(const std::string& check) {
    return std::regex_replace(check, std::regex(R"re(cast\((\w+) as real\))re"), "$1");
}

lines checks(const std::string& sql) {
    const std::regex start(R"re(constraint (\w+)\s+check \()re");
    lines result;
    for (std::sregex_iterator each(sql.begin(), sql.end(), start); each != std::sregex_iterator(); ++each) {
        const auto from = static_cast<std::size_t>(each->position() + each->length());
        auto to = from;
        for (int open = 1; open != 0; ++to) open += sql[to] == '(' ? 1 : sql[to] == ')' ? -1 : 0;
        result.push_back("check " + (*each)[1].str() + ": " + without_casts(sql.substr(from, to - from - 1)));
    }
    return result;
}

lines columns_and_rules(rowan::session& in, const std::string& table) {
    const std::string sql = definition(in, "table", table);
    lines rules = keys(in, table, sql);
    append(rules, indexes(in, table, sql));
    append(rules, checks(sql));
    std::sort(rules.begin(), rules.end());
    lines result = columns(in, table, sql);
    append(result, std::move(rules));
    return result;
}

}  // namespace sqlite

}  // namespace

tables live(rowan::session& in) {
    const bool server = in.dialect().name() == "postgresql";
    tables result;
    for (const std::string& name : server ? postgresql::table_names(in) : sqlite::table_names(in)) {
        if (own_of_rowan(name)) continue;
        result.emplace(name, server ? postgresql::columns_and_rules(in, name) : sqlite::columns_and_rules(in, name));
    }
    return result;
}

std::vector<std::string> objects(rowan::session& in) {
    lines result = texts(in.query(
        in.dialect().name() == "postgresql"
            ? "select relname::text from pg_class where relnamespace = current_schema()::regnamespace union all "
              "select proname::text from pg_proc where pronamespace = current_schema()::regnamespace union all "
              "select ltrim(typname, '_') from pg_type where typnamespace = current_schema()::regnamespace"
            : "select name from sqlite_schema where name not like 'sqlite_%'"));
    std::erase_if(result, own_of_rowan);
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace study_catalog
