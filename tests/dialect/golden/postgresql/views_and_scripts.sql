create table "things" (
    "id" uuid not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create view "thing_names" as
select name
from things;
comment on view "thing_names" is 'the names alone';
create view "sizes" as
select pg_database_size(current_database()) as bytes;
insert into things values (gen_random_uuid(), 'one'); insert into things values (gen_random_uuid(), 'two');
select 1;
drop view "thing_names";
drop view "sizes";
create extension if not exists "pg_trgm";
drop extension if exists "pg_trgm";
