#pragma once

#include <rowan/dialect/dialect.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// Renders one operation.
class dialect::ddl {
public:
    using statements = std::vector<std::string>;

    explicit ddl(const dialect& by) : by_(by) {}

    statements operator()(const schema::create_table& op) const;
    statements operator()(const schema::drop_table& op) const;
    statements operator()(const schema::rename_table& op) const;
    statements operator()(const schema::alter_table& op) const;
    statements operator()(const schema::create_index& op) const;
    statements operator()(const schema::drop_index& op) const;
    statements operator()(const schema::create_enum& op) const;
    statements operator()(const schema::drop_enum& op) const;
    statements operator()(const schema::create_domain& op) const;
    statements operator()(const schema::drop_domain& op) const;
    statements operator()(const schema::create_view& op) const;
    statements operator()(const schema::drop_view& op) const;
    statements operator()(const schema::create_extension& op) const;
    statements operator()(const schema::drop_extension& op) const;
    statements operator()(const schema::alter_enum& op) const;
    statements operator()(const schema::create_schema& op) const;
    statements operator()(const schema::drop_schema& op) const;
    statements operator()(const schema::create_sequence& op) const;
    statements operator()(const schema::drop_sequence& op) const;
    statements operator()(const schema::alter_sequence& op) const;
    statements operator()(const schema::create_function& op) const;
    statements operator()(const schema::drop_function& op) const;
    statements operator()(const schema::create_trigger& op) const;
    statements operator()(const schema::drop_trigger& op) const;
    statements operator()(const schema::create_policy& op) const;
    statements operator()(const schema::drop_policy& op) const;
    statements operator()(const schema::create_other& op) const;
    statements operator()(const schema::drop_other& op) const;
    statements operator()(const schema::alter_domain& op) const;
    statements operator()(const schema::alter_function& op) const;
    statements operator()(const schema::alter_view& op) const;
    statements operator()(const schema::alter_trigger& op) const;
    statements operator()(const schema::alter_policy& op) const;
    statements operator()(const schema::alter_schema& op) const;
    statements operator()(const schema::alter_other& op) const;
    statements operator()(const schema::comment_on_enum& op) const;
    statements operator()(const schema::alter_table_settings& op) const;
    statements operator()(const schema::create_grant& op) const;
    statements operator()(const schema::drop_grant& op) const;
    statements operator()(const schema::insert_rows& op) const;
    statements operator()(const schema::delete_rows& op) const;
    statements operator()(const schema::distribute_table& op) const;
    statements operator()(const schema::rename_object& op) const;
    statements operator()(const schema::run_sql& op) const;
    statements operator()(const schema::backfill& op) const;
    statements operator()(const schema::run_code& op) const;

    std::string definition(const schema::table& in, const schema::column& what) const;
    std::string definition(const schema::table& in, const schema::constraint& what) const;

private:
    class alteration;  // of one table, a change at a time
    class constraint_rule;

    const std::string& words(const schema::sql_text& from) const { return by_.words(from); }
    std::string identifier(std::string_view name) const;
    std::string identifiers(const std::vector<std::string>& names) const;
    std::string table(std::string_view schema_name, std::string_view name) const;
    std::string literal(std::string_view text) const;

    /// Everything about the table that `create table` cannot say.
    void add_state(statements& to, const schema::table& of) const;
    void add_partitions(statements& to, const schema::table& of) const;
    void add_column_state(statements& to, const std::string& alter, const schema::column& of) const;
    bool is_said_again(const schema::table& in, const schema::constraint& what) const;
    /// ` collate "C"`, where the column, domain or key has one.
    template <class T>
    std::string collated(const T& what) const {
        return what.collation.empty() ? std::string() : " collate " + table(what.collation_schema, what.collation);
    }
    std::string generated(const schema::column& what) const;
    std::string not_null(const schema::column& what) const;
    std::string numbered(const schema::column& what) const;
    std::string_view conflict(schema::conflict_action what) const;
    std::string options(const schema::storage_options& what) const;
    std::string operator_class(const schema::index_key& what) const;
    const schema::sql_text* default_of(const schema::column& what) const;
    std::string constraint(std::string_view name, std::string_view rule) const;
    std::string check(const schema::check& what) const;
    std::string referenced_table(const schema::table& in, const schema::foreign_key& what) const;
    /// False where the index is to be left out. Throws dialect_error where it was meant to be there.
    bool index_supported(const schema::index& what) const;
    std::string index(const schema::index& what) const;
    std::string index_place(const schema::index& what) const;
    std::string index_key(const schema::index_key& what) const;
    std::string distribute(const std::string& in, const std::string& name, const schema::distribution& how) const;
    void add_comments(statements& to, const schema::table& of) const;
    void add_comment(statements& to, const schema::table& in, const schema::column& of) const;
    void add_comments(statements& to, const schema::index& of) const;
    void add_comments(statements& to, const std::string& on, const std::vector<schema::constraint>& of) const;
    /// Of anything; none where it is empty or the backend keeps none.
    void add_comment(statements& to, const std::string& what, const std::string& text) const;
    std::string comment(std::string_view what, std::string_view text) const;

    /// Where the two differ; empty text takes a comment away.
    void change_comment(statements& to, const std::string& what, const std::string& from, const std::string& now) const;
    /// ` set (a = 1)`, ` reset (b)`.
    std::vector<std::string> changed_options(const schema::storage_options& from,
                                             const schema::storage_options& to) const;

    /// Adds labels; empty where the new list has others or another order, too.
    std::optional<statements> add_labels(const schema::alter_enum& op) const;
    statements swap_labels(const schema::alter_enum& op) const;

    std::string numbers(const schema::sequence& what, bool all) const;
    /// Of an identity column, each after a `set`.
    std::string settings(const schema::sequence& from, const schema::sequence& to) const;
    std::string owner(const schema::sequence& what) const;
    std::string other_name(const schema::other_object& what) const;
    std::string granted(const schema::grant& what) const;
    std::string view_name(const schema::view& what) const;
    std::string function_name(const schema::function& what, const std::string& arguments) const;

    const dialect& by_;
};

}  // namespace rowan
