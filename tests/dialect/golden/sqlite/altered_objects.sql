create table "things" (
    "id" text not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create view "names" as
select name from things;
drop view "names";
create view "names" as
select upper(name) as name from things;
