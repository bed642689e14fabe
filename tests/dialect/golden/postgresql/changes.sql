create table "things" (
    "id" uuid not null,
    "name" text not null,
    "rank" integer not null,
    constraint "things_pkey" primary key ("id")
);
create type "task_status" as enum ('to do', 'it''s done', E'back\\slash');
alter table "things" add column "note" varchar(40);
comment on column "things"."note" is 'free words';
alter table "things" add column "status" "task_status" default 'to do' not null;
alter table "things" add column "data" jsonb;
alter table "things" rename column "name" to "title";
alter table "things" drop column "note";
alter table "things" drop column "status";
alter table "things" rename to "items";
drop type "task_status";
drop table "items";
