#include "changes.hpp"

#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>

namespace rowan::test {

void carry_out(session& to, const std::vector<schema::operation>& all) {
    for (const schema::operation& each : all) {
        INFO(schema::describe(each));
        to.apply(each);
    }
}

std::vector<schema::operation> way_back(const migrate::generated_changes& of) {
    if (!of.down.empty()) return of.down;
    std::vector<schema::operation> result;
    for (auto each = of.up.rbegin(); each != of.up.rend(); ++each) result.push_back(reverse(*each).value());
    return result;
}

namespace {

using schema::database;

/// The order of columns and of lists is no difference.
template <class List>
void sort_by_name(List& of) {
    std::sort(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

/// SQLite writes quotes around a name that it has changed.
void unquote(std::optional<schema::sql_text>& in) {
    if (!in) return;
    std::string text = in->text();
    std::erase(text, '"');
    in = schema::sql_text(text);
}

void unquote(schema::table& in) {
    for (schema::column& each : in.columns) unquote(each.generated_as);
    for (schema::check& each : in.checks) {
        std::optional<schema::sql_text> text = each.expression;
        unquote(text);
        each.expression = *text;
    }
    for (schema::index& each : in.indexes) unquote(each.where);
}

database canonical(database of) {
    of.order.clear();
    of.uses.clear();
    for (schema::table& each : of.tables) {
        sort_by_name(each.columns);
        sort_by_name(each.uniques);
        sort_by_name(each.foreign_keys);
        sort_by_name(each.checks);
        sort_by_name(each.indexes);
        sort_by_name(each.excludes);
        unquote(each);
        if (each.primary_key) each.primary_key->name.clear();
    }
    sort_by_name(of.views);
    return of;
}

database whole(session& in) {
    database result = introspect(in, {.every_schema = true});
    return result;
}

database made_of(session& in, const std::string& script) {
    transaction passing(in);
    in.execute_script(script);
    return whole(in);
}

void carry_out_together(session& to, const std::vector<schema::operation>& all) {
    transaction together(to);
    carry_out(to, all);
    together.commit();
}

/// What of `left` is otherwise in `right`, for people.
std::string differences(const database& left, const database& right) {
    std::string result;
    const auto operations = schema::diff(left, right, {.ask = false}).operations;
    for (const schema::operation& each : operations) result += schema::describe(each) + '\n';
    if (!operations.empty()) result += migrate::cpp_source(operations, 0);
    return result;
}

void goes(session& db, const change& which) {
    INFO(which.name);
    const database from = made_of(db, which.from);
    const database to = made_of(db, which.to);
    db.execute_script(which.from);
    db.execute_script(which.rows);
    const auto plan = schema::diff(whole(db), to, {.answers = which.answers, .ask = false});
    CHECK(plan.questions.empty());
    CHECK_FALSE(plan.operations.empty());
    INFO("the way there:\n" << migrate::cpp_source(plan.operations, 0));
    const bool has_t = table_exists(db, "t");
    const auto count = [&] { return has_t ? db.query_value<std::int64_t>("select count(*) from t") : 0; };
    const std::int64_t rows = count();
    try {
        carry_out_together(db, plan.operations);
        const database there = whole(db);
        INFO("left to do:\n" << differences(there, to));
        CHECK(canonical(there) == canonical(to));
        CHECK(count() == rows);
        std::vector<schema::operation> back;
        for (const schema::operation& each : plan.operations) back.insert(back.begin(), reverse(each).value());
        carry_out_together(db, back);
    } catch (const std::exception& fault) {
        FAIL_CHECK(fault.what());
        return;
    }
    const database again = whole(db);
    INFO("left to undo:\n" << differences(again, from));
    CHECK(canonical(again) == canonical(from));
    CHECK(count() == rows);
}

}  // namespace

void all_go(const std::string& backend, const std::vector<change>& all) {
    for (const change& each : all) {
        test_database one(backend);
        goes(one.session(), each);
    }
}

std::string table(const std::string& rest, const std::string& name) {
    return "create table " + name + " (id bigint primary key" + (rest.empty() ? "" : ", " + rest) + ");";
}

}  // namespace rowan::test
