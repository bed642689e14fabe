create table "things" (
    "id" text not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create trigger "things touched" after insert on "things"
begin update things set name = ';'; end;
create view "totals" as
select count(*) as n from things;
create index "ix_things_name" on "things" ("name");
drop view "totals";
drop trigger "things touched";
