#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/operations.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include "migrate/cpp_words.hpp"
#include "migrate/names.hpp"

// What is written here is carried out at the same time: a call that would not be the operation again is replaced by the
// operation spelled out.
namespace rowan::migrate {

namespace {

using strings = std::vector<std::string>;

std::string list(const strings& names) {
    std::string result = "{";
    std::string_view between;
    for (const std::string& each : names) result.append(std::exchange(between, ", ")) += cpp_words(each);
    return result + '}';
}
std::string one_or_list(const strings& names) { return names.size() == 1 ? cpp_words(names.front()) : list(names); }

/// Describes a table, or parts of one, by calls on `t`.
class table_text {
public:
    explicit table_text(const std::string& name) : builder_(name) {}

    /// Lines without indentation.
    strings lines() const {
        strings result = lines_;
        for (std::string& each : result) each += ';';
        return result;
    }
    const table_builder& builder() const noexcept { return builder_; }

    void add(const schema::table& all) {
        for (const schema::column& each : all.columns) {
            add(each);
            const bool is_key = all.primary_key && all.primary_key->columns == strings{each.name};
            if (!is_key || all.primary_key->name != primary_key_name(all.name)) continue;
            lines_.back() += ".primary_key()";
            builder_.primary_key(each.name);
        }
        for (const schema::constraint& each : constraints_of(all)) {
            if (std::holds_alternative<schema::primary_key>(each) && builder_.table().primary_key) continue;
            add(each);
        }
        for (const schema::index& each : all.indexes) add(each);
        if (all.distribution) add(*all.distribution);
        if (all.comment.empty()) return;
        lines_.push_back("t.comment(" + cpp_words(all.comment) + ')');
        builder_.comment(all.comment);
    }

    void add(const schema::column& what) {
        const bool in_full = what.domain && what.domain->name == what.type.name;
        column_builder made =
            in_full ? builder_.domain(what.name, *what.domain) : builder_.column(what.name, without_array(what.type));
        std::string text = type_call(what);
        if (what.type.array) made.array(), text += ".array()";
        if (what.nullable) made.nullable(), text += ".nullable()";
        if (what.default_value) {
            made.default_value(*what.default_value);
            text += ".default_value(" + cpp_words(*what.default_value) + ')';
        }
        if (what.identity != schema::identity_kind::none) {
            made.identity(what.identity);
            text += ".identity(" +
                    (what.identity == schema::identity_kind::by_default ? "" : cpp_value(what.identity)) + ')';
        }
        if (what.generated_as) {
            made.generated_as(*what.generated_as);
            text += ".generated_as(" + cpp_words(*what.generated_as) + ')';
        }
        if (!what.collation.empty())
            made.collation(what.collation), text += ".collation(" + cpp_words(what.collation) + ')';
        if (!what.comment.empty()) made.comment(what.comment), text += ".comment(" + cpp_words(what.comment) + ')';
        lines_.push_back(std::move(text));
    }

    void add(const schema::constraint& what) {
        std::visit([this](const auto& one) { add_one(one); }, what);
    }

    void add(const schema::distribution& how) {
        if (how.column.empty()) {
            builder_.reference_table();
            return lines_.push_back("t.reference_table()");
        }
        builder_.distributed_by(how.column, how.colocate_with);
        lines_.push_back("t.distributed_by(" + words_of(how) + ')');
    }
    static std::string words_of(const schema::distribution& how) {
        return cpp_words(how.column) + (how.colocate_with.empty() ? "" : ", " + cpp_words(how.colocate_with));
    }

    void add(const schema::index& what) {
        std::vector<schema::index_key> keys = what.keys;
        index_builder made = builder_.index(keys_of(keys));
        std::string text = "t.index(" + keys_text(keys) + ')';
        if (builder_.table().indexes.back().name != what.name) {
            made.named(what.name);
            text += ".named(" + cpp_words(what.name) + ')';
        }
        lines_.push_back(text + say(what, made));
    }

    /// What an index is besides its keys, said to `made`.
    static std::string say(const schema::index& what, index_builder& made) {
        std::string text;
        if (what.unique) made.unique(), text += ".unique()";
        if (what.concurrently) made.concurrently(), text += ".concurrently()";
        if (!what.method.empty()) made.method(what.method), text += ".method(" + cpp_words(what.method) + ')';
        for (const auto& [name, value] : what.options) {
            made.option(name, value);
            text += ".option(" + cpp_words(name) + ", " + cpp_words(value) + ')';
        }
        if (!what.include.empty()) made.include(what.include), text += ".include(" + one_or_list(what.include) + ')';
        if (what.where) made.where(*what.where), text += ".where(" + cpp_words(*what.where) + ')';
        if (what.where_supported) made.where_supported(), text += ".where_supported()";
        return text;
    }

    static index_keys keys_of(const std::vector<schema::index_key>& keys) {
        // Of up to eight, which is what a description takes; more are spelled out.
        const auto key = [&](std::size_t i) { return index_key(keys[i]); };
        switch (keys.size()) {
            case 1: return {key(0)};
            case 2: return {key(0), key(1)};
            case 3: return {key(0), key(1), key(2)};
            case 4: return {key(0), key(1), key(2), key(3)};
            case 5: return {key(0), key(1), key(2), key(3), key(4)};
            case 6: return {key(0), key(1), key(2), key(3), key(4), key(5)};
            default: return {};
        }
    }
    static std::string keys_text(const std::vector<schema::index_key>& keys) {
        std::string result;
        for (const schema::index_key& each : keys) result += (result.empty() ? "" : ", ") + key_text(each);
        return keys.size() == 1 ? result : '{' + result + '}';
    }

private:
    static sql_type without_array(sql_type of) {
        of.array = false;
        return of;
    }

    static std::string key_text(const schema::index_key& key) {
        schema::index_key plain;
        plain.column = key.column;
        plain.expression = key.expression;
        if (plain == key && key.expression) return "rowan::migrate::expression(" + cpp_words(*key.expression) + ')';
        if (plain == key) return cpp_words(key.column);
        plain.order = schema::sort_order::descending;
        if (plain == key && !key.expression) return "rowan::migrate::desc(" + cpp_words(key.column) + ')';
        return "rowan::migrate::index_key(rowan::schema::index_key" + cpp_members(key) + ')';
    }

    static std::string type_call(const schema::column& of) {
        const sql_type type = without_array(of.type);
        const std::string name = cpp_words(of.name);
        const auto call = [&](std::string_view method, const std::string& more = {}) {
            return "t." + std::string(method) + '(' + name + more + ')';
        };
        sql_type plain;
        plain.kind = type.kind;
        if (type.kind == type_kind::enumeration && type.schema_name.empty())
            return call("enumeration", ", " + cpp_words(type.name) + ", " + list(type.labels));
        if (type.kind == type_kind::domain && of.domain && of.domain->name == type.name)
            return call("domain", ", rowan::schema::domain" + cpp_members(*of.domain));
        if (type.kind == type_kind::varchar && type.length != 0)
            return call("varchar", ", " + std::to_string(type.length));
        if (type.kind == type_kind::numeric && type.precision != 0)
            return call("numeric", ", " + std::to_string(type.precision) + ", " + std::to_string(type.scale));
        const bool has_call =
            type.kind != type_kind::other && type.kind != type_kind::varchar && type.kind != type_kind::domain;
        if (plain == type && has_call) return call(to_string(type.kind));
        return call("column", ", " + cpp_members(type));
    }

    void add_one(const schema::primary_key& what) {
        const bool is_default = what.name == primary_key_name(builder_.table().name);
        builder_.primary_key(what.columns, is_default ? "" : what.name);
        lines_.push_back("t.primary_key(" + one_or_list(what.columns) +
                         (is_default ? "" : ", " + cpp_words(what.name)) + ')');
    }
    void add_one(const schema::unique& what) {
        const bool is_default = what.name == unique_name(builder_.table().name, what.columns);
        builder_.unique(what.columns, is_default ? "" : what.name);
        lines_.push_back("t.unique(" + one_or_list(what.columns) + (is_default ? "" : ", " + cpp_words(what.name)) +
                         ')');
    }
    void add_one(const schema::check& what) {
        check_builder made = builder_.check(what.name, what.expression);
        if (what.not_valid) made.not_valid();
        lines_.push_back("t.check(" + cpp_words(what.name) + ", " + cpp_words(what.expression) + ')' +
                         (what.not_valid ? ".not_valid()" : ""));
    }
    void add_one(const schema::foreign_key& what) {
        foreign_key_builder made = builder_.foreign_key(what.columns);
        made.references(what.referenced_table, what.referenced_columns);
        std::string text = "t.foreign_key(" + one_or_list(what.columns) + ").references(" +
                           cpp_words(what.referenced_table) + ", " + one_or_list(what.referenced_columns) + ')';
        if (what.on_delete != schema::referential_action::no_action)
            made.on_delete(what.on_delete), text += ".on_delete(" + cpp_value(what.on_delete) + ')';
        if (what.on_update != schema::referential_action::no_action)
            made.on_update(what.on_update), text += ".on_update(" + cpp_value(what.on_update) + ')';
        if (what.deferrable) {
            made.deferrable(what.initially_deferred);
            text += what.initially_deferred ? ".deferrable(true)" : ".deferrable()";
        }
        if (what.not_valid) made.not_valid(), text += ".not_valid()";
        if (what.name != foreign_key_name(builder_.table().name, what.columns))
            made.named(what.name), text += ".named(" + cpp_words(what.name) + ')';
        lines_.push_back(std::move(text));
    }
    // Has no call: the table is spelled out.
    void add_one(const schema::exclude&) {}

    table_builder builder_;
    strings lines_;
};

class source_writer {
public:
    explicit source_writer(int indentation) : margin_(static_cast<std::size_t>(indentation), ' ') {}

    std::string write(const std::vector<schema::operation>& all) {
        for (const schema::operation& each : all) {
            if (const auto* change = std::get_if<schema::alter_table>(&each))
                write_parts(*change);
            else
                write(each);
        }
        return std::move(out_);
    }

private:
    using same_calls = std::function<void(operations&)>;

    /// By `text` where that is the operation, otherwise as it is.
    void put(const schema::operation& what, const std::string& text, const same_calls& calls) {
        operations made;
        calls(made);
        const bool same = made.faults().empty() && made.list().size() == 1 && made.list().front() == what;
        out_ += margin_ + (same ? text : in_full(what)) + ";\n";
    }

    std::string in_full(const schema::operation& what) const {
        return "op.add(" + std::visit([&](const auto& one) { return full(one); }, what) + ')';
    }
    template <template <class> class Change, class Object>
    static std::string full_object(std::string_view word, const Change<Object>& of) {
        return "rowan::schema::" + std::string(word) + '<' + cpp_type<Object>() + ">{" + cpp_members(of.object) + '}';
    }
    template <class Object>
    static std::string full(const schema::create<Object>& of) {
        return full_object("create", of);
    }
    template <class Object>
    static std::string full(const schema::drop<Object>& of) {
        return full_object("drop", of);
    }
    template <class Object>
    std::string full(const schema::alter<Object>& of) const {
        const std::string before = '\n' + margin_ + "    ";
        return "rowan::schema::alter<" + cpp_type<Object>() + ">{" + before + cpp_members(of.from) + ',' + before +
               cpp_members(of.to) + '}';
    }
    static std::string full(const schema::run_code&) { return {}; }
    static std::string full(const schema::run_sql& of) {
        return "rowan::schema::run_sql{" + cpp_words(of.script) +
               (of.reverse ? ", rowan::schema::sql_text(" + cpp_words(*of.reverse) + ')' : "") + '}';
    }
    template <class T>
    static std::string full(const T& of) {
        return cpp_type<T>() + cpp_members(of);
    }

    std::string block(const table_text& of) const {
        const strings lines = of.lines();
        if (lines.size() == 1) return "[](auto& t) { " + lines.front() + " }";
        std::string result = "[](auto& t) {\n";
        for (const std::string& each : lines) result += margin_ + "    " + each + '\n';
        return result + margin_ + '}';
    }

    void write(const schema::operation& what) {
        std::visit([&](const auto& one) { write_one(what, one); }, what);
    }
    template <class Other>
    void write_one(const schema::operation& what, const Other&) {
        put(what, {}, [](operations&) {});
    }
    void write_one(const schema::operation& what, const schema::create_table& op) {
        table_text text(op.object.name);
        text.add(op.object);
        put(what, "op.create_table(" + cpp_words(op.object.name) + ", " + block(text) + ')',
            [&](operations& to) { to.create_table(op.object.name, [&](table_builder& t) { t = text.builder(); }); });
    }
    void write_one(const schema::operation& what, const schema::drop_table& op) {
        table_text text(op.object.name);
        text.add(op.object);
        put(what, "op.drop_table(" + cpp_words(op.object.name) + ", " + block(text) + ')',
            [&](operations& to) { to.drop_table(op.object.name, [&](table_builder& t) { t = text.builder(); }); });
    }
    void write_one(const schema::operation& what, const schema::rename_table& op) {
        put(what, "op.rename_table(" + cpp_words(op.from) + ", " + cpp_words(op.to) + ')',
            [&](operations& to) { to.rename_table(op.from, op.to); });
    }
    void write_one(const schema::operation& what, const schema::distribute_table& op) {
        const std::string table = cpp_words(op.table);
        if (op.from && !op.to) {
            put(what, "op.undistribute_table(" + table + ", {" + table_text::words_of(*op.from) + "})",
                [&](operations& to) { to.undistribute_table(op.table, *op.from); });
        } else if (op.to && op.to->column.empty()) {
            put(what, "op.make_reference_table(" + table + ')',
                [&](operations& to) { to.make_reference_table(op.table); });
        } else if (op.to) {
            put(what, "op.distribute_table(" + table + ", " + table_text::words_of(*op.to) + ')',
                [&](operations& to) { to.distribute_table(op.table, op.to->column, op.to->colocate_with); });
        }
    }
    void write_one(const schema::operation& what, const schema::rename_object& op) {
        put(what, "op.rename(" + cpp_value(op.what) + ", " + cpp_words(op.from) + ", " + cpp_words(op.to) + ')',
            [&](operations& to) { to.rename(op.what, op.from, op.to); });
    }
    void write_one(const schema::operation& what, const schema::create_index& op) {
        write_index(what, op.object, "create_index");
    }
    void write_one(const schema::operation& what, const schema::drop_index& op) {
        write_index(what, op.object, "drop_index");
    }
    void write_index(const schema::operation& what, const schema::index& index, std::string_view call) {
        std::string more;
        operations made;
        index_builder builder = call == "create_index"
                                    ? made.create_index(index.name, index.table, table_text::keys_of(index.keys))
                                    : made.drop_index(index.name, index.table, table_text::keys_of(index.keys));
        more = table_text::say(index, builder);
        put(what,
            "op." + std::string(call) + '(' + cpp_words(index.name) + ", " + cpp_words(index.table) + ", " +
                table_text::keys_text(index.keys) + ')' + more,
            [&](operations& to) { to = made; });
    }
    void write_one(const schema::operation& what, const schema::create_enum& op) {
        put(what, "op.create_enum(" + cpp_words(op.object.name) + ", " + list(op.object.labels) + ')',
            [&](operations& to) { to.create_enum(op.object.name, op.object.labels); });
    }
    void write_one(const schema::operation& what, const schema::drop_enum& op) {
        put(what, "op.drop_enum(" + cpp_words(op.object.name) + ", " + list(op.object.labels) + ')',
            [&](operations& to) { to.drop_enum(op.object.name, op.object.labels); });
    }
    void write_one(const schema::operation& what, const schema::create_view& op) {
        const std::string call = op.object.materialized ? "create_materialized_view" : "create_view";
        put(what, "op." + call + '(' + cpp_words(op.object.name) + ", " + cpp_words(op.object.query) + ')',
            [&](operations& to) {
                op.object.materialized ? to.create_materialized_view(op.object.name, op.object.query)
                                       : to.create_view(op.object.name, op.object.query);
            });
    }
    void write_one(const schema::operation& what, const schema::drop_view& op) {
        const std::string call = op.object.materialized ? "drop_materialized_view" : "drop_view";
        put(what, "op." + call + '(' + cpp_words(op.object.name) + ", " + cpp_words(op.object.query) + ')',
            [&](operations& to) {
                op.object.materialized ? to.drop_materialized_view(op.object.name, op.object.query)
                                       : to.drop_view(op.object.name, op.object.query);
            });
    }
    void write_one(const schema::operation& what, const schema::create_extension& op) {
        put(what, "op.create_extension(" + cpp_words(op.object.name) + ')',
            [&](operations& to) { to.create_extension(op.object.name); });
    }
    void write_one(const schema::operation& what, const schema::run_sql& op) {
        if (!op.reverse)
            return put(what, "op.sql(" + cpp_words(op.script) + ')', [&](operations& to) { to.sql(op.script); });
        put(what, "op.sql(" + cpp_words(op.script) + ", " + cpp_words(*op.reverse) + ')',
            [&](operations& to) { to.sql(op.script, *op.reverse); });
    }

    /// Changes of a kind that follow each other are one call.
    void write_parts(const schema::alter_table& all) {
        for (auto each = all.changes.begin(); each != all.changes.end();) {
            const int first = kind_of(*each);
            const auto end = std::find_if(each, all.changes.end(),
                                          [&](const schema::table_change& one) { return kind_of(one) != first; });
            const auto last = first == alone ? each + 1 : end;
            write_part({all.table, {each, last}, all.schema_name}, first);
            each = last;
        }
    }

    enum : int { adding, dropping, altering, alone };
    static int kind_of(const schema::table_change& what) {
        if (std::holds_alternative<schema::add_column>(what) || std::holds_alternative<schema::add_constraint>(what))
            return adding;
        if (std::holds_alternative<schema::drop_column>(what) || std::holds_alternative<schema::drop_constraint>(what))
            return dropping;
        return std::holds_alternative<schema::alter_column>(what) ? altering : alone;
    }

    void write_part(const schema::alter_table& what, int kind) {
        switch (kind) {
            case adding: return write_added(what);
            case dropping: return write_dropped(what);
            case altering: return write_altered(what);
            default: return write_alone(what);
        }
    }
    void write_added(const schema::alter_table& what) {
        table_text text(what.table);
        bool has_columns = false;
        for (const schema::table_change& each : what.changes) {
            if (const auto* column = std::get_if<schema::add_column>(&each))
                text.add(column->column), has_columns = true;
            else
                text.add(std::get<schema::add_constraint>(each).constraint);
        }
        put(what,
            std::string(has_columns ? "op.add_column(" : "op.add_constraint(") + cpp_words(what.table) + ", " +
                block(text) + ')',
            [&](operations& to) { to.add_column(what.table, [&](table_builder& t) { t = text.builder(); }); });
    }
    void write_dropped(const schema::alter_table& what) {
        table_text text(what.table);
        bool has_columns = false;
        for (const schema::table_change& each : what.changes) {
            if (const auto* column = std::get_if<schema::drop_column>(&each))
                text.add(column->column), has_columns = true;
            else
                text.add(std::get<schema::drop_constraint>(each).constraint);
        }
        put(what,
            std::string(has_columns ? "op.drop_column(" : "op.drop_constraint(") + cpp_words(what.table) + ", " +
                block(text) + ')',
            [&](operations& to) { to.drop_column(what.table, [&](table_builder& t) { t = text.builder(); }); });
    }
    void write_altered(const schema::alter_table& what) {
        table_text from(what.table);
        table_text to(what.table);
        for (const schema::table_change& each : what.changes) {
            from.add(std::get<schema::alter_column>(each).from);
            to.add(std::get<schema::alter_column>(each).to);
        }
        put(what,
            "op.alter_column(" + cpp_words(what.table) + ", " + block(from) + ",\n" + margin_ + "    " + block(to) +
                ')',
            [&](operations& made) {
                made.alter_column(
                    what.table, [&](table_builder& t) { t = from.builder(); },
                    [&](table_builder& t) { t = to.builder(); });
            });
    }
    void write_alone(const schema::alter_table& what) {
        const schema::table_change& one = what.changes.front();
        const std::string table = cpp_words(what.table);
        if (const auto* name = std::get_if<schema::rename_column>(&one))
            return put(what,
                       "op.rename_column(" + table + ", " + cpp_words(name->from) + ", " + cpp_words(name->to) + ')',
                       [&](operations& to) { to.rename_column(what.table, name->from, name->to); });
        if (const auto* name = std::get_if<schema::rename_constraint>(&one))
            return put(
                what, "op.rename_constraint(" + table + ", " + cpp_words(name->from) + ", " + cpp_words(name->to) + ')',
                [&](operations& to) { to.rename_constraint(what.table, name->from, name->to); });
        if (const auto* text = std::get_if<schema::comment_on_table>(&one))
            return put(what,
                       "op.comment_on_table(" + table + ", " + cpp_words(text->from) + ", " + cpp_words(text->to) + ')',
                       [&](operations& to) { to.comment_on_table(what.table, text->from, text->to); });
        if (const auto* which = std::get_if<schema::validate_constraint>(&one))
            return put(what, "op.validate_constraint(" + table + ", " + cpp_words(which->name) + ')',
                       [&](operations& to) { to.validate_constraint(what.table, which->name); });
        put(what, {}, [](operations&) {});
    }

    std::string margin_;
    std::string out_;
};

}  // namespace

std::string cpp_source(const std::vector<schema::operation>& all, int indentation) {
    return source_writer(indentation).write(all);
}

}  // namespace rowan::migrate
