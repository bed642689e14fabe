#pragma once

#include <rowan/migrate/backfill_builder.hpp>
#include <rowan/migrate/table_builder.hpp>
#include <rowan/schema/operation.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Collects what a revision does, in order. Nothing is run here: the result is data.
///
/// Functions that drop something take what it was, so that they can be undone.
class ROWAN_EXPORT operations {
public:
    operations();
    operations(const operations&);
    operations(operations&&) noexcept;
    operations& operator=(const operations&);
    operations& operator=(operations&&) noexcept;
    ~operations();

    /// `describe` is called with a table_builder:
    ///
    ///     op.create_table("tasks", [](auto& t) {
    ///         t.uuid("id").primary_key();
    ///         t.varchar("title", 255);
    ///     });
    template <class Describe>
    void create_table(std::string name, Describe&& describe) {
        add_created(built(std::move(name), describe));
    }
    template <class Describe>
    void drop_table(std::string name, Describe&& describe) {
        add_dropped(built(std::move(name), describe));
    }
    void rename_table(std::string from, std::string to);
    /// Where the database is distributed (Citus), a table that is there is spread by a column, its rows with it; see
    /// `table_builder::distributed_by`.
    void distribute_table(std::string table, std::string column, std::string colocate_with = {});
    /// Each machine gets all rows.
    void make_reference_table(std::string table);
    /// The rows come back to one machine. `was` says how they lay, for the way back.
    void undistribute_table(std::string table, schema::distribution was);

    /// Columns, one or several, with their keys, checks and indexes: `op.add_column("tasks", [](auto& t) {
    /// t.text("note").nullable().index(); });`
    template <class Describe>
    void add_column(std::string table, Describe&& describe) {
        add_parts(built(std::move(table), describe));
    }
    template <class Describe>
    void drop_column(std::string table, Describe&& describe) {
        drop_parts(built(std::move(table), describe));
    }
    void rename_column(std::string table, std::string from, std::string to);
    /// What differs between the two descriptions is changed, nothing else:
    ///
    ///     op.alter_column("tasks", [](auto& t) { t.varchar("title", 100).nullable(); },
    ///                              [](auto& t) { t.text("title").default_value("''"); });
    template <class Before, class After>
    alteration_builder alter_column(std::string table, Before&& before, After&& after) {
        table_builder from = built(table, before);
        return alter_columns(std::move(from), built(std::move(table), after));
    }

    /// Keys, unique constraints and checks, one or several, of columns that are there:
    /// `op.add_constraint("tasks", [](auto& t) { t.unique({"project_id", "title"}); });`
    template <class Describe>
    void add_constraint(std::string table, Describe&& describe) {
        add_parts(built(std::move(table), describe));
    }
    template <class Describe>
    void drop_constraint(std::string table, Describe&& describe) {
        drop_parts(built(std::move(table), describe));
    }
    /// PostgreSQL: `exclude`.
    void add_exclude(std::string table, schema::exclude constraint);
    void drop_exclude(std::string table, schema::exclude constraint);
    void rename_constraint(std::string table, std::string from, std::string to);
    /// Checks the rows that a constraint marked `not_valid` has let pass.
    void validate_constraint(std::string table, std::string name);
    void comment_on_table(std::string table, std::string from, std::string to);

    /// An empty name is `ix_<table>_<columns>`.
    index_builder create_index(std::string name, std::string table, index_keys keys);
    index_builder drop_index(std::string name, std::string table, index_keys keys);

    /// On a database that has the type already, with the same labels, nothing is done; with others, the revision fails.
    void create_enum(std::string name, std::vector<std::string> labels);
    /// Labels are added, renamed, taken away, put in another order. `instead` says of labels that go what their rows
    /// have from then on: `op.alter_enum("mood", {"sad", "glad"}, {"sad", "so-so", "happy"}, {{"glad", "happy"}})`. A
    /// label that goes without is refused while rows have it.
    void alter_enum(std::string name, std::vector<std::string> from, std::vector<std::string> to,
                    std::vector<std::pair<std::string, std::string>> instead = {});
    /// A type that is not there is no error.
    void drop_enum(std::string name, std::vector<std::string> labels);
    void create_domain(schema::domain domain);
    void drop_domain(schema::domain domain);
    void create_view(std::string name, schema::sql_text query);
    void drop_view(std::string name, schema::sql_text query);
    /// PostgreSQL; elsewhere a view.
    void create_materialized_view(std::string name, schema::sql_text query);
    void drop_materialized_view(std::string name, schema::sql_text query);
    void create_schema(std::string name);
    void drop_schema(std::string name);
    void create_sequence(schema::sequence sequence);
    void drop_sequence(schema::sequence sequence);
    void create_function(schema::function function);
    void drop_function(schema::function function);
    void create_trigger(schema::trigger trigger);
    void drop_trigger(schema::trigger trigger);
    void grant(schema::grant what);
    void revoke(schema::grant what);
    /// Rows, each value as SQL: `op.insert({.table = "kinds", .columns = {"code", "name"}, .rows = {{"'m'", "'Mail'"}},
    /// .key = {"code"}})`. Undone by the key; `existing` says of rows that are there what an upsert says, and cannot be
    /// undone.
    void insert(schema::row_set rows);
    void delete_rows(schema::row_set rows);
    /// An update of many rows, so many at a time, each batch in a transaction of its own, so that nobody waits for
    /// long: `op.backfill("jobs").set("priority", "5").where("priority is null").batch(5000).pause(10)`. It goes on
    /// behind the last batch where a run has ended. A column that others write meanwhile has a default first.
    backfill_builder backfill(std::string table);
    /// A step in C++ within the revision's transaction: `op.run("hash the tokens", [](rowan::session& db) { … })`. What
    /// it needs it makes itself: the function captures nothing. Entities change with the program; here the columns that
    /// there are at this revision count.
    void run(std::string what_it_does, void (*work)(session&), void (*reverse)(session&) = nullptr);
    /// For tables, columns and constraints see above.
    void rename(schema::object_kind what, std::string from, std::string to);
    void create_extension(std::string name);
    void drop_extension(std::string name);

    /// A script in the database's own words, any number of statements, without `begin` and `commit`. One text for all
    /// backends or one each: `op.sql(schema::sql_text("…").on("sqlite", "…"))`; an empty one does nothing.
    void sql(schema::sql_text script);
    void sql(schema::sql_text script, schema::sql_text reverse);

    void add(schema::operation operation);

    const std::vector<schema::operation>& list() const noexcept { return list_; }
    /// What was said and cannot be.
    const std::vector<std::string>& faults() const noexcept { return faults_; }

private:
    template <class Describe>
    table_builder built(std::string name, Describe& describe) {
        table_builder result(std::move(name));
        describe(result);
        return result;
    }
    void add_created(table_builder described);
    void add_dropped(table_builder described);
    void add_parts(table_builder described);
    void drop_parts(table_builder described);
    alteration_builder alter_columns(table_builder from, table_builder to);
    void take_faults(const table_builder& of);
    void alter(std::string table, schema::table_change change);

    std::vector<schema::operation> list_;
    std::vector<std::string> faults_;
};

}  // namespace rowan::migrate
