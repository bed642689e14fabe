#include "migrate/lint_catalog.hpp"

#include <algorithm>

namespace rowan::migrate::facts {

namespace {

template <class All>
auto* find_named(All& all, std::string_view name) noexcept {
    const auto found =
        std::find_if(all.rbegin(), all.rend(), [&](const auto& each) { return same_object(each.name, name); });
    return found == all.rend() ? nullptr : &*found;
}

}  // namespace

catalog::table* catalog::open(std::string_view name) noexcept {
    const auto found = std::find_if(tables_.rbegin(), tables_.rend(),
                                    [&](const table& each) { return !each.dropped && same_object(each.name, name); });
    return found == tables_.rend() ? nullptr : &*found;
}
const catalog::table* catalog::find(std::string_view name) const noexcept {
    return const_cast<catalog*>(this)->open(name);
}
const catalog::index* catalog::find_index(std::string_view name) const noexcept { return find_named(indexes_, name); }
const catalog::enum_type* catalog::find_enum(std::string_view name) const noexcept { return find_named(enums_, name); }

const facts::column* catalog::find_column(std::string_view in, std::string_view name) const noexcept {
    const table* const of = find(in);
    return of == nullptr ? nullptr : find_named(of->columns, name);
}
const facts::constraint* catalog::find_constraint(std::string_view in, std::string_view name) const noexcept {
    const table* const of = find(in);
    return of == nullptr ? nullptr : find_named(of->constraints, name);
}

void catalog::create(const fact& what, std::size_t migration) {
    if (what.conditional && find(what.table) != nullptr) return;
    tables_.push_back({what.table, what.columns, what.constraints, migration, what.from_query, false});
}

void catalog::rename(const fact& what) {
    table* const old = open(what.table);
    if (old == nullptr) return;
    // One that takes the place of another is as old as that, and has its rows.
    const table* const before = find_named(tables_, what.to);
    if (before != nullptr && before->dropped) {
        old->made_by = before->made_by;
        old->has_rows = true;
    }
    for (index& each : indexes_) {
        if (same_object(each.table, old->name)) each.table = what.to;
    }
    for (table& each : tables_) {
        for (facts::constraint& one : each.constraints) {
            if (same_object(one.referenced_table, what.table)) one.referenced_table = what.to;
        }
    }
    old->name = what.to;
}

void catalog::change(table& of, const fact& what) {
    const auto is_it = [&](const auto& each) { return each.name == what.name; };
    const auto column = std::find_if(of.columns.begin(), of.columns.end(), is_it);
    const auto constraint = std::find_if(of.constraints.begin(), of.constraints.end(), is_it);
    switch (what.what) {
        case deed::add_column:
            if (column != of.columns.end()) break;
            of.columns.push_back(what.column);
            of.constraints.insert(of.constraints.end(), what.column.constraints.begin(), what.column.constraints.end());
            break;
        case deed::drop_column:
            if (column != of.columns.end()) of.columns.erase(column);
            break;
        case deed::rename_column:
            if (column != of.columns.end()) column->name = what.to;
            break;
        case deed::alter_type:
            if (column != of.columns.end()) column->type = what.column.type;
            break;
        case deed::set_not_null:
        case deed::drop_not_null:
            if (column != of.columns.end()) column->not_null = what.what == deed::set_not_null;
            break;
        case deed::add_constraint: of.constraints.push_back(what.constraint); break;
        case deed::drop_constraint:
            if (constraint != of.constraints.end()) of.constraints.erase(constraint);
            break;
        case deed::validate_constraint:
            if (constraint == of.constraints.end()) {
                of.constraints.push_back({.name = what.name});  // there before all, whatever it says
            } else {
                constraint->not_valid = false;
            }
            break;
        case deed::insert:
        case deed::copy_rows: of.has_rows = true; break;
        case deed::drop_table: of.dropped = true; break;
        default: break;
    }
}

void catalog::apply(const fact& what, std::size_t migration, std::size_t transaction) {
    switch (what.what) {
        case deed::create_table: return create(what, migration);
        case deed::rename_table: return rename(what);
        case deed::create_index:
            indexes_.push_back({what.name, what.table, what.keys, migration, what.filtered});
            return;
        case deed::drop_index:
            std::erase_if(indexes_, [&](const index& each) { return same_object(each.name, what.name); });
            return;
        case deed::create_enum: enums_.push_back({what.table, migration, transaction}); return;
        case deed::drop_type:
            std::erase_if(enums_, [&](const enum_type& each) { return same_object(each.name, what.table); });
            return;
        default: break;
    }
    table* of = open(what.table);
    const bool says_something = what.what == deed::add_constraint || what.what == deed::validate_constraint;
    if (of == nullptr && says_something && !what.table.empty()) of = &tables_.emplace_back(table{.name = what.table});
    if (of != nullptr) change(*of, what);
}

}  // namespace rowan::migrate::facts
