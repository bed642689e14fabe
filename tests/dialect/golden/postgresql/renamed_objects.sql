create table "things" (
    "id" uuid not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create index "ix_old" on "things" ("name");
create materialized view "totals" as
select count(*) as n from things;
create view "names" as
select name from things;
create type "mood" as enum ('sad');
create domain "valid_email" as varchar(255)
    constraint "valid_email_check" check (VALUE like '%@%' and value <> 'value')
    constraint "valid_email_lower" check (value = lower(value));
create sequence "numbers" start with 1 increment by 1;
create schema "app";
alter index "ix_old" rename to "ix_new";
alter materialized view "totals" rename to "sums";
alter view "names" rename to "all names";
alter type "mood" rename to "moods";
alter domain "valid_email" rename to "email";
alter sequence "numbers" rename to "tickets";
alter schema "app" rename to "web";
