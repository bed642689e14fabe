create type "task_status" as enum ('to do', 'it''s done', E'back\\slash');
create table "a""b" (
    "id" uuid not null,
    "x; drop table y" varchar(5) not null,
    "order" "task_status" not null,
    "column" jsonb not null,
    "timestamp" timestamptz not null,
    "größe 大小" integer not null,
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" integer not null,
    "it's" text not null,
    constraint "a""b_pkey" primary key ("id")
);
create index "ix""order" on "a""b" ("order" desc, "x; drop table y");
comment on table "a""b" is '''; drop table y; --';
comment on column "a""b"."x; drop table y" is E'\\''; drop table y; --';
alter table "a""b" rename column "order" to "group";
drop index "ix""order";
create table "select" (
    "id" uuid not null,
    constraint "select_pkey" primary key ("id")
);
drop table "select";
alter table "a""b" rename to "drop""";
