#include "session/introspect_whole.hpp"

using namespace rowan;

namespace {

constexpr const char* everything = R"(
create table "Ein ""Haus""" (
    id integer primary key autoincrement,
    "Name mit Leerzeichen" varchar(40) collate nocase constraint named not null on conflict replace default 'a ''house''',
    [select] int default -5, `größe` numeric(8, 3) default (1 + 2), at text default current_timestamp,
    quoted text default "as text", word text default here, anything, flags blob default x'00ff', yes boolean default true,
    area real generated always as ("größe" * 2) stored, lower_name text as (lower("Name mit Leerzeichen")),
    constraint positive check ("größe" > 0), check (([select]) <> 3),
    constraint "Name once" unique ("Name mit Leerzeichen", [select]) on conflict ignore,
    unique (at)
);
create table plain (id integer primary key, name text unique on conflict fail);
create table backwards (id integer primary key desc, name text);
create table keyed (a text, b text not null, n integer, primary key (a, b) on conflict rollback, unique (b collate nocase, n desc));
create table strictly (id integer primary key, name text, anything any) strict;
create table without (name text, number integer, primary key (name, number)) without rowid;
create table both (name text primary key) strict, without rowid;
create table "references" (
    id integer not null constraint the_key primary key,
    house integer constraint of_house references "Ein ""Haus""" on delete cascade on update set null deferrable initially deferred,
    other integer references plain not deferrable initially immediate,
    self integer references "references" deferrable,
    a text, b text, constraint both foreign key (a, b) references keyed (a, b) on delete set default match full
);
create table egg (id integer primary key, hen integer, constraint egg_hen foreign key (hen) references hen (id));
create table hen (id integer primary key, egg integer, constraint hen_egg foreign key (egg) references egg (id));
create table left_wing (id integer primary key, other integer references right_wing);
create table right_wing (id integer primary key, other integer references left_wing);
create unique index house_mixed on "Ein ""Haus""" ("Name mit Leerzeichen" collate binary desc, [select] asc) where [select] > 3;
create index house_expression on "Ein ""Haus""" (lower("Name mit Leerzeichen") desc, ("größe" + 1), anything collate rtrim, quoted || word collate nocase);
create view "Über" (number, "a name") as select id, "Name mit Leerzeichen" from "Ein ""Haus""";
create view above as select number from "zzz" where number > 0;
create view zzz as select number, upper("a name") as name from "Über";
create trigger "before it" before update of "größe", at on "Ein ""Haus""" for each row when new."größe" > 3 begin
    update plain set name = 'on' where id = new.id; select 1;
end;
create trigger on_view instead of insert on "Über" begin select raise(abort, 'no'); end;
create trigger usual delete on plain begin select 1; end;
create virtual table words using fts5 (text, content = '');
create virtual table places using rtree (id, x0, x1);
)";

}  // namespace

TEST_CASE("an SQLite database with everything in it is made anew from what was read", "[introspect][sqlite]") {
    test::test_database first("memory");
    first.session().execute_script(everything);
    const auto there = introspect(first.session());
    test::test_database second("memory");
    test::require_same(there, test::made_of(there, second.session()));
    CHECK(there.tables.size() == 14);
    CHECK(there.views.at(2).name == "above");
}

TEST_CASE("what the text of an SQLite table says is read", "[introspect][sqlite]") {
    test::test_database database("memory");
    database.session().execute_script(everything);
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
