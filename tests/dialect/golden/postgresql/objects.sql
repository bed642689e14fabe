create table "things" (
    "id" uuid not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create schema "app";
create sequence "ticket numbers" start with 1000 increment by 10;
create function "touch"()
returns trigger language plpgsql as $$ begin new.name := ';'; return new; end $$;
create trigger "things touched" before insert or update on "things"
for each row execute function touch();
create trigger "only there" before insert or update on "things"
for each row execute function touch();
grant select, insert on table "things" to "public";
create materialized view "totals" as
select count(*) as n from things;
create index "ix_things_name" on "things" ("name");
drop materialized view "totals";
revoke select, insert on table "things" from "public";
drop trigger "only there" on "things";
drop trigger "things touched" on "things";
drop function "touch"();
drop sequence "ticket numbers";
drop schema "app";
