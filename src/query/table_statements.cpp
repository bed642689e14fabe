#include "query/table_statements.hpp"

#include <optional>
#include <utility>

namespace rowan::detail {

namespace {

std::vector<sql::expression> columns_named(const table_plan& plan, const std::vector<std::size_t>& columns) {
    std::vector<sql::expression> result;
    for (const std::size_t column : columns) result.push_back(sql::column(plan.column_name(column)));
    return result;
}

// Renders the statements of one table on one backend.
class statement_maker {
public:
    statement_maker(const dialect& of, const table_plan& plan) : of_(of), plan_(plan), roles_(plan.roles()) {
        for (std::size_t i = 0; i != plan.table().columns.size(); ++i) {
            (plan.table().columns[i].generated_as ? generated_ : written_).push_back(i);
        }
    }

    table_statements make() const {
        table_statements result;
        result.insert = insert(no_member);
        if (roles_.identity != no_member) result.insert_numbered = insert(roles_.identity);
        if (plan_.key_columns().empty()) return result;
        result.update = update();
        if (roles_.version != no_member) result.find_version = select(sql::column(plan_.column_name(roles_.version)));
        result.remove = remove(false);
        result.remove_version = remove(roles_.version != no_member);
        if (roles_.deleted_at != no_member) result.restore = restore();
        result.purge = {
            text(sql::erase{.from = plan_.name(), .where = plan_.key_condition()}), plan_.key_positions(), {}};
        result.exists = select(sql::closed("1"));
        return result;
    }

private:
    template <class Statement>
    statement_text text(const Statement& what) const {
        return statement_text(of_.render(what).sql);
    }

    row_statement insert(std::size_t left_out) const {
        row_statement result;
        for (const std::size_t column : written_) {
            if (column != left_out) result.columns.push_back(column);
        }
        if (left_out != no_member) result.returned.push_back(left_out);
        result.returned.insert(result.returned.end(), generated_.begin(), generated_.end());
        sql::insert what{.into = plan_.name()};
        for (const std::size_t column : result.columns) what.columns.push_back(plan_.column_name(column));
        what.rows.push_back(plan_.kept(result.columns));
        what.returning = columns_named(plan_, result.returned);
        result.text = text(what);
        return result;
    }

    std::optional<sql::expression> one_live_row() const {
        return sql::all_of(plan_.key_condition(), plan_.live_rows());
    }

    std::optional<sql::expression> of_version(std::optional<sql::expression> where) const {
        return sql::all_of(std::move(where),
                           sql::infix("=", sql::column(plan_.column_name(roles_.version)), sql::placeholder()));
    }

    sql::assignment next_version() const {
        const std::string& name = plan_.column_name(roles_.version);
        return {name, sql::infix("+", sql::column(name), sql::closed("1"))};
    }

    row_statement update() const {
        row_statement result;
        sql::update what{.table = plan_.name()};
        for (const std::size_t column : written_) {
            const bool kept = plan_.is_key(column) || column == roles_.created_at || column == roles_.deleted_at ||
                              column == roles_.version;
            if (kept) continue;
            what.set.push_back({plan_.column_name(column), plan_.kept(column)});
            result.columns.push_back(column);
        }
        if (roles_.version != no_member) what.set.push_back(next_version());
        // A table of nothing but its key: the update still tells whether the row is there.
        if (what.set.empty())
            what.set.push_back({plan_.key_columns().front(), sql::column(plan_.key_columns().front())});
        result.columns.insert(result.columns.end(), plan_.key_positions().begin(), plan_.key_positions().end());
        // Placeholders count from left to right: the condition on live rows has none.
        what.where = plan_.key_condition();
        if (roles_.version != no_member) {
            what.where = of_version(std::move(what.where));
            result.columns.push_back(roles_.version);
        }
        what.where = sql::all_of(std::move(what.where), plan_.live_rows());
        result.returned = generated_;
        what.returning = columns_named(plan_, generated_);
        result.text = text(what);
        return result;
    }

    row_statement select(sql::expression what) const {
        return {text(sql::select{.columns = {std::move(what)}, .from = plan_.name(), .where = one_live_row()}),
                plan_.key_positions(),
                {}};
    }

    row_statement remove(bool versioned) const {
        row_statement result;
        auto where = plan_.key_condition();
        auto condition = versioned ? of_version(std::move(where)) : std::optional<sql::expression>(std::move(where));
        condition = sql::all_of(std::move(condition), plan_.live_rows());
        if (roles_.deleted_at != no_member) {
            sql::update what{.table = plan_.name(), .set = change_of_life(true), .where = std::move(condition)};
            result.columns.push_back(roles_.deleted_at);
            if (roles_.updated_at != no_member) result.columns.push_back(roles_.updated_at);
            result.text = text(what);
        } else {
            result.text = text(sql::erase{.from = plan_.name(), .where = std::move(condition)});
        }
        result.columns.insert(result.columns.end(), plan_.key_positions().begin(), plan_.key_positions().end());
        if (versioned) result.columns.push_back(roles_.version);
        return result;
    }

    std::vector<sql::assignment> change_of_life(bool ends) const {
        std::vector<sql::assignment> result;
        result.push_back({plan_.column_name(roles_.deleted_at), ends ? sql::placeholder() : sql::closed("null")});
        if (roles_.updated_at != no_member)
            result.push_back({plan_.column_name(roles_.updated_at), sql::placeholder()});
        if (roles_.version != no_member) result.push_back(next_version());
        return result;
    }

    row_statement restore() const {
        row_statement result;
        if (roles_.updated_at != no_member) result.columns.push_back(roles_.updated_at);
        result.columns.insert(result.columns.end(), plan_.key_positions().begin(), plan_.key_positions().end());
        auto deleted = sql::postfix(sql::column(plan_.column_name(roles_.deleted_at)), "is not null");
        result.text = text(sql::update{.table = plan_.name(),
                                       .set = change_of_life(false),
                                       .where = sql::all_of(plan_.key_condition(), std::move(deleted))});
        return result;
    }

    const dialect& of_;
    const table_plan& plan_;
    const column_roles& roles_;
    std::vector<std::size_t> written_{};
    std::vector<std::size_t> generated_{};
};

}  // namespace

table_statements make_table_statements(const dialect& of, const table_plan& plan) {
    return statement_maker(of, plan).make();
}

}  // namespace rowan::detail
