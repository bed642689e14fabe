create table "things" (
    "id" uuid not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
alter table "things" set (fillfactor = 70);
alter table "things" enable row level security;
alter table "things" replica identity full;
alter table "things" reset (fillfactor);
alter table "things" disable row level security;
alter table "things" replica identity default;
create domain "positive" as integer
    constraint "positive_check" check (value > 0);
alter domain "positive" drop constraint "positive_check";
alter domain "positive" set default 1;
alter domain "positive" set not null;
alter domain "positive" add constraint "positive_check" check (value between 1 and 9);
comment on domain "positive" is 'one digit';
alter domain "positive" drop constraint "positive_check";
alter domain "positive" drop default;
alter domain "positive" drop not null;
alter domain "positive" add constraint "positive_check" check (value > 0);
comment on domain "positive" is '';
create function "twice"(a integer)
returns integer language sql as $$ select a + a $$;
create or replace function "twice"(a integer)
returns integer language sql as $$ select a * 2 $$;
create view "names" as
select name from things;
comment on view "names" is 'what things are called';
comment on view "names" is '';
drop view "names";
create view "names" as
select upper(name) as name from things;
create type "mood" as enum ('sad');
comment on type "mood" is 'how it is';
