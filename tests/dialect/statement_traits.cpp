#include <rowan/dialect/dialect.hpp>

#include <support/catch.hpp>

using rowan::postgresql_dialect;
using rowan::sqlite_dialect;

TEST_CASE("PostgreSQL: what runs in no transaction is known by its words", "[dialect]") {
    for (const char* text :
         {"create index concurrently on a (b)", "/* now */ CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)",
          "drop index concurrently i", "reindex (verbose) table concurrently a", "reindex schema public", "vacuum",
          "vacuum (full) a", "cluster", "cluster verbose", "create database d", "drop tablespace t",
          "alter system set work_mem = '1MB'", "alter table only a.b detach partition c concurrently",
          "drop subscription s", "alter database d set tablespace t"}) {
        INFO(text);
        CHECK(postgresql_dialect().traits_of(text).refuses_transaction);
    }
}

TEST_CASE("PostgreSQL: what only looks like it runs in a transaction", "[dialect]") {
    for (const char* text :
         {"create index i on concurrently (b)", "create index \"concurrently\" on a (b)", "drop index i",
          "reindex index i", "cluster a using i", "create table vacuum (a int)", "select 'vacuum'",
          "alter table a detach partition c", "refresh materialized view concurrently v", "-- vacuum\nselect 1",
          "create index i on a (b); -- concurrently"}) {
        INFO(text);
        CHECK_FALSE(postgresql_dialect().traits_of(text).refuses_transaction);
    }
}

TEST_CASE("PostgreSQL: a new label of an enum type is seen after the commit", "[dialect]") {
    CHECK(postgresql_dialect().traits_of("alter type a.mood add value if not exists 'x'").seen_after_commit);
    CHECK_FALSE(postgresql_dialect().traits_of("alter type mood rename value 'x' to 'y'").seen_after_commit);
}

TEST_CASE("PostgreSQL: settings are told from what lasts", "[dialect]") {
    for (const char* text : {"set search_path to a", "reset all", "select pg_catalog.set_config('a.b', '', false)"})
        CHECK(postgresql_dialect().traits_of(text).only_settings);
    for (const char* text : {"set local lock_timeout = 1", "set constraints all immediate", "select 1"})
        CHECK_FALSE(postgresql_dialect().traits_of(text).only_settings);
}

TEST_CASE("SQLite: what runs in no transaction, or does nothing there, is known by its words", "[dialect]") {
    for (const char* text : {"VACUUM", "vacuum main into 'x'", "pragma foreign_keys = off",
                             "pragma main.journal_mode = wal", "attach 'x' as x", "detach x"}) {
        INFO(text);
        CHECK(sqlite_dialect().traits_of(text).refuses_transaction);
    }
    for (const char* text : {"pragma user_version = 3", "pragma foreign_key_check", "pragma defer_foreign_keys = on",
                             "create table vacuum (a)"}) {
        INFO(text);
        CHECK_FALSE(sqlite_dialect().traits_of(text).refuses_transaction);
    }
}
