#include "sqlite_alteration.hpp"

#include "sqlite_rebuild.hpp"
#include "sqlite_standing.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rowan::detail {
namespace {
using rule = sqlite_table_text::rule;
using clause = sqlite_table_text::clause;

/// Changes the text of a table as `alter table` would change it elsewhere.
class text_changer {
public:
    text_changer(const schema::alter_table& of, sqlite_rebuild& to) : to_(to), text_(to.text) {
        in_.schema_name = of.schema_name;
        in_.name = of.table;
        in_.columns.push_back({.name = "read", .type = {}, .default_value = {}, .generated_as = {}});
        in_.columns.back().declared_type.emplace();  // a constraint without a name may stay so
    }

    void operator()(const schema::add_column& change) {
        text_.add_column(sqlite_dialect().definition(in_, change.column));
    }
    void operator()(const schema::drop_column& change);
    void operator()(const schema::alter_column& change);
    void operator()(const schema::add_constraint& change) {
        text_.add_constraint(sqlite_dialect().definition(in_, change.constraint));
    }
    void operator()(const schema::drop_constraint& change) { text_.remove(place_of(change.constraint)); }
    void operator()(const schema::rename_constraint& change) { text_.rename_clause(named(change.from), change.to); }
    template <class Other>
    void operator()(const Other&) {}

    void finish() { to_.text = text_.text(); }

private:
    using place = sqlite_table_text::place;

    std::optional<place> find_named(std::string_view name) const;
    place named(std::string_view name) const;
    place place_of(const schema::constraint& what) const;
    sqlite_table_text alone(const schema::column& column) const;
    const sqlite_table_text::definition& column(const std::string& name) const;
    void take_key(const schema::column& of);
    bool remove_key_of(const std::string& column);
    bool has_key() const;
    void remove_clause(const std::string& column, const clause& like, const std::string& words);
    [[noreturn]] void fail(const std::string& what) const;

    sqlite_rebuild& to_;
    sqlite_table_text text_;
    schema::table in_;
};

void text_changer::fail(const std::string& what) const {
    throw usage_error(fmt::format("table \"{}\" has no {}; it is\n{}", in_.name, what, text_.text()));
}

const sqlite_table_text::definition& text_changer::column(const std::string& name) const {
    const auto* found = text_.find_column(name);
    if (found == nullptr) fail("column \"" + name + '"');
    return *found;
}

auto text_changer::find_named(std::string_view name) const -> std::optional<place> {
    for (const place each : text_.places()) {
        if (!text_.at(each).name.empty() && same_name(text_.at(each).name, name)) return each;
    }
    return std::nullopt;
}

auto text_changer::named(std::string_view name) const -> place {
    if (const auto found = find_named(name)) return *found;
    fail(fmt::format("constraint \"{}\"", name));
}

// By its name, or, where somebody gave it none, by what it says.
auto text_changer::place_of(const schema::constraint& what) const -> place {
    if (const auto found = find_named(schema::name_of(what))) return *found;
    const sqlite_table_text wanted("create table t (a, " + sqlite_dialect().definition(in_, what) + ')');
    const clause& like = wanted.definitions()[1].clauses.front();
    for (const place each : text_.places()) {
        const clause& one = text_.at(each);
        if (!one.name.empty() || one.what != like.what) continue;
        const bool same_columns =
            std::equal(one.columns.begin(), one.columns.end(), like.columns.begin(), like.columns.end(), same_name);
        if (like.what == rule::check ? text_.words(one) == wanted.words(like)
                                     : same_columns && same_name(one.parent, like.parent))
            return each;
    }
    fail(fmt::format("{} \"{}\"", schema::kind_of(what), schema::name_of(what)));
}

void text_changer::operator()(const schema::drop_column& change) {
    const std::string& name = column(change.column.name).column;
    const std::string gone = name;
    text_.remove_column(gone);
    for (bool again = true; std::exchange(again, false);) {
        for (const place each : text_.places()) {
            const bool of_table = text_.definitions()[each.definition].column.empty();
            if (!of_table || !text_.mentions(text_.at(each), gone)) continue;
            text_.remove(each);
            again = true;
            break;
        }
    }
    to_.gone.push_back(gone);
}

sqlite_table_text text_changer::alone(const schema::column& column) const {
    schema::table in = in_;
    if (column.identity != schema::identity_kind::none) in.primary_key = {in.name + "_pkey", {column.name}};
    return sqlite_table_text("create table t (" + sqlite_dialect().definition(in, column) + ')');
}

// An identity says with its column that it is the key.
void text_changer::take_key(const schema::column& of) {
    if (remove_key_of(of.name)) return;
    throw usage_error("column \"" + in_.name + "\".\"" + of.name +
                      "\" cannot become an identity: on sqlite it must be the primary key, and the only column of it");
}

bool text_changer::remove_key_of(const std::string& column) {
    for (const place each : text_.places()) {
        const clause& key = text_.at(each);
        if (key.what != rule::primary_key) continue;
        if (key.columns.size() != 1 || !same_name(key.columns.front(), column)) return false;
        text_.remove(each);
        return true;
    }
    return false;
}

bool text_changer::has_key() const {
    const auto all = text_.places();
    return std::any_of(all.begin(), all.end(), [&](const place each) { return text_.at(each).what == rule::primary_key; });
}

void text_changer::remove_clause(const std::string& column, const clause& like, const std::string& words) {
    std::optional<place> found;
    for (const place each : text_.places()) {
        const clause& one = text_.at(each);
        const bool here = same_name(text_.definitions()[each.definition].column, column);
        if (one.what != like.what || (!here && like.what != rule::check)) continue;
        const bool named = !like.name.empty() && same_name(one.name, like.name);
        if (like.what != rule::check || named || text_.words(one) == words) found = each;
        if (named) break;
    }
    if (found) return text_.remove(*found);
    if (like.what == rule::check) fail("check that says " + words);
}

// What the two definitions differ in is changed in the one that is there.
void text_changer::operator()(const schema::alter_column& change) {
    const std::string name = column(change.from.name).column;
    const sqlite_table_text from = alone(change.from);
    const sqlite_table_text to = alone(change.to);
    const auto& before = from.definitions().front();
    const auto& after = to.definitions().front();
    const auto holds = [](const sqlite_table_text& in, const std::vector<clause>& all, const std::string& words) {
        return std::any_of(all.begin(), all.end(), [&](const clause& each) { return in.words(each) == words; });
    };
    if (from.type(before) != to.type(after)) text_.set_type(name, to.type(after));
    for (const clause& each : before.clauses) {
        const std::string words = from.words(each);
        if (!holds(to, after.clauses, words)) remove_clause(name, each, words);
    }
    const bool is_key = change.from.identity != schema::identity_kind::none;
    const bool becomes_key = change.to.identity != schema::identity_kind::none;
    if (becomes_key && !is_key) take_key(change.to);
    for (const clause& each : after.clauses) {
        if (holds(from, before.clauses, to.words(each))) continue;
        if (each.what != rule::check) remove_clause(name, each, {});
        if (each.what == rule::primary_key) remove_key_of(name);
        text_.add_clause(name, to.text().substr(each.begin, each.end - each.begin));
    }
    if (is_key && !becomes_key && !has_key())
        text_.add_constraint(sqlite_dialect().definition(in_, schema::primary_key{in_.name + "_pkey", {name}}));
    if (change.converted) to_.values[name] = change.converted->for_dialect(sqlite_dialect().name());
    if (change.from.type == change.to.type || change.to.type.array) return;
    switch (change.to.type.kind) {
        case type_kind::boolean:
        case type_kind::smallint:
        case type_kind::integer:
        case type_kind::bigint:
        case type_kind::real:
        case type_kind::double_precision: to_.numbers.push_back(name); break;
        default: break;
    }
}

bool is_key_of(const sqlite_table_text& table, std::string_view column) {
    for (const auto each : table.places()) {
        const bool of_column = same_name(table.definitions()[each.definition].column, column);
        const rule what = table.at(each).what;
        const bool plain = of_column && what != rule::primary_key && what != rule::unique && what != rule::foreign_key;
        if (!plain && table.mentions(table.at(each), column)) return true;
    }
    return false;
}
}  // namespace

std::vector<schema::alter_table> alterations_for(const schema::operation& operation) {
    if (const auto* alteration = std::get_if<schema::alter_table>(&operation)) return {*alteration};
    const auto* change = std::get_if<schema::alter_enum>(&operation);
    if (change == nullptr) return {};
    std::vector<schema::alter_table> result;
    for (const schema::enum_use& use : change->uses) {
        schema::column before = use.column;
        before.type.labels = change->from;
        schema::alter_column column{before, altered(before, *change), sqlite_dialect().converted(*change, before), {}};
        const bool same_table =
            !result.empty() && result.back().table == use.table && result.back().schema_name == use.schema_name;
        if (!same_table) result.push_back({use.table, {}, use.schema_name});
        result.back().changes.emplace_back(std::move(column));
    }
    return result;
}

// A column that a key or a check speaks of goes with them, as on other backends; SQLite's own drop refuses.
bool sqlite_alteration::needs_new_table(const schema::alter_table& of, const schema::table_change& change) const {
    const auto* dropped = std::get_if<schema::drop_column>(&change);
    if (dropped == nullptr) return sqlite_dialect().needs_new_table(change);
    return is_key_of(sqlite_table_text(table_text(in_, {of.schema_name, of.table})), dropped->column.name);
}

void sqlite_alteration::apply(const schema::alter_table& what) {
    std::vector<schema::table_change> waiting;
    for (const schema::table_change& each : what.changes) {
        if (needs_new_table(what, each)) {
            waiting.push_back(each);
            continue;
        }
        make_anew(what, std::exchange(waiting, {}));
        alter_in_place(what, each);
    }
    make_anew(what, waiting);
}

// Types and sequences are not there under a name; an index or a view is its text.
void sqlite_alteration::apply(const schema::rename_object& what) {
    using schema::object_kind;
    const bool index = what.what == object_kind::index;
    if (!index && what.what != object_kind::view && what.what != object_kind::materialized_view) return;
    const std::string kind = index ? "index" : "view";
    const sqlite_place old{what.schema_name, what.from};
    const auto found =
        sqlite_rows(in_,
                    "select sql from " + quoted(old.schema()) +
                        ".sqlite_schema where type = ?1 and name = ?2 collate nocase and sql is not null",
                    {kind, what.from});
    if (found.empty()) throw usage_error(fmt::format("there is no {} \"{}\" to be renamed", kind, what.from));
    const sqlite_standing before(in_, {what.schema_name, {}});
    run_.execute("drop " + kind + ' ' + old.quoted());
    run_.execute(in_schema(found.front().front(), old.schema(), what.to));
    sqlite_standing(in_, {what.schema_name, {}}).require_as_good_as(before, kind + ' ' + quoted(what.from));
}

void sqlite_alteration::apply(const schema::alter_table_settings& what) {
    if (!sqlite_dialect().needs_database(what)) return;
    sqlite_rebuild result{
        .table = {what.to.schema_name, what.to.name}, .text = {}, .values = {}, .gone = {}, .numbers = {}};
    sqlite_table_text text(table_text(in_, result.table));
    text.set_options(what.to.strict, what.to.without_rowid);
    result.text = text.text();
    run_rebuild(result, in_, run_);
}

void sqlite_alteration::alter_in_place(const schema::alter_table& of, const schema::table_change& change) {
    if (const auto* dropped = std::get_if<schema::drop_column>(&change)) {
        const sqlite_place table{of.schema_name, of.table};
        for (const std::string& index : indexes_with(in_, table, dropped->column.name))
            run_.execute("drop index " + quoted(table.schema()) + '.' + quoted(index));
    }
    for (const std::string& statement :
         sqlite_dialect().render(schema::alter_table{of.table, {change}, of.schema_name}))
        run_.execute(statement);
}

void sqlite_alteration::make_anew(const schema::alter_table& of, const std::vector<schema::table_change>& changes) {
    if (changes.empty()) return;
    sqlite_rebuild result{.table = {of.schema_name, of.table}, .text = {}, .values = {}, .gone = {}, .numbers = {}};
    result.text = table_text(in_, result.table);
    text_changer all(of, result);
    for (const schema::table_change& each : changes) std::visit(all, each);
    all.finish();
    run_rebuild(result, in_, run_);
}

}  // namespace rowan::detail
