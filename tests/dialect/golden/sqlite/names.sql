create table "a""b" (
    "id" text not null,
    "x; drop table y" varchar(5) not null constraint "a""b_x; drop table y_length" check (length("x; drop table y") <= 5),
    "order" text not null constraint "a""b_order_enum" check ("order" in ('to do', 'it''s done', 'back\slash')),
    "column" text not null constraint "a""b_column_json" check ("column" is null or json_valid("column")),
    "timestamp" text not null,
    "größe 大小" integer not null,
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" integer not null,
    "it's" text not null,
    constraint "a""b_pkey" primary key ("id")
);
create index "ix""order" on "a""b" ("order" desc, "x; drop table y");
alter table "a""b" rename column "order" to "group";
drop index "ix""order";
create table "select" (
    "id" text not null,
    constraint "select_pkey" primary key ("id")
);
drop table "select";
alter table "a""b" rename to "drop""";
