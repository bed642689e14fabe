#include "sqlite_tables.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "catalog_rows.hpp"
#include "dialect/type_text.hpp"
#include "sqlite_catalog.hpp"
#include "sqlite_ddl.hpp"
#include "sqlite_table_text.hpp"
#include "sqlite_text.hpp"

// sqlite.org/pragma.html, schematab.html.
namespace rowan::detail {

namespace {

#define ROWAN_TABLES "from main.sqlite_schema m "
#define ROWAN_OF_TABLES " where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' "

constexpr std::string_view tables_query =
    "select m.name, m.sql " ROWAN_TABLES ROWAN_OF_TABLES "and m.sql not like 'create virtual%' order by m.name";
// hidden: 2 is computed when it is read, 3 is stored.
constexpr std::string_view columns_query =
    "select m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden " ROWAN_TABLES
    "join pragma_table_xinfo(m.name) c" ROWAN_OF_TABLES "and c.hidden <> 1 order by m.name, c.cid";
constexpr std::string_view foreign_keys_query =
    "select m.name, k.id, k.\"table\", k.\"from\", k.\"to\", k.on_update, k.on_delete " ROWAN_TABLES
    "join pragma_foreign_key_list(m.name) k" ROWAN_OF_TABLES "order by m.name, k.id desc, k.seq";
// cid: -1 is the row's number, -2 an expression. Only what `create index` made has a text of its own.
constexpr std::string_view indexes_query =
    "select m.name, i.name, i.\"unique\", i.origin, x.cid, x.name, x.\"desc\", s.sql " ROWAN_TABLES
    "join pragma_index_list(m.name) i join pragma_index_xinfo(i.name) x on x.key = 1 "
    "left join main.sqlite_schema s on s.type = 'index' and s.name = i.name" ROWAN_OF_TABLES
    "order by m.name, i.name, x.seqno";

#undef ROWAN_TABLES
#undef ROWAN_OF_TABLES

schema::referential_action action(std::string_view words) {
    using enum schema::referential_action;
    if (words == "RESTRICT") return restrict;
    if (words == "CASCADE") return cascade;
    if (words == "SET NULL") return set_null;
    if (words == "SET DEFAULT") return set_default;
    return no_action;
}

/// What stands between the parentheses of `create index … on t (…)`, key by key, and behind `where`.
struct index_text {
    std::vector<std::string> keys;
    std::string where;

    explicit index_text(std::string_view sql) {
        sql_tokens tokens = sqlite_tokens(sql);
        sql_token token = tokens.next();
        while (token.what != sql_token::kind::end && !token.is('(')) token = tokens.next();
        if (token.what == sql_token::kind::end) return;
        read_keys(tokens.skip_parentheses());
        for (token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
            if (!token.is("where")) continue;
            const std::string_view rest = sql.substr(token.end());
            const std::size_t begin = rest.find_first_not_of(" \t\r\n");
            if (begin != std::string_view::npos) where = rest.substr(begin);
            return;
        }
    }

private:
    void read_keys(std::string_view list) {
        sql_tokens tokens = sqlite_tokens(list);
        std::size_t begin = 0;
        const auto keep = [&](std::size_t end) {
            const std::string_view key = list.substr(begin, end - begin);
            const std::size_t first = key.find_first_not_of(" \t\r\n");
            const std::size_t last = key.find_last_not_of(" \t\r\n");
            keys.emplace_back(first == std::string_view::npos ? std::string_view()
                                                              : key.substr(first, last - first + 1));
        };
        for (sql_token token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
            if (token.is('(')) tokens.skip_parentheses();
            if (!token.is(',')) continue;
            keep(token.offset);
            begin = token.end();
        }
        keep(list.size());
    }
};

/// The keys of an index, as the pragmas list them.
struct listed_index {
    bool unique = false;
    std::string origin;  ///< c: `create index`; u: a unique constraint; pk
    std::string sql;
    std::vector<schema::index_key> keys;

    std::vector<std::string> columns() const {
        std::vector<std::string> result;
        for (const schema::index_key& key : keys) result.push_back(key.column);
        return result;
    }
};

/// A table that is read: what the pragmas list, with the names and expressions that stand in its text only.
class table_reading {
public:
    table_reading(schema::table& to, const std::string& sql)
        : table_(to), sql_(sql), text_(sql), constraints_(constraints_of(sql)) {}

    schema::table& table() const noexcept { return table_; }

    void add_column(const catalog_rows& row) {
        schema::column& added = table_.columns.emplace_back();
        added.name = row.text(1);
        added.type = read_type(row.text(2));
        added.nullable = row.number(3) == 0;
        if (!row.is_null(4)) added.default_value = row.text(4);
        complete(added, row.number(6) >= 2);
        if (row.number(5) == 0) return;
        added.nullable = false;
        if (!table_.primary_key) table_.primary_key.emplace();
        auto& key = table_.primary_key->columns;
        const auto place = static_cast<std::size_t>(row.number(5));
        if (key.size() < place) key.resize(place);
        key[place - 1] = added.name;
    }

    // Once all columns are there.
    void add_texts() {
        for (const sqlite_constraint& each : constraints_) {
            if (each.what == sqlite_constraint::kind::check)
                table_.checks.push_back({.name = each.name, .expression = each.expression});
        }
        if (!table_.primary_key) return;
        const auto& key = table_.primary_key->columns;
        table_.primary_key->name = name_of(sqlite_constraint::kind::primary_key, key);
        // The row's number in so many letters (lang_createtable.html#rowid) is given to rows that come without.
        if (key.size() != 1 || text_.has_word("without")) return;
        for (schema::column& column : table_.columns) {
            if (column.name == key.front() && column.type.kind == type_kind::integer)
                column.identity = schema::identity_kind::by_default;
        }
    }

    void add_foreign_key(const catalog_rows& row) {
        auto& keys = table_.foreign_keys;
        if (keys.empty() || row.number(1) != key_number_) {
            key_number_ = row.number(1);
            schema::foreign_key& added = keys.emplace_back();
            added.referenced_table = row.text(2);
            added.on_update = action(row.text(5));
            added.on_delete = action(row.text(6));
        }
        keys.back().columns.push_back(row.text(3));
        if (!row.is_null(4)) keys.back().referenced_columns.push_back(row.text(4));
        keys.back().name = name_of(sqlite_constraint::kind::foreign_key, keys.back().columns);
    }

    void add_index(const std::string& name, listed_index listed) {
        if (listed.origin == "u")
            table_.uniques.push_back({name_of(sqlite_constraint::kind::unique, listed.columns()), listed.columns()});
        if (listed.origin != "c") return;
        const index_text text(listed.sql);
        schema::index& added = table_.indexes.emplace_back();
        added.name = name;
        added.table = table_.name;
        added.unique = listed.unique;
        added.keys = std::move(listed.keys);
        for (std::size_t i = 0; i != added.keys.size(); ++i) {
            if (added.keys[i].column.empty() && i < text.keys.size()) added.keys[i].expression = text.keys[i];
        }
        if (!text.where.empty()) added.where = text.where;
    }

private:
    void complete(schema::column& column, bool is_generated) const {
        const auto* const definition = text_.find_column(column.name);
        if (definition == nullptr) return;
        for (const auto& clause : definition->clauses) {
            const std::string_view words = std::string_view(sql_).substr(clause.body, clause.end - clause.body);
            if (clause.what == sqlite_table_text::rule::collate)
                column.collation = words.substr(words.find_first_of(" \t\r\n") + 1);
            if (is_generated && clause.what == sqlite_table_text::rule::generated)
                column.generated_as = words.substr(words.find('(') + 1, words.rfind(')') - words.find('(') - 1);
        }
    }

    std::string name_of(sqlite_constraint::kind what, const std::vector<std::string>& columns) const {
        for (const sqlite_constraint& each : constraints_) {
            if (each.what == what && same_names(each.columns, columns)) return each.name;
        }
        return {};
    }

    schema::table& table_;
    const std::string& sql_;
    sqlite_table_text text_;
    std::vector<sqlite_constraint> constraints_;
    std::int64_t key_number_ = 0;
};

// `references parent` without columns is of its primary key.
void complete_references(std::vector<schema::table>& among) {
    for (schema::table& table : among) {
        for (schema::foreign_key& key : table.foreign_keys) {
            if (!key.referenced_columns.empty()) continue;
            const auto parent = std::find_if(among.begin(), among.end(), [&](const schema::table& one) {
                return same_name(one.name, key.referenced_table);
            });
            if (parent != among.end() && parent->primary_key) key.referenced_columns = parent->primary_key->columns;
        }
    }
}

}  // namespace

std::vector<schema::table> sqlite_tables(driver& in) {
    std::vector<schema::table> result;
    std::vector<std::string> texts;
    for (catalog_rows row(in, tables_query); row.next();) {
        result.emplace_back().name = row.text(0);
        texts.push_back(row.text(1));
    }
    std::map<std::string, table_reading> readings;
    for (std::size_t i = 0; i != result.size(); ++i) readings.try_emplace(result[i].name, result[i], texts[i]);
    // A table that came or went between two of the queries is left to the next look.
    const auto each = [&](std::string_view sql, auto&& use) {
        for (catalog_rows row(in, sql); row.next();) {
            if (const auto at = readings.find(row.text(0)); at != readings.end()) use(at->second, row);
        }
    };
    each(columns_query, [](table_reading& of, const catalog_rows& row) { of.add_column(row); });
    each(foreign_keys_query, [](table_reading& of, const catalog_rows& row) { of.add_foreign_key(row); });
    std::map<std::pair<std::string, std::string>, listed_index> indexes;
    each(indexes_query, [&](const table_reading& of, const catalog_rows& row) {
        listed_index& index = indexes[{of.table().name, row.text(1)}];
        index.unique = row.number(2) != 0;
        index.origin = row.text(3);
        index.sql = row.text(7);
        schema::index_key& key = index.keys.emplace_back();
        key.column = row.text(5);
        if (row.number(6) != 0) key.order = schema::sort_order::descending;
    });
    for (auto& [name, index] : indexes) readings.at(name.first).add_index(name.second, std::move(index));
    for (auto& [name, reading] : readings) reading.add_texts();
    complete_references(result);
    return result;
}

}  // namespace rowan::detail
