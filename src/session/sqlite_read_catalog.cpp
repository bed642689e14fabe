#include "sqlite_read_catalog.hpp"

#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "catalog_rows.hpp"
#include "dialect/type_text.hpp"
#include "sqlite_catalog.hpp"
#include "sqlite_object_text.hpp"
#include "sqlite_table_text.hpp"
#include "sqlite_text.hpp"

// sqlite.org/pragma.html, schematab.html.
namespace rowan::detail {

namespace {

#define ROWAN_OF_TABLES \
    " where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.sql not like 'create virtual%' "

// The tables that a virtual table keeps its rows in are its own.
constexpr std::string_view tables_query =
    "select m.name, m.sql, l.type, l.wr, l.strict from main.sqlite_schema m join pragma_table_list l on l.schema = "
    "'main' and l.name = m.name where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and l.type in "
    "('table', 'virtual') order by m.name";
// hidden: 2 is computed when it is read, 3 is stored.
constexpr std::string_view columns_query =
    "select m.name, c.name, c.type, c.\"notnull\", c.pk, c.hidden from main.sqlite_schema m "
    "join pragma_table_xinfo(m.name) c" ROWAN_OF_TABLES "and c.hidden <> 1 order by m.name, c.cid";
// In the order of the table's text.
constexpr std::string_view foreign_keys_query =
    "select m.name, k.id, k.\"table\", k.\"from\", k.\"to\", k.on_update, k.on_delete from main.sqlite_schema m "
    "join pragma_foreign_key_list(m.name) k" ROWAN_OF_TABLES "order by m.name, k.id desc, k.seq";
constexpr std::string_view indexes_query =
    "select m.name, i.name, i.\"unique\", x.name, x.\"desc\", x.coll, s.sql from main.sqlite_schema m "
    "join pragma_index_list(m.name) i join pragma_index_xinfo(i.name) x on x.key = 1 "
    "join main.sqlite_schema s on s.type = 'index' and s.name = i.name" ROWAN_OF_TABLES
    "and i.origin = 'c' order by m.name, i.name, x.seqno";
constexpr std::string_view objects_query =
    "select type, name, tbl_name, sql from main.sqlite_schema where type in ('view', 'trigger') order by type, name";

#undef ROWAN_OF_TABLES

using rule = sqlite_table_text::rule;

schema::referential_action action(std::string_view words) {
    using enum schema::referential_action;
    if (words == "RESTRICT") return restrict;
    if (words == "CASCADE") return cascade;
    if (words == "SET NULL") return set_null;
    if (words == "SET DEFAULT") return set_default;
    return no_action;
}

/// The words of a clause, each between blanks.
class clause_words {
public:
    explicit clause_words(const std::string& normalised) : text_(' ' + normalised + ' ') {}
    bool has(std::string_view words) const { return text_.find(words) != std::string::npos; }

    schema::conflict_action on_conflict() const {
        using enum schema::conflict_action;
        if (has(" on conflict rollback ")) return rollback;
        if (has(" on conflict fail ")) return fail;
        if (has(" on conflict ignore ")) return ignore;
        if (has(" on conflict replace ")) return replace;
        return abort;
    }
    bool deferrable() const { return has(" deferrable ") && !has(" not deferrable "); }

private:
    std::string text_;
};

// A name in the place of a default is its text (sqlite.org/quirks.html#dblquote).
std::string default_of(std::string_view clause) {
    sql_tokens tokens = sqlite_tokens(clause);
    tokens.next();
    const std::string_view rest = clause.substr(tokens.position());
    const sql_token token = tokens.next();
    const auto known = [&](std::string_view word) { return token.is(word); };
    const bool word = token.what == sql_token::kind::word &&
                      !(known("null") || known("true") || known("false") || known("current_time") ||
                        known("current_date") || known("current_timestamp") || token.is("x"));
    if (!word && token.what != sql_token::kind::identifier) return bare(rest);
    std::string result;
    sqlite_dialect().append_literal(result, token.name());
    return result;
}

/// A table that is read: what the pragmas list, with what stands in its text only.
class table_reading {
public:
    table_reading(schema::table& to, const std::string& sql) : table_(to) {
        try {
            text_.emplace(sql);
        } catch (const usage_error&) { table_.statement = sql; }
    }

    schema::table& table() const noexcept { return table_; }

    void add_column(const catalog_rows& row) {
        schema::column& added = table_.columns.emplace_back();
        added.name = row.text(1);
        added.declared_type = row.text(2);
        added.type = read_type(row.text(2));
        added.nullable = row.number(3) == 0;
        added.generated_on_read = row.number(5) == 2;
        if (row.number(4) == 0) return;
        if (!table_.primary_key) table_.primary_key.emplace();
        auto& key = table_.primary_key->columns;
        const auto place = static_cast<std::size_t>(row.number(4));
        if (key.size() < place) key.resize(place);
        key[place - 1] = added.name;
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
    }

    // Once columns and foreign keys are there.
    void add_texts() {
        if (!text_) return;
        std::size_t keys = 0;
        for (const auto& definition : text_->definitions()) {
            schema::column* const column = find_column(definition.column);
            for (const auto& clause : definition.clauses) {
                const clause_words words(text_->words(clause));
                if (column != nullptr) complete(*column, clause, words);
                if (clause.what == rule::foreign_key && keys < table_.foreign_keys.size())
                    complete(table_.foreign_keys[keys++], clause, words);
                add_key(clause, words);
                if (clause.what == rule::check)
                    table_.checks.push_back({.name = clause.name, .expression = enclosed(clause)});
            }
        }
        sort_by_names();
    }

private:
    schema::column* find_column(std::string_view name) {
        const auto found = std::find_if(table_.columns.begin(), table_.columns.end(),
                                        [&](const schema::column& one) { return same_name(one.name, name); });
        return name.empty() || found == table_.columns.end() ? nullptr : &*found;
    }

    std::string_view words_of(const sqlite_table_text::clause& of) const {
        return std::string_view(text_->text()).substr(of.body, of.end - of.body);
    }
    std::string enclosed(const sqlite_table_text::clause& of) const {
        const std::string_view words = words_of(of);
        sql_tokens tokens = sqlite_tokens(words);
        for (sql_token token = tokens.next(); token.what != sql_token::kind::end && !token.is('(');)
            token = tokens.next();
        return std::string(tokens.skip_parentheses());
    }

    void complete(schema::column& column, const sqlite_table_text::clause& clause, const clause_words& words) const {
        switch (clause.what) {
            case rule::not_null:
                column.not_null_name = clause.name;
                column.on_null = words.on_conflict();
                break;
            case rule::fallback: column.default_value = default_of(words_of(clause)); break;
            case rule::generated: column.generated_as = enclosed(clause); break;
            case rule::collate: {
                sql_tokens tokens = sqlite_tokens(words_of(clause));
                tokens.next();
                column.collation = tokens.next().name();
                break;
            }
            default: break;
        }
    }

    static void complete(schema::foreign_key& key, const sqlite_table_text::clause& clause, const clause_words& words) {
        key.name = clause.name;
        key.deferrable = words.deferrable();
        key.initially_deferred = key.deferrable && words.has(" initially deferred ");
    }

    void add_key(const sqlite_table_text::clause& clause, const clause_words& words) {
        if (clause.what != rule::primary_key && clause.what != rule::unique) return;
        // The model has no order and no collation of a key's columns.
        if (words.has(" desc ") || words.has(" collate ")) table_.statement = text_->text();
        if (clause.what == rule::unique) {
            schema::unique& added = table_.uniques.emplace_back();
            added.name = clause.name;
            added.on_conflict = words.on_conflict();
            for (const std::string& each : clause.columns) {
                const schema::column* const column = find_column(each);
                added.columns.push_back(column == nullptr ? each : column->name);
            }
        } else if (table_.primary_key) {
            table_.primary_key->name = clause.name;
            table_.primary_key->on_conflict = words.on_conflict();
            find_identity(words);
        }
    }

    // The row's number in so many letters (lang_createtable.html#rowid) is given to rows that come without.
    void find_identity(const clause_words& words) {
        const auto& key = table_.primary_key->columns;
        if (key.size() != 1 || table_.without_rowid || words.has(" primary key desc ")) return;
        schema::column& column = *find_column(key.front());
        if (!same_name(*column.declared_type, "integer")) return;
        column.identity = schema::identity_kind::by_default;
        column.reuses_numbers = !words.has(" autoincrement ");
        column.nullable = false;
    }

    // In which order they are written means nothing.
    void sort_by_names() {
        const auto sort = [](auto& list) {
            std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        };
        sort(table_.uniques);
        sort(table_.checks);
        std::stable_sort(table_.foreign_keys.begin(), table_.foreign_keys.end(), [](const auto& a, const auto& b) {
            return std::tie(a.name, a.columns, a.referenced_table) < std::tie(b.name, b.columns, b.referenced_table);
        });
    }

    schema::table& table_;
    std::optional<sqlite_table_text> text_;
    std::int64_t key_number_ = 0;
};

/// An index on its way.
struct listed_index {
    schema::index index;
    std::string sql;

    void add_key(const catalog_rows& row, const schema::table& in) {
        schema::index_key& key = index.keys.emplace_back();
        key.column = row.text(3);
        if (row.number(4) != 0) key.order = schema::sort_order::descending;
        const schema::column* const column = in.find_column(key.column);
        if (column == nullptr) return;
        const std::string usual = column->collation.empty() ? "binary" : column->collation;
        if (!same_name(row.text(5), usual)) key.collation = row.text(5);
    }

    schema::index finished() && {
        const sqlite_index_text text(sql);
        for (std::size_t i = 0; i != index.keys.size(); ++i) {
            if (index.keys[i].column.empty() && i < text.keys.size()) index.keys[i].expression = text.keys[i];
        }
        if (!text.where.empty()) index.where = text.where;
        return std::move(index);
    }
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

void read_tables(session& in, std::vector<schema::table>& to) {
    std::vector<std::string> texts;
    for (catalog_rows row(in, tables_query); row.next();) {
        schema::table& added = to.emplace_back();
        added.name = row.text(0);
        added.without_rowid = row.number(3) != 0;
        added.strict = row.number(4) != 0;
        texts.push_back(row.text(1));
        if (row.text(2) == "virtual") added.statement = row.text(1);
    }
    std::map<std::string, table_reading> readings;
    for (std::size_t i = 0; i != to.size(); ++i) {
        if (to[i].statement.empty()) readings.try_emplace(to[i].name, to[i], texts[i]);
    }
    // A table that came or went between two of the queries is left to the next look.
    const auto each = [&](std::string_view sql, auto&& use) {
        for (catalog_rows row(in, sql); row.next();) {
            if (const auto at = readings.find(row.text(0)); at != readings.end()) use(at->second, row);
        }
    };
    each(columns_query, [](table_reading& of, const catalog_rows& row) { of.add_column(row); });
    each(foreign_keys_query, [](table_reading& of, const catalog_rows& row) { of.add_foreign_key(row); });
    for (auto& [name, reading] : readings) reading.add_texts();

    std::map<std::pair<std::string, std::string>, listed_index> indexes;
    each(indexes_query, [&](const table_reading& of, const catalog_rows& row) {
        listed_index& one = indexes[{of.table().name, row.text(1)}];
        one.index.name = row.text(1);
        one.index.table = of.table().name;
        one.index.unique = row.number(2) != 0;
        one.sql = row.text(6);
        one.add_key(row, of.table());
    });
    for (auto& [name, one] : indexes) readings.at(name.first).table().indexes.push_back(std::move(one).finished());
    complete_references(to);
}

/// Puts each view behind those that its query names.
class view_order {
public:
    explicit view_order(std::vector<schema::view> views) : views_(std::move(views)), placed_(views_.size()) {
        for (std::size_t i = 0; i != views_.size(); ++i) place(i);
    }

    std::vector<schema::view> sorted;

private:
    void place(std::size_t at) {
        if (std::exchange(placed_[at], 1) != 0) return;
        for (std::size_t i = 0; i != views_.size(); ++i) {
            if (placed_[i] == 0 && has_name(views_[at].query.text(), views_[i].name)) place(i);
        }
        sorted.push_back(views_[at]);
    }

    std::vector<schema::view> views_;
    std::vector<char> placed_;
};

}  // namespace

schema::database read_sqlite_catalog(session& in, const introspect_options& options) {
    schema::database result;
    read_tables(in, result.tables);
    if (options.only_tables) return result;
    std::vector<schema::view> views;
    for (catalog_rows row(in, objects_query); row.next();) {
        if (row.text(0) == "view") {
            views.push_back(sqlite_view(row.text(1), row.text(3)));
        } else {
            result.triggers.push_back(sqlite_trigger(row.text(1), row.text(2), row.text(3)));
        }
    }
    result.views = view_order(std::move(views)).sorted;
    return result;
}

}  // namespace rowan::detail
