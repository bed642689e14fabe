attach ':memory:' as app;
create table "app"."things" (
    "id" text not null,
    "name" text not null,
    "parent" text,
    constraint "things_pkey" primary key ("id"),
    constraint "things_parent_fkey" foreign key ("parent") references "things" ("id")
);
create index "app"."ix_things_name" on "things" ("name");
alter table "app"."things" add column "note" text;
alter table "app"."things" rename column "note" to "remark";
drop index "app"."ix_things_name";
create index "app"."ix_things_name" on "things" ("name");
alter table "app"."things" rename to "items";
drop table "app"."items";
