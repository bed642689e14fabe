create schema app;
create table "app"."things" (
    "id" uuid not null,
    "name" text not null,
    "parent" uuid,
    constraint "things_pkey" primary key ("id"),
    constraint "things_parent_fkey" foreign key ("parent") references "app"."things" ("id")
);
create index "ix_things_name" on "app"."things" ("name");
comment on table "app"."things" is 'in a schema';
alter table "app"."things" add column "note" text;
alter table "app"."things" rename column "note" to "remark";
drop index "app"."ix_things_name";
create index "ix_things_name" on "app"."things" ("name");
alter table "app"."things" rename to "items";
drop table "app"."items";
