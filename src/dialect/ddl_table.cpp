#include "dialect/ddl.hpp"

#include <utility>

namespace rowan {

/// Gathers what one `alter table` can do at once, so that a large table is gone through once.
class dialect::ddl::alteration {
public:
    alteration(const ddl& by, const schema::alter_table& of) : by_(by), table_(by.table(of.schema_name, of.table)) {
        in_.schema_name = of.schema_name;
        in_.name = of.table;
    }

    void operator()(const schema::add_column& change) {
        add("add column " + by_.definition(in_, change.column));
        if (by_.by_.can().comments) by_.add_comment(after_, in_, change.column);
    }
    void operator()(const schema::drop_column& change) { add("drop column " + by_.identifier(change.column.name)); }
    void operator()(const schema::rename_column& change) {
        add_alone("rename column " + by_.identifier(change.from) + " to " + by_.identifier(change.to));
    }
    void operator()(const schema::alter_column& change);
    void operator()(const schema::add_constraint& change) {
        add(("add " + by_.definition(in_, change.constraint)) += not_valid(change.constraint));
        by_.add_comments(after_, table_, {change.constraint});
    }
    void operator()(const schema::drop_constraint& change) {
        add("drop constraint " + by_.identifier(name_of(change.constraint)));
    }
    void operator()(const schema::rename_constraint& change) {
        add_alone("rename constraint " + by_.identifier(change.from) + " to " + by_.identifier(change.to));
    }
    void operator()(const schema::validate_constraint& change) {
        if (by_.by_.can().unchecked_constraints) add("validate constraint " + by_.identifier(change.name));
    }
    void operator()(const schema::comment_on_table& change) {
        if (by_.by_.can().comments) after_.push_back(by_.comment("table " + table_, change.to));
    }

    statements result() && {
        flush();
        return std::move(done_);
    }

private:
    void add(std::string action) {
        if (!by_.by_.can().alter_at_once) flush();
        actions_.push_back(std::move(action));
    }
    void add_alone(const std::string& action) {
        flush();
        done_.push_back("alter table " + table_ + ' ' + action);
    }
    void flush();

    void change_type(const schema::alter_column& change, const std::string& column);
    void change_default(const schema::alter_column& change, const std::string& column);
    void change_generated(const schema::alter_column& change, const std::string& column);
    void change_identity(const schema::alter_column& change, const std::string& column);
    void change_storage(const schema::alter_column& change, const std::string& column);
    std::string cast(const schema::alter_column& change) const;
    std::string_view not_valid(const schema::constraint& what) const;

    const ddl& by_;
    std::string table_;  // quoted
    schema::table in_;
    std::vector<std::string> actions_;
    statements after_;
    statements done_;
};

auto dialect::ddl::operator()(const schema::alter_table& op) const -> statements {
    alteration all(*this, op);
    for (const auto& change : op.changes) {
        if (by_.needs_new_table(change)) {
            throw dialect_error(describe(change) + " of \"" + op.table + "\": on " + std::string(by_.name()) +
                                " the table is made anew, which takes a look at it as it is; session::apply does so");
        }
        std::visit(all, change);
    }
    return std::move(all).result();
}

void dialect::ddl::alteration::flush() {
    if (!actions_.empty()) {
        std::string text = "alter table " + table_;
        std::string_view before = actions_.size() == 1 ? " " : "\n    ";
        for (const auto& action : std::exchange(actions_, {})) {
            text += std::exchange(before, ",\n    ");
            text += action;
        }
        done_.push_back(std::move(text));
    }
    for (auto& each : std::exchange(after_, {})) done_.push_back(std::move(each));
}

std::string_view dialect::ddl::alteration::not_valid(const schema::constraint& what) const {
    if (!by_.by_.can().unchecked_constraints) return {};
    const auto* check = std::get_if<schema::check>(&what);
    const auto* key = std::get_if<schema::foreign_key>(&what);
    return (check != nullptr && check->not_valid) || (key != nullptr && key->not_valid) ? " not valid" : "";
}

void dialect::ddl::alteration::operator()(const schema::alter_column& change) {
    const std::string column = "alter column " + by_.identifier(change.from.name);
    change_type(change, column);
    if (change.from.nullable != change.to.nullable)
        add(column + (change.to.nullable ? " drop not null" : " set not null"));
    change_generated(change, column);
    change_identity(change, column);
    change_storage(change, column);
    if (by_.by_.can().comments && change.from.comment != change.to.comment)
        after_.push_back(by_.comment("column " + table_ + '.' + by_.identifier(change.to.name), change.to.comment));
}

// What PostgreSQL does not convert by itself it does when told to; an enum becomes another one by way of text only.
std::string dialect::ddl::alteration::cast(const schema::alter_column& change) const {
    const sql_type& from = change.from.type;
    const sql_type& to = change.to.type;
    const auto is_number = [](type_kind kind) {
        return kind == type_kind::smallint || kind == type_kind::integer || kind == type_kind::bigint ||
               kind == type_kind::real || kind == type_kind::double_precision || kind == type_kind::numeric;
    };
    const auto is_text = [](type_kind kind) { return kind == type_kind::text || kind == type_kind::varchar; };
    const bool same = from.kind == to.kind && from.name == to.name && from.array == to.array;
    if (same || (from.array == to.array && ((is_number(from.kind) && is_number(to.kind)) ||
                                         (is_text(from.kind) && is_text(to.kind)))))
        return {};
    if (from.array != to.array && !is_text(from.kind)) {
        const std::string name = by_.identifier(change.from.name);
        return " using " + (to.array ? "array[" + name + ']' : name + (is_text(to.kind) ? "" : "[1]")) +
               "::" + by_.by_.column_type(change.to);
    }
    std::string text = " using " + by_.identifier(change.from.name);
    const bool by_text = from.kind == type_kind::enumeration || to.kind == type_kind::enumeration;
    const bool by_number = (from.kind == type_kind::boolean && is_number(to.kind)) ||
                           (to.kind == type_kind::boolean && is_number(from.kind));
    if (by_text && !is_text(from.kind) && !is_text(to.kind)) text += to.array ? "::text[]" : "::text";
    if (by_number) text += to.array ? "::integer[]" : "::integer";
    return text + "::" + by_.by_.column_type(change.to);
}

// A default of the old type is in the way of the new one (PostgreSQL manual, ALTER TABLE, Examples).
void dialect::ddl::alteration::change_type(const schema::alter_column& change, const std::string& column) {
    if (change.from.type == change.to.type && change.from.collation == change.to.collation &&
        change.from.collation_schema == change.to.collation_schema && !change.converted)
        return change_default(change, column);
    if (change.from.default_value) add(column + " drop default");
    std::string text = column + " type " + by_.by_.column_type(change.to);
    text += by_.collated(change.to);
    if (change.converted) text += " using " + by_.words(*change.converted);
    if (!change.converted) text += cast(change);
    add(std::move(text));
    if (change.to.default_value) add(column + " set default " + by_.words(*change.to.default_value));
}

void dialect::ddl::alteration::change_default(const schema::alter_column& change, const std::string& column) {
    if (change.from.default_value == change.to.default_value) return;
    add(column + (change.to.default_value ? " set default " + by_.words(*change.to.default_value) : " drop default"));
}

void dialect::ddl::alteration::change_generated(const schema::alter_column& change, const std::string& column) {
    if (change.from.generated_as == change.to.generated_as) return;
    if (change.to.generated_as) {
        throw dialect_error("column \"" + in_.name + "\".\"" + change.to.name +
                            "\" cannot become computed: " + std::string(by_.by_.name()) +
                            " computes a column from its beginning only; drop it and add it "
                            "with the expression");
    }
    add(column + " drop expression");
}

void dialect::ddl::alteration::change_identity(const schema::alter_column& change, const std::string& column) {
    using schema::identity_kind;
    const bool stays = change.from.identity != identity_kind::none && change.to.identity != identity_kind::none;
    if (stays && change.from.numbers != change.to.numbers) {
        const schema::sequence usual;
        add(column + by_.settings(change.from.numbers.value_or(usual), change.to.numbers.value_or(usual)));
    }
    if (change.from.identity == change.to.identity) return;
    const std::string kind = change.to.identity == identity_kind::always ? "always" : "by default";
    if (change.to.identity == identity_kind::none) {
        add(column + " drop identity");
    } else if (change.from.identity == identity_kind::none) {
        add(column + " add generated " + kind + " as identity" + by_.numbered(change.to));
    } else {
        add(column + " set generated " + kind);
    }
}

// How the values lie, and what is known of them. Only servers from 16 on have a word for a type's own storage.
void dialect::ddl::alteration::change_storage(const schema::alter_column& change, const std::string& column) {
    if (!by_.by_.can().unlogged_tables) return;
    const schema::column& to = change.to;
    const std::string usual = to.type.kind == type_kind::numeric ? "main" : "extended";
    if (change.from.storage != to.storage) add(column + " set storage " + (to.storage.empty() ? usual : to.storage));
    if (change.from.compression != to.compression)
        add(column + " set compression " + (to.compression.empty() ? "default" : to.compression));
    if (change.from.statistics != to.statistics)
        add(column + " set statistics " + std::to_string(to.statistics.value_or(-1)));
    for (const std::string& each : by_.changed_options(change.from.options, to.options)) add(column + each);
}

}  // namespace rowan
