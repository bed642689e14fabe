create table "things" (
    "id" text not null,
    "name" text not null,
    "rank" integer not null,
    constraint "things_pkey" primary key ("id")
);
alter table "things" add column "note" varchar(40) constraint "things_note_length" check (length("note") <= 40);
alter table "things" add column "status" text default 'to do' not null constraint "things_status_enum" check ("status" in ('to do', 'it''s done', 'back\slash'));
alter table "things" add column "data" text constraint "things_data_json" check ("data" is null or json_valid("data"));
alter table "things" rename column "name" to "title";
alter table "things" drop column "note";
alter table "things" drop column "status";
alter table "things" rename to "items";
drop table "items";
