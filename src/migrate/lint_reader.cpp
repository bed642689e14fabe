#include "migrate/lint_columns.hpp"
#include "migrate/lint_facts.hpp"
#include "migrate/lint_tokens.hpp"

#include <array>
#include <utility>

namespace rowan::migrate::facts {

using detail::sql_token;

namespace {

class reader {
public:
    reader(std::string_view statement, const capabilities& of) : in_(statement, of) {}

    std::vector<fact> read() {
        using part = void (reader::*)();
        constexpr std::array<std::pair<std::string_view, part>, 20> steps{{
            {"create", &reader::create},     {"alter", &reader::alter},       {"drop", &reader::drop},
            {"truncate", &reader::truncate}, {"reindex", &reader::reindex},   {"vacuum", &reader::vacuum},
            {"cluster", &reader::cluster},   {"insert", &reader::insert},     {"replace", &reader::insert},
            {"update", &reader::update},     {"delete", &reader::erase},      {"with", &reader::with},
            {"select", &reader::select},     {"copy", &reader::copy},         {"set", &reader::set},
            {"begin", &reader::begin},       {"start", &reader::begin},       {"commit", &reader::commit},
            {"end", &reader::commit},        {"rollback", &reader::rollback},
        }};
        for (const auto& [word, read_it] : steps) {
            if (!in_.accept(word)) continue;
            (this->*read_it)();
            return std::move(found_);
        }
        if (in_.accept("abort")) rollback();
        if (found_.empty() && !in_.at_end()) add(deed::other);
        return std::move(found_);
    }

private:
    fact& add(deed what, std::string table = {}) {
        found_.push_back({.what = what, .table = std::move(table)});
        return found_.back();
    }
    bool if_not_exists() { return in_.accept("if not exists"); }
    bool if_exists() { return in_.accept("if exists"); }
    bool sees_later(std::string_view word) {
        token_list ahead = in_;
        return ahead.find(word);
    }
    /// Whether an option stands in the parentheses that begin here and is not `false`.
    bool option_in_parentheses(std::string_view name) {
        for (token_list options = in_.parenthesized(); !options.at_end();) {
            token_list one = options.until_comma();
            if (one.accept(name)) return !one.sees_any({"false", "off", "0"}) && one.peek().name() != "false";
        }
        return false;
    }

    // create …
    void create() {
        const bool replace = in_.accept("or replace");
        bool temporary = in_.accept("global") || in_.accept("local");
        temporary = in_.accept("temp") || in_.accept("temporary") || temporary;
        in_.accept("unlogged");
        if (in_.accept("table")) return create_table(temporary);
        if (in_.sees("unique") || in_.sees("index")) return create_index();
        in_.accept("constraint");
        if (in_.accept("trigger")) return create_trigger(replace);
        if (in_.accept("type")) return create_type();
        if (in_.accept("domain")) return create_domain();
        create_object(replace);
    }

    void create_object(bool replace) {
        std::string object;
        if (in_.accept("materialized")) object = "materialized ";
        in_.accept("recursive");
        object += in_.name();
        const bool conditional = if_not_exists() || replace;
        const bool is_schema = object == "schema";
        fact& made = add(is_schema ? deed::create_schema : deed::create_object, in_.name());
        made.object = std::move(object);
        made.conditional = conditional;
    }

    void create_table(bool temporary) {
        const bool conditional = if_not_exists();
        fact made{.what = deed::create_table, .table = in_.name()};
        made.conditional = conditional;
        made.temporary = temporary;
        if (in_.accept("partition of")) {
            made.partition = true;
            in_.name();
        }
        token_list parts = in_.parenthesized();
        while (!parts.at_end()) {
            token_list one = parts.until_comma();
            if (begins_constraint(one))
                made.constraints.push_back(read_constraint(one));
            else if (!one.sees("like") && !one.at_end())
                made.columns.push_back(read_column(one));
        }
        for (const column& each : made.columns)
            made.constraints.insert(made.constraints.end(), each.constraints.begin(), each.constraints.end());
        for (; !in_.at_end(); in_.skip_one()) {
            made.from_query = made.from_query || in_.sees("as");
            made.strict = made.strict || in_.sees("strict");
        }
        found_.push_back(std::move(made));
    }

    void create_index() {
        fact made{.what = deed::create_index};
        made.unique = in_.accept("unique");
        in_.accept("index");
        made.concurrently = in_.accept("concurrently");
        made.conditional = if_not_exists();
        if (!in_.sees("on")) made.name = in_.name();
        in_.accept("on");
        in_.accept("only");
        made.table = in_.name();
        if (in_.accept("using")) in_.take();
        made.keys = read_names(in_.parenthesized());
        while (!in_.at_end()) {
            if (in_.accept("nulls not distinct")) made.nulls_not_distinct = true;
            if (in_.accept("where")) {
                made.filtered = true;
                made.expression = rest();
                break;
            }
            in_.skip_one();
        }
        found_.push_back(std::move(made));
    }

    std::string rest() {
        const std::size_t from = in_.position();
        while (!in_.at_end()) in_.skip_one();
        return std::string(in_.text_since(from));
    }

    void create_trigger(bool replace) {
        fact made{.what = deed::create_trigger};
        made.conditional = if_not_exists() || replace;
        made.name = in_.name();
        if (in_.find("on")) {
            in_.take();
            made.table = in_.name();
        }
        found_.push_back(std::move(made));
    }

    void create_type() {
        const std::string name = in_.name();
        if (!in_.accept("as enum")) {
            fact& made = add(deed::create_object, name);
            made.object = "type";
            return;
        }
        fact& made = add(deed::create_enum, name);
        token_list labels = in_.parenthesized();
        while (!labels.at_end()) made.keys.push_back(labels.until_comma().peek().name());
    }

    void create_domain() {
        fact& made = add(deed::create_domain, in_.name());
        in_.accept("as");
        made.column.type = read_type(in_);
        made.filtered = sees_later("check") || (sees_later("not") && sees_later("null"));
    }

    // alter …
    void alter() {
        if (in_.accept("table") || in_.accept("foreign table")) return alter_table();
        if (in_.accept("type")) return alter_type();
        if (in_.accept("domain")) return alter_domain();
        if (in_.accept("schema")) {
            const std::string name = in_.name();
            if (in_.accept("rename to")) {
                add(deed::rename_schema, name).to = in_.name();
                return;
            }
        }
        if (sees_later("owner")) {
            add(deed::change_owner);
            return;
        }
        add(deed::other);
    }

    void alter_table() {
        if_exists();
        in_.accept("only");
        table_ = in_.name();
        in_.accept('*');
        if (in_.accept("rename")) return rename();
        while (!in_.at_end()) {
            token_list one = in_.until_comma();
            change(one);
        }
        if (found_.empty()) add(deed::alter_other, table_);
    }

    void rename() {
        if (in_.accept("to")) {
            add(deed::rename_table, table_).to = in_.name();
            return;
        }
        const bool is_constraint = in_.accept("constraint");
        if (!is_constraint) in_.accept("column");
        fact& made = add(is_constraint ? deed::alter_other : deed::rename_column, table_);
        made.name = in_.name();
        in_.accept("to");
        made.to = in_.name();
    }

    void change(token_list& one) {
        if (one.accept("add")) return add_part(one);
        if (one.accept("drop")) return drop_part(one);
        if (one.accept("alter")) return alter_column(one);
        if (one.accept("validate constraint")) {
            add(deed::validate_constraint, table_).name = one.name();
        } else if (one.accept("detach partition")) {
            fact& made = add(deed::detach_partition, table_);
            made.name = one.name();
            made.concurrently = one.accept("concurrently");
            if (one.accept("finalize")) made.what = deed::alter_other;
        } else if (one.sees("set") && (one.sees("logged", 1) || one.sees("unlogged", 1) || one.sees("tablespace", 1) ||
                                       (one.sees("access", 1) && one.sees("method", 2)))) {
            add(deed::alter_storage, table_).name = one.text();
        } else if (one.accept("owner to")) {
            add(deed::change_owner, table_).to = one.name();
        } else if (!one.at_end()) {
            add(deed::alter_other, table_).name = one.text();
        }
    }

    void add_part(token_list& one) {
        if (begins_constraint(one)) {
            add(deed::add_constraint, table_).constraint = read_constraint(one);
            return;
        }
        one.accept("column");
        fact& made = add(deed::add_column, table_);
        made.conditional = one.accept("if not exists");
        made.column = read_column(one);
        made.name = made.column.name;
    }

    void drop_part(token_list& one) {
        const bool is_constraint = one.accept("constraint");
        if (!is_constraint) one.accept("column");
        fact& made = add(is_constraint ? deed::drop_constraint : deed::drop_column, table_);
        made.conditional = one.accept("if exists");
        made.name = one.name();
        made.cascade = one.accept("cascade");
    }

    void alter_column(token_list& one) {
        if (one.accept("constraint")) {
            add(deed::alter_other, table_).name = one.name();
            return;
        }
        one.accept("column");
        const std::string name = one.name();
        deed what = deed::alter_other;
        if (one.accept("set not null")) what = deed::set_not_null;
        if (one.accept("drop not null")) what = deed::drop_not_null;
        if (one.accept("set default")) what = deed::set_default;
        if (one.accept("type") || one.accept("set data type")) what = deed::alter_type;
        fact& made = add(what, table_);
        made.name = name;
        if (what != deed::alter_type) return;
        made.column.name = name;
        made.column.type = read_type(one);
        if (one.find("using")) {
            one.take();
            const std::size_t from = one.position();
            while (!one.at_end()) one.skip_one();
            made.expression = one.text_since(from);
        }
    }

    void alter_type() {
        const std::string name = in_.name();
        if (in_.accept("add value")) {
            fact& made = add(deed::add_label, name);
            made.conditional = if_not_exists();
            made.name = in_.take().name();
            made.placed = in_.sees("before") || in_.sees("after");
        } else if (in_.accept("rename value")) {
            fact& made = add(deed::rename_label, name);
            made.name = in_.take().name();
            in_.accept("to");
            made.to = in_.take().name();
        } else if (in_.accept("rename to")) {
            add(deed::other, name).to = in_.name();
        } else {
            add(in_.sees("owner") ? deed::change_owner : deed::other, name);
        }
    }

    void alter_domain() {
        const std::string name = in_.name();
        const bool constrains = in_.sees("add") || in_.accept("set not null");
        fact& made = add(constrains          ? deed::constrain_domain
                         : in_.sees("owner") ? deed::change_owner
                                             : deed::other,
                         name);
        token_list ahead = in_;
        if (constrains && ahead.find("valid")) made.constraint.not_valid = true;
    }

    // drop …
    void drop() {
        const deed what = in_.accept("table")                          ? deed::drop_table
                          : in_.accept("index")                        ? deed::drop_index
                          : in_.accept("schema")                       ? deed::drop_schema
                          : in_.accept("database")                     ? deed::drop_database
                          : in_.accept("type") || in_.accept("domain") ? deed::drop_type
                                                                       : deed::drop_object;
        std::string object;
        if (what == deed::drop_object) {
            in_.accept("materialized");
            object = in_.name();
        }
        const bool concurrently = in_.accept("concurrently");
        const bool conditional = if_exists();
        const bool cascade = sees_later("cascade");
        do {
            fact& made = add(what, in_.name());
            if (what == deed::drop_index) made.name = made.table;
            made.object = object;
            made.concurrently = concurrently;
            made.conditional = conditional;
            made.cascade = cascade;
        } while (in_.accept(','));
    }

    void truncate() {
        in_.accept("table");
        in_.accept("only");
        const bool cascade = sees_later("cascade");
        do add(deed::truncate, in_.name()).cascade = cascade;
        while (in_.accept(','));
    }

    void reindex() {
        bool concurrently = option_in_parentheses("concurrently");
        std::string object;
        if (in_.sees_any({"index", "table", "schema", "database", "system"})) object = in_.name();
        concurrently = in_.accept("concurrently") || concurrently;
        fact& made = add(deed::reindex, in_.at_end() ? std::string() : in_.name());
        made.name = made.table;
        made.object = object;
        made.concurrently = concurrently;
    }

    void vacuum() {
        const bool full = option_in_parentheses("full") || in_.accept("full");
        while (in_.accept("freeze") || in_.accept("verbose") || in_.accept("analyze")) {}
        add(full ? deed::vacuum_full : deed::other, in_.at_end() ? std::string() : in_.name());
    }

    void cluster() {
        in_.parenthesized();
        in_.accept("verbose");
        add(deed::cluster, in_.at_end() ? std::string() : in_.name());
    }

    // rows
    void insert() {
        if (in_.accept("or")) in_.take();
        in_.accept("into");
        fact made{.what = deed::insert, .table = in_.name()};
        if (in_.accept("as")) in_.take();
        made.keys = read_names(in_.parenthesized());
        made.from_query = sees_later("select");
        made.conditional = in_.find("conflict");
        found_.push_back(std::move(made));
        if (in_.find("set")) found_.back().set_again = assignments();
    }

    /// Of `set a = …, (b, c) = …`. A part of a column, `a[1]` or `a.x`, is none that is set as a whole.
    std::vector<std::string> assignments() {
        std::vector<std::string> result;
        in_.take();
        while (!in_.at_end() && !in_.sees("where") && !in_.sees("from")) {
            if (in_.peek().is('(')) {
                for (std::string& each : read_names(in_.parenthesized())) result.push_back(std::move(each));
            } else {
                std::string name = in_.name();
                if (!in_.peek().is('[') && name.find('.') == std::string::npos) result.push_back(std::move(name));
            }
            while (!in_.at_end() && !in_.sees("where") && !in_.sees("from") && !in_.peek().is(',')) in_.skip_one();
            in_.accept(',');
        }
        return result;
    }

    void update() {
        if (in_.accept("or")) in_.take();
        in_.accept("only");
        fact made{.what = deed::update, .table = in_.name()};
        if (in_.find("set")) made.keys = assignments();
        made.filtered = in_.find("where");
        found_.push_back(std::move(made));
    }

    void erase() {
        in_.accept("from");
        in_.accept("only");
        fact& made = add(deed::erase, in_.name());
        made.filtered = in_.find("where");
    }

    void with() {
        in_.accept("recursive");
        for (; !in_.at_end(); in_.skip_one()) {
            if (in_.accept("insert")) return insert();
            if (in_.accept("update")) return update();
            if (in_.accept("delete")) return erase();
            if (in_.accept("select")) return select();
        }
    }

    void select() {
        fact& made = add(deed::select);
        if (in_.accept("pg_catalog")) in_.accept('.');
        if (!in_.accept("set_config")) {
            if (!in_.find("from")) return;
            in_.take();
            if (!in_.peek().is('(')) made.table = in_.name();
            return;
        }
        token_list arguments = in_.parenthesized();
        made.what = deed::set;
        made.name = arguments.until_comma().peek().name();
        made.to = arguments.until_comma().peek().name();
    }

    void copy() {
        if (in_.peek().is('(')) return;
        fact& made = add(deed::copy_rows, in_.name());
        made.filtered = sees_later("from");
    }

    void set() {
        if (!in_.accept("local")) in_.accept("session");
        fact& made = add(deed::set);
        made.name = in_.name();
        if (!in_.accept('=')) in_.accept("to");
        made.to = in_.peek().name();
    }

    void begin() { add(deed::begin); }
    void commit() { add(in_.sees("prepared") ? deed::other : deed::commit); }
    void rollback() { add(sees_later("to") ? deed::other : deed::rollback); }

    token_list in_;
    std::string table_;
    std::vector<fact> found_;
};

}  // namespace

std::vector<fact> read(std::string_view statement, const capabilities& of) { return reader(statement, of).read(); }

}  // namespace rowan::migrate::facts
