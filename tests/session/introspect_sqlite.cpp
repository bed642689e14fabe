#include "session/hard_schemas.hpp"
#include "session/introspect_whole.hpp"

using namespace rowan;

TEST_CASE("an SQLite database with everything in it is made anew from what was read", "[introspect][sqlite]") {
    test::test_database first("memory");
    first.session().execute_script(test::hard_sqlite);
    const auto there = introspect(first.session());
    test::test_database second("memory");
    test::require_same(there, test::made_of(there, second.session()));
    CHECK(there.tables.size() == 14);
    CHECK(there.views.at(2).name == "above");
}

TEST_CASE("what the text of an SQLite table says is read", "[introspect][sqlite]") {
    test::test_database database("memory");
    database.session().execute_script(test::hard_sqlite);
    const auto all = introspect(database.session());
    const auto find = [&](std::string_view name) {
        return *std::find_if(all.tables.begin(), all.tables.end(), [&](const auto& one) { return one.name == name; });
    };
    const schema::table house = find("Ein \"Haus\"");
    CHECK_FALSE(house.columns[0].reuses_numbers);
    CHECK(house.columns[1].on_null == schema::conflict_action::replace);
    CHECK(house.columns[1].not_null_name == "named");
    CHECK(house.columns[1].declared_type == "varchar(40)");
    CHECK(house.columns[3].default_value == schema::sql_text("1 + 2"));
    CHECK(house.columns[5].default_value == schema::sql_text("'as text'"));
    CHECK(house.columns[6].default_value == schema::sql_text("'here'"));
    CHECK_FALSE(house.columns[10].generated_on_read);
    CHECK(house.columns[11].generated_on_read);
    CHECK(house.uniques.at(1).on_conflict == schema::conflict_action::ignore);
    CHECK(house.indexes.at(1).keys.at(0).collation == "binary");
    CHECK(find("plain").columns[0].reuses_numbers);
    CHECK(find("backwards").columns[0].identity == schema::identity_kind::none);
    CHECK(find("strictly").strict);
    CHECK(find("without").without_rowid);
    CHECK(find("keyed").columns[0].nullable);
    CHECK(find("words").statement.starts_with("CREATE VIRTUAL TABLE"));
    const auto keys = find("references").foreign_keys;
    REQUIRE(keys.size() == 4);
    CHECK(keys[3].name == "of_house");
    CHECK(keys[3].initially_deferred);
    CHECK(keys[3].referenced_columns == std::vector<std::string>{"id"});
}
